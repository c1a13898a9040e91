# Delivering while a request is open declines it (R6.6)
formed amount=100000
client fund
client termination
wait 3d
worker deliver
expect delivered termination=declined kind=inspection
told client termination.declined mail
worker dispute reason="納品したのに終了を求められました"
expect disputed dispute=open
