# Five items from 1 to 5, and at most 2,000 characters (R12.1)
formed amount=100000
client fund
worker deliver
client accept
client rate scores=0|4|4|4|4 refused validation_failed
client rate scores=4|4|4|4|6 refused validation_failed
client rate comment=2001x refused validation_failed
client rate scores=1|5|1|5|1 comment=2000x
worker rate comment=""
stars worker count=1 sums=1|5|1|5|1
