# A reply before the review closes the request, and nobody is urged (R5.7)
formed amount=100000
client fund
client message
wait 4d
client nudge
worker message
expect nudge=closed_by_reply
told client nudge.answered
not-told worker nudge.received
operator approve-nudge refused state_conflict
