# Nobody takes finished work for free: silence lapses a request made during inspection (R6.5)
formed amount=100000 inspection_days=14
client fund
worker deliver
client termination
expect delivered termination=open outcome=lapsed kind=termination deadline=2026-12-01T15:00:00Z
until deadline-1us
until deadline
fired termination
expect delivered termination=lapsed escrow=100000 kind=inspection deadline=2026-12-08T15:00:00Z
told worker termination.lapsed
until deadline
expect completed deemed worker=78000
