# A dispute counts as the inspection report and stops the clock (R7.1)
formed amount=100000
client fund
worker deliver
until deadline-1us
client dispute
wait 60d
expect disputed escrow=100000
operator resolve worker=0
expect terminated client=100000 worker=0
