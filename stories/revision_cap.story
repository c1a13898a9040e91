# No endless revisions: beyond the agreed rounds accept, settle or dispute remain (R3.2, R3.3)
formed amount=100000 revision_rounds=1 criteria="誤訳がない|納期を守る"
client fund
worker deliver
client request-revision refused validation_failed
client request-revision failed="文字数が足りない" refused validation_failed
client request-revision failed="誤訳がない"
expect revising revisions=1
told worker revision.requested mail
worker deliver
client request-revision failed="誤訳がない" refused revision_limit_reached
worker message
client message
client dispute reason="誤訳が残っています"
expect disputed dispute=open escrow=100000
