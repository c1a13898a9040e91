# Funding at the very instant of the escrow deadline is too late; one microsecond earlier is not (R0.2, R2.3)
formed amount=50000
down
until deadline
client fund refused state_conflict
expect cancelled ended_by=clock
