# Nobody accepts an offer that took the place of the one they saw (R7.2)
formed amount=100000
client fund
worker deliver
client dispute reason="仕様と違います"
client offer worker=50000
page opened
client offer worker=0
worker accept-offer seen refused state_conflict
expect disputed dispute=open escrow=100000
client offer worker=50000
worker accept-offer seen
expect terminated dispute=settled worker=39000 fee=10000 tax=1000 client=50000 escrow=0
