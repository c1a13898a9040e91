# The job says how often one person may answer
asked count=3 per_worker=2
client fund-task
worker take
worker submit answer=1
worker take
worker submit answer=2
worker take refused already_answered
worker2 take
client take refused own_job
