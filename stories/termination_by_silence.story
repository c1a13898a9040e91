# The worker has vanished: after 7 days of silence the money returns to the client (R6.4, R6.7)
formed amount=100000
client fund
wait 2d
client termination reason="連絡がとれないため"
expect deadline=2026-12-03T15:00:00Z
until deadline-1us
expect in_progress termination=open escrow=100000
told worker termination.reminder times=4 mail
not-told client termination.reminder
until deadline
fired termination
expect terminated termination=expired ended_by=clock escrow=0 client=100000 worker=0 fee=0 tax=0
told client contract.terminated mail
told worker contract.terminated mail
worker termination/decline refused state_conflict
