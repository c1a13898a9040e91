# A worker who asks for nothing: silence refunds the client in full (R6.4)
formed amount=100000
client fund
worker termination
expect outcome=terminated
until deadline
expect terminated termination=expired ended_by=clock client=100000 worker=0
