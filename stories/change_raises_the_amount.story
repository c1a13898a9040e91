# A higher amount needs consent, and only the difference is funded; until then what was agreed before holds (R1.6)
formed amount=100000
client fund
expect in_progress edition=1 amount=100000 escrow=100000
worker change amount=150000 reason="ページが増えたため"
expect in_progress change=open change_by=2026-12-01T15:00:00Z amount=100000 edition=1
told client change.requested mail
not-told worker change.requested
worker change amount=160000 refused change_open
client change amount=90000 refused change_open
worker change/agree refused not_your_request
client change/withdraw refused not_your_request
stranger change/agree refused not_found
client fund refused already_funded
client change/agree
expect in_progress change=awaiting_escrow amount=100000 escrow=100000 edition=1
thread system says="変更後の業務を開始しないでください"
told client change.agreed mail
told worker change.agreed mail
worker change amount=200000 refused change_open
client change/agree refused no_change_open
worker fund refused forbidden
client fund
expect in_progress change=agreed amount=150000 escrow=150000 edition=2 client=0
told worker escrow.raised mail
thread system says="新しい条件に変わりました"
client fund refused already_funded
worker deliver
client accept
expect completed escrow=0 fee=25000 tax=2500 worker=122500
