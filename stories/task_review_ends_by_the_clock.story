# 14 days after the closing date the clock approves what is left, and the rest returns (R8.2)
asked count=5 until=2026-12-01
client fund-task
worker take
worker submit answer=1
worker2 take
worker2 submit answer=2
until task
task reviewing waiting=2 closed_by=clock until=2026-12-15T15:00:00Z job=closed
told client task.closed mail
worker3 take refused job_closed
until 2026-12-14T15:00:00Z
told client task.review_reminder times=4 mail
until task-1us
task reviewing waiting=2
until task
fired task_review task_review
answer 1 approved by=clock
event task.approved actor=clock deemed
task completed approved=2 escrow=0
money client=330 worker=86 worker2=86
