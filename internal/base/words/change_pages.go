package words

// Changing what was agreed (条件変更, R1.6).
var (
	DoChange         = Text{"条件の変更を提案する", "Propose a change of terms"}
	DoAnswerChange   = Text{"条件変更の提案に回答する", "Answer the proposed change"}
	DoAgreeChange    = Text{"この変更に同意する", "Agree to this change"}
	DoDeclineChange  = Text{"同意しない", "Decline"}
	DoWithdrawChange = Text{"条件変更の提案を取り下げる", "Withdraw the proposed change"}

	ChangeIntro      = Text{"契約金額・納品予定日・業務の内容・検収基準の変更を、お相手に提案できます。お相手が同意するまで、条件は変わりません。%d日以内にお返事がない場合、提案は失効します。", "You can propose to change the amount, the due date, the work and the acceptance criteria. Nothing changes before the other side agrees. Without an answer for %d days the proposal lapses."}
	ChangeOnlyUp     = Text{"すでに納品があったため、契約金額を減らすことはできません。", "Work was delivered: the amount can only go up."}
	ChangeOf         = Text{"変更するマイルストーン：%s", "The milestone: %s"}
	ChangeOther      = Text{"「%s」を変更する", "Change \"%s\""}
	ChangeAmount     = Text{"契約金額", "Amount"}
	ChangeAmountPart = Text{"このマイルストーンの金額", "The milestone's amount"}
	ChangeDueOn      = Text{"納品予定日", "Due on"}
	ChangeScope      = Text{"業務の内容", "The work"}
	ChangeScopeHint  = Text{"変わらない部分も含めて、全文をお書きください。", "In full, with the parts that stay."}
	ChangeCriteria   = Text{"検収基準", "Acceptance criteria"}
	ChangeLinesHint  = Text{"1行に1つずつお書きください（20行まで）。", "One a line, at most 20."}
	ChangeReason     = Text{"変更の理由", "Why"}
	ChangeReasonHint = Text{"お相手に届きます。", "The other side reads it."}
	ChangeCheck      = Text{"変更の内容を確認する", "Check the change"}
	ChangeEdit       = Text{"入力に戻る", "Back to the form"}
	ChangeSubmit     = Text{"この変更を提案する", "Propose this change"}
	ChangeConfirm    = Text{"変更の内容の確認", "Check the change"}
	ChangeNothing    = Text{"変更する項目がありません。金額・納品予定日・業務の内容・検収基準のいずれかを変更してください。", "Nothing would change. Please change the amount, the due date, the work or the criteria."}
	ChangeDone       = Text{"条件の変更を提案しました。お相手にお知らせしました。", "The change is proposed; the other side has been told."}

	ChangeOld       = Text{"変更前", "Before"}
	ChangeNew       = Text{"変更後", "After"}
	ChangeSame      = Text{"変更なし", "unchanged"}
	ChangeNone      = Text{"指定なし", "none agreed"}
	ChangeWorkerNet = Text{"ワーカーの受取額（検収完了時）", "For the worker on acceptance"}
	ChangeFee       = Text{"システム利用料（税込）", "Fee with tax"}

	ChangeRises  = Text{"合意のあと、クライアントが差額 %s を追加で仮払いします。仮払いが完了すると新しい条件に変わり、それまでは元の条件のままです。", "Once agreed, the client funds the difference of %s. The new terms hold when it is funded, and the old ones until then."}
	ChangeFalls  = Text{"合意と同時に、お預かりしている金額のうち差額 %s がクライアントの残高に戻ります。", "On agreement the difference of %s goes back to the client's balance."}
	ChangeUnpaid = Text{"仮払いの前のため、合意すると仮払いの金額がそのまま変わります。", "It is not funded yet: once agreed, the amount to fund simply changes."}

	ReduceByClient = Text{"報酬を減らす提案です。フリーランス法では、1か月以上の業務委託について、ワーカーに責任のない理由で発注後に報酬を減らすことを、ワーカーの同意があっても禁じています。業務を減らす場合は、その内容を「業務の内容」と理由に具体的にお書きください。", "This lowers the pay. For work of a month or more the Freelance Act forbids lowering it after the order without the worker's fault, even if the worker consents. If there is less to do, please say what in the work and the reason."}
	ReduceToWorker = Text{"報酬が減る提案です。同意する義務はありません。同意しなくても、条件は変わらず、実績にも影響しません。", "This lowers your pay. You need not agree: nothing changes then, and nothing stands on your record."}
	ReduceByWorker = Text{"ご自身の報酬が減る提案です。金額にお間違いがないか、ご確認ください。", "This lowers your own pay. Please check the amount."}

	ChangeAnswerIntro = Text{"%s さんから、条件変更の提案が届いています。内容をご確認のうえ、お選びください。", "%s proposes to change what was agreed. Please look at it and choose."}
	ChangeSilence     = Text{"提案は失効し、条件は変わりません", "the proposal lapses and nothing changes"}
	ChangeDeclineHint = Text{"同意しない場合、条件は変わりません。実績への影響もありません。", "Nothing changes then, and nothing stands on your record."}
	ChangeDeclineWhy  = Text{"同意しない理由", "Why you decline"}
	ChangeAgreeDone   = Text{"条件変更に同意しました。", "You agreed to the change."}
	ChangeDeclineDone = Text{"同意しない旨をお相手にお知らせしました。条件は変わりません。", "You declined; nothing changes."}
	ChangeBackIntro   = Text{"提案を取り下げると、条件は変わらず、契約はそのまま続きます。", "Nothing changes, and the contract goes on as it was."}
	ChangeBackDone    = Text{"条件変更の提案を取り下げました。", "The proposed change is withdrawn."}

	CardChangeAsked    = Text{"条件変更の提案が届いています。%s までにお返事がない場合、提案は失効し、条件は変わりません。", "The other side proposes a change of terms. Without your answer by %s it lapses and nothing changes."}
	CardChangeAsks     = Text{"条件変更の提案へのお返事を待っています。%s までにお返事がない場合、提案は失効し、条件は変わりません。", "Your proposed change awaits an answer. Without one by %s it lapses and nothing changes."}
	CardChangeFund     = Text{"条件変更に合意しました。差額 %s の仮払いをお願いします。%s までに仮払いがない場合、条件は変わりません。", "The change is agreed. Please fund the difference of %s. If it is not funded by %s, nothing changes."}
	CardChangeFundWait = Text{"条件変更に合意しました。クライアントによる差額 %s の仮払いを待っています。完了するまでは元の条件のままです。変更後の業務は、まだ開始しないでください（期限 %s）。", "The change is agreed, and the client is to fund the difference of %s. The old terms hold until then: do not start the changed work yet (until %s)."}
	CardChangePaying   = Text{"差額のお支払いを確認しています。確認できしだい、お知らせします。", "The payment of the difference is being confirmed; you will be told."}

	AskedChange         = Text{"条件変更の提案", "Proposed change of terms"}
	AskedChangeDeclined = Text{"条件変更の提案に同意がありませんでした", "The proposed change was declined"}
	FundDifference      = Text{"条件変更に伴う差額", "The difference of the agreed change"}
	FundTheDifference   = Text{"差額を仮払いする", "Fund the difference"}

	TermsEditions    = Text{"以前の契約条件書", "Earlier terms"}
	TermsEditionOf   = Text{"第%d版（%s）", "Edition %d (%s)"}
	TermsFirst       = Text{"契約成立時", "as formed"}
	TermsFrom        = Text{"%s の提案による変更", "by the change proposed on %s"}
	TermsProposedPDF = Text{"変更後の契約条件書（PDF）", "The terms with this change (PDF)"}
)

