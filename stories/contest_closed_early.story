# An early close ends with the end of the next day, and needs an entry (R8.1)
posted prizes=50000 until=2026-12-20
client fund-contest
client close refused state_conflict
worker enter
worker close refused forbidden
client close
contest open until=2026-11-25T15:00:00Z closed_by=client
told worker contest.closed_early
client close refused state_conflict
until contest-1us
worker2 enter
wait 1us
fired contest_entries
contest choosing entries=2 choose_by=2026-12-09T15:00:00Z
worker3 enter refused job_closed
