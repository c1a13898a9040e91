# Once given it stays as it is, hidden or shown (R12.1)
formed amount=100000
client fund
worker deliver
client accept
client rate scores=1|1|1|1|1
client rate scores=5|5|5|5|5 refused already_rated
worker rate
client rate scores=5|5|5|5|5 refused already_rated
stars worker count=1 sums=1|1|1|1|1
