# With exactly the guaranteed number the choice begins (R8.1)
posted prizes=50000 until=2026-12-05 guaranteed=2
client fund-contest
worker enter
worker2 enter
until contest
contest choosing entries=2
