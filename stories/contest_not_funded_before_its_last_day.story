# A contest that is not funded before its last day ends is cancelled then (R2.3)
posted prizes=60000 until=2026-11-26
contest awaiting_escrow until=2026-11-26T15:00:00Z
until contest
contest cancelled
