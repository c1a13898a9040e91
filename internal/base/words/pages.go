package words

// What stands on every page.
var (
	SiteName        = Text{"{house}", "{house}"}
	SkipToContent   = Text{"本文へ移動", "Skip to the content"}
	NavFindWork     = Text{"仕事を探す", "Find work"}
	NavPostJob      = Text{"仕事を依頼する", "Post a job"}
	NavMyPage       = Text{"マイページ", "My page"}
	NavManage       = Text{"仕事管理", "Work I ordered"}
	NavProposals    = Text{"応募一覧", "My proposals"}
	NavContracts    = Text{"契約一覧", "Work I do"}
	NavMessages     = Text{"メッセージ", "Messages"}
	NavNotices      = Text{"お知らせ", "Notifications"}
	NavEarnings     = Text{"報酬・支払い", "Money"}
	NavSettings     = Text{"設定", "Settings"}
	NavSignIn       = Text{"ログイン", "Sign in"}
	NavSignUp       = Text{"会員登録", "Sign up"}
	NavSignOut      = Text{"ログアウト", "Sign out"}
	NavMain         = Text{"主なページ", "Main pages"}
	GuideClient     = Text{"依頼する方へ", "For clients"}
	GuideWorker     = Text{"働く方へ", "For workers"}
	FooterProof     = Text{"お預かり金の証明", "Proof of escrow"}
	FooterAPI       = Text{"API", "API"}
	OtherLanguage   = Text{"English", "日本語"}
	Back            = Text{"戻る", "Back"}
	Required        = Text{"必須", "required"}
	Optional        = Text{"任意", "optional"}
	None            = Text{"なし", "none"}
	SeenOther       = Text{"ご覧になっていた内容は、その後変わりました。いまの内容をこのページに表示しています。ご確認のうえ、あらためてお選びください。", "What you saw has changed since. This page shows what stands now: please read it, then choose again."}
	ErrorSummary    = Text{"入力内容をご確認ください", "Please look at what you entered"}
	Unread          = Text{"未読%d件", "%d unread"}
	Older           = Text{"次の%d件を見る", "Show the next %d"}
	Client          = Text{"クライアント", "Client"}
	Worker          = Text{"ワーカー", "Worker"}
	You             = Text{"あなた", "You"}
	Platform        = Text{"運営", "Operator"}
	ByTheClock      = Text{"自動", "by the clock"}
	PaymentProvider = Text{"決済", "payment"}
	YenUnit         = Text{"円", "yen"}
	Days            = Text{"%d日", "%d days"}
	Times           = Text{"%d回", "%d times"}
)