// A bonus after completion (追加支払い, R1.7).
var (
	DoBonus          = Text{"追加支払いをする", "Pay a bonus"}
	BonusIntro       = Text{"検収が完了したお仕事に、報酬を追加して支払えます。お支払いいただいた金額は、運営がお預かりしたうえで、すぐにワーカーの残高へお支払いします。追加支払いは任意です（%s まで、%d回まで）。", "You can pay on top of a completed contract. The money goes through escrow to the worker's balance at once. It is up to you (until %s, at most %d times)."}
	BonusAmount      = Text{"追加支払いの金額", "Amount"}
	BonusAmountHint  = Text{"システム利用料は、この金額からワーカーが負担します。", "The worker bears the fee out of it."}
	BonusMessage     = Text{"ワーカーへのメッセージ", "To the worker"}
	BonusNext        = Text{"最終確認へ進む", "To the final confirmation"}
	BonusFor         = Text{"「%s」への追加支払い", "A bonus on \"%s\""}
	BonusWhenPaid    = Text{"お支払いの確認後、すぐ", "At once, when the payment is confirmed"}
	BonusBack        = Text{"お支払いができなかった場合、金額の引き落としはありません。ワーカーへのお支払いが済んだあとの返金はありません。", "If the payment does not go through, nothing is taken. Once it is paid to the worker it does not come back."}
	BonusSubmit      = Text{"この内容で支払う", "Pay as shown"}
	BonusDone        = Text{"追加支払いが完了しました。ワーカーにお知らせしました。", "The bonus is paid; the worker has been told."}
	MoneyBonus       = Text{"うち追加支払い", "of it, bonuses"}
	MoneyBonusPaying = Text{"確認中の追加支払い", "Bonus being confirmed"}
)
