package words

// A Guide is the first steps of one side.
type Guide struct {
	Title, Intro Text
	Path         []GuideStep
	Silence      []Point // what helps when the other side falls silent
	Cost         Point
}

// A GuideStep is one step of the path, with the page where it is taken.
type GuideStep struct {
	Name, Body Text
	Link       Text   // empty: no link
	To         string // where it leads
}

// What both guides say.
var (
	GuidePath     = Text{"仕事の流れ", "Step by step"}
	GuideSilence  = Text{"お相手から返事がないときは", "If you hear nothing"}
	GuideSilenceH = Text{"待つだけで終わることはありません。どの手続きにも期限があり、期限が来ると自動的に次へ進みます。", "You are never left waiting. Every procedure has a deadline, and goes on by itself when it comes."}
	GuideWords    = Text{"ことばの意味", "What the words mean"}
	GuideProof    = Text{"お預かり金がそろっていることを確かめる", "Check that all escrow is covered"}

	GuideTerms = []Point{
		{Text{"仮払い（かりばらい）", "Escrow (仮払い)"}, Text{"クライアントが契約金額を先に支払い、運営がお預かりすることです。検収が完了するまで、お金はどちらのものにもなりません。", "The client pays the amount first and the platform holds it. Until the work is accepted it goes to neither side."}},
		{Text{"検収（けんしゅう）", "Inspection (検収)"}, Text{"納品されたものが約束どおりか、クライアントが確かめて結果を報告することです。", "The client checks whether the delivery is what was agreed, and reports the result."}},
		{Text{"みなし検収", "Deemed acceptance (みなし検収)"}, Text{"検収の期間は、納品の翌日から{inspection_days}日間です（契約で変えられます）。最終日の24時までに報告がないと、自動的に検収完了となり、報酬が支払われます。", "Inspection takes {inspection_days} days from the day after delivery, unless you agree otherwise. Without a report by 24:00 of the last day, the work is accepted by itself and the worker is paid."}},
		{Text{"連絡催促申請", "Contact nudge (連絡催促申請)"}, Text{"お相手から{nudge_silence_hours}時間お返事がないときに、運営からお相手へ連絡してもらう申請です。", "When the other side has been silent for {nudge_silence_hours} hours, you can ask the operator to contact them."}},
		{Text{"契約途中終了リクエスト", "Request to end midway (契約途中終了リクエスト)"}, Text{"続けられなくなった契約を、途中で終えるための申し出です。お相手の回答期限は{termination_days}日間です。", "Asks to end a contract that cannot go on. The other side has {termination_days} days to answer."}},
	}
)

// ClientGuide is the way of somebody who wants work done.
var ClientGuide = Guide{
	Title: Text{"はじめて仕事を依頼する方へ", "First steps for clients"},
	Intro: Text{"お支払いいただいた金額は、検収が終わるまで運営がお預かりします。納品されないまま、お金だけが渡ることはありません。", "What you pay is held until you have inspected the work. It never goes to a worker who has delivered nothing."},
	Path: []GuideStep{
		{Text{"仕事を依頼する", "Post a job"}, Text{"頼みたいこと、予算、納期を書いて募集します。投稿に費用はかかりません。", "Say what you need, for how much and by when. Posting is free."}, Text{"仕事を依頼する", "Post a job"}, "/jobs/new"},
		{Text{"応募を比べて、契約する", "Compare and choose"}, Text{"応募した人の実績と提案を見比べて選びます。契約すると、納品物・金額・納期・検収の基準が、変更できない形で保存されます。", "Compare the proposals and the records behind them. Once you agree, the terms are kept unchangeably."}, Text{"仕事管理を見る", "See the work you ordered"}, "/work"},
		{Text{"仮払いする", "Fund the escrow"}, Text{"契約から{escrow_days}日以内に、契約金額を仮払いします。ワーカーはそのあとに業務を始めます。期限を過ぎると契約は取り消され、費用はかかりません。", "Pay the amount into escrow within {escrow_days} days. The worker begins only then. If you do not, the contract is cancelled and costs nothing."}, Text{}, ""},
		{Text{"検収する", "Inspect the delivery"}, Text{"納品されたら、約束どおりか確かめます。直してほしいところは、契約で決めた回数（とくに決めなければ{revision_rounds}回）まで修正を頼めます。", "Check the delivery against what you agreed. You can ask for revisions as often as the contract says, {revision_rounds} times unless you agree otherwise."}, Text{}, ""},
		{Text{"検収完了で、支払い", "Accept, and the worker is paid"}, Text{"「検収完了」を押すと、お預かりした金額からワーカーに報酬が支払われます。{inspection_days}日の検収期間を過ぎると、自動的に検収完了になります。早めにご確認ください。", "Press “Accept the work” and the held money goes to the worker. After the {inspection_days} days of inspection it is accepted by itself, so please look in time."}, Text{"マイページで期限を確認する", "See your deadlines"}, "/my"},
	},
	Silence: []Point{
		{Text{"まず、メッセージを送る", "Write first"}, Text{"契約ページから「ご連絡いただけますか？」とひとこと送ります。", "Send a short message from the contract page."}},
		{Text{"連絡催促申請をする", "Ask for a nudge"}, Text{"{nudge_silence_hours}時間お返事がなければ申請できます。運営が{nudge_review_days}営業日以内に確認し、お相手にメールとお知らせで連絡します。", "Possible after {nudge_silence_hours} hours of silence. The operator reviews it within {nudge_review_days} business days and contacts the other side by mail and notification."}},
		{Text{"契約途中終了リクエストを送る", "Ask to end the contract"}, Text{"ワーカーが{termination_days}日間お返事をしないと、契約は自動的に終了し、あなたが提案した内容で精算されます。ワーカーへの支払いを0円と提案していれば、全額が戻ります。", "If the worker does not answer for {termination_days} days, the contract ends by itself as you proposed: if you proposed nothing for the worker, everything comes back to you."}},
		{Text{"運営に調整を依頼する", "Ask the operator to decide"}, Text{"話し合いで決まらないときは、運営が{dispute_days}営業日以内に判断します。", "What the two of you cannot settle is decided within {dispute_days} business days."}},
	},
	Cost: Point{Text{"クライアントの手数料", "What it costs you"}, Text{"システム利用料はワーカーの報酬から差し引かれます。クライアントのお支払いは契約金額だけです。", "The fee is taken from the worker's side. You pay the amount of the contract and nothing else."}},
}

