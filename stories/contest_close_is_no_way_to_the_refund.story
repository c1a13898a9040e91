# An early close needs as many entries as were guaranteed (R8.1)
posted prizes=50000 until=2026-12-20 guaranteed=2
client fund-contest
worker enter
client close refused state_conflict
worker2 enter
client close
contest open until=2026-11-25T15:00:00Z
