# Above ¥100,000 a second operator must confirm (R7.2)
formed amount=100001
client fund
worker deliver
client dispute
operator resolve worker=50000
expect disputed dispute=open escrow=100001
operator resolve worker=50000 refused forbidden
operator2 resolve worker=60000
expect disputed dispute=open
operator2 resolve worker=60000 refused forbidden
operator resolve worker=60000
expect terminated dispute=resolved ended_by=operator worker=46800 client=40001 escrow=0
