# A reply is possible for 30 days from the instant at which the rating is shown (R12.1)
formed amount=100000
client fund
worker deliver
client accept
client rate
until ratings-1us
worker reply refused not_found
until ratings
visible client
until 2027-01-24T14:59:59.999999Z
worker reply
until 2027-01-24T15:00:00Z
worker reply refused already_replied
