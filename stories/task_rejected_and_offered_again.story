# A rejection that nobody appeals frees its slot after 7 days (R8.2)
asked count=1 until=2026-12-20
client fund-task
worker take
worker submit answer=1
client reject answers=1 reason=短すぎます
answer 1 rejected by=client reason=短すぎます
told worker task.rejected mail
task open claims=1 free=0 escrow=110
worker2 take refused no_slot_free
until answer-1-1us
worker2 take refused no_slot_free
until answer-1
answer 1 upheld
task open claims=0 upheld=1 free=1
worker2 take
worker2 submit answer=2
client approve answers=2
task completed approved=1
money worker=0 worker2=86
