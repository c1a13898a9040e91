# Nobody is chosen: the prize is split equally, what does not divide to the earliest (R8.1, R0.4)
posted prizes=10001 until=2026-12-01
client fund-contest
worker enter
worker2 enter
worker3 enter
until 2026-12-01T15:00:00Z
contest choosing until=2026-12-22T15:00:00Z
until contest-1us
contest choosing held=10001
wait 1us
fired contest_choice
contest shared held=0 awarded=0
event contest.shared actor=clock at=2026-12-22T15:00:00Z
told client contest.shared mail
told worker contest.shared mail
# 3335 + 3333 + 3333: fee 667, 666, 666; tax 66 each
money worker=2602 worker2=2601 worker3=2601 fee=1999 tax=198 client=0
client award entry=1 refused state_conflict
