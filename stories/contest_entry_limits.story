# An entry needs something in it, and not too much
posted prizes=1000
client fund-contest
worker enter text="" refused validation_failed
worker enter text=5001x refused validation_failed
worker enter text=5000x
contest open entries=1
