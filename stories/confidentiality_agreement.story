# 秘密保持契約: each side signs once, and it binds when both have (R1.4)
formed amount=50000
client nda
told worker nda.signed mail
client nda refused state_conflict
stranger nda refused not_found
worker nda
told client nda.signed mail
event nda.signed
client fund
expect in_progress escrow=50000
