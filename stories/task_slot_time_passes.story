# A slot that is not used in time is lost, and nothing else (R8.2)
asked count=1 minutes=30
client fund-task
worker take
worker2 take refused no_slot_free
until answer-1-1us
worker2 take refused no_slot_free
until answer-1
fired task_slot
answer 1 released
task open held=0 free=1
told worker task.slot_lost
worker submit answer=1 refused state_conflict
worker2 take
worker2 submit answer=2
worker take refused no_slot_free
client approve answers=2
task completed approved=1
