package words

// The names of a contract's states.
var (
	StateAwaitingEscrow = Text{"仮払い待ち", "Awaiting escrow"}
	StateInProgress     = Text{"業務中", "In progress"}
	StateDelivered      = Text{"検収待ち", "In inspection"}
	StateRevising       = Text{"修正中", "In revision"}
	StateEndAsked       = Text{"契約終了同意待ち", "Asked to end"}
	StateDisputed       = Text{"運営が調整中", "With the operator"}
	StateCompleted      = Text{"完了", "Completed"}
	StateTerminated     = Text{"途中終了", "Ended midway"}
	StateCancelled      = Text{"取消", "Cancelled"}
	StatePending        = Text{"これから", "To come"}
)

// The card (次にすること): who must act, by when, and what happens by itself.
var (
	CardTitle = Text{"次にすること", "What comes next"}

	CardFund           = Text{"仮払いをお願いします。%s までに仮払いがない場合、契約は自動的に取り消されます。", "Please fund the escrow. If it is not funded by %s, the contract is cancelled by itself."}
	CardFundWaits      = Text{"クライアントの仮払い待ちです。%s までに仮払いがない場合、契約は自動的に取り消されます。仮払いが完了するまで、業務を開始しないでください。", "The client is to fund the escrow. If it is not funded by %s, the contract is cancelled by itself. Do not start before it is funded."}
	CardPaying         = Text{"お支払いを確認しています。確認できしだい、お知らせします。確認できないまま %s を過ぎると、契約は自動的に取り消されます。", "The payment is being confirmed; you will be told. If it is not confirmed by %s, the contract is cancelled by itself."}
	CardPaidBefore     = Text{"前のお支払いの確認か取り消しが済むと、仮払いができます。%s までに仮払いがない場合、契約は自動的に取り消されます。", "You can fund the escrow once your payment before is confirmed or cancelled. If it is not funded by %s, the contract is cancelled by itself."}
	CardPayingWorker   = Text{"クライアントのお支払いを確認しています。仮払いが完了するまで、業務を開始しないでください。確認できないまま %s を過ぎると、契約は自動的に取り消されます。", "The client's payment is being confirmed. Do not start before the escrow is funded. If it is not confirmed by %s, the contract is cancelled by itself."}
	CardWork           = Text{"仮払いが完了しています。業務を進めて、%s納品してください。納品すると検収が始まり、クライアントから%d日以内に報告がない場合は自動的に検収完了となります。", "The escrow is funded. Please do the work and deliver%s. Inspection starts then; if the client reports nothing for %d days, the work is accepted by itself."}
	CardWorkWaits      = Text{"ワーカーの納品待ちです（%s）。お預かりした %s は、検収が完了するまで運営がお預かりします。この間に自動で終わることはありません。", "The worker is to deliver (%s). Your %s are held until the work is accepted. Nothing ends by itself meanwhile."}
	CardRevise         = Text{"修正の依頼が届いています。修正して、もう一度納品してください。納品すると検収が始まり、%d日以内に報告がない場合は自動的に検収完了となります。", "The client asks for a revision. Please revise and deliver again. Inspection starts then; after %d days without a report the work is accepted by itself."}
	CardReviseWaits    = Text{"ワーカーの修正待ちです。お預かりした %s は、検収が完了するまで運営がお預かりします。この間に自動で終わることはありません。", "The worker is to revise. Your %s are held until the work is accepted. Nothing ends by itself meanwhile."}
	CardInspect        = Text{"検収をお願いします。%s までに検収の結果が報告されない場合、自動的に検収完了となり、ワーカーに報酬 %s が支払われます。", "Please inspect the work. If you report nothing by %s, it is accepted by itself and %s go to the worker."}
	CardInspectWaits   = Text{"クライアントの検収待ちです。%s までに検収の結果が報告されない場合、自動的に検収完了となり、報酬 %s が支払われます。", "The client is to inspect. If nothing is reported by %s, the work is accepted by itself and %s are paid to you."}
	CardEndAsked       = Text{"契約途中終了リクエストが届いています。%s までにお返事がない場合、%s。", "The other side asks to end the contract. If you do not answer by %s, %s."}
	CardEndAsks        = Text{"契約途中終了リクエストへのお返事を待っています。%s までにお返事がない場合、%s。", "Your request to end the contract awaits an answer. Without one by %s, %s."}
	CardDispute        = Text{"運営が調整しています。%s までに運営が判断します。それまでは、お二人の合意でいつでも解決できます。", "The operator is looking into it and decides by %s. Until then the two of you can settle it at any time."}
	CardOffered        = Text{"お相手から解決案（ワーカーへの支払い %s）が届いています。同意すると、すぐに解決します。同意しない場合は、%s までに運営が判断します。", "The other side offers a settlement: %s for the worker. If you agree, it is settled at once; otherwise the operator decides by %s."}
	CardCompleted      = Text{"契約は完了しました。ワーカーに %s が支払われました。", "The contract is completed. %s went to the worker."}
	CardCompletedYou   = Text{"契約は完了しました。報酬 %s が残高に入りました。出金の手続きができます。", "The contract is completed. %s are on your balance, and you can withdraw them."}
	CardTerminated     = Text{"契約は途中終了しました。ワーカーの受取額は %s、クライアントへの返金額は %s です。", "The contract was ended midway: %s for the worker, %s back to the client."}
	CardCancelled      = Text{"契約は仮払いの前に取り消されました。費用はかかっていません。どちらの実績にも影響はありません。", "The contract was cancelled before it was funded. Nobody has paid anything and nobody's record is affected."}
	CardDueBy          = Text{"%s までに", " by %s"}
	CardDueAgreed      = Text{"納品予定日 %s", "due on %s"}
	CardDueOpen        = Text{"納品予定日の指定なし", "without an agreed date"}
	CardNudgeReview    = Text{"連絡催促申請を確認しています。運営が %s までに確認し、期限を過ぎた場合は自動的に承認されます。", "Your nudge request is being reviewed, by %s at the latest; after that it is approved by itself."}
	CardNudgeSent      = Text{"お相手に連絡を催促しました。返信の期限は %s です。", "The other side was urged to answer by %s."}
	CardNudged         = Text{"お相手が連絡を待っています。%s までに、メッセージを送るか手続きを進めてください。", "The other side is waiting to hear from you. Please write or act by %s."}
	CardNudgeSilent    = Text{"催促の期限までに、お相手から連絡がありませんでした。", "The other side did not answer in time."}
	CardNextCancel     = Text{"契約を取り消すことができます。", "You can cancel the contract."}
	CardNextEnd        = Text{"契約途中終了リクエストを送ることができます。", "You can ask to end the contract."}
	CardNextWait       = Text{"%s に自動的に検収完了となります。", "The work is accepted by itself at %s."}
	CardNextOperator   = Text{"%s までに運営が判断します。", "The operator decides by %s."}
	CountdownDays      = Text{"あと%d日%d時間", "%d days %d hours left"}
	CountdownHours     = Text{"あと%d時間%d分", "%d hours %d minutes left"}
	CountdownMinutes   = Text{"あと%d分", "%d minutes left"}
	SilenceTerminated  = Text{"契約は自動的に終了し、ワーカーに %s、クライアントに %s が支払われます", "the contract ends by itself: %s for the worker, %s for the client"}
	SilenceDisputed    = Text{"運営による調整に移ります", "the matter goes to the operator"}
	SilenceLapsed      = Text{"リクエストは失効し、契約はそのまま続きます", "the request lapses and the contract goes on"}
	StepFormed         = Text{"契約", "Contract"}
	StepEscrow         = Text{"仮払い", "Escrow"}
	StepWork           = Text{"業務", "Work"}
	StepDelivery       = Text{"納品", "Delivery"}
	StepInspection     = Text{"検収", "Inspection"}
	StepDone           = Text{"完了", "Done"}
	Stepper            = Text{"契約の進みぐあい", "How far the contract is"}
	StepCurrent        = Text{"いまここ", "now"}
	StepFinished       = Text{"済み", "done"}
	MilestonesTitle    = Text{"マイルストーン", "Milestones"}
	ThreadTitle        = Text{"メッセージ", "Messages"}
	ThreadEmpty        = Text{"まだメッセージはありません。", "No messages yet."}
	AskedRevision      = Text{"修正の依頼（%d回目／%d回まで）", "Revision requested (round %d of %d)"}
	AskedFailed        = Text{"満たしていない検収基準", "Criteria not met"}
	AskedWorkerAmount  = Text{"ワーカーへの支払い提案額", "Proposed for the worker"}
	AskedEndDeclined   = Text{"契約途中終了リクエストは拒否されました", "The request to end was declined"}
	AskedDispute       = Text{"調整の依頼", "What the operator is asked to decide"}
	AskedOffer         = Text{"解決案（%sから）：ワーカーへの支払い", "Offer to settle by %s: to the worker"}
	AskedDecision      = Text{"調整の結果", "How it was settled"}
	AskedNudgeDenied   = Text{"連絡催促申請は承認されませんでした", "The contact nudge was not approved"}
	ThreadWrite        = Text{"メッセージを書く", "Write a message"}
	ThreadSend         = Text{"送信する", "Send"}
	ThreadReadBy       = Text{"既読", "read"}
	ThreadSent         = Text{"メッセージを送信しました。", "Your message was sent."}
	TermsTitle         = Text{"契約条件", "Terms"}
	TermsAmount        = Text{"契約金額", "Amount"}
	TermsDueOn         = Text{"納品予定日", "Due on"}
	TermsInspectDays   = Text{"検収期間", "Inspection"}
	TermsRevisions     = Text{"修正回数", "Revisions"}
	TermsRevisionsUsed = Text{"%d回まで（残り%d回）", "up to %d (%d left)"}
	TermsCriteria      = Text{"検収基準", "Acceptance criteria"}
	TermsNoCriteria    = Text{"指定なし", "none agreed"}
	TermsFormedAt      = Text{"契約成立", "Formed"}
	TermsPDF           = Text{"契約条件書（PDF）", "Terms (PDF)"}
	TermsJSON          = Text{"原本データ（JSON）", "Original (JSON)"}
	TermsHash          = Text{"原本のSHA-256", "SHA-256 of the original"}
	MoneyTitle         = Text{"お金の流れ", "The money"}
	MoneyPaid          = Text{"仮払い済み", "Paid in"}
	MoneyHeld          = Text{"お預かり中", "Held now"}
	MoneyFee           = Text{"システム利用料", "Fee"}
	MoneyTax           = Text{"消費税（利用料分）", "Tax on the fee"}
	MoneyGet           = Text{"受取額", "For the worker"}
	MoneyYouGet        = Text{"あなたの受取額", "You get"}
	MoneyBack          = Text{"返金", "Back to the client"}
	MoneyWhen          = Text{"支払われる時期", "When it is paid"}
	MoneyWhenAccepted  = Text{"検収完了と同時に残高へ", "On acceptance, to the balance"}
	MoneyWhenDeemed    = Text{"遅くとも %s", "%s at the latest"}
	MoneyPlan          = Text{"このまま検収完了した場合", "If the work is accepted"}
	MoneySoFar         = Text{"これまで", "So far"}
	TimelineTitle      = Text{"これまでと、これから", "Past and coming"}
	TimelineNow        = Text{"現在", "now"}
	TimelineTable      = Text{"一覧で見る", "As a table"}
	TimelineWhen       = Text{"日時", "When"}
	TimelineWhat       = Text{"できごと", "What"}
	TimelineWho        = Text{"だれが", "Who"}
	TimelineDesc       = Text{"この契約で起きたこと%d件と、これから自動で起きること%d件を時間の順に並べた図です。", "%d things that happened on this contract and %d that will happen by themselves, in order of time."}
	CannotReach        = Text{"契約相手と連絡がとれない場合はこちら", "If you cannot reach the other side"}
	OtherSide          = Text{"契約相手", "The other side"}
	PartnerClient      = Text{"クライアント：%s", "Client: %s"}
	PartnerWorker      = Text{"ワーカー：%s", "Worker: %s"}
	DeemedMark         = Text{"みなし検収", "accepted by the clock"}
	DeliveryTitle      = Text{"納品の内容", "What was delivered"}
	DeliveryEarlier    = Text{"以前の納品（%d件）", "Earlier deliveries (%d)"}
)

