# A milestone that is to come can be changed as well; one that is paid cannot (R1.6, R4.1)
formed amount=160000 milestones=100000|60000
client fund
client change amount=40000 milestone=2
worker deliver
client accept
expect awaiting_escrow milestone=1 change=open client=0
worker change/agree
expect awaiting_escrow change=agreed amount=140000
worker change amount=50000 milestone=1 refused validation_failed
client fund
expect in_progress escrow=40000
client change amount=50000
worker deliver
client accept
expect completed change=lapsed worker=113600 fee=24000 tax=2400
