# An ended contract takes no nudge (R5.1)
formed amount=100000
client fund
worker deliver
client accept
worker message
wait 5d
worker nudge refused state_conflict
