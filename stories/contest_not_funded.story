# A contest that is not funded is cancelled by the clock, and nobody has seen it (R2.2, R2.3)
posted prizes=60000 until=2026-12-20
worker enter refused not_found
until 2026-12-01T15:00:00Z
contest cancelled job=closed
told client contest.escrow_due times=2 mail
told client contest.cancelled mail
client fund-contest refused state_conflict
