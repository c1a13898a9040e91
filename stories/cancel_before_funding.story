# Either side may cancel before funding (R2.3)
formed amount=50000
worker cancel
expect cancelled ended_by=worker
told client contract.cancelled mail
client cancel refused state_conflict
