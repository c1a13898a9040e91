# A dispute lapses what is not in force yet: an operator decides on what was agreed (R1.6, R7.1)
formed amount=100000
client fund
worker deliver
worker change amount=150000
client change/agree
client dispute
expect disputed change=lapsed escrow=100000
client fund refused already_funded
client change amount=120000 refused state_conflict
