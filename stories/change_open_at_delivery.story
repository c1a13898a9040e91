# A delivery lapses an open request for less money; one for more stays open (R1.6)
formed amount=100000
client fund
client change amount=50000
worker deliver
expect delivered change=lapsed escrow=100000
told client change.lapsed
worker change/agree refused no_change_open
worker change amount=110000
client request-revision
worker deliver
expect delivered change=open
client accept
expect completed change=lapsed escrow=0 worker=78000 fee=20000 tax=2000
client change/agree refused state_conflict
