# Nobody enters: the prize goes back at the deadline (R8.1)
posted prizes=50000 until=2026-12-05
client fund-contest
client close refused state_conflict
until contest
contest refunded
money client=50000
