package words

// A person's public page.
var (
	PersonTitle       = Text{"%sさん", "%s"}
	PersonSince       = Text{"%s から利用", "Member since %s"}
	PersonYou         = Text{"ほかの人から見た、あなたのページです。", "This is your page as others see it."}
	PersonRecord      = Text{"実績", "Record"}
	PersonRecordNote  = Text{"実績は、契約の記録から自動で数えています。本人が書き換えることはできません。", "These figures are counted from the contracts themselves. Nobody can edit them."}
	PersonAsWorker    = Text{"ワーカーとして", "As a worker"}
	PersonAsClient    = Text{"クライアントとして", "As a client"}
	PersonNoWorker    = Text{"ワーカーとしての契約はまだありません。", "No contracts as a worker yet."}
	PersonNoClient    = Text{"クライアントとしての契約はまだありません。", "No contracts as a client yet."}
	PersonCompleted   = Text{"検収完了", "Accepted and paid"}
	PersonTerminated  = Text{"途中終了", "Ended midway"}
	PersonRunning     = Text{"進行中", "Running"}
	PersonRate        = Text{"完了率", "Completed"}
	PersonRateValue   = Text{"%[1]d%%（終わった契約%[2]d件のうち%[3]d件）", "%[1]d%% (%[3]d of the %[2]d that ended)"}
	PersonRateNone    = Text{"終わった契約はまだありません", "no contract has ended yet"}
	PersonDeemed      = Text{"みなし検収になった契約", "Accepted by the clock"}
	PersonNudges      = Text{"連絡の催促を受けた契約", "Urged to answer"}
	PersonNudgesValue = Text{"%d件（うち返答あり%d件）", "%d (answered: %d)"}
	PersonFunded      = Text{"期限内に仮払いした契約", "Funded in time"}
	PersonPercent     = Text{"%d%%", "%d%%"}
	TrustNew          = Text{"終わった契約はまだありません（はじめての方です）", "No contract has ended yet: somebody new here"}
	TrustCompleted    = Text{"検収完了%d件・完了率%d%%", "%d accepted, %d%% completed"}
	TrustFunded       = Text{"期限内の仮払い%d%%", "%d%% funded in time"}
	TrustNudges       = Text{"連絡の催促%d件（返答%d件）", "urged to answer %d times, answered %d"}
	TrustDeemed       = Text{"検収の報告がないまま完了した契約%d件", "%d accepted by the clock without a report"}
	PersonCount       = Text{"%d件", "%d"}
	PersonJobs        = Text{"募集中の仕事", "Open jobs"}
	PersonNoJobs      = Text{"いま募集している仕事はありません。", "No open jobs now."}
	PersonJobDue      = Text{"納期 %s", "Due %s"}
	PersonJobBudget   = Text{"予算 %s", "Budget %s"}
)

// The list of threads.
var (
	ThreadsIntro    = Text{"応募と契約ごとに、相手とのやりとりをまとめています。", "What you and your partners wrote, by proposal and contract."}
	ThreadsEmpty    = Text{"メッセージはまだありません。", "There are no messages yet."}
	ThreadsEmptyH   = Text{"応募するか契約すると、相手とメッセージをやりとりできます。", "Once there is a proposal or a contract, you can write to the other side."}
	ThreadsWith     = Text{"%sさん", "%s"}
	ThreadsYou      = Text{"あなた：%s", "You: %s"}
	ThreadsPlatform = Text{"運営：%s", "Operator: %s"}
	ThreadsNone     = Text{"まだメッセージはありません。", "No messages yet."}
	ThreadsProposal = Text{"応募・提案中", "Proposal"}
	ThreadsOlder    = Text{"以前のやりとりを見る", "Older threads"}
	ThreadsNewer    = Text{"最新のやりとりに戻る", "Back to the newest"}
)
