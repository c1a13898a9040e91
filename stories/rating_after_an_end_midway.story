# After a termination both may rate; on all other contracts nobody may (R12.1)
formed amount=100000
client fund
client termination
worker termination/agree
expect terminated rate_by=2026-12-24T15:00:00Z
told client rating.open
told worker rating.open
client rate
worker rate
visible client
visible worker
