# A change that is declined or withdrawn changes nothing, and another one may be asked for (R1.6)
formed amount=100000
client fund
client change amount=80000
worker change/withdraw refused not_your_request
worker change/decline reason="作業量は変わりません"
expect in_progress change=declined amount=100000 escrow=100000 edition=1
told client change.declined mail
worker change/agree refused no_change_open
worker change amount=120000
worker change/decline refused not_your_request
worker change/withdraw
expect in_progress change=withdrawn amount=100000 escrow=100000 edition=1
told client change.withdrawn mail
client change/agree refused no_change_open
