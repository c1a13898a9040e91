# After completion both may rate, and are told until when (R12.1)
formed amount=100000
client rate refused state_conflict
client fund
worker deliver
worker rate refused state_conflict
not-told client rating.open
client accept
expect completed rate_by=2026-12-24T15:00:00Z
told client rating.open
told worker rating.open mail
client rate
worker rate
told client rating.open
told worker rating.open mail
