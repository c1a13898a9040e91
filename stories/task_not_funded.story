# An unfunded task is cancelled after 7 days, without fault (R2.3)
asked until=2026-12-20
until task-1us
told client task.escrow_due times=2 mail
task awaiting_escrow
until task
task cancelled job=closed
told client task.cancelled mail
client fund-task refused state_conflict
