# The window is 30 days, to the microsecond (R12.1, R0.2)
formed amount=100000
client fund
worker deliver
client accept
expect completed rate_by=2026-12-24T15:00:00Z
until 2026-12-24T14:59:59.999999Z
client rate
hidden client
until 2026-12-24T15:00:00Z
worker rate refused state_conflict
visible client
