# The client's own report one microsecond before the end wins over the clock (R0.2, R3.4)
formed amount=100000
client fund
worker deliver
until deadline-1us
client request-revision
expect revising revisions=1
wait 30d
expect revising escrow=100000
