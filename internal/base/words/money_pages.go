package words

import (
	"fmt"
	"strconv"
	"time"
)

// The page of somebody's money: what a worker earned (報酬), what a client paid
// (支払い).
var (
	EarningsIntro    = Text{"受け取った報酬と、これから受け取る報酬です。金額は、システム利用料と消費税を差し引いたあとの受取額です。", "What you have been paid, and what is to come. Every amount is what you receive, after the fee and the tax on it."}
	EarningsClient   = Text{"仮払い・返金など、お支払いの記録と、残高です。返金された金額は残高に入り、銀行口座に出金できます。", "What you paid into escrow, what came back, and your balance. What comes back is on your balance, and you can withdraw it to your bank."}
	EarningsBoth     = Text{"受け取る報酬と、仮払い・返金などのお支払いの記録です。報酬の金額は、システム利用料と消費税を差し引いたあとの受取額です。", "What you are paid, and what you pay. Pay is shown as what you receive, after the fee and the tax on it."}
	EarningsEscrow   = Text{"仮払い中の金額", "In escrow from you"}
	EarningsEscrowN  = Text{"契約・コンペ・タスクのために、運営がお預かりしている金額です。", "Held by the platform for your contracts, contests and tasks."}
	EarningsBalance  = Text{"出金できる残高", "Available to withdraw"}
	EarningsHeld     = Text{"お預かり中の報酬", "Held for you now"}
	EarningsHeldNote = Text{"仮払い済みの契約が、このまま検収完了した場合の受取額です。", "What you receive if the work of your funded contracts is accepted."}
	EarningsOnWay    = Text{"振込手続き中", "On its way to your bank"}
	EarningsEarned   = Text{"これまでに受け取った報酬", "Earned so far"}
	EarningsPayout   = Text{"出金を申請する", "Withdraw"}
	EarningsNothing  = Text{"出金できる残高ができると、ここから出金を申請できます。", "Once there is money on your balance, you can withdraw it from here."}
	EarningsByMonth  = Text{"月ごとの報酬", "Earnings by month"}
	EarningsByMonthD = Text{"%sから%sまでの12か月に受け取った報酬を、月ごとに並べた棒グラフです。合計は%s、最も多い月は%sの%sです。", "A bar chart of what you earned in each of the 12 months from %s to %s: %s in all, the most in %s with %s."}
	EarningsNoMonth  = Text{"この12か月に受け取った報酬は、まだありません。検収が完了すると、ここに表示されます。", "Nothing was earned in the last 12 months. It appears here once work is accepted."}
	EarningsMonth    = Text{"月", "Month"}
	EarningsAmount   = Text{"報酬", "Earned"}
	EarningsTotal    = Text{"合計", "Total"}
	EarningsTable    = Text{"表で見る", "As a table"}
	EarningsLines    = Text{"残高の明細", "Statement"}
	EarningsNoLines  = Text{"お金の動きはまだありません。仮払いや報酬の支払いがあると、ここに表示されます。", "No money has moved yet. Escrow and pay appear here."}
	EarningsPast     = Text{"これより前の明細はありません。", "There is nothing older."}
	EarningsOlder    = Text{"以前の明細を見る", "Older entries"}
	EarningsNewer    = Text{"最新の明細に戻る", "Back to the newest"}
	EarningsGuide    = Text{"報酬が支払われるまでの流れ", "How you are paid"}
	EarningsGuideC   = Text{"仮払いから支払いまでの流れ", "From escrow to payment"}
	PayoutsTitle     = Text{"最近の出金", "Recent withdrawals"}
	PayoutsAsked     = Text{"%s に申請", "requested %s"}
	PayoutsExpected  = Text{"振込予定日 %s", "expected on %s"}
)

// LineKinds name what moved money on somebody's balance.
var LineKinds = map[string]Text{
	"deposit": {"お支払いの受付", "Your payment came in"},
	"hold":    {"仮払い", "Put into escrow"},
	"release": {"報酬", "Pay"},
	"split":   {"途中終了・調整の精算", "Your share when the contract ended"},
	"share":   {"報酬（コンペ・タスク）", "Pay from a contest or a task"},
	"refund":  {"仮払い金の返金", "Escrow returned"},
	"pay_out": {"出金の申請", "Withdrawal"},
	"return":  {"出金の取消・銀行からの返却", "Withdrawal returned"},
}

// The page on which a payout is requested (出金).
var (
	PayoutTitle    = Text{"出金を申請する", "Withdraw"}
	PayoutIntro    = Text{"残高の全部、または一部を銀行口座に振り込みます。1円から申請できます。", "All of your balance, or a part of it, goes to your bank account. The least is 1 yen."}
	PayoutAmount   = Text{"出金する金額", "Amount"}
	PayoutHint     = Text{"出金できる残高は %s です。", "%s are available."}
	PayoutWhat     = Text{"申請すると", "What happens"}
	PayoutStep1    = Text{"申請した金額は、すぐに残高から分けて、振込のために取り置きます。", "The amount is taken off your balance at once and set aside for the transfer."}
	PayoutStep2    = Text{"15日までの申請は月末に、月末までの申請は翌月15日に振り込みます。銀行の休業日にあたるときは、次の営業日です。", "What is requested by the 15th is sent at the end of the month, what is requested by the end of the month on the 15th of the next; if the banks are closed, on the next day they are open."}
	PayoutStep3    = Text{"残りの金額は残高に残ります。受け取りの期限はなく、なくなることはありません。", "The rest stays on your balance. It is never lost, however long it stays."}
	PayoutSubmit   = Text{"この金額で出金を申請する", "Request this withdrawal"}
	PayoutDone     = Text{"出金を申請しました。振込予定日は、下の「最近の出金」でご確認ください。", "Your withdrawal was requested. The day of the transfer is shown below."}
	PayoutTooMuch  = Text{"出金できる残高は %s です。%s 以下の金額を入力してください。", "%s are available. Please enter at most %s."}
	PayoutNothing  = Text{"いま出金できる残高はありません。", "There is nothing to withdraw now."}
	PayoutNothingH = Text{"検収が完了した報酬や、返金された仮払い金が、残高に入ります。", "Pay comes onto your balance once the work is accepted, and escrow when it is returned to you."}
	PayoutBack     = Text{"報酬・支払いへ戻る", "Back to your money"}
)

// Month writes a month: 2026年11月, November 2026.
func Month(lang Language, year int, month time.Month) string {
	if lang == English {
		return fmt.Sprintf("%s %d", month, year)
	}
	return fmt.Sprintf("%d年%d月", year, month)
}

// ShortMonth writes a month for narrow places, with a rest that may be left out
// where there is no room: 11 and 月, N and ov.
func ShortMonth(lang Language, month time.Month) (name, rest string) {
	if lang == English {
		return month.String()[:1], month.String()[1:3]
	}
	return strconv.Itoa(int(month)), "月"
}
