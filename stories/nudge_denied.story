# A denial has a reason, which the applicant alone sees (R5.4)
formed amount=100000
client fund
client message
wait 4d
client nudge
operator deny-nudge code=recent_contact reason="昨日お電話で連絡がとれています"
expect nudge=denied
told client nudge.denied mail
not-told worker nudge.received
not-told worker nudge.denied
client nudge refused nudge_cooldown available_at=2026-12-12T15:00:00Z
# the other side learns nothing of it, not even from its own request
worker nudge refused nudge_too_early
wait 72h
worker nudge refused message_first
worker message
wait 72h
worker nudge
expect nudge=requested
