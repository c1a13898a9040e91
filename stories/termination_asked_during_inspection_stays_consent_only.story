# A request made while work awaited inspection never succeeds by silence, also after a revision request (R6.5)
formed amount=100000
client fund
worker deliver
client termination
client request-revision
expect revising termination=open outcome=lapsed
until deadline
expect revising termination=lapsed escrow=100000
