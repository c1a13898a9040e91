# A difference that is paid when the work is accepted already goes back in full, and the next milestone waits its turn (R1.6, R2.6)
formed amount=160000 milestones=100000|60000
client fund
worker change amount=150000
client change/agree
gateway delay
client fund
worker deliver
client accept
expect awaiting_escrow milestone=1 change=lapsed payment=ordered worker=78000 escrow=0
client fund refused payment_under_way
wait 2m
expect awaiting_escrow payment=refunded client=50000
client fund
expect in_progress escrow=60000 client=50000 amount=160000
