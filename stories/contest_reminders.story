# A client who does not choose is reminded, with what happens when (R8.1)
posted prizes=30000 until=2026-12-01
client fund-contest
worker enter
until 2026-12-01T15:00:00Z
until 2026-12-15T15:00:00Z
fired contest.choice_reminder contest.choice_reminder contest.choice_reminder contest.choice_reminder contest.choice_reminder
told client contest.choice_reminder times=5 mail
until contest
fired contest.choice_reminder contest.choice_reminder contest.choice_reminder contest_choice
contest shared
