package words

import (
	"strings"

	"azukari/internal/base/money"
)

// The proof that all escrow is covered.
var (
	ProofIntro       = Text{"みなさまからお預かりしているお金が1円も欠けていないことを、帳簿のすべての記録から計算し直して示すページです。", "Here every record of the book is added up anew, to show that not one yen of what we hold for you is missing."}
	ProofWhole       = Text{"お預かり金は、すべてそろっています。", "All escrow is covered."}
	ProofWholeBody   = Text{"%d件の検査すべてに合格しました。", "All %d checks passed."}
	ProofBroken      = Text{"帳簿に一致しないところがあります。運営が確認しています。", "Something in the book does not agree. The operator is looking into it."}
	ProofBrokenBody  = Text{"%d件の検査のうち%d件に合格していません。", "Of %d checks, %d did not pass."}
	ProofHeld        = Text{"いまお預かりしている仮払い金", "Held in escrow now"}
	ProofAt          = Text{"%s に計算しました。%s件の記録を足し上げた結果です。1分ごとに計算し直します。", "Worked out at %s from %s entries. It is worked out anew at most once a minute."}
	ProofSides       = Text{"受け取ったお金と、その行き先", "What came in, and where it is"}
	ProofSidesBody   = Text{"決済を通じて受け取ったお金は、かならず次のどれかにあります。2つの合計は、つねに同じ金額になります。", "Everything that was paid in is in one of these places. The two sums are always the same."}
	ProofSidesDesc   = Text{"受け取ったお金 %s と、その行き先の合計 %s を並べた帯グラフです。", "Two bars: %s came in, and the places where it is add up to %s."}
	ProofIn          = Text{"受け取ったお金", "Came in"}
	ProofOut         = Text{"その行き先の合計", "Where it is, in all"}
	ProofEscrow      = Text{"お預かり中の仮払い金", "In escrow"}
	ProofBalances    = Text{"会員の残高", "Members' balances"}
	ProofPayouts     = Text{"振込手続き中", "On its way to banks"}
	ProofBank        = Text{"振込済み", "Sent to banks"}
	ProofFees        = Text{"システム利用料", "Fees"}
	ProofTax         = Text{"消費税（利用料分）", "Tax on the fees"}
	ProofPlace       = Text{"行き先", "Where"}
	ProofAmount      = Text{"金額", "Amount"}
	ProofChecksTitle = Text{"検査の結果", "The checks"}
	ProofPassed      = Text{"合格", "passed"}
	ProofFailed      = Text{"不合格", "failed"}
	ProofLimits      = Text{"このページの見かた", "What this shows, and what not"}
	ProofLimitsBody  = Text{"ここで示すのは、{house}の帳簿の計算結果です。銀行口座の残高証明ではありません。会員の名前や、契約ごとの金額は表示していません。", "This is the arithmetic of {house}'s own book, not a bank's statement. It names no members and no contracts."}
	ProofOther       = Point{Text{"そのほかの検査", "Another check"}, Text{"帳簿の記録どうしが一致しています。", "The records of the book agree with each other."}}
)

// ProofChecks say each invariant of the book in plain words, by its name.
var ProofChecks = map[string]Point{
	"transfers_sum_to_zero":      {Text{"出たお金と入ったお金が等しい", "What leaves arrives"}, Text{"お金の移動は、出た金額と入った金額がかならず同じです。どこからも湧かず、どこにも消えません。", "In every movement of money the same amount leaves and arrives. None appears, none is lost."}},
	"no_balance_below_zero":      {Text{"マイナスの残高がない", "Nothing is below zero"}, Text{"お預かり金と会員の残高に、0円を下回るものはありません。", "No escrow and no member's balance is below 0 yen."}},
	"balances_are_sums":          {Text{"残高が明細の合計と等しい", "Balances are sums"}, Text{"どの残高も、はじめからの明細をすべて足した金額と一致します。", "Every balance is the sum of all its entries from the first."}},
	"escrow_is_funded_until_end": {Text{"終わるまで、全額をお預かりしている", "Held in full until the end"}, Text{"仮払いされた金額は、契約が終わるまで全額そのまま残り、終わったあとは0円になります。", "What was funded is held in full until the contract ends, and nothing is left behind after it."}},
	"funded_is_fully_accounted":  {Text{"仮払い金の行き先がすべて分かる", "All of it is accounted for"}, Text{"報酬・返金・利用料・消費税・お預かり中を合わせると、仮払いされた金額と1円まで一致します。", "Pay, refunds, fees, taxes and what is still held add up to what was funded, to the yen."}},
	"money_has_its_event":        {Text{"理由のないお金の動きがない", "Nothing moves without a cause"}, Text{"お金の移動には、かならず契約の記録があります。記録だけで動いていないお金もありません。", "Every movement of money has its event on a contract, and every such event its movement."}},
	"one_settlement_each":        {Text{"二重に支払っていない", "Nothing is paid twice"}, Text{"1つの仮払いが精算されるのは、1度だけです。", "Each escrow is settled once."}},
	"payouts_are_set_aside":      {Text{"出金の分を取り置いている", "Withdrawals are set aside"}, Text{"申請された出金と同じ金額を、振り込むまで別に取り置いています。", "Exactly what was requested is set aside until it is sent."}},
	"event_chains_hold":          {Text{"記録が書き換えられていない", "No record was altered"}, Text{"契約の記録は、前の記録の指紋（ハッシュ）でつながっています。あとから1文字でも変えると、ここで分かります。", "The events of a contract are linked by fingerprints (hashes). A single letter changed afterwards shows here."}},
	"audit_trail_holds":          {Text{"運営の操作の記録が書き換えられていない", "No act of the staff was hidden"}, Text{"運営の判断や閲覧の記録も、同じ方法でつながっています。消したり書き換えたりすると、ここで分かります。", "What the staff decided and looked at is linked in the same way. Removing or changing a line shows here."}},
}

// Count writes a number with its thousands apart: 12,345.
func Count(n int64) string {
	return strings.TrimPrefix(Yen(English, money.Yen(n)), "¥")
}
