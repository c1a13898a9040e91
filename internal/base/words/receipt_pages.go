package words

// A house that is paid by bank transfer (銀行振込): what the client sees.
var (
	TransferMethod = Text{"銀行振込。お申し込みのあとに、振込先と番号をご案内します。振込手数料はご負担ください。入金の確認には1営業日ほどかかります。", "Bank transfer. You see where to send it once you have ordered. The bank's fee is yours, and it takes about one business day until we see the money."}
	TransferSubmit = Text{"この内容で申し込み、振込先を見る", "Order this and see where to pay"}
	TransferSaid   = Text{"お申し込みを受け付けました。次の口座へお振り込みください。", "Your order is taken. Please make the transfer below."}

	TransferCard   = Text{"次の口座へ %s をお振り込みください。入金を確認できしだい、お知らせします。", "Please transfer %s to the account below. You are told once we see it."}
	TransferDue    = Text{"%s までに入金を確認できない場合は、自動的に取り消されます。そのあとに届いたお金は、全額を残高にお戻しします。", "If we do not see it by %s, this is cancelled by itself. What comes later goes to your balance in full."}
	TransferChange = Text{"%s までに入金を確認できない場合、条件は変わりません。そのあとに届いたお金は、全額を残高にお戻しします。", "If we do not see it by %s, the terms stay as they are. What comes later goes to your balance in full."}
	TransferOver   = Text{"お振り込みの必要はなくなりました。すでにお振り込みいただいたお金は、入金を確認したあと、全額を残高にお戻しします。", "There is nothing to transfer any more. If you have sent the money, all of it goes to your balance once we see it."}

	TransferTitle  = Text{"お振り込みのご案内", "How to pay"}
	TransferTo     = Text{"振込先", "Account"}
	TransferAmount = Text{"金額", "Amount"}
	TransferCode   = Text{"番号", "Code"}
	TransferBy     = Text{"お振込の期限", "When"}
	TransferByDay  = Text{"%s までに届くように", "to arrive by %s"}
	TransferLate   = Text{"お早めに（確認が期限に間に合わないことがあります）", "as soon as possible: we may not see it in time"}
	TransferHow    = Text{"振込依頼人名は、番号に続けてお名前を入力してください（例：%s オナマエ）。番号で、どのお支払いかを確かめます。", "As the sender's name give the code, then your name, such as \"%s ONAMAE\". The code tells us which payment it is."}
	TransferExact  = Text{"金額は、1円までこのとおりにお振り込みください。振込手数料はご負担ください。", "Send exactly this amount. The bank's fee is yours."}
	TransferSeen   = Text{"入金の確認には、1営業日ほどかかります。", "It takes about one business day until we see it."}
)

