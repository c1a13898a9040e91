# The choice that fell due while the system was down fires as of its own instant (R0.6)
posted prizes=10000 until=2026-12-01
client fund-contest
worker enter
down
until 2027-01-15T10:00
worker2 enter refused job_closed
contest shared held=0
event contest.shared at=2026-12-22T15:00:00Z
event contest.choosing at=2026-12-01T15:00:00Z
up
fired nothing
money worker=7800
