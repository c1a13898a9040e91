# みなし検収: the client says nothing for a week after delivery (R3.4, R0.2, R3.6)
formed amount=100000
client fund
expect in_progress escrow=100000 client=0
worker deliver
expect delivered deadline=2026-12-01T15:00:00Z kind=inspection outcome=accepted
wait 6d
worker nudge refused message_first
until deadline-1us
expect delivered escrow=100000
until deadline
fired inspection
expect completed deemed escrow=0 worker=78000 fee=20000 tax=2000 ended_by=clock
event contract.accepted deemed at=2026-12-01T15:00:00Z actor=clock
client request-revision refused state_conflict
client accept refused state_conflict
worker deliver refused state_conflict
