# An operator decides a split, with reasons (R7.2)
formed amount=100000
client fund
worker deliver
client dispute reason="品質が足りません"
stranger resolve worker=1 refused not_found
client resolve worker=1 refused forbidden
operator resolve worker=100001 refused validation_failed
operator resolve worker=100000
expect terminated dispute=resolved ended_by=operator worker=78000 fee=20000 tax=2000 client=0 escrow=0
operator resolve worker=0 refused state_conflict
