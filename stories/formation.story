# The contract is formed: the worker is warned not to start before the escrow (R1.5, R2.3)
formed amount=50000
thread system says=仮払いが完了するまで業務を開始しないでください
told client contract.formed mail
told worker contract.formed mail
expect awaiting_escrow escrow=0 deadline=2026-12-01T15:00:00Z kind=escrow outcome=cancelled
worker deliver refused escrow_not_funded
worker accept refused forbidden
client deliver refused forbidden
client accept refused state_conflict
stranger fund refused not_found
stranger cancel refused not_found
operator fund refused forbidden
worker fund refused forbidden
