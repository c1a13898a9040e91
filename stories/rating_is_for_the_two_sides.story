# Nobody else rates or replies; the operator does not either (R12.1)
formed amount=100000
client fund
worker deliver
client accept
stranger rate refused not_found
operator rate refused forbidden
client rate
worker rate
stranger reply to=client refused not_found
operator reply to=client refused not_found
client reply to=client refused forbidden
