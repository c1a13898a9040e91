# The job may ask that the identity was checked (R8.2)
asked identified
client fund-task
worker take refused forbidden
client identify refused forbidden
operator identify person=worker
worker take
operator identify person=worker not
worker submit answer=1
