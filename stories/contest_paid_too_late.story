# A payment for a contest that was cancelled goes back in full (R2.6)
posted prizes=60000|1 until=2026-12-20
gateway delay
client fund-contest
contest awaiting_escrow payment=ordered
client cancel-contest
contest cancelled
wait 2h
contest cancelled payment=refunded held=0
money client=60001
told client contest.escrow_returned mail
