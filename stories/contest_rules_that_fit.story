# What a contest may promise (R8.1)
posted prizes=0 refused validation_failed
posted prizes=100|200 refused validation_failed
posted prizes=1000 until=2026-11-24 refused validation_failed
posted prizes=1000 until=2027-01-24 refused validation_failed
posted prizes=1000 until=2027-01-23
posted prizes=1000 guaranteed=0 refused validation_failed
posted prizes=1000 guaranteed=1001 refused validation_failed
posted prizes=1000 until=2026-11-25
contest awaiting_escrow until=2026-11-25T15:00:00Z
