# Every entry has won: what is left of the prizes goes back (R8.1)
posted prizes=60000|30000 until=2026-12-01
client fund-contest
worker enter
until contest
client award prize=1 entry=1
contest completed awarded=1 held=0
money client=30000
told client contest.prizes_returned mail
expect in_progress escrow=60000
