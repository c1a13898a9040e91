# Several prizes: each is a contract of its own; an entry wins one (R8.1)
posted prizes=60000|30000|10000 until=2026-12-01
client fund-contest
worker enter
worker enter text="もう一案"
worker2 enter
worker3 enter
until contest
client award prize=1 entry=2
expect in_progress escrow=60000
client award prize=1 entry=1 refused state_conflict
client award prize=2 entry=2 refused state_conflict
client award prize=2 entry=3
contest choosing awarded=2 held=10000 valid=2
# the third prize is not awarded: it is split among those who have won nothing
until contest
contest shared awarded=2 held=0
money worker=3900 worker3=3900 fee=2000 tax=200 worker2=0
worker2 deliver
client accept
expect completed
money worker2=23400
