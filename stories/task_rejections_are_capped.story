# At most max(3, 30 %) of the answers may be rejected (R8.2)
asked count=20 per_worker=20
client fund-task
worker take
worker submit answer=1
worker take
worker submit answer=2
worker take
worker submit answer=3
worker take
worker submit answer=4
worker take
worker submit answer=5
client reject answers=1|2|3|4 refused rejection_cap
task open waiting=5 left=3
client reject answers=1|2|3
task open waiting=2 claims=3 left=0
client reject answers=4 refused rejection_cap
worker appeal answer=3
operator overturn answer=3
task open left=1
client reject answers=4
client reject answers=5 refused rejection_cap
