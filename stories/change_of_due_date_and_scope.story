# The due date and the scope change with consent, and the terms are a new document that names the one before (R1.4, R1.6)
formed amount=100000 criteria="誤字がない"
client fund
client change reason="理由だけ" refused validation_failed
client change due_on=2027-01-31 scope="日本語から英語へ。図版も含む" criteria="誤字がない|図版も訳す" reason="図版を加えるため"
expect in_progress due_on=2026-12-20 criteria="誤字がない" scope="日本語から英語へ" edition=1
worker change/agree
expect in_progress change=agreed due_on=2027-01-31 criteria="誤字がない|図版も訳す" scope="日本語から英語へ。図版も含む" edition=2 escrow=100000
worker change due_on=2027-02-28
client change/agree
expect due_on=2027-02-28 edition=3 scope="日本語から英語へ。図版も含む"
worker deliver
client request-revision failed="図版も訳す"
expect revising
