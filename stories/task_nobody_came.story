# Nobody came until the last day
asked count=4 until=2026-12-01
client fund-task
until task
task completed closed_by=clock
money client=440
