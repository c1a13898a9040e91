# The client has vanished: a nudge, approved, meets silence (R5.3–R5.8)
formed amount=100000
client fund
worker message body="ご確認いただけますか？"
wait 72h
worker nudge note="3日前から連絡がとれません"
expect in_progress nudge=requested review_by=2026-12-01T15:00:00Z
not-told client nudge.received
worker nudge refused nudge_open
stranger approve-nudge refused not_found
worker approve-nudge refused forbidden
worker message body="追記です"
expect nudge=requested
operator approve-nudge
worker message body="お待ちしています"
expect nudge=sent auto=false reply_by=2026-12-04T15:00:00Z
told client nudge.received mail
told worker nudge.approved mail
operator approve-nudge refused state_conflict
until reply-1us
told client nudge.reminder times=3 mail
expect nudge=sent
until reply
fired nudge_reply
expect in_progress nudge=unanswered
told worker nudge.unanswered mail
worker message
wait 72h
worker nudge refused nudge_cooldown available_at=2026-12-11T15:00:00Z
until 2026-12-12T00:00
worker nudge
expect nudge=requested
