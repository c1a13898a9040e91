package words

// A Point is a heading with a sentence or two.
type Point struct{ Name, Body Text }

// The front page.
var (
	FrontNewest         = Text{"新着の仕事", "New jobs"}
	FrontAll            = Text{"すべての仕事を見る", "See all jobs"}
	FrontTitle          = Text{"安心して頼める、安心して働ける", "Work that is safe for both sides"}
	FrontClaim          = Text{"お金を預かるから、安心して頼める。安心して働ける。", "We hold the money, so both sides are safe."}
	FrontBody           = Text{"{house}は、報酬を先にお預かりしてから業務が始まる、仕事のマーケットです。お相手と連絡がとれなくなっても、決まった日時に、決まったとおりに解決します。", "{house} is a marketplace for work where the pay is held before the work begins. If the other side falls silent, the matter is settled at a stated instant, in a stated way."}
	FrontWay            = Text{"お金の流れ", "The way of the money"}
	FrontWayDescription = Text{"クライアントが仮払いした報酬を{house}が預かり、検収が完了するとワーカーに支払います。", "The client pays into escrow, {house} holds it, and the worker is paid when the work is accepted."}
	FrontHeld           = Text{"お預かり", "Held"}
	FrontSilence        = Text{"連絡がとれなくなっても、困りません", "If the other side falls silent"}
	FrontSteps          = []Point{
		{Text{"契約", "Contract"}, Text{"納品物・金額・納期・検収の基準を決めて契約します。条件は変更できない形で保存されます。", "What, how much, by when and how it is judged. The terms are kept unchangeably."}},
		{Text{"仮払い", "Escrow"}, Text{"クライアントが契約金額を支払い、運営がお預かりします。業務はそのあとに始まります。", "The client pays the amount and the platform holds it. Only then does the work begin."}},
		{Text{"納品と検収", "Delivery and inspection"}, Text{"納品されたら、クライアントが検収します。直してほしいときは、決めた回数まで修正を頼めます。", "The client inspects what is delivered and can ask for revisions as often as agreed."}},
		{Text{"支払い", "Pay"}, Text{"検収が完了すると、お預かりした金額からワーカーに報酬が支払われます。", "Once accepted, the held money goes to the worker."}},
	}
	FrontProtections = []Point{
		{Text{"連絡催促申請", "Contact nudge"}, Text{"{nudge_silence_hours}時間お返事がないときは、運営に催促を申請できます。{nudge_review_days}営業日以内に確認し、運営からお相手に連絡します。", "After {nudge_silence_hours} hours of silence, ask the operator to urge the other side; it is reviewed within {nudge_review_days} business days."}},
		{Text{"みなし検収", "Deemed acceptance"}, Text{"検収の期限までに報告がないときは、自動的に検収完了となり、報酬が支払われます。", "If the client reports nothing in time, the work is accepted by itself and the worker is paid."}},
		{Text{"契約途中終了リクエスト", "Ending midway"}, Text{"続けられなくなった契約は、途中で終えられます。{termination_days}日間お返事がなければ自動的に終了し、お金が戻ります。", "A contract that cannot go on can be ended. After {termination_days} days of silence it ends by itself and the money returns."}},
		{Text{"運営による調整", "The operator decides"}, Text{"話し合いで解決しないときは、運営が{dispute_days}営業日以内に判断します。", "What you cannot settle yourselves is decided within {dispute_days} business days."}},
	}
)

// マイページ and the lists.
var (
	MyHeld         = Text{"お預かり中の仮払い金", "Held in escrow for you"}
	MyBalance      = Text{"残高", "Your balance"}
	MyNextEmpty    = Text{"いま、あなたがすることはありません。", "Nothing waits for you now."}
	MyWaiting      = Text{"お相手を待っています", "Waiting for the other side"}
	MyWaitingEmpty = Text{"待っている契約はありません。", "No contract waits for somebody else."}
	TabRunning     = Text{"契約済み", "Running"}
	TabEnded       = Text{"終了", "Ended"}
	ListEmpty      = Text{"ここに表示する契約はありません。", "There are no contracts here."}
	NoticesEmpty   = Text{"お知らせはまだありません。", "There are no notifications yet."}
	NoticeUnread   = Text{"未読", "unread"}
	LinkUsedTitle  = Text{"このリンクは使えません", "This link cannot be used"}
	LinkUsedBody   = Text{"ログイン用のリンクは一度だけ使えます。新しいリンクを作ってください。", "A sign-in link works once. Please make a new one."}
)
