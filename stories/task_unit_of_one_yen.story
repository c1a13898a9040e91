# One yen is one yen
asked unit=1 count=1
client fund-task
worker take
worker submit answer=1
client approve answers=1
money worker=1 fee=0 tax=0
