# Not reviewed over the New Year holidays: approved by the clock, never at the applicant's cost (R5.6, R0.3)
start 2026-12-28T16:00
formed amount=100000
client fund
client message
wait 72h
client nudge
expect nudge=requested review_by=2027-01-05T15:00:00Z
until review-1us
expect nudge=requested
until review
fired nudge_review
expect nudge=sent auto=true reply_by=2027-01-13T15:00:00Z
told worker nudge.received mail
event nudge.approved deemed actor=clock
