# A delayed payment funds when the gateway answers (R2.6)
formed amount=50000
gateway delay
client fund
expect awaiting_escrow payment=ordered escrow=0
client fund
wait 1h
fired payment
expect in_progress escrow=50000 payment=succeeded client=0
