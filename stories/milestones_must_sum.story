# Milestones sum to the agreed amount (R4.1)
formed amount=100000 milestones=60000|30000 refused validation_failed
