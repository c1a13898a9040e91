# Only a completed contract can have a bonus (R1.7)
formed amount=10000
client fund
client termination worker=5000
worker termination/agree
client bonus amount=100 refused state_conflict
