# The parties settle by an offer and its acceptance (R7.2)
formed amount=100000
client fund
worker deliver
client dispute reason="仕様と違います"
expect disputed dispute=open decide_by=2026-12-08T15:00:00Z
worker deliver refused state_conflict
client accept-offer refused state_conflict
worker offer worker=70000
worker accept-offer refused not_your_request
client offer worker=60000
told worker dispute.offered mail
client accept-offer refused not_your_request
worker accept-offer
expect terminated dispute=settled ended_by=agreement worker=46800 fee=12000 tax=1200 client=40000 escrow=0
told client dispute.resolved
