# What can still be appealed stays in escrow when the rest returns (R8.2)
asked count=5 until=2026-12-01 per_worker=5
client fund-task
worker take
worker submit answer=1
worker2 take
worker2 submit answer=2
worker3 take
worker3 submit answer=3
until task
client reject answers=1|2
client approve answers=3
task appeals claims=2 escrow=220
money client=220
worker appeal answer=1
operator overturn answer=1
task appeals claims=1 escrow=110 approved=2
until answer-2
not-told worker2 task.upheld
task completed approved=2 upheld=1 escrow=0
event task.returned actor=clock
money client=330 worker=86 worker3=86
