# The inspection clock keeps running beside a request; at the same instant the acceptance comes first (R6.5, R3.4)
formed amount=100000
client fund
worker deliver
client termination
until deadline-1us
until deadline
fired inspection
expect completed deemed termination=lapsed worker=78000 escrow=0