// WorkerGuide is the way of somebody who works.
var WorkerGuide = Guide{
	Title: Text{"はじめて働く方へ", "First steps for workers"},
	Intro: Text{"報酬は、あなたが業務を始める前に運営がお預かりします。納品したのに支払われない、ということはありません。", "Your pay is held before you begin. Work that you delivered does not go unpaid."},
	Path: []GuideStep{
		{Text{"仕事を探して、応募する", "Find a job and propose"}, Text{"内容・予算・納期と、クライアントの実績を確かめて応募します。気になることがあれば、断っても不利になりません。", "Look at the job, the budget, the date and the client's record. You may decline at any time without a penalty."}, Text{"仕事を探す", "Find work"}, "/jobs"},
		{Text{"契約する", "Agree"}, Text{"納品物・金額・納期・検収の基準を決めて契約します。条件は変更できない形で保存されます。", "Agree on what, how much, by when and how it is judged. The terms are kept unchangeably."}, Text{"契約一覧を見る", "See the work you do"}, "/contracts"},
		{Text{"仮払いを待つ", "Wait for the escrow"}, Text{"クライアントが仮払いするまで、業務を始めないでください。完了すると、お知らせとメールが届きます。{escrow_days}日以内に仮払いがなければ、契約は自動的に取り消されます。", "Do not begin before the client has funded the escrow; you will be told. If that does not happen within {escrow_days} days, the contract is cancelled by itself."}, Text{}, ""},
		{Text{"業務を進めて、納品する", "Work and deliver"}, Text{"できあがったら、契約ページの「納品する」から納品します。このときから検収が始まります。", "Deliver on the contract page. Inspection starts at that moment."}, Text{}, ""},
		{Text{"検収完了で、報酬を受け取る", "Get paid"}, Text{"検収が完了すると、すぐに残高に入ります。クライアントから{inspection_days}日以内に報告がなくても、自動的に検収完了となり、支払われます。残高は1円から出金できます。", "Once accepted, the pay is on your balance at once. If the client reports nothing for {inspection_days} days, the work is accepted by itself and you are paid. You can withdraw from 1 yen."}, Text{"報酬を見る", "See your earnings"}, "/earnings"},
	},
	Silence: []Point{
		{Text{"まず、メッセージを送る", "Write first"}, Text{"契約ページから「ご連絡いただけますか？」とひとこと送ります。", "Send a short message from the contract page."}},
		{Text{"納品済みなら、待つだけで大丈夫です", "Already delivered? Just wait"}, Text{"検収の期限が来ると、自動的に検収完了となり、報酬が支払われます。期限は契約ページのいちばん上にあります。", "When the inspection period ends, the work is accepted by itself and you are paid. The instant stands at the top of the contract page."}},
		{Text{"連絡催促申請をする", "Ask for a nudge"}, Text{"{nudge_silence_hours}時間お返事がなければ申請できます。運営が{nudge_review_days}営業日以内に確認し、お相手にメールとお知らせで連絡します。", "Possible after {nudge_silence_hours} hours of silence. The operator reviews it within {nudge_review_days} business days and contacts the other side by mail and notification."}},
		{Text{"契約途中終了リクエストを送る", "Ask to end the contract"}, Text{"進められなくなったときは、途中で終えられます。0円での終了を提案すると、{termination_days}日間お返事がなければ自動的に終了します。報酬を求める場合は、お返事がなければ運営の調整に移ります。", "You can end a contract that cannot go on. If you ask for nothing, it ends by itself after {termination_days} days of silence; if you ask for pay, the matter goes to the operator then."}},
		{Text{"運営に調整を依頼する", "Ask the operator to decide"}, Text{"話し合いで決まらないときは、運営が{dispute_days}営業日以内に判断します。", "What the two of you cannot settle is decided within {dispute_days} business days."}},
	},
	Cost: Point{Text{"ワーカーの手数料", "What it costs you"}, Text{"報酬から、システム利用料と、その消費税を差し引きます。利用料は契約金額のうち{fee_up_to_1}までが{fee_rate_1}、{fee_up_to_1}を超え{fee_up_to_2}までが{fee_rate_2}、{fee_up_to_2}を超える部分が{fee_rate_3}です。たとえば{example_amount}の契約では、{example_net}を受け取ります。", "The fee and the tax on it are taken from your pay: {fee_rate_1} of the amount up to {fee_up_to_1}, {fee_rate_2} of the part up to {fee_up_to_2}, {fee_rate_3} of what is above. Of a contract of {example_amount} you receive {example_net}."}},
}
