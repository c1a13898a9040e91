package task

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

// The states of a task; the Japanese is what the screens say.
const (
	AwaitingEscrow State = "awaiting_escrow" // 仮払い待ち: nobody else sees it
	Open           State = "open"            // 作業者募集中
	Reviewing      State = "reviewing"       // 確認中: no new slots, answers left to decide
	Appeals        State = "appeals"         // 異議申立て期間: all decided, rejections may be appealed
	Completed      State = "completed"       // 終了
	Cancelled      State = "cancelled"       // 取消
)

// The states of an answer.
const (
	AnswerHeld      State = "held"      // 作業中: the slot is somebody's
	AnswerReleased  State = "released"  // 枠を返却: given back, or its time passed
	AnswerSubmitted State = "submitted" // 確認待ち
	AnswerApproved  State = "approved"  // 承認: paid
	AnswerRejected  State = "rejected"  // 非承認: may be appealed
	AnswerAppealed  State = "appealed"  // 異議申立て中
	AnswerUpheld    State = "upheld"    // 非承認確定
)

// The verbs of a task, as the API's paths name them …
const (
	VerbFund   Verb = "fund"
	VerbCancel Verb = "cancel"
	VerbTake   Verb = "slots"
	VerbClose  Verb = "close"
)

// … those of an answer …
const (
	VerbSubmit   Verb = "submit"
	VerbRelease  Verb = "release"
	VerbApprove  Verb = "approve"
	VerbReject   Verb = "reject"
	VerbAppeal   Verb = "appeal"
	VerbUphold   Verb = "uphold"
	VerbOverturn Verb = "overturn"
)

// … and those of the clock and the gateway.
const (
	VerbSettlePayment Verb = "settle-payment"
	VerbExpireEscrow  Verb = "expire-escrow"
	VerbEndAnswers    Verb = "end-answers"
	VerbEndReview     Verb = "end-review"
	VerbEndAppeals    Verb = "end-appeals"
	VerbRemind        Verb = "remind"
	VerbLose          Verb = "lose-slot"
	VerbDeem          Verb = "deem-approved"
	VerbLapse         Verb = "lapse-appeal"
)

// Machine is the life of a task (R8.2). What an answer brings about in its task
// – the last one decided ends the review – is a row of the clock's: nobody
// needs to ask for it.
var Machine = (&lifecycle.Machine{
	Name: "task", Version: 1, Start: AwaitingEscrow, Final: []State{Completed, Cancelled},
	Rows: []Row{
		{Verb: VerbFund, From: []State{AwaitingEscrow}, By: []Role{Client}, To: []State{Same}, Rule: "R2.2", When: "the payment is ordered at the gateway"},
		{Verb: VerbSettlePayment, From: []State{AwaitingEscrow}, By: []Role{Gateway}, To: []State{Open, Same}, Rule: "R2.6", When: "paid: published; stays when the payment failed"},
		{Verb: VerbSettlePayment, From: []State{Open, Reviewing, Appeals, Completed, Cancelled}, By: []Role{Gateway}, To: []State{Same}, Rule: "R2.6", When: "said twice: nothing; for a dead task: refunded in full"},
		{Verb: VerbCancel, From: []State{AwaitingEscrow}, By: []Role{Client}, To: []State{Cancelled}, Rule: "R2.3"},
		{Verb: VerbExpireEscrow, From: []State{AwaitingEscrow}, By: []Role{Clock}, To: []State{Cancelled}, Rule: "R2.3", When: "not funded within the escrow period, or before the last day for answers has ended"},

		{Verb: VerbTake, From: []State{Open}, By: []Role{Worker}, To: []State{Same}, Rule: "R8.2", When: "a slot is free, or its holder's time has passed"},
		{Verb: VerbClose, From: []State{Open}, By: []Role{Client}, To: []State{Reviewing}, Rule: "R8.2", When: "slots that are held may still be handed in"},
		{Verb: VerbEndAnswers, From: []State{Open}, By: []Role{Clock}, To: []State{Reviewing}, Rule: "R8.2"},
		{Verb: VerbEndReview, From: []State{Open, Reviewing}, By: []Role{Clock}, To: []State{Appeals, Completed}, Rule: "R8.2", When: "every answer bought is approved, or the last one left is decided: what is not needed goes back to the client"},
		{Verb: VerbEndAppeals, From: []State{Appeals}, By: []Role{Clock}, To: []State{Completed}, Rule: "R8.2", When: "no rejection can be appealed any more"},

		{Verb: VerbRemind, From: []State{AwaitingEscrow, Reviewing}, By: []Role{Clock}, To: []State{Same}, Rule: "R8.2"},
	},
	Instead: []Instead{
		{Verb: VerbTake, From: []State{Reviewing, Appeals, Completed, Cancelled}, Code: "job_closed", Rule: "R8.2",
			Detail: "This task takes no answers any more."},
		{Verb: VerbFund, From: []State{Open, Reviewing}, Code: "already_funded", Rule: "R2.2",
			Detail: "The task is funded already."},
	},
}).MustCheck()

// Answers is the life of one answer (R8.2).
var Answers = (&lifecycle.Machine{
	Name: "answer", Version: 1, Start: AnswerHeld, Final: []State{AnswerReleased, AnswerApproved, AnswerUpheld},
	Rows: []Row{
		{Verb: VerbSubmit, From: []State{AnswerHeld}, By: []Role{Worker}, To: []State{AnswerSubmitted}, Rule: "R8.2", When: "before the slot's time has passed"},
		{Verb: VerbRelease, From: []State{AnswerHeld}, By: []Role{Worker}, To: []State{AnswerReleased}, Rule: "R8.2"},
		{Verb: VerbLose, From: []State{AnswerHeld}, By: []Role{Clock}, To: []State{AnswerReleased}, Rule: "R8.2", When: "the slot's time has passed; nothing else is lost"},
		{Verb: VerbApprove, From: []State{AnswerSubmitted}, By: []Role{Client}, To: []State{AnswerApproved}, Rule: "R8.2"},
		{Verb: VerbReject, From: []State{AnswerSubmitted}, By: []Role{Client}, To: []State{AnswerRejected}, Rule: "R8.2", When: "with a reason, within max(3, ⌊30 %⌋) of all answers"},
		{Verb: VerbDeem, From: []State{AnswerSubmitted}, By: []Role{Clock}, To: []State{AnswerApproved}, Rule: "R8.2", When: "not decided within 14 days after answers ended"},
		{Verb: VerbAppeal, From: []State{AnswerRejected}, By: []Role{Worker}, To: []State{AnswerAppealed}, Rule: "R8.2", When: "within 7 days"},
		{Verb: VerbLapse, From: []State{AnswerRejected}, By: []Role{Clock}, To: []State{AnswerUpheld}, Rule: "R8.2", When: "not appealed: the slot is offered again"},
		{Verb: VerbUphold, From: []State{AnswerAppealed}, By: []Role{Operator}, To: []State{AnswerUpheld}, Rule: "R8.2", When: "the slot is offered again"},
		{Verb: VerbOverturn, From: []State{AnswerAppealed}, By: []Role{Operator, Clock}, To: []State{AnswerApproved}, Rule: "R8.2", When: "by the clock when no operator decided in time: silence does not cost the worker"},
	},
}).MustCheck()
