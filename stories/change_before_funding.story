# A contract that is not funded yet simply changes; a payment under way is waited for (R1.6, R2.2)
formed amount=100000
worker change amount=120000
client change/agree
expect awaiting_escrow change=agreed amount=120000 escrow=0 edition=2
client change amount=90000
gateway delay
client fund
worker change/agree refused payment_under_way
wait 2m
expect in_progress escrow=120000 change=open
worker change/agree
expect in_progress escrow=90000 client=30000 amount=90000 edition=3
