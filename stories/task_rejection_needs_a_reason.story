# Nobody is rejected without a reason
asked
client fund-task
worker take
worker submit answer=1
client reject answers=1 reason= refused validation_failed
client reject answers=1 reason=2001x refused validation_failed
client reject answers=1|1 refused validation_failed
worker approve answers=1 refused forbidden
worker2 approve answers=1 refused not_found
operator approve answers=1 refused forbidden
client reject answers=1 reason=2000x
