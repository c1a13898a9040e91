// Package words is the catalogue of what the house says to people, Japanese
// first. Each text stands here once; code names it and never spells it.
package words

// What the platform itself writes into a contract's thread.
const (
	DoNotStartBeforeEscrow = "契約が成立しました。仮払いが完了するまで業務を開始しないでください。仮払いが完了すると、お知らせとメールでご連絡します。"
	WonContest             = "コンペで受賞し、契約が成立しました。賞金はすでに仮払い済みです。納品用のファイルをご用意のうえ、契約ページから納品してください。"
	EscrowFunded           = "仮払いが完了しました。業務を開始してください。"
	ChangeAwaitsEscrow     = "条件変更に両者が合意しました。差額の仮払いが完了すると、新しい条件に変わります。それまでは元の条件のままです。ワーカーの方は、差額の仮払いが完了するまで、変更後の業務を開始しないでください。"
	ChangeFunded           = "差額の仮払いが完了し、契約が新しい条件に変わりました。変更後の業務を開始してください。"
	ChangeInForce          = "条件変更に両者が合意し、契約が新しい条件に変わりました。"
	BonusPaid              = "クライアントから追加支払いがありました。システム利用料と消費税を差し引いた額が、ワーカーの残高に入りました。"
)

// The fixed clauses of every contract's terms (art. 3 notice).
const (
	TermsPlace         = "電子データによる納品（本サービス上）"
	TermsInspection    = "納品日の翌日から起算して検収期間の末日24時までに検収する。期間内に検収の結果が報告されない場合は、同時刻をもって検収を完了したものとみなす。"
	TermsPaymentDue    = "検収の完了と同時に、プラットフォームが預かる仮払い金から受注者の報酬残高へ支払う。検収完了は納品物の受領から60日以内とする。"
	TermsPaymentMethod = "報酬残高から、受注者の申請により銀行振込で出金する。"
	TermsRights        = "納品物の著作権（著作権法第27条及び第28条の権利を含む）は、報酬の支払いと同時に発注者へ移転する。"
)

// EffectCode names what an act means for the record of both sides (R6.8).
type EffectCode string

// The effects on the record.
const (
	NoEffect           EffectCode = "no_effect"
	CountsAsCompleted  EffectCode = "counts_as_completed"
	CountsAsTerminated EffectCode = "counts_as_terminated"
)

// Effect says an effect on the record.
func Effect(lang Language, code EffectCode) string { return effects[lang][code] }

var effects = map[Language]map[EffectCode]string{
	Japanese: {
		NoEffect:           "どちらの実績にも影響しません。",
		CountsAsCompleted:  "検収完了として、両者の実績に数えられます。",
		CountsAsTerminated: "途中終了として、両者の実績に数えられます。",
	},
	English: {
		NoEffect:           "Nobody's record is affected.",
		CountsAsCompleted:  "It counts as completed on both sides' record.",
		CountsAsTerminated: "It counts as ended midway on both sides' record.",
	},
}
