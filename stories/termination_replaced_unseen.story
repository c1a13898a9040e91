# Nobody agrees to a request that took the place of the one they saw (R6.2, R6.3)
formed amount=100000
client fund
client termination worker=50000
page opened
client termination/withdraw
worker termination/agree seen refused no_termination_open
client termination worker=0
worker termination/agree seen refused state_conflict
worker termination/decline seen refused state_conflict
expect in_progress termination=open escrow=100000
page opened
worker termination/agree seen
expect terminated termination=agreed ended_by=agreement worker=0 client=100000 escrow=0
