# A later milestone that nobody funds ends the contract; what was accepted stays paid (R2.3, R4.1)
formed amount=150000 milestones=100000|50000
client fund
worker deliver
client accept
expect awaiting_escrow milestone=1 worker=78000
until deadline
expect cancelled ended_by=clock worker=78000 fee=20000 tax=2000 escrow=0
