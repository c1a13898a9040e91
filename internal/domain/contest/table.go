package contest

import "azukari/internal/base/lifecycle"

// The words of a table, as they read best in one.
type (
	State   = lifecycle.State
	Verb    = lifecycle.Verb
	Role    = lifecycle.Role
	Row     = lifecycle.Row
	Instead = lifecycle.Instead
)

const (
	Client   = lifecycle.Client
	Worker   = lifecycle.Worker
	Operator = lifecycle.Operator
	Clock    = lifecycle.Clock
	Gateway  = lifecycle.Gateway
	Stranger = lifecycle.Stranger
	Same     = lifecycle.Same
)

// The states of a contest; the Japanese is what the screens say.
const (
	AwaitingEscrow State = "awaiting_escrow" // 仮払い待ち: nobody else sees it
	Open           State = "open"            // 提案募集中
	Choosing       State = "choosing"        // 選考中
	Completed      State = "completed"       // 受賞者決定
	Shared         State = "shared"          // 賞金を分配して終了
	Refunded       State = "refunded"        // 提案が集まらず返金
	Cancelled      State = "cancelled"       // 取消
)

// The verbs, as the API's paths name them …
const (
	VerbFund          Verb = "fund"
	VerbCancel        Verb = "cancel"
	VerbEnter         Verb = "entries"
	VerbWithdrawEntry Verb = "entries/withdraw"
	VerbFavour        Verb = "entries/favourite"
	VerbClose         Verb = "close"
	VerbAward         Verb = "award"
)

// … and those of the clock and the gateway.
const (
	VerbSettlePayment Verb = "settle-payment"
	VerbExpireEscrow  Verb = "expire-escrow"
	VerbEndEntries    Verb = "end-entries"
	VerbShareOut      Verb = "share-out"
	VerbRemind        Verb = "remind"
)

// Machine is the whole life of a contest (R8.1).
var Machine = (&lifecycle.Machine{
	Name: "contest", Version: 1, Start: AwaitingEscrow, Final: []State{Completed, Shared, Refunded, Cancelled},
	Rows: []Row{
		{Verb: VerbFund, From: []State{AwaitingEscrow}, By: []Role{Client}, To: []State{Same}, Rule: "R2.2", When: "the payment is ordered at the gateway"},
		{Verb: VerbSettlePayment, From: []State{AwaitingEscrow}, By: []Role{Gateway}, To: []State{Open, Same}, Rule: "R2.6", When: "paid: published; stays when the payment failed"},
		{Verb: VerbSettlePayment, From: []State{Open, Choosing, Completed, Shared, Refunded, Cancelled}, By: []Role{Gateway}, To: []State{Same}, Rule: "R2.6", When: "said twice: nothing; for a dead contest: refunded in full"},
		{Verb: VerbCancel, From: []State{AwaitingEscrow}, By: []Role{Client}, To: []State{Cancelled}, Rule: "R2.3"},
		{Verb: VerbExpireEscrow, From: []State{AwaitingEscrow}, By: []Role{Clock}, To: []State{Cancelled}, Rule: "R2.3", When: "not funded within the escrow period, or before the last day for entries has ended"},

		{Verb: VerbEnter, From: []State{Open}, By: []Role{Worker}, To: []State{Same}, Rule: "R8.1"},
		{Verb: VerbWithdrawEntry, From: []State{Open}, By: []Role{Worker}, To: []State{Same}, Rule: "R8.1", When: "an entry of one's own that stands"},
		{Verb: VerbWithdrawEntry, From: []State{Choosing}, By: []Role{Worker}, To: []State{Same, Completed, Refunded}, Rule: "R8.1", When: "an entry of one's own that stands; the end when none is left to choose"},
		{Verb: VerbFavour, From: []State{Open, Choosing}, By: []Role{Client}, To: []State{Same}, Rule: "R8.1"},
		{Verb: VerbClose, From: []State{Open}, By: []Role{Client}, To: []State{Same}, Rule: "R8.1", When: "at least one entry, and the guaranteed number of them; entries end with the end of the next day"},
		{Verb: VerbEndEntries, From: []State{Open}, By: []Role{Clock}, To: []State{Choosing, Refunded}, Rule: "R8.1", When: "refunded with fewer entries than guaranteed"},

		{Verb: VerbAward, From: []State{Choosing}, By: []Role{Client}, To: []State{Same, Completed}, Rule: "R8.1", When: "a prize that is held, an entry that stands; completed with the last prize or the last entry"},
		{Verb: VerbShareOut, From: []State{Choosing}, By: []Role{Clock}, To: []State{Shared}, Rule: "R8.1", When: "not chosen within the period and its extension"},

		{Verb: VerbRemind, From: []State{AwaitingEscrow, Choosing}, By: []Role{Clock}, To: []State{Same}, Rule: "R8.1"},
	},
	Instead: []Instead{
		{Verb: VerbAward, From: []State{Open}, Code: "state_conflict", Rule: "R8.1",
			Detail: "Winners are chosen once entries have ended: at the deadline, or at the end of the next day after you close early."},
		{Verb: VerbEnter, From: []State{Choosing, Completed, Shared, Refunded, Cancelled}, Code: "job_closed", Rule: "R8.1",
			Detail: "This contest takes no entries any more."},
		{Verb: VerbFund, From: []State{Open, Choosing}, Code: "already_funded", Rule: "R2.2",
			Detail: "The prizes are funded already."},
	},
}).MustCheck()