// The acts on a contract: the button, the page's title, what it says, what was done.
var (
	DoFund      = Text{"仮払いする", "Fund the escrow"}
	DoCancel    = Text{"契約を取り消す", "Cancel the contract"}
	DoDeliver   = Text{"納品する", "Deliver"}
	DoAccept    = Text{"検収完了", "Accept the work"}
	DoRevise    = Text{"修正を依頼する", "Ask for a revision"}
	DoEnd       = Text{"契約途中終了リクエスト", "Ask to end the contract"}
	DoAnswerEnd = Text{"リクエストに回答する", "Answer the request"}
	DoAgree     = Text{"同意する", "Agree"}
	DoDecline   = Text{"拒否する", "Decline"}
	DoWithdraw  = Text{"リクエストを取り下げる", "Withdraw the request"}
	DoNudge     = Text{"連絡催促申請をする", "Request a nudge"}
	DoDispute   = Text{"運営に調整を依頼する", "Ask the operator to decide"}
	DoOffer     = Text{"解決案を送る", "Offer a settlement"}
	DoTakeOffer = Text{"解決案に同意する", "Accept the offer"}

	FundIntro        = Text{"お支払いいただいた金額は、検収が完了するまで運営がお預かりします。ワーカーは、仮払いが完了してから業務を始めます。", "What you pay is held until you accept the work. The worker starts once it is funded."}
	FundNext         = Text{"最終確認へ進む", "To the final confirmation"}
	FundFinal        = Text{"最終確認", "Final confirmation"}
	FundSubmit       = Text{"この内容で仮払いする", "Fund the escrow as shown"}
	FundAmount       = Text{"お支払い金額", "You pay"}
	FundFor          = Text{"お支払いの対象", "For"}
	FundWhenPaid     = Text{"ワーカーに支払われる時期", "When the worker is paid"}
	FundWhenPaidText = Text{"あなたが検収を完了したとき。納品から%d日以内に報告がない場合は、自動的に検収完了となり支払われます。", "When you accept the work; or by itself when you report nothing for %d days after a delivery."}
	FundBack         = Text{"返金される場合", "How it comes back"}
	FundBackText     = Text{"契約が途中終了したときは、合意または運営の判断にしたがって残高に戻ります。ワーカーからの返事がないまま%d日が過ぎたときは、あなたの提案どおりに精算されます。", "When the contract ends midway it returns to your balance as agreed or as the operator decides; when the worker does not answer your request for %d days, as you proposed."}
	FundPeriod       = Text{"申込みの期限", "Until when"}
	FundMethod       = Text{"お支払い方法", "How"}
	FundMethodPlay   = Text{"テスト決済（実際の請求はありません）", "Test payment (nothing is charged)"}
	FundMethodCard   = Text{"登録済みのお支払い方法", "Your payment method"}
	FundDelivery     = Text{"提供の時期", "When it is delivered"}
	FundDone         = Text{"仮払いが完了しました。ワーカーにお知らせしました。", "The escrow is funded; the worker has been told."}
	FundPending      = Text{"お支払いを受け付けました。確認できしだい、お知らせします。", "Your payment was taken in; you will be told once it is confirmed."}

	CancelIntro  = Text{"仮払いの前なので、どちらにも費用はかかりません。どちらの実績にも影響しません。取り消した契約は元に戻せません。", "Nothing has been paid yet, so this costs nobody anything and affects nobody's record. It cannot be undone."}
	CancelSubmit = Text{"この契約を取り消す", "Cancel this contract"}
	CancelDone   = Text{"契約を取り消しました。", "The contract was cancelled."}

	DeliverIntro  = Text{"納品すると、クライアントの検収が始まります。%d日以内（%s まで）に結果の報告がない場合は、自動的に検収完了となります。", "Inspection starts when you deliver. Without a report within %d days (by %s), the work is accepted by itself."}
	DeliverNote   = Text{"納品の内容", "What you deliver"}
	DeliverHint   = Text{"ファイル名や保存先、確認していただきたい点を書いてください。", "File names, where things are, what to look at."}
	DeliverLinks  = Text{"ファイルの場所・リンク", "Links to files"}
	DeliverLinksH = Text{"1行に1つ。20個まで。", "One a line, up to 20."}
	DeliverSubmit = Text{"納品する", "Deliver"}
	DeliverDone   = Text{"納品しました。クライアントにお知らせしました。", "Delivered; the client has been told."}

	AcceptIntro  = Text{"検収を完了すると、お預かりした金額から、すぐにワーカーへ報酬が支払われます。元に戻すことはできません。", "The held money goes to the worker at once. This cannot be undone."}
	AcceptSubmit = Text{"検収完了", "Accept the work"}
	AcceptDone   = Text{"検収が完了しました。", "The work is accepted."}

	ReviseIntro    = Text{"どこをどう直してほしいかを、具体的に書いてください。修正の依頼は、残り%d回です。", "Say what to change, in particular. You can ask %d more times."}
	ReviseReason   = Text{"修正してほしい内容", "What to revise"}
	ReviseCriteria = Text{"満たしていない検収基準", "Criteria that are not met"}
	ReviseSubmit   = Text{"修正を依頼する", "Ask for the revision"}
	ReviseDone     = Text{"修正を依頼しました。", "The revision was asked for."}

	EndIntro      = Text{"契約を途中で終えたいときに送ります。お相手が同意すると、すぐに終了します。%d日間お返事がない場合の扱いは、下の「送るとどうなるか」のとおりです。", "Ask to end the contract midway. If the other side agrees, it ends at once; what silence for %d days means is shown below."}
	EndReason     = Text{"終了したい理由", "Why"}
	EndAmount     = Text{"ワーカーに支払う金額（お預かり額 %s のうち）", "For the worker, of the %s held"}
	EndAmountHint = Text{"システム利用料を差し引く前の金額です。作業が進んでいないときは0円のままにしてください。", "Before the fee. Leave it at 0 when no work was done."}
	EndRecompute  = Text{"この金額で計算し直す", "Compute with this amount"}
	EndSubmit     = Text{"契約途中終了リクエストを送信", "Send the request"}
	EndDone       = Text{"契約途中終了リクエストを送信しました。", "Your request was sent."}

	AnswerIntro    = Text{"%s さんから、契約を途中で終了したいというリクエストが届いています。", "%s asks to end the contract midway."}
	AnswerReason   = Text{"お相手の理由", "Their reason"}
	AnswerBy       = Text{"お返事の期限", "Answer by"}
	AnswerSilence  = Text{"お返事がない場合", "If you do not answer"}
	AgreeDone      = Text{"同意しました。契約は終了しました。", "You agreed; the contract has ended."}
	DeclineReason  = Text{"拒否する理由", "Why you decline"}
	DeclineDone    = Text{"リクエストを拒否しました。契約はそのまま続きます。", "You declined; the contract goes on."}
	DeclineHint    = Text{"拒否すると、契約はそのまま続きます。話し合いで解決しないときは、運営に調整を依頼できます。", "The contract goes on. If you cannot agree, the operator can be asked to decide."}
	WithdrawIntro  = Text{"リクエストを取り下げると、契約はそのまま続きます。", "The contract goes on as it was."}
	WithdrawSubmit = Text{"リクエストを取り下げる", "Withdraw the request"}
	WithdrawDone   = Text{"リクエストを取り下げました。", "The request was withdrawn."}

	NudgeTitle    = Text{"契約相手と連絡がとれない場合", "If you cannot reach the other side"}
	NudgeIntro    = Text{"申請すると、次のように進みます。", "This is what happens:"}
	NudgeStep1    = Text{"運営が %s までに内容を確認します。確認が間に合わないときは、自動的に承認されます。", "The operator looks at it by %s; if they are late, it is approved by itself."}
	NudgeStep2    = Text{"承認されると、運営からお相手へ、メールとお知らせで連絡を催促します。返信の期限は{nudge_reply_days}日間です。", "Once approved, the other side is urged by e-mail and in-site and has {nudge_reply_days} days to answer."}
	NudgeStep3    = Text{"期限までにお返事がないときは、次にできる手続きをご案内します。", "If they stay silent, you are shown what you can do next."}
	NudgePromise  = Text{"お返事をお約束するものではありません。", "We cannot promise that they will answer."}
	NudgeNote     = Text{"運営への補足", "A note to the operator"}
	NudgeSubmit   = Text{"連絡催促申請をする", "Request a nudge"}
	NudgeDone     = Text{"連絡催促申請を受け付けました。", "Your request was received."}
	NudgeMessage  = Text{"まず、お相手に直接メッセージを送ってください。送ってから{nudge_silence_hours}時間お返事がないときに、申請できます。", "Please write to the other side first. If they do not answer for {nudge_silence_hours} hours, you can make the request."}
	NudgeWhen     = Text{"%s から申請できます。それまでは、メッセージでご連絡ください。", "You can make the request from %s. Until then, please write a message."}
	NudgeOpen     = Text{"申請を受け付けています。結果をお待ちください。", "Your request is under way."}
	NudgeNotNow   = Text{"この契約では、いまは申請できません。", "No request can be made on this contract now."}
	NudgeGreeting = Text{"ご連絡いただけますか？", "Could you get in touch with me?"}

	DisputeIntro  = Text{"運営が双方のお話をうかがい、%s までに、お預かり金の分け方を判断します。検収の期限は止まります。", "The operator hears both sides and decides by %s how the held money is divided. The inspection clock stops."}
	DisputeReason = Text{"調整してほしい内容と理由", "What to decide, and why"}
	DisputeSubmit = Text{"運営に調整を依頼する", "Ask the operator to decide"}
	DisputeDone   = Text{"運営に調整を依頼しました。", "The operator was asked to decide."}
	OfferIntro    = Text{"お相手が同意すると、この内容ですぐに解決します。", "If the other side agrees, it is settled at once."}
	OfferAmount   = Text{"ワーカーに支払う金額（お預かり額 %s のうち）", "For the worker, of the %s held"}
	OfferSubmit   = Text{"この解決案を送る", "Send the offer"}
	OfferDone     = Text{"解決案を送りました。", "The offer was sent."}
	TakeIntro     = Text{"同意すると、下の金額ですぐに精算され、契約は終了します。元に戻すことはできません。", "The money is divided as below at once and the contract ends. This cannot be undone."}
	TakeSubmit    = Text{"解決案に同意する", "Accept the offer"}
	TakeDone      = Text{"解決案に同意しました。", "You accepted the offer."}

	PreviewTitle    = Text{"もしも：こうなります", "What will happen"}
	PreviewSend     = Text{"送るとどうなるか", "What will happen"}
	PreviewNow      = Text{"すぐに", "At once"}
	PreviewAgreed   = Text{"お相手が同意した場合（すぐに）", "If the other side agrees (at once)"}
	PreviewSilent   = Text{"お返事がない場合（%s）", "If nobody answers (%s)"}
	PreviewWorker   = Text{"ワーカーの受取額", "For the worker"}
	PreviewClient   = Text{"クライアントへの返金", "Back to the client"}
	PreviewFee      = Text{"システム利用料（税込）", "Fee with tax"}
	PreviewState    = Text{"契約の状態", "The contract is then"}
	PreviewRecord   = Text{"実績への影響", "On the record"}
	PreviewNoChange = Text{"お金は動きません", "No money moves"}
)

