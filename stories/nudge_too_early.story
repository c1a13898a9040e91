# A nudge needs 72 hours of silence and an unanswered message (R5.3)
formed amount=100000
client fund
worker message
worker nudge refused nudge_too_early available_at=2026-11-27T10:00
wait 71h
client message
wait 71h
worker nudge refused nudge_too_early
wait 1h
worker nudge refused message_first
worker message
worker nudge
expect nudge=requested
