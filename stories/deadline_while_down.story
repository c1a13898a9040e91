# A deadline that was due while the server was down fires as of its own instant; what came before wins, what comes after loses (R0.6)
formed amount=100000
client fund
worker deliver
down
wait 20d
client request-revision refused state_conflict
expect completed deemed ended_by=clock worker=78000
event contract.accepted deemed at=2026-12-01T15:00:00Z
