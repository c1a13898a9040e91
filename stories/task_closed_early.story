# The client closes early; who is at work may still hand in (R8.2)
asked count=4 until=2026-12-10
client fund-task
worker take
worker2 take
worker submit answer=1
client close-task
task reviewing held=1 waiting=1 closed_by=client
stranger take refused job_closed
client close-task refused state_conflict
worker2 submit answer=2
client approve answers=1|2
task completed approved=2
money client=220
