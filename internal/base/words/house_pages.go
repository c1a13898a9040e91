package words

// How the house is set (設定), on the operator's desk.
var (
	DeskSettings = Text{"設定", "Settings"}

	SettingsIntro   = Text{"このサイトのルールの数値と、名前・色・規約などを変更します。変更はすべて操作の記録に残ります。", "The numbers of the rules, and the name, colours and terms of this site. Every change is on the audit trail."}
	SettingsNumbers = Text{"ルールの数値", "The numbers of the rules"}
	SettingsNow     = Text{"いま適用されているのは、第%d版です。", "Version %d is in force."}
	SettingsPlanned = Text{"第%d版が、%s 0:00 から適用されます。", "Version %d begins on %s at 0:00."}
	SettingsChange  = Text{"数値を変更する", "Change the numbers"}
	SettingsAll     = Text{"いまの数値をすべて見る", "See all numbers in force"}
	SettingsHistory = Text{"数値の変更履歴", "Versions so far"}
	SettingsFirst   = Text{"はじめの数値のままです。", "These are the numbers that the house began with."}
	SettingsVersion = Text{"第%d版", "Version %d"}
	SettingsFrom    = Text{"%s 0:00 から", "from %s, 0:00"}
	SettingsBy      = Text{"%s が %s に公開", "Published by %s on %s"}
	SettingsInForce = Text{"適用中", "In force"}
	SettingsComing  = Text{"適用予定", "To come"}

	NumbersTitle  = Text{"ルールの数値の変更", "Change the numbers of the rules"}
	NumbersIntro  = Text{"変更したい数値だけを書き換えてください。次の画面で、変わるところと適用される日を確認してから公開します。", "Change only the numbers that are to change. You see what changes, and from when, before it is published."}
	NumbersBase   = Text{"第%d版の数値を表示しています。公開すると第%d版になります。", "These are the numbers of version %d; what you publish is version %d."}
	NumbersBounds = Text{"%s〜%s", "%s to %s"}
	NumbersDay    = Text{"適用を始める日", "Begins on"}
	NumbersDayH   = Text{"この日の0:00から適用します。利用者が事前に知ることができるよう、明日以降の日を選んでください。", "From 0:00 of this day, tomorrow at the earliest, so that everybody can know it before."}
	NumbersCheck  = Text{"変更内容を確認する", "See what changes"}
	NumbersWrong  = Text{"%s〜%sの範囲で入力してください。", "Please enter a number from %s to %s."}
	NumbersNone   = Text{"変更された数値がありません。", "No number is changed."}
	NumbersBands  = Text{"2つ目の区切りは、1つ目の区切りより大きい金額にしてください。", "The second limit must be above the first."}
	NumbersDayNo  = Text{"明日以降で、公開済みの版が始まる日（%s）かそれより後の日を選んでください。", "Choose a day from tomorrow on, not before the version that is published already begins (%s)."}
	NumbersDayTom = Text{"明日以降の日を選んでください。", "Choose a day from tomorrow on."}
	NumbersMoved  = Text{"ほかの担当者が先に新しい版を公開しました。最新の数値を確認してから、もう一度入力してください。", "Somebody else has published a version meanwhile. Please look at it and enter your change again."}

	NumbersPreview = Text{"変更内容の確認", "What changes"}
	PreviewFrom    = Text{"第%d版：%s 0:00 から適用", "Version %d, from %s at 0:00"}
	PreviewItem    = Text{"項目", "Number"}
	PreviewBefore  = Text{"変更前", "Before"}
	PreviewAfter   = Text{"変更後", "After"}
	PreviewNet     = Text{"%sの契約でワーカーが受け取る額", "What a worker receives of a contract of %s"}
	PreviewStays   = Text{"変わらないもの", "What stays as it is"}
	PreviewStay    = []Text{
		{"すでに成立している契約、公開中のコンペとタスクには、それぞれが始まったときの数値が最後まで適用されます。手数料も変わりません。", "Contracts that are formed, and contests and tasks that are posted, keep the numbers that they began with until their end, their fees included."},
		{"適用日の前日24:00までに成立する契約は、いまの数値で成立します。", "A contract formed before 24:00 of the day before keeps the numbers in force now."},
		{"公開した版は、取り消したり書き換えたりできません。戻したいときは、新しい版を公開してください。", "A published version cannot be taken back or rewritten: to undo it, publish another one."},
	}
	PreviewDo   = Text{"この内容で公開する", "Publish this version"}
	PreviewEdit = Text{"入力に戻る", "Back to the form"}
	PreviewDone = Text{"新しい版を公開しました。", "The version is published."}

	HouseTitle     = Text{"サイトの表示と規約", "The site's face and terms"}
	HouseIntro     = Text{"保存すると、すぐにすべてのページとメールに反映されます。", "What you save shows at once on every page and in every mail."}
	HouseChange    = Text{"表示と規約を変更する", "Change the face and the terms"}
	HouseName      = Text{"サイトの名前", "Name of the site"}
	HouseNameH     = Text{"ページの上部、メールの差出人、認証アプリに表示されます。空欄にすると「azukari」と表示します。", "At the head of every page, as the sender of mail, and in authenticator apps. Empty: azukari."}
	HouseColour    = Text{"ボタンとリンクの色", "Colour of buttons and links"}
	HouseColourH   = Text{"#7a1f5c のように書いてください。白い文字が読める濃さの色を選べます。空欄にすると、はじめの緑色になります。", "Written like #7a1f5c; white text must be readable on it. Empty: the green it began with."}
	HouseColourNo  = Text{"色は # と6桁の16進数で書いてください。", "Write the colour as # and six hexadecimal digits."}
	HouseColourPal = Text{"この色では白い文字が読みにくくなります。もっと濃い色を選んでください。", "White text could not be read on this colour. Please choose a darker one."}
	HouseSample    = Text{"見え方の見本", "How it looks"}
	HouseSampleT   = Text{"ロゴ用ポスターの制作", "A poster for a shop"}
	HouseSampleL   = Text{"契約の内容を見る", "See the contract"}
	HouseSampleA   = Text{"仮払いする", "Fund the escrow"}
	HouseSampleB   = Text{"あとで決める", "Decide later"}
	HouseLook      = Text{"見本に反映する", "Show it on the sample"}
	HouseLogo      = Text{"ロゴ画像", "Logo"}
	HouseLogoH     = Text{"PNGまたはJPEG、200KBまで。サイトの名前の代わりに、高さ36ピクセルで表示します。選ばなければ、いまのロゴのままです。", "PNG or JPEG, at most 200 KB, shown 36 pixels high in the place of the name. Choose none to keep the present one."}
	HouseLogoNo    = Text{"PNGまたはJPEGの画像（縦横2,000ピクセル、200KBまで）を選んでください。", "Choose a PNG or JPEG picture of at most 2,000 pixels a side and 200 KB."}
	HouseLogoOff   = Text{"ロゴを外して、はじめのマークに戻す", "Remove the logo"}
	HouseLogoAlt   = Text{"いまのロゴ", "The present logo"}
	HouseFooter    = Text{"メールの末尾に入れる文", "Foot of every mail"}
	HouseFooterH   = Text{"運営者の名称や問い合わせ先など。1,000字まで。", "Who runs the site and where to write to, at most 1,000 characters."}
	HouseTerms     = Text{"利用規約", "Terms of use"}
	HouseTermsH    = Text{"入力すると、ページの下部と会員登録の画面から読めるようになります。改行はそのまま表示されます。", "Once there are any, they are linked at the foot of every page and at sign-up. Line breaks are kept."}
	HouseFormats   = Text{"新しい依頼を受け付ける形式", "Formats that take new jobs"}
	HouseFormatsH  = Text{"外した形式でも、すでに始まっている契約・コンペ・タスクはそのまま続きます。", "What runs in a format that is switched off goes on."}
	HouseSave      = Text{"保存して反映する", "Save and show"}
	HouseSaved     = Text{"サイトの表示を更新しました。", "The site's face is changed."}
	HouseMoved     = Text{"ほかの担当者が先に変更しました。最新の内容を表示していますので、もう一度入力してください。", "Somebody else has changed the settings meanwhile. You see them as they are now; please enter your change again."}
	HouseHistory   = Text{"表示と規約の変更履歴", "Changes of the face and the terms"}
	HouseFirst     = Text{"はじめの表示のままです。", "Nothing is changed yet."}
	HouseParts     = Text{"変更：%s", "Changed: %s"}
	HouseSame      = Text{"変更なし", "Nothing changed"}
	HouseControl   = Text{"使えない文字が含まれています。", "Some characters cannot be part of this."}
	HouseNoTerms   = Text{"なし", "None"}
	HouseHasTerms  = Text{"あり", "Yes"}
	HouseAllOpen   = Text{"すべて", "All"}

	RulesTitle     = Text{"手数料と期限", "Fees and periods"}
	RulesIntro     = Text{"{house}のルールで使っている数値です。契約・コンペ・タスクには、それぞれが始まったときの数値が最後まで適用されます。あとから変わることはありません。", "The numbers of {house}'s rules. A contract, a contest or a task keeps those that it began with until its end; they never change under it."}
	RulesComing    = Text{"これからの変更", "What is to change"}
	RulesNow       = Text{"いまの数値", "In force now"}
	SiteTerms      = Text{"利用規約", "Terms of use"}
	TermsSince     = Text{"%s　%s 改定", "%s, as of %s"}
	SignUpTerms    = Text{"登録すると、次の規約に同意したことになります。", "By signing up you agree to the:"}
	FormatClosed   = Text{"現在、%sの新しい依頼は受け付けていません。", "New jobs of this format are not taken at present: %s."}
	FormatClosedGo = Text{"すでに公開・契約されているものは、これまでどおり続けられます。", "What is posted or agreed already goes on as before."}
)

