# The review and the escrow's period end at one instant: the contract is cancelled, and nobody is urged about it (R0.6, R2.3, R5.6)
start 2027-01-08T09:00
formed amount=100000
worker message
wait 124h
worker nudge
expect awaiting_escrow nudge=requested review_by=2027-01-15T15:00:00Z
until deadline
expect cancelled nudge=closed_by_reply
not-told client nudge.received
not-told worker nudge.approved
