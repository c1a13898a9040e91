# During inspection a request can succeed by consent (R6.5)
formed amount=100000
client fund
worker deliver
client termination worker=50000
worker termination/agree
expect terminated ended_by=agreement worker=39000 client=50000 escrow=0
