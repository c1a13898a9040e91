# Nobody does anything for a year after delivery: everybody has their money (R3.4)
formed amount=12345 inspection_days=30
client fund
worker deliver
wait 366d
expect completed deemed worker=9630 fee=2469 tax=246 escrow=0
