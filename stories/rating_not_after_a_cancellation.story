# A cancelled contract is nobody's record, and is not rated (R12.1, R2.3)
formed amount=100000
worker cancel
client rate refused state_conflict
worker rate refused state_conflict
not-told client rating.open
not-told worker rating.open
