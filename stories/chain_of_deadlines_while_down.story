# What follows from a missed deadline follows from its own instant (R0.6)
formed amount=100000 milestones=60000|40000
client fund
worker deliver
down
wait 30d
up
expect cancelled deemed ended_by=clock milestone=1 worker=46800
event contract.accepted deemed at=2026-12-01T15:00:00Z
event contract.cancelled at=2026-12-09T15:00:00Z