// The page on which the finance staff confirms what arrived (入金の確認).
var (
	Receipts         = Text{"入金", "Money in"}
	ReceiptsTitle    = Text{"入金の確認", "Confirm what arrived"}
	ReceiptsIntro    = Text{"お振り込みを待っている注文です。銀行の入出金明細と照らし合わせ、届いたものを確認してください。", "Orders that wait for a bank transfer. Compare them with the bank's statement and confirm what has arrived."}
	ReceiptsNone     = Text{"お振り込みを待っている注文はありません。", "No order waits for money."}
	ReceiptsFound    = Text{"%d件", "%d orders"}
	ReceiptsNotFound = Text{"この番号または金額の注文は見つかりません。", "No order has this code or amount."}
	ReceiptsSearch   = Text{"番号または金額", "Code or amount"}
	ReceiptsSearchH  = Text{"明細の文字をそのまま貼り付けられます（例：7K3F9QXM、50,000）。", "As it stands on the statement, such as 7K3F9QXM or 50,000."}
	ReceiptsSearchDo = Text{"探す", "Search"}
	ReceiptsAll      = Text{"すべての注文を見る", "All orders"}
	ReceiptsMore     = Text{"続きを見る", "More"}
	ReceiptsCode     = Text{"番号", "Code"}
	ReceiptsAmount   = Text{"金額", "Amount"}
	ReceiptsWho      = Text{"振り込む方", "Who pays"}
	ReceiptsFor      = Text{"対象", "For"}
	ReceiptsSince    = Text{"申込日時", "Ordered"}
	ReceiptsUntil    = Text{"期限", "Until"}
	ReceiptsNoUntil  = Text{"期限なし", "No deadline"}
	ReceiptsOver     = Text{"終了（届いたら全額を返金）", "Over: what comes goes back in full"}
	ReceiptsOpen     = Text{"入金を確認した", "It has arrived"}
	ReceiptsOwn      = Text{"ご自身の取引のため、別の担当者が確認します。", "Your own: another operator confirms it."}

	ReceiptEscrow     = Text{"仮払い", "Escrow"}
	ReceiptDifference = Text{"条件変更の差額", "Difference of a change"}
	ReceiptBonus      = Text{"追加支払い", "Bonus"}
	ReceiptContest    = Text{"コンペの賞金", "Prizes of a contest"}
	ReceiptTask       = Text{"タスクの仮払い", "Escrow of a task"}

	ReceiptThis     = Text{"この注文の入金を確認する", "Confirm the money for this order"}
	ReceiptFunds    = Text{"確認すると、お預かり（仮払い）が完了し、関係する方々にお知らせします。元に戻すことはできません。", "Once confirmed it is in escrow and everybody concerned is told. This cannot be undone."}
	ReceiptPays     = Text{"確認すると、手数料を差し引いた金額がワーカーの残高に入り、お知らせします。元に戻すことはできません。", "Once confirmed it goes to the worker's balance less the fee, and they are told. This cannot be undone."}
	ReceiptReturns  = Text{"対象はすでに終わっています。確認すると、全額が振り込んだ方の残高に入り、お知らせします。", "What it was for is over. Once confirmed all of it goes to the payer's balance, and they are told."}
	ReceiptArrived  = Text{"届いた金額", "What arrived"}
	ReceiptArrivedH = Text{"明細の金額を入力してください。注文の金額と同じときだけ確認できます。", "As the statement says. It can be confirmed if it is the amount that was ordered."}
	ReceiptWrong    = Text{"注文の金額（%s）と同じではないため、確認できません。足りないときは、残りが届くまで待ちます。", "This is not the amount of the order (%s), so it cannot be confirmed. If it is less, wait until the rest is there."}
	ReceiptOn       = Text{"入金日", "Arrived on"}
	ReceiptWrongDay = Text{"申し込みの日から今日までの日付を入力してください。", "A day between the order and today."}
	ReceiptGiveUp   = Text{"入金がないので取り消す", "No money comes: cancel the order"}
	ReceiptGiveUpI  = Text{"入金がないことを、銀行の明細で確かめてから取り消してください。振り込む方に、お支払いが完了しなかったことをお知らせします。取り消した注文の入金は、あとから確認できません。", "Make sure on the statement that nothing came. The payer is told that the payment was not made. Money for a cancelled order cannot be confirmed later."}
	ReceiptWhy      = Text{"取り消す理由", "Why"}
	ReceiptWhyH     = Text{"記録に残ります。", "It goes on the record."}
	ReceiptGiveUpDo = Text{"この注文を取り消す", "Cancel this order"}

	ReceiptDone     = Text{"入金を確認しました。", "It is confirmed."}
	ReceiptFunded   = Text{"入金を確認し、関係する方々にお知らせしました。", "It is confirmed, and everybody concerned is told."}
	ReceiptReturned = Text{"入金を確認し、全額を振り込んだ方の残高に戻しました。", "It is confirmed, and all of it is on the payer's balance."}
	ReceiptGivenUp  = Text{"注文を取り消しました。", "The order is cancelled."}
	ReceiptGone     = Text{"この注文は、すでに処理されています。", "This order is settled already."}
	ReceiptGoneBy   = Text{"%s　%s（%s）", "%s, %s (%s)"}
	ReceiptsBack    = Text{"入金の一覧へ戻る", "Back to the orders"}
)
