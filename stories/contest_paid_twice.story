# A payment confirmed twice funds once (R2.6)
posted prizes=60000 until=2026-12-20
gateway duplicate
client fund-contest
contest open held=60000
money client=0 gateway=-60000
