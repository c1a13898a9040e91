# A difference that is confirmed twice is funded once; one that fails can be tried again (R1.6, R2.6)
formed amount=100000
client fund
client change amount=150000
worker change/agree
gateway fail
client fund refused payment_failed
expect change=awaiting_escrow payment=failed escrow=100000
told client escrow.failed mail
gateway twice
client fund
expect in_progress change=agreed payment=succeeded escrow=150000 client=0 edition=2
