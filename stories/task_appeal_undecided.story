# An appeal that no operator decides in time is granted: silence does not cost the worker
asked count=1 until=2026-12-20
client fund-task
worker take
worker submit answer=1
client reject answers=1
worker appeal answer=1
until answer-1-1us
answer 1 appealed
until answer-1
fired task_appeal_review
answer 1 approved by=clock
event task.overturned actor=clock deemed
task completed
money worker=86
