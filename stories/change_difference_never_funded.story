# The agreed difference is not funded in time: what was agreed before holds, and a payment that comes later goes back in full (R1.6, R2.6)
formed amount=100000
client fund
worker change amount=150000 due_on=2027-01-31
client change/agree
until change-30s
told client change.unfunded times=2 mail
gateway delay
client fund
expect change=awaiting_escrow payment=ordered escrow=100000
client fund
until change
fired change
expect in_progress change=lapsed amount=100000 due_on=2026-12-20 escrow=100000 edition=1
worker change amount=120000
client change/agree refused payment_under_way
wait 2m
fired payment
expect in_progress change=open payment=refunded escrow=100000 client=50000 edition=1
told client escrow.returned mail
client change/agree
client fund
expect change=agreed escrow=120000 client=50000 amount=120000 edition=2
