# Acting on the contract answers a nudge too (R5.7)
formed amount=100000
client fund
client message
wait 4d
client nudge
operator approve-nudge
worker deliver
expect delivered nudge=answered
