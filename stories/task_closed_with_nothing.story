# Nobody came: everything returns at once
asked count=4
client fund-task
client close-task
task completed escrow=0 approved=0
money client=440
told client task.completed mail
