# Nobody funds: after 7 days the contract is cancelled, with no fault on either side (R2.3)
formed amount=50000
until deadline-1us
expect awaiting_escrow
told client escrow.due times=2 mail
until deadline
fired escrow
expect cancelled escrow=0 ended_by=clock
told worker contract.cancelled mail
client fund refused state_conflict
