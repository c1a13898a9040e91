# An inspection of one day has its reminders within that day (R3.5, R1.4)
formed amount=30000 inspection_days=1
client fund
worker deliver
expect delivered deadline=2026-11-25T15:00:00Z
until deadline
fired inspection.reminder inspection.reminder inspection
expect completed deemed worker=23400 fee=6000 tax=600
