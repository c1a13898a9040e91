# Who says nothing gives no stars, and gets none from silence (R12.2)
formed amount=100000
client fund
worker deliver
client accept
until ratings
stars client count=0 sums=0|0|0|0|0
stars worker count=0 sums=0|0|0|0|0
wait 365d
stars client count=0
stars worker count=0
client rate refused state_conflict
