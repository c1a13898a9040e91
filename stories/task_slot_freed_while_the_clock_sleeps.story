# Whoever comes first takes the slot whose time has passed, the clock or not (R0.6)
asked count=1
client fund-task
worker take
down
wait 30m
worker2 take
answer 1 released
answer 2 held
worker submit answer=1 refused state_conflict
up
task open held=1 free=0
