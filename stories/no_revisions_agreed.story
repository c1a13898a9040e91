# Where no revision was agreed, none can be asked for (R3.3)
formed amount=100000 revision_rounds=0
client fund
worker deliver
client request-revision refused revision_limit_reached
client accept
expect completed worker=78000
