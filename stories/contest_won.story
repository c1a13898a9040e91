# A prize is won, the final files are delivered and inspected by the contract's own rules (R8.1)
posted prizes=100000 until=2026-12-10
contest awaiting_escrow held=0 job=awaiting_escrow until=2026-12-01T15:00:00Z
worker enter refused not_found
client fund-contest
contest open held=100000 job=open until=2026-12-10T15:00:00Z
told client contest.funded mail
client fund-contest refused already_funded
worker enter text="A案"
worker2 enter text="B案"
told client contest.entered times=2
client award entry=1 refused state_conflict
until 2026-12-10T15:00:00Z
fired contest_entries
contest choosing entries=2 job=closed choose_by=2026-12-24T15:00:00Z until=2026-12-31T15:00:00Z closed_by=clock
told client contest.choosing mail
worker3 enter refused job_closed
client award entry=2
contest completed awarded=1 held=0
told worker2 contract.won mail
told worker contest.completed mail
not-told worker2 contest.completed
event contest.won actor=client
expect in_progress escrow=100000
event contract.won
thread system says=仮払い済み
worker2 deliver
expect delivered kind=inspection
client request-revision reason="色を変えてください"
worker2 deliver
client accept
expect completed fee=20000 tax=2000 worker=78000 escrow=0
money worker2=78000 worker=0 client=0
client rate
worker2 rate
