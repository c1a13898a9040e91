# While a termination request is open, whether the work goes on is answered first; the end lapses the change (R1.6, R6.2)
formed amount=100000
client fund
client change amount=20000
client termination worker=50000
worker change/agree refused termination_open
client change/withdraw
client change amount=20000 refused termination_open
worker termination/decline
worker change amount=150000
client change/agree
worker termination worker=30000
gateway delay
client fund
client termination/agree
expect terminated change=lapsed client=70000 worker=23400 escrow=0
wait 2m
expect terminated payment=refunded client=120000 escrow=0
