# No entry is left to choose: the prize goes back (R8.1)
posted prizes=60000 until=2026-12-01
client fund-contest
worker enter
until contest
stranger withdraw-entry entry=1 refused not_found
worker withdraw-entry entry=1
contest refunded held=0
money client=60000
worker withdraw-entry entry=1 refused state_conflict
