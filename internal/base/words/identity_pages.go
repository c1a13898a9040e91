package words

// The check of who somebody is (本人確認, R13.1).
var (
	IdentityBadge   = Text{"本人確認済み", "Identity checked"}
	IdentityTitle   = Text{"本人確認", "Identity"}
	IdentityIntro   = Text{"本人確認書類を確認した方を、ログインに使うメールアドレスで探します。その方の公開プロフィールからも開けます。", "Find the person whose documents you have seen, by the address that they sign in with. Their public page leads there too."}
	IdentityFind    = Text{"探す", "Find"}
	IdentityEmail   = Text{"メールアドレス", "Address"}
	IdentitySince   = Text{"登録日時", "Member since"}
	IdentityState   = Text{"本人確認", "Identity"}
	IdentityNot     = Text{"未確認", "not checked"}
	IdentityAt      = Text{"%s に確認済み", "checked on %s"}
	IdentityOf      = Text{"%sさんの本人確認", "Identity of %s"}
	IdentityProfile = Text{"公開プロフィールを見る", "Public page"}
	IdentityReason  = Text{"確認の方法、または取り消す理由", "How it was checked, or why it is taken back"}
	IdentityReasonH = Text{"例：運転免許証の原本をビデオ通話で確認。運営の記録に残ります。書類の番号や住所は書かないでください。", "Such as: saw the original driving licence in a video call. It stays on the operator's record; write no numbers or addresses from documents."}
	IdentityDo      = Text{"本人確認済みにする", "Note that it was checked"}
	IdentityUndo    = Text{"本人確認を取り消す", "Take it back"}
	IdentityOther   = Text{"ほかの方を探す", "Find somebody else"}
	IdentityDone    = Text{"本人確認済みとして記録しました。", "It is noted that the identity was checked."}
	IdentityBack    = Text{"本人確認を取り消しました。", "The check was taken back."}
)
