# Fee and tax are each rounded down for each answer (R0.4, R9.1)
asked unit=9 count=3 per_worker=3
client fund-task
worker take
worker submit answer=1
worker take
worker submit answer=2
worker take
worker submit answer=3
client approve answers=1|2|3
money client=0 worker=24 fee=3 tax=0
