# A task: funded in full, answered, approved, paid by the answer (R8.2, R9.1)
asked unit=110 count=3 until=2026-12-10
worker take refused not_found
task awaiting_escrow escrow=0 job=awaiting_escrow free=0
client fund-task
task open escrow=330 free=3 job=open
told client task.funded mail
worker take
worker2 take
worker3 take
stranger take refused no_slot_free
worker submit answer=1
told client task.submitted
worker2 submit answer=2
told client task.submitted times=1
client approve answers=1|2
money worker=86 worker2=86 fee=44 tax=4
told worker task.approved
worker3 submit answer=3 seat=奥
client approve answers=3
task completed approved=3 escrow=0 job=closed closed_by=""
told client task.completed mail
event task.completed actor=client
money client=0 worker3=86
