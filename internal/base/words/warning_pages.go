package words

// A Warning is what is said of one kind of risk in a message (R2.4, R11.5).
type Warning struct {
	Title  Text
	Sender Text // before it is sent
	Reader Text // under a message that was received
}

// The warnings, by their kind.
var Warnings = map[string]Warning{
	"work_before_escrow": {
		Title:  Text{"仮払い前の作業", "Work before the escrow is funded"},
		Sender: Text{"仮払いが完了する前の作業には、お金の裏づけがありません。報酬をめぐる行き違いのもとになります。作業やデータの受け渡しは、仮払いが完了してからにしてください。", "Nothing is held for work that begins before the escrow is funded, and it may never be paid for. Please leave work and files until the escrow is funded."},
		Reader: Text{"仮払いが完了するまで、作業を始めたり、納品物やサンプルを渡したりしないでください。運営がまだお金をお預かりしていないため、報酬が支払われなくてもお守りできません。", "Please do not start, and hand nothing over, before the escrow is funded. No money is held yet, so nothing protects you if you are not paid."},
	},
	"contact_outside": {
		Title:  Text{"サービス外での連絡", "Contact outside this service"},
		Sender: Text{"電話・メール・LINEなどでのやり取りは、ここに記録が残りません。あとで言い分が分かれたり、相手と連絡がとれなくなったりしたときに、運営がお手伝いできなくなります。連絡先が別の目的に使われるおそれもあります。", "What is said by phone, mail or another app leaves no record here. If you disagree later, or cannot reach the other side, the operator cannot help. Contact details may also be used for something else."},
		Reader: Text{"サービスの外に誘い出してから、だましたり連絡を絶ったりする手口があります。外でのやり取りは記録に残らず、連絡催促申請や運営の調整でお守りできません。このままここでやり取りすることをおすすめします。", "Luring people away is how many frauds begin. What is said elsewhere leaves no record, so neither a nudge nor the operator can protect you. We recommend to go on writing here."},
	},
	"payment_outside": {
		Title:  Text{"サービス外での支払い", "Payment outside this service"},
		Sender: Text{"仮払いを通さないお金は、運営がお預かりできません。支払われない、納品されない、返金されないといったことが起きても、取り戻すお手伝いができません。口座番号などは悪用されるおそれもあります。", "Money that does not pass through the escrow cannot be held for anyone. If it is not paid, not delivered for or not returned, nobody can get it back. Account numbers may also be misused."},
		Reader: Text{"仮払いを通さない支払いの誘いには応じないでください。お金を払う、口座やカードの番号を教える、ギフト券や暗号資産を買う、といった求めは詐欺によく使われます。起きてしまった損は、運営でも取り戻せません。", "Please do not agree to payment past the escrow. Requests to pay first, to tell account or card numbers, or to buy gift cards or crypto are common frauds, and the operator cannot recover what is lost."},
	},
}

// The step between writing and sending, and the note under what was received.
var (
	WarnTitle   = Text{"送信する前に、ご確認ください", "Before you send this"}
	WarnIntro   = Text{"まだ送信していません。次の内容が含まれているようです。", "It has not been sent yet. It seems to contain the following."}
	WarnMarked  = Text{"あなたの文章（該当するところに印を付けました）", "Your text, with those places marked"}
	WarnPrivate = Text{"この確認は自動で行われ、内容が運営や相手に知らされることはありません。当てはまらない場合は、そのまま送信できます。", "This check is automatic: nobody is told of it. If it does not apply, you can send your text as it is."}
	WarnRewrite = Text{"書き直す", "Rewrite it"}
	WarnSend    = Text{"このまま送信する", "Send it as it is"}
	WarnNote    = Text{"ご注意", "Take care"}
	WarnNoteWhy = Text{"この注意は自動で表示しています。あなたにだけ見えます。", "This note is automatic, and only you see it."}
)
