package words

// The page of what somebody keeps of a month's money (支払明細).
var (
	StatementsTitle   = Text{"支払明細", "Statements"}
	StatementsIntro   = Text{"月ごとの報酬と、仮払い・返金・出金など、残高の動きの明細です。確定申告などのために、PDFとCSVで保存できます。", "What you were paid each month, and what else moved on your balance. Keep it as PDF or CSV, for your tax return for example."}
	StatementsNone    = Text{"明細はまだありません。お金の動きがあった月から、ここに並びます。", "There is no statement yet. Months in which money moved appear here."}
	StatementsMonth   = Text{"月", "Month"}
	StatementsOpening = Text{"はじめの残高", "Opening balance"}
	StatementsGross   = Text{"報酬の額", "Pay"}
	StatementsCharges = Text{"利用料と消費税", "Fee and tax"}
	StatementsNet     = Text{"お支払額", "You were paid"}
	StatementsOthers  = Text{"出金・仮払い・返金", "Withdrawals, escrow, refunds"}
	StatementsClosing = Text{"終わりの残高", "Closing balance"}
	StatementsFiles   = Text{"保存", "Keep"}
	StatementsPDF     = Text{"PDF %sの支払明細", "PDF statement of %s"}
	StatementsCSV     = Text{"CSV %sの支払明細", "CSV statement of %s"}
	StatementsRunning = Text{"途中", "so far"}
	StatementsLink    = Text{"月ごとの支払明細（PDF・CSV）", "Monthly statements (PDF, CSV)"}
)
