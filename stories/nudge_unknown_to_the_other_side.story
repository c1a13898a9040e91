# Until it is sent, a nudge is nobody else's business: also not to be guessed by asking for one's own (R5.4)
start 2026-12-28T16:00
formed amount=100000
client fund
client message
wait 72h
client nudge
wait 72h
worker nudge refused message_first
operator approve-nudge
client nudge refused nudge_open
worker nudge refused nudge_open
