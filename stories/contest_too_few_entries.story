# Fewer entries than guaranteed: the prizes go back in full (R8.1)
posted prizes=50000|20000 until=2026-12-05 guaranteed=3
client fund-contest
worker enter
worker2 enter
worker3 enter
worker3 withdraw-entry entry=3
until contest
contest refunded held=0 entries=2 job=closed
money client=70000 worker=0 fee=0
told client contest.refunded mail
told worker contest.refunded mail
not-told worker3 contest.refunded
