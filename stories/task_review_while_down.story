# A clock that slept over the end of the review does as if it had not
asked count=2 until=2026-12-01
client fund-task
worker take
worker submit answer=1
down
until 2026-12-20T00:00:00Z
client reject answers=1 refused state_conflict
answer 1 approved by=clock
up
task completed approved=1
money client=110 worker=86
