# Shown when both have rated, and to nobody before but who gave it (R12.1)
formed amount=100000
client fund
worker deliver
client accept
client rate scores=5|4|5|3|5
hidden client
stars worker count=0 sums=0|0|0|0|0
wait 10d
hidden client
worker rate scores=4|4|4|4|4
visible client
visible worker
stars worker count=1 sums=5|4|5|3|5
stars client count=1 sums=4|4|4|4|4
