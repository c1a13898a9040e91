# One side alone: shown at the very instant at which nobody may rate any more (R12.1, R0.2)
formed amount=100000
client fund
worker deliver
client accept
worker rate scores=2|2|2|2|2
until ratings-1us
hidden worker
stars client count=0
until ratings
visible worker
stars client count=1 sums=2|2|2|2|2
client rate refused state_conflict
