# An operator finds for the client: the slot is offered again (R8.2)
asked count=1 until=2026-12-20
client fund-task
worker take
worker submit answer=1
client reject answers=1
worker2 appeal answer=1 refused not_found
client appeal answer=1 refused forbidden
worker appeal answer=1
told client task.appealed
worker appeal answer=1 refused state_conflict
client uphold answer=1 refused forbidden
operator uphold answer=1 reason=答えがありません
answer 1 upheld
told worker task.upheld mail
task open free=1 upheld=1
money worker=0
