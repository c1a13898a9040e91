package words

// The pages about where somebody is paid (振込先口座, R10.1, R10.3).
var (
	BankTitle      = Text{"振込先口座", "Bank account"}
	BankIntro      = Text{"出金した金額を振り込む口座です。ご本人（または会社）名義の口座を登録してください。", "What you withdraw goes to this account. Register one in your own name, or your company's."}
	BankNone       = Text{"振込先口座はまだ登録されていません。", "No bank account is registered yet."}
	BankNow        = Text{"登録されている口座", "The account registered"}
	BankLine       = Text{"%s（%s） %s（%s） %s ＊＊＊＊%s", "%s (%s) %s (%s) %s ****%s"}
	BankUsable     = Text{"この口座には振込ができます。", "It is paid to."}
	BankHeld       = Text{"変更した口座への振込は、%s から行います。それまでに身に覚えのない変更があれば、運営へご連絡ください。", "A changed account is paid to from %s on. If you did not change it, write to the operator before that."}
	BankChange     = Text{"口座を変更する", "Change the account"}
	BankRegister   = Text{"口座を登録する", "Register an account"}
	BankFind       = Text{"1. 銀行を探す", "1. Find your bank"}
	BankQuery      = Text{"銀行名・読み・金融機関コード", "Name, reading or code of the bank"}
	BankQueryHint  = Text{"例：みずほ、ゆうちょ、0001", "By its Japanese name, its reading, or a code such as 0001"}
	BankSearch     = Text{"探す", "Find"}
	BankNotFound   = Text{"見つかりませんでした。漢字・ひらがな・カタカナ・コードのどれかで、もう一度お試しください。", "Nothing was found. Try its name in kanji, hiragana or katakana, or its code."}
	BankPick       = Text{"%s（%s）", "%s (%s)"}
	BankChosen     = Text{"銀行：%s（%s）", "Bank: %s (%s)"}
	BankOther      = Text{"ほかの銀行を探す", "Another bank"}
	BranchFind     = Text{"2. 支店を探す", "2. Find the branch"}
	BranchQuery    = Text{"支店名・読み・支店コード", "Name, reading or code of the branch"}
	BranchHint     = Text{"例：本店、渋谷、101", "By its Japanese name, its reading, or a code such as 101"}
	BranchChosen   = Text{"支店：%s（%s）", "Branch: %s (%s)"}
	BranchOther    = Text{"ほかの支店を探す", "Another branch"}
	PassbookTitle  = Text{"2. 通帳の記号・番号", "2. Symbol and number of the passbook"}
	PassbookIntro  = Text{"ゆうちょ銀行は、通帳の「記号」「番号」から、振込用の店番と口座番号を求めます。", "For ゆうちょ銀行 the branch and the number follow from the symbol (記号) and number (番号) of your passbook."}
	PassbookSymbol = Text{"記号（5桁）", "Symbol (5 digits)"}
	PassbookNumber = Text{"番号（8桁まで）", "Number (up to 8 digits)"}
	PassbookDo     = Text{"店番と口座番号を求める", "Find branch and number"}
	PassbookWrong  = Text{"この記号・番号からは求められませんでした。通帳の表記をご確認ください。", "Nothing follows from this symbol and number. Please look at your passbook again."}
	BankDetails    = Text{"3. 口座の内容", "3. The account"}
	BankKind       = Text{"預金種目", "Kind of account"}
	BankNumber     = Text{"口座番号（7桁）", "Account number (7 digits)"}
	BankNumberHint = Text{"7桁に満たないときは、前に0を補います。", "Zeros are put before a shorter one."}
	BankHolder     = Text{"口座名義（カナ）", "Holder, in kana"}
	BankHolderHint = Text{"通帳に記載のとおり、カタカナで入力してください。例：ヤマダ ハナコ、カ）アオゾラデザイン", "In katakana, as your passbook has it"}
	BankSubmit     = Text{"この口座を登録する", "Register this account"}
	BankDone       = Text{"振込先口座を登録しました。確認のお知らせをお送りしました。", "The bank account is registered, and you were told by every channel."}
	BankNoHere     = Text{"口座番号は7桁までの数字で入力してください。", "An account number has up to seven digits."}
	BankNoSuch     = Text{"この支店は見つかりませんでした。", "There is no such branch."}
	BankProof      = Text{"パスワードが設定されていないため、パスキーでもう一度ログインしてから5分以内に登録してください。", "You have no password: sign in with your passkey once more and register within five minutes."}

	HolderEmpty   = Text{"口座名義をカタカナで入力してください。", "Enter the holder's name in katakana."}
	HolderKanji   = Text{"「%s」は銀行の振込データでは使えません。通帳の表記どおり、カタカナで入力してください。", "%q cannot stand in a bank's file. Write the name in katakana, as your passbook has it."}
	HolderStrange = Text{"「%s」は使えません。使えるのは、カタカナ・英数字・スペースと ( ) - . です。", "%q cannot be used. Katakana, A–Z, 0–9, a space and ( ) - . can."}
	HolderWo      = Text{"「%s」は名義には使えません。「オ」と入力してください。", "%q cannot stand in a name. Write オ."}
	HolderLong    = Text{"口座名義は、濁点・半濁点も1文字と数えて30文字までです。先頭の30文字までを入力してください。", "A name has at most 30 half-width characters, ﾞ and ﾟ included. Write the first 30."}

	PayoutTo       = Text{"振込先", "Goes to"}
	PayoutNoBank   = Text{"振込先口座が登録されていません。登録されるまで、申請した金額は取り置いたままになります。", "No bank account is registered: what you request is set aside until there is one."}
	PayoutHow      = Text{"振込の時期", "When"}
	PayoutSchedule = Text{"定期（%s 振込予定）", "By the schedule (%s)"}
	PayoutDemand   = Text{"すぐに（%s 振込予定）", "As soon as possible (%s)"}
	PayoutCancel   = Text{"申請を取り消す", "Cancel"}
	PayoutCancels  = Text{"出金の申請を取り消しました。金額は残高に戻りました。", "The withdrawal is cancelled; the amount is on your balance again."}
	PayoutBackBy   = Text{"銀行の回答：%s", "The bank says: %s"}
)

// BankKinds names the kinds of account by their digit in a bank's file.
var BankKinds = map[int]Text{1: {"普通", "普通 (ordinary)"}, 2: {"当座", "当座 (current)"}, 4: {"貯蓄", "貯蓄 (savings)"}}

// PayoutStates names what becomes of a payout.
var PayoutStates = map[string]Text{
	"requested": {"受付済み", "Requested"},
	"batched":   {"振込手続き中", "On its way to the bank"},
	"paid":      {"振込済み", "Transferred"},
	"returned":  {"銀行から返却（残高に戻しました）", "Sent back by the bank, on your balance again"},
	"cancelled": {"取消", "Cancelled"},
}
