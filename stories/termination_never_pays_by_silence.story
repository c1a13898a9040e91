# A worker's own proposal above 0 is never granted by silence: it becomes a dispute (R6.4)
formed amount=80000
client fund
worker termination worker=40000 reason="途中まで作業しました"
expect outcome=disputed
until deadline
expect disputed termination=lapsed dispute=open escrow=80000
operator resolve worker=20000
expect terminated ended_by=operator escrow=0 worker=15600 fee=4000 tax=400 client=60000
