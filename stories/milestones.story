# Milestones run one after another; fee bands count over the whole contract (R4.1, R4.2, R9.1)
formed amount=250000 milestones=90000|60000|100000
expect awaiting_escrow milestone=0
client fund
expect in_progress escrow=90000
worker deliver
client accept
expect awaiting_escrow milestone=1 escrow=0 worker=70200 fee=18000 tax=1800 kind=escrow
told client escrow.due mail
client fund
expect in_progress escrow=60000
worker deliver
client request-revision
worker deliver
until deadline
expect awaiting_escrow deemed milestone=2 worker=122500 fee=25000 tax=2500
client fund
worker deliver
client accept
expect completed milestone=2 escrow=0 worker=214250 fee=32500 tax=3250 client=0
