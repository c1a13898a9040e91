# Both agree: it ends at once, as proposed (R6.1, R6.2)
formed amount=100000
client termination refused escrow_not_funded
client fund
client termination worker=100001 refused validation_failed
client termination worker=30000 reason="事業の方針が変わったため"
expect in_progress termination=open deadline=2026-12-01T15:00:00Z kind=termination outcome=terminated
told worker termination.requested mail
client termination refused termination_open
worker termination refused termination_open
client termination/agree refused not_your_request
client termination/decline refused not_your_request
worker termination/withdraw refused not_your_request
stranger termination/agree refused not_found
worker termination/agree
expect terminated termination=agreed ended_by=agreement escrow=0 worker=23400 fee=6000 tax=600 client=70000
told client termination.agreed
told client contract.terminated mail
worker termination/agree refused state_conflict
