# A lower amount before a delivery returns the difference at once (R1.6, R9.1)
formed amount=300000
client fund
client change amount=150000 reason="範囲を減らすため"
expect in_progress escrow=300000 client=0 amount=300000
worker change/agree
expect in_progress change=agreed escrow=150000 client=150000 amount=150000 edition=2
event escrow.lowered actor=worker
told client escrow.lowered
worker deliver
client accept
expect completed escrow=0 client=150000 fee=25000 tax=2500 worker=122500
