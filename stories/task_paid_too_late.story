# Paid for a task that is cancelled: all of it returns (R2.6)
asked until=2026-11-26
gateway delay
client fund-task
client cancel-task
wait 1h
task cancelled payment=refunded escrow=0
money client=330
told client task.escrow_returned mail
