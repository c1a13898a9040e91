# A payment that fails publishes nothing
asked
gateway fail
client fund-task refused payment_failed
task awaiting_escrow payment=failed escrow=0
told client task.escrow_failed mail
client fund-task
task open
client fund-task refused already_funded