// NumberGroups are the numbers of the rules by what they are about.
var NumberGroups = []struct {
	Name  Text
	Names []string
}{
	{Text{"手数料", "Fees"}, []string{"fee_rate_1", "fee_up_to_1", "fee_rate_2", "fee_up_to_2", "fee_rate_3", "task_fee_rate"}},
	{Text{"契約と仮払い", "Contract and escrow"}, []string{"escrow_days", "inspection_days", "revision_rounds", "change_days", "bonus_days"}},
	{Text{"連絡がとれないとき", "When somebody falls silent"}, []string{"nudge_silence_hours", "nudge_review_days", "nudge_reply_days", "nudge_cooldown_days", "termination_days", "outside_reply_days"}},
	{Text{"運営の判断", "What the operator decides"}, []string{"dispute_days", "second_operator_above", "task_appeal_review_days", "report_days", "outside_review_days"}},
	{Text{"コンペ", "Contests"}, []string{"contest_choose_days", "contest_grace_days"}},
	{Text{"タスク", "Tasks"}, []string{"task_review_days", "task_rejection_percent", "task_appeal_days"}},
	{Text{"評価と出金", "Ratings and payouts"}, []string{"rating_days", "rating_reply_days", "bank_hold_days"}},
}

// NumberNames say what each number of the rules is.
var NumberNames = map[string]Text{
	"fee_rate_1":              {"システム利用料（1つ目の区切りまで）", "Fee up to the first limit"},
	"fee_up_to_1":             {"1つ目の区切り（契約金額）", "First limit of the contract's amount"},
	"fee_rate_2":              {"システム利用料（2つ目の区切りまで）", "Fee up to the second limit"},
	"fee_up_to_2":             {"2つ目の区切り（契約金額）", "Second limit of the contract's amount"},
	"fee_rate_3":              {"システム利用料（2つ目の区切りを超える部分）", "Fee above the second limit"},
	"task_fee_rate":           {"タスクのシステム利用料", "Fee of tasks"},
	"escrow_days":             {"仮払いの期限（契約から）", "To fund the escrow, from the contract on"},
	"inspection_days":         {"検収の期間（とくに決めないとき）", "Inspection, unless agreed otherwise"},
	"revision_rounds":         {"修正を依頼できる回数（とくに決めないとき）", "Revisions, unless agreed otherwise"},
	"change_days":             {"条件変更への回答期限", "To answer a change of the terms"},
	"bonus_days":              {"完了後に追加支払いができる期間", "To pay a bonus after completion"},
	"nudge_silence_hours":     {"連絡催促を申請できるまでの時間（相手から連絡がない時間）", "Silence before a nudge can be asked for"},
	"nudge_review_days":       {"連絡催促の審査期限（過ぎると自動承認）", "To review a nudge; then it is approved by itself"},
	"nudge_reply_days":        {"連絡催促への返信期限", "To answer a nudge"},
	"nudge_cooldown_days":     {"次の連絡催促を申請できるまでの期間", "Until the next nudge can be asked for"},
	"termination_days":        {"契約途中終了リクエストへの回答期限（過ぎると自動終了）", "To answer a request to end midway; then it ends by itself"},
	"outside_reply_days":      {"サービス外連絡申請への相手の回答期限", "To answer a request to be in touch outside"},
	"task_appeal_review_days": {"タスクの異議申立ての判断期限（過ぎると自動承認）", "To decide a task's appeal; then it is granted by itself"},
	"outside_review_days":     {"サービス外連絡申請の判断期限", "To decide a request to be in touch outside"},
	"dispute_days":            {"調整の判断期限", "To decide a dispute"},
	"second_operator_above":   {"2人目の確認が必要になる金額（これを超えるとき）", "Above this a second person confirms"},
	"report_days":             {"違反報告の判断期限", "To decide a report"},
	"contest_choose_days":     {"受賞者を選ぶ期限（締め切りから）", "To choose winners, from the deadline on"},
	"contest_grace_days":      {"賞金を等分するまでの猶予（選ぶ期限から）", "From then until the prizes are split"},
	"task_review_days":        {"作業を確認する期限（過ぎると自動承認）", "To review answers; then they are approved by themselves"},
	"task_rejection_percent":  {"非承認にできる割合の上限", "Share of answers that may be rejected"},
	"task_appeal_days":        {"非承認への異議申立て期限", "To appeal a rejection"},
	"rating_days":             {"評価できる期間（終了から）", "To rate, from the end on"},
	"rating_reply_days":       {"評価に返信できる期間（公開から）", "To reply to a rating, once it is shown"},
	"bank_hold_days":          {"口座変更後に出金を止める期間", "A changed bank account pays nothing for"},
}

// NumberUnits are what the numbers count.
var NumberUnits = map[string]Text{
	"days":          {"日", "days"},
	"business_days": {"営業日", "business days"},
	"hours":         {"時間", "hours"},
	"yen":           {"円", "yen"},
	"basis_points":  {"%", "%"},
	"percent":       {"%", "%"},
	"times":         {"回", "times"},
}
