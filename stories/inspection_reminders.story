# A client who has not answered is reminded on days 1, 3, 5, 6 and 12 hours before the end (R3.5)
formed amount=100000
client fund
worker deliver
until 2026-11-25T09:00
fired inspection.reminder
until 2026-11-30T08:59
fired inspection.reminder inspection.reminder
until 2026-11-30T09:00
fired inspection.reminder
until 2026-12-01T11:59
fired nothing
until 2026-12-01T12:00
fired inspection.reminder
told client inspection.reminder times=5 mail
not-told worker inspection.reminder
until deadline
fired inspection
