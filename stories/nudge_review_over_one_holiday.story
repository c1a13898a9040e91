# Applied on a Friday before a holiday: Tuesday and Wednesday count (R0.3)
start 2026-11-17T10:00
formed amount=100000
client fund
client message
until 2026-11-20T10:00
client nudge
expect nudge=requested review_by=2026-11-25T15:00:00Z
