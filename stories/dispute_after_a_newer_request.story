# Once a request was declined a dispute may be opened, whatever was asked for and taken back since (R7.1)
formed amount=100000
client fund
client termination
worker termination/decline reason="続けられます"
worker termination
worker termination/withdraw
client dispute reason="話し合いで決まりません"
expect disputed dispute=open
