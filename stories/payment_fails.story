# A failed payment takes nothing, and may be tried again (R2.6)
formed amount=50000
gateway fail
client fund refused payment_failed
expect awaiting_escrow escrow=0 payment=failed
client fund
expect in_progress escrow=50000 payment=succeeded
client fund refused already_funded
