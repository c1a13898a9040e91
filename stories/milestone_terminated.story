# Terminating ends the running milestone and cancels the rest (R4.1, R6.2)
formed amount=200000 milestones=100000|50000|50000
client fund
worker deliver
client accept
client fund
client termination worker=20000
worker termination/agree
expect terminated termination=agreed ended_by=agreement escrow=0 worker=95800 fee=22000 tax=2200 client=30000
