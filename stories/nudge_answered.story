# The other side writes: the nudge is answered (R5.7)
formed amount=100000
client fund
client message
wait 4d
client nudge
operator approve-nudge
told worker nudge.received mail
wait 1d
worker message body="遅くなり申し訳ありません"
expect in_progress nudge=answered
told client nudge.answered mail
event nudge.answered actor=worker
