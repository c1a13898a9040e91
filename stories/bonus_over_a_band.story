# A bonus goes through escrow to the worker at once; the fee's bands count over the whole contract (R1.7, R4.2)
formed amount=90000
client bonus amount=20000 refused state_conflict
client fund
worker deliver
client accept
expect completed worker=70200 fee=18000 tax=1800
worker bonus amount=20000 refused forbidden
client bonus amount=0 refused validation_failed
client bonus amount=20000 message="とても助かりました"
expect completed bonus=paid bonuses=1 worker=86900 fee=21000 tax=2100 client=0 escrow=0
event bonus.paid actor=gateway
told worker bonus.paid mail
told client bonus.paid
gateway fail
client bonus amount=5000 refused payment_failed
expect bonus=failed bonuses=1 worker=86900
told client bonus.failed mail
gateway twice
client bonus amount=10000
expect bonus=paid bonuses=2 worker=95800 fee=22000 tax=2200
