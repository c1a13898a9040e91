# A nudge is possible from formation on; unanswered and unfunded, cancelling is the next step (R5.1, R5.8)
formed amount=100000
worker message
wait 72h
worker nudge
operator approve-nudge
expect awaiting_escrow nudge=sent
until deadline
expect cancelled nudge=closed_by_reply
not-told worker nudge.unanswered
