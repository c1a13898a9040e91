# Giving a slot back costs nothing; one may come again (R8.2)
asked count=2 per_worker=1
client fund-task
worker take
worker take refused state_conflict
worker release answer=1
worker take
answer 2 held ordinal=1
worker submit answer=2
worker take refused already_answered
worker2 release answer=2 refused not_found
