# The client takes it back before funding
asked
worker cancel-task refused not_found
client cancel-task
task cancelled
client cancel-task refused state_conflict