// What happened, on the timeline.
var Happened = map[string]Text{
	"contract.formed":       {"契約が成立", "Contract formed"},
	"nda.signed":            {"秘密保持契約に同意", "Confidentiality agreed"},
	"escrow.due":            {"仮払いのお願いを送信", "Reminded of the escrow"},
	"escrow.funded":         {"仮払いが完了", "Escrow funded"},
	"escrow.failed":         {"お支払いが不成立", "Payment failed"},
	"escrow.returned":       {"お支払いを返金", "Late payment returned"},
	"delivery.made":         {"納品", "Delivered"},
	"inspection.reminder":   {"検収のお願いを送信", "Reminded to inspect"},
	"revision.requested":    {"修正の依頼", "Revision asked for"},
	"contract.accepted":     {"検収完了", "Accepted"},
	"contract.completed":    {"契約完了", "Completed"},
	"contract.cancelled":    {"契約取消", "Cancelled"},
	"contract.terminated":   {"途中終了", "Ended midway"},
	"termination.requested": {"途中終了リクエスト", "Asked to end midway"},
	"termination.reminder":  {"リクエストの再通知", "Reminded of the request"},
	"termination.agreed":    {"途中終了に同意", "Agreed to end"},
	"termination.declined":  {"途中終了を拒否", "Declined to end"},
	"termination.withdrawn": {"リクエストの取り下げ", "Request withdrawn"},
	"termination.lapsed":    {"リクエストの失効", "Request lapsed"},
	"termination.put_off":   {"メールが届かず、自動的な終了を延期", "Put off: no mail arrived"},
	"change.requested":      {"条件変更の提案", "Change proposed"},
	"change.reminder":       {"条件変更の提案の再通知", "Reminded of the change"},
	"change.agreed":         {"条件変更に同意", "Change agreed"},
	"change.declined":       {"条件変更に同意せず", "Change declined"},
	"change.withdrawn":      {"条件変更の提案の取り下げ", "Change withdrawn"},
	"change.lapsed":         {"条件変更の失効", "Change lapsed"},
	"change.unfunded":       {"差額の仮払いのお願いを送信", "Reminded of the difference"},
	"escrow.raised":         {"差額の仮払いが完了", "Difference funded"},
	"escrow.lowered":        {"差額を返金", "Difference returned"},
	"bonus.paid":            {"追加支払い", "Bonus paid"},
	"bonus.failed":          {"追加支払いが不成立", "Bonus not paid"},
	"nudge.approved":        {"連絡を催促", "Nudge sent"},
	"nudge.reminder":        {"連絡の催促（再送）", "Nudged again"},
	"nudge.answered":        {"催促に返答", "Nudge answered"},
	"nudge.unanswered":      {"催促に返答なし", "Nudge unanswered"},
	"contact.requested":     {"サービス外連絡を申請", "Asked to be in touch outside"},
	"contact.agreed":        {"サービス外連絡に同意", "Agreed to contact outside"},
	"contact.declined":      {"サービス外連絡を見送り", "Declined contact outside"},
	"contact.withdrawn":     {"サービス外連絡の申請を取り下げ", "Contact outside: withdrawn"},
	"contact.lapsed":        {"サービス外連絡の申請が失効", "Contact outside: lapsed"},
	"contact.approved":      {"サービス外連絡を承認", "Contact outside approved"},
	"contact.denied":        {"サービス外連絡を承認せず", "Contact outside not approved"},
	"dispute.opened":        {"運営に調整を依頼", "Dispute opened"},
	"dispute.offered":       {"解決案の提示", "Settlement offered"},
	"dispute.resolved":      {"調整が完了", "Dispute settled"},
	"escrow":                {"仮払いの期限（契約の自動取消）", "Escrow deadline (cancelled by itself)"},
	"inspection":            {"検収の期限（自動的に検収完了）", "Inspection ends (accepted by itself)"},
	"termination":           {"リクエストの回答期限", "The request's deadline"},
	"change":                {"条件変更の期限（失効）", "The change lapses"},
	"nudge_review":          {"連絡催促申請の確認期限", "The nudge's review ends"},
	"nudge_reply":           {"催促への返信期限", "The nudge's deadline"},
	"dispute":               {"運営の判断期限", "The operator decides by then"},
}

// What will not do in an act's form.
var (
	EndTooMuch         = Text{"お預かり額（%s）以下の金額を入力してください。", "At most the %s that are held."}
	ReviseOneCriterion = Text{"満たしていない検収基準を、1つ以上お選びください。", "Please choose at least one criterion."}
	PreviewAgree       = Text{"同意するとどうなるか", "What will happen if you agree"}
)
