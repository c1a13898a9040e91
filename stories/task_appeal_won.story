# An operator finds for the worker: the answer is paid from what was kept (R8.2)
asked count=2 until=2026-12-20
client fund-task
worker take
worker submit answer=1
client reject answers=1
worker appeal answer=1
operator overturn answer=1 reason=設問どおりです
answer 1 approved by=operator
told worker task.overturned mail
told client task.overturned
money worker=86
task open approved=1 claims=0 escrow=110
