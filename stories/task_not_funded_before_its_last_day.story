# … or when its last day has ended
asked until=2026-11-26
until task
task cancelled
