# A payment confirmed twice funds once (R2.6)
formed amount=50000
gateway duplicate
client fund
expect in_progress escrow=50000 client=0
