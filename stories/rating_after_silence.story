# Ended by the clock, too: the window begins at the clock's own instant (R12.1, R0.6)
formed amount=100000
client fund
worker deliver
down
until 2026-12-10T09:00
up
expect completed deemed rate_by=2027-01-01T15:00:00Z
told client rating.open
told worker rating.open
client rate