// When something will not do.
var (
	NotFoundTitle    = Text{"ページが見つかりません", "There is no such page"}
	NotFoundBody     = Text{"アドレスが変わったか、あなたには表示できないページです。入力した内容が失われることはありません。", "The address has changed, or this page is not yours to see. Nothing that you entered is lost."}
	ForbiddenTitle   = Text{"この操作はできません", "You may not do this"}
	ForbiddenBody    = Text{"この操作は、あなたの権限では行えません。", "This is not yours to do."}
	CrossSiteBody    = Text{"別のサイトから送られた操作のため、受け付けませんでした。もう一度このサイトのページから操作してください。", "This came from another site and was not accepted. Please do it again from a page of this site."}
	FailedTitle      = Text{"うまくいきませんでした", "Something went wrong here"}
	FailedBody       = Text{"こちらの不具合で、操作を完了できませんでした。変更は保存されていません。少し待ってから、もう一度お試しください。", "A fault on our side: nothing was changed. Please wait a moment and try again."}
	FailedID         = Text{"お問い合わせの際は、この番号をお知らせください：%s", "Please name this number when you ask us: %s"}
	NotNowTitle      = Text{"いまはこの操作ができません", "Not possible now"}
	ToTop            = Text{"トップへ戻る", "To the front page"}
	ToContract       = Text{"契約ページへ", "To the contract"}
	TryAgainAt       = Text{"%s からご利用いただけます。", "It will be possible from %s."}
	TooLargeBody     = Text{"送信された内容が大きすぎます。", "What was sent is too large."}
	TooManyTitle     = Text{"操作の回数が多すぎます", "Too many requests"}
	TooManyBody      = Text{"しばらく待ってから、もう一度お試しください。", "Please wait a while and try again."}
	UnknownTitle     = Text{"結果を確認できませんでした", "It is not known whether this was done"}
	UnknownHere      = Text{"操作が完了したかどうかを確認できませんでした。入力した内容は、このまま下に残っています。もう一度、同じボタンを押してください。二重に実行されることはありません。", "We could not see whether this took effect. What you entered is kept below: press the same button again. Nothing is done twice."}
	KeptBelow        = Text{"入力した内容は、このまま下に残っています。", " What you entered is kept below."}
	UnknownBody      = Text{"操作が完了したかどうかを確認できませんでした。前の画面に戻って、同じボタンをもう一度押してください。二重に実行されることはありません。", "We could not see whether this took effect. Go back and press the same button again: nothing is done twice."}
	BusyTitle        = Text{"ただいまご利用いただけません", "Not available at the moment"}
	BusyBody         = Text{"変更は保存されていません。少し待ってから、もう一度お試しください。", "Nothing was changed. Please wait a moment and try again."}
	FullTitle        = Text{"空き容量が足りず、保存できませんでした", "There was no room to save this"}
	FullBody         = Text{"サーバーの空き容量が不足しています。今回の変更は保存されていませんが、これまでの内容は失われておらず、そのままご覧いただけます。しばらくしてから、もう一度お試しください。", "The server has no room left to write. This change was not saved; everything before it is safe and can be read. Please try again later."}
	FieldRequired    = Text{"入力してください。", "Please fill this in."}
	FieldRefused     = Text{"この内容では受け付けられません。ご確認ください。", "This cannot be taken as it is."}
	Aside            = Text{"（%s）", " (%s)"}
	Titled           = Text{"%s：%s", "%s: %s"}
	Gap              = Text{"　", " "} // between two sentences
	BackTo           = Text{"「%s」に戻る", "Back to \"%s\""}
	FieldTooLong     = Text{"%d文字以内で入力してください。", "Please use at most %d characters."}
	Comma            = Text{"、", ", "}
	FieldYen         = Text{"1円以上の金額を、数字で入力してください。", "Please enter an amount in yen, at least 1."}
	FieldYenFromZero = Text{"0円以上の金額を、数字で入力してください。", "Please enter an amount in yen, at least 0."}
	FieldDate        = Text{"日付を入力してください（例：2026-12-01）。", "Please enter a date such as 2026-12-01."}
	FieldNumber      = Text{"%d から %d までの数字を入力してください。", "Please enter a number from %d to %d."}
	FieldText        = Text{"使用できない文字が含まれています。", "This contains characters that cannot be used."}
)

// The banner of a restored copy that was not released yet.
var (
	QuarantineTitle = Text{"復元後の確認中です", "Restored, and being checked"}
	QuarantineBody  = Text{"このサイトは、%sに作成したバックアップから復元したものです。運営が確認を終えて再開するまで、閲覧だけができます。期限の処理、お支払い、メールの送信は行われません。", "This site was restored from a backup of %s. Until an operator has checked and released it, it can only be read: no deadline passes, no money moves and no mail leaves."}
)

// The sandbox's bar.
var (
	BarTitle     = Text{"お試し環境", "Sandbox"}
	BarNow       = Text{"現在の日時", "The time is"}
	BarHour      = Text{"+1時間", "+1 hour"}
	BarDay       = Text{"+1日", "+1 day"}
	BarDeadline  = Text{"次の期限まで", "To the next deadline"}
	BarWho       = Text{"操作する人", "Be"}
	BarNobody    = Text{"ログインしない", "a visitor"}
	BarBe        = Text{"切り替え", "Change"}
	BarMood      = Text{"次の決済", "Next payment"}
	BarSet       = Text{"設定", "Set"}
	BarMail      = Text{"届いたメール", "Captured mail"}
	BarSucceed   = Text{"成功する", "succeeds"}
	BarFail      = Text{"失敗する", "fails"}
	BarDelay     = Text{"時間がかかる", "takes time"}
	BarDuplicate = Text{"二重に通知", "is said twice"}
	MailTo       = Text{"宛先", "To"}
	MailEmpty    = Text{"メールはまだありません。", "There is no mail yet."}
)
