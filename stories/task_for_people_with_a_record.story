# The job may ask for a rate of approved answers; who is new is welcome (R8.2)
asked count=3 per_worker=3 until=2026-12-20
client fund-task
worker take
worker submit answer=1
client reject answers=1
worker appeal answer=1
operator uphold answer=1
worker take
worker submit answer=2
client approve answers=2
asked count=3 rate=60
client fund-task
worker take refused forbidden
worker2 take
asked count=3 rate=50
client fund-task
worker take
