# A declined request changes nothing; either side may then open a dispute (R6.3, R7.1)
formed amount=100000
client fund
worker dispute refused state_conflict
client dispute refused state_conflict
client termination
worker termination/decline reason="もうすぐ完成します"
expect in_progress termination=declined escrow=100000
told client termination.declined mail
worker dispute reason="一方的な終了です"
expect disputed dispute=open escrow=100000
told client dispute.opened mail
told worker dispute.opened mail
