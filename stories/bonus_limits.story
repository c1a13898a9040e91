# A contract can have five bonuses, one payment at a time, within 90 days after completion (R1.7)
formed amount=10000
client fund
worker deliver
client accept
client bonus amount=100
client bonus amount=100
client bonus amount=100
gateway delay
client bonus amount=100
expect bonus=ordered bonuses=3
client bonus amount=100 refused payment_under_way
wait 2m
expect bonus=paid bonuses=4
until bonuses-1us
client bonus amount=100
expect bonuses=5 worker=8190 fee=2100 tax=210
client bonus amount=100 refused bonus_limit_reached
until bonuses
client bonus amount=100 refused state_conflict
