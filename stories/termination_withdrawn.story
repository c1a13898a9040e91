# The requester may withdraw at any time; then a new one is possible (R6.6)
formed amount=100000
client fund
client termination/withdraw refused no_termination_open
worker termination/agree refused no_termination_open
worker termination
worker termination/withdraw
expect in_progress termination=withdrawn
told client termination.withdrawn mail
worker dispute refused state_conflict
client termination worker=1
expect termination=open
