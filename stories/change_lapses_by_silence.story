# Silence never changes terms: after 7 days the request lapses (R1.6, R0.2)
formed amount=100000
client fund
worker change amount=150000
until change-1us
expect in_progress change=open
told client change.reminder times=2 mail
not-told worker change.reminder
until change
fired change
expect in_progress change=lapsed amount=100000 escrow=100000 edition=1
told client change.lapsed
told worker change.lapsed
client change/agree refused no_change_open
