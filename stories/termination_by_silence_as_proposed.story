# Silence grants what the client proposed for the worker (R6.4)
formed amount=100000
client fund
client termination worker=50000
wait 10d
expect terminated termination=expired ended_by=clock client=50000 worker=39000 fee=10000 tax=1000
