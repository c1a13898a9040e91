# Nobody agrees to a change that took the place of the one they saw (R1.6)
formed amount=100000
client fund
client change due_on=2027-01-31
page opened
client change/withdraw
client change amount=50000
worker change/agree seen refused state_conflict
worker change/decline seen refused state_conflict
expect in_progress change=open amount=100000 escrow=100000 edition=1
page opened
worker change/agree seen
expect in_progress change=agreed amount=50000 escrow=50000 edition=2
