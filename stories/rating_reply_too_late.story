# … and not a microsecond longer (R12.1)
formed amount=100000
client fund
worker deliver
client accept
client rate
worker rate
until 2026-12-24T14:59:59.999999Z
worker reply
until 2026-12-24T15:00:00Z
client reply refused state_conflict
