# A payment that arrives for a dead contract is refunded in full (R2.6)
formed amount=50000
gateway delay
client fund
client cancel
expect cancelled client=0
wait 1h
fired payment
expect cancelled payment=refunded escrow=0 client=50000 fee=0 worker=0
told client escrow.returned mail
