# After a delivery the amount can only go up; other things may still change (R1.6)
formed amount=100000
client fund
worker deliver
client change amount=99999 refused amount_only_up
worker change amount=99999 refused amount_only_up
client change amount=120000 due_on=2027-01-31
worker change/agree
client fund
expect delivered change=agreed amount=120000 escrow=120000
client request-revision
client change amount=100000 refused amount_only_up
client change due_on=2027-02-28
worker change/agree
expect revising due_on=2027-02-28 escrow=120000
worker deliver
client accept
expect completed fee=22000 tax=2200 worker=95800
client change amount=130000 refused state_conflict
