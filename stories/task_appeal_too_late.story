# After 7 days a rejection stands (R8.2)
asked count=1 until=2026-12-20
client fund-task
worker take
worker submit answer=1
client reject answers=1
until answer-1
worker appeal answer=1 refused state_conflict
