# The winner falls silent: the contract's nudge and termination help the client (R5, R6, R8.1)
posted prizes=60000 until=2026-12-01
client fund-contest
worker enter
until contest
client award entry=1
client message
wait 72h
client nudge
operator approve-nudge
client termination worker=0 reason="連絡がとれません"
until deadline
expect terminated ended_by=clock client=60000 escrow=0
contest completed awarded=1
