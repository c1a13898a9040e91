# A payment that fails takes nothing, and may be tried again (R2.6)
posted prizes=60000 until=2026-12-20
gateway fail
client fund-contest refused payment_failed
contest awaiting_escrow payment=failed
told client contest.escrow_failed mail
client fund-contest
contest open held=60000
