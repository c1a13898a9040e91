# The client accepts: worker + fee + tax = the escrow, to the yen (R3.6, R9.1)
formed amount=500000
client fund
told worker escrow.funded mail
told client escrow.funded mail
worker deliver
told client delivery.made mail
client accept
expect completed escrow=0 worker=450500 fee=45000 tax=4500 client=0 ended_by=client
told worker contract.accepted mail
told client contract.completed mail
worker payout amount=450501 refused insufficient_balance
worker payout amount=450500
expect completed worker=0 pending=450500
worker payout amount=1 refused insufficient_balance
