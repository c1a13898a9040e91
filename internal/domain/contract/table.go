package contract

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

// The states of a contract; the Japanese is what the screens say.
const (
	AwaitingEscrow State = "awaiting_escrow" // 仮払い待ち
	InProgress     State = "in_progress"     // 業務中
	Delivered      State = "delivered"       // 検収待ち
	Revising       State = "revising"        // 修正中
	Disputed       State = "disputed"        // 運営が調整中
	Completed      State = "completed"       // 完了
	Terminated     State = "terminated"      // 途中終了
	Cancelled      State = "cancelled"       // 取消
)

// The verbs of people, as the API's paths name them …
const (
	VerbMessage             Verb = "messages"
	VerbFund                Verb = "fund"
	VerbCancel              Verb = "cancel"
	VerbDeliver             Verb = "deliver"
	VerbAccept              Verb = "accept"
	VerbRequestRevision     Verb = "request-revision"
	VerbRequestTermination  Verb = "termination"
	VerbAgreeTermination    Verb = "termination/agree"
	VerbDeclineTermination  Verb = "termination/decline"
	VerbWithdrawTermination Verb = "termination/withdraw"
	VerbRequestNudge        Verb = "nudge"
	VerbApproveNudge        Verb = "nudge/approve"
	VerbDenyNudge           Verb = "nudge/deny"
	VerbOpenDispute         Verb = "dispute"
	VerbOfferSettlement     Verb = "dispute/offer"
	VerbAcceptOffer         Verb = "dispute/accept-offer"
	VerbResolveDispute      Verb = "dispute/resolve"
	VerbSignNDA             Verb = "nda"
	VerbRequestChange       Verb = "change"
	VerbAgreeChange         Verb = "change/agree"
	VerbDeclineChange       Verb = "change/decline"
	VerbWithdrawChange      Verb = "change/withdraw"
	VerbPayBonus            Verb = "bonus"
)

// … and of the clock and the gateway.
const (
	VerbSettlePayment     Verb = "settle-payment"
	VerbExpireEscrow      Verb = "expire-escrow"
	VerbDeemAccepted      Verb = "deem-accepted"
	VerbExpireTermination Verb = "expire-termination"
	VerbAutoApproveNudge  Verb = "auto-approve-nudge"
	VerbExpireNudge       Verb = "expire-nudge"
	VerbExpireChange      Verb = "expire-change"
	VerbRemind            Verb = "remind"
)

var (
	anyone  = []Role{Client, Worker}
	active  = []State{AwaitingEscrow, InProgress, Delivered, Revising, Disputed}
	working = []State{InProgress, Delivered, Revising}
	open    = []State{AwaitingEscrow, InProgress, Delivered, Revising} // the two sides decide
	every   = []State{AwaitingEscrow, InProgress, Delivered, Revising, Disputed, Completed, Terminated, Cancelled}
)

const milestoneFunded = "This milestone is funded already."

// Machine is the whole life of a project contract.
var Machine = (&lifecycle.Machine{
	Name: "contract", Version: 1, Start: AwaitingEscrow, Final: []State{Completed, Terminated, Cancelled},
	Rows: []Row{
		{Verb: VerbMessage, From: every, By: anyone, To: []State{Same}, Rule: "R11.1"},

		{Verb: VerbFund, From: []State{AwaitingEscrow}, By: []Role{Client}, To: []State{Same}, Rule: "R2.2", When: "the payment is ordered at the gateway"},
		{Verb: VerbFund, From: working, By: []Role{Client}, To: []State{Same}, Rule: "R1.6", When: "an agreed change awaits the difference"},
		{Verb: VerbSettlePayment, From: []State{AwaitingEscrow}, By: []Role{Gateway}, To: []State{InProgress, Same}, Rule: "R2.6", When: "paid; stays when the payment failed"},
		{Verb: VerbSettlePayment, From: []State{InProgress, Delivered, Revising, Disputed, Completed, Terminated, Cancelled}, By: []Role{Gateway}, To: []State{Same}, Rule: "R2.6", When: "said twice: nothing; for a dead contract: refunded in full"},
		{Verb: VerbCancel, From: []State{AwaitingEscrow}, By: anyone, To: []State{Cancelled}, Rule: "R2.3"},
		{Verb: VerbExpireEscrow, From: []State{AwaitingEscrow}, By: []Role{Clock}, To: []State{Cancelled}, Rule: "R2.3", When: "not funded within the escrow period"},

		{Verb: VerbDeliver, From: []State{InProgress, Revising}, By: []Role{Worker}, To: []State{Delivered}, Rule: "R3.1"},
		{Verb: VerbAccept, From: []State{Delivered}, By: []Role{Client}, To: []State{Completed, AwaitingEscrow}, Rule: "R3.6", When: "awaiting_escrow when a milestone is to come"},
		{Verb: VerbRequestRevision, From: []State{Delivered}, By: []Role{Client}, To: []State{Revising}, Rule: "R3.2", When: "within the agreed rounds"},
		{Verb: VerbDeemAccepted, From: []State{Delivered}, By: []Role{Clock}, To: []State{Completed, AwaitingEscrow}, Rule: "R3.4", When: "no report within the inspection period"},

		{Verb: VerbAgreeTermination, From: working, By: anyone, To: []State{Terminated}, Rule: "R6.2", When: "an open request by the other side"},
		{Verb: VerbDeclineTermination, From: working, By: anyone, To: []State{Same}, Rule: "R6.3", When: "an open request by the other side"},
		{Verb: VerbWithdrawTermination, From: working, By: anyone, To: []State{Same}, Rule: "R6.6", When: "an open request of one's own"},
		{Verb: VerbRequestTermination, From: working, By: anyone, To: []State{Same}, Rule: "R6.1", When: "no open request"},
		{Verb: VerbExpireTermination, From: []State{InProgress, Revising}, By: []Role{Clock}, To: []State{Terminated, Disputed, Same}, Rule: "R6.4", When: "silence; disputed when the worker asked for money; the same when the work had been delivered when it was asked for"},
		{Verb: VerbExpireTermination, From: []State{Delivered}, By: []Role{Clock}, To: []State{Same}, Rule: "R6.5", When: "silence lapses the request, delivered work is not taken"},

		{Verb: VerbOpenDispute, From: []State{Delivered}, By: anyone, To: []State{Disputed}, Rule: "R7.1", When: "the client; the worker after a declined termination"},
		{Verb: VerbOpenDispute, From: []State{InProgress, Revising}, By: anyone, To: []State{Disputed}, Rule: "R7.1", When: "after a declined termination"},
		{Verb: VerbOfferSettlement, From: []State{Disputed}, By: anyone, To: []State{Same}, Rule: "R7.2"},
		{Verb: VerbAcceptOffer, From: []State{Disputed}, By: anyone, To: []State{Terminated}, Rule: "R7.2", When: "an offer by the other side"},
		{Verb: VerbResolveDispute, From: []State{Disputed}, By: []Role{Operator}, To: []State{Terminated, Same}, Rule: "R7.2", When: "the same until a second operator confirms, above the limit"},

		{Verb: VerbRequestNudge, From: active, By: anyone, To: []State{Same}, Rule: "R5.1", When: "the other side silent, a message unanswered"},
		{Verb: VerbApproveNudge, From: active, By: []Role{Operator}, To: []State{Same}, Rule: "R5.4", When: "a request to review"},
		{Verb: VerbDenyNudge, From: active, By: []Role{Operator}, To: []State{Same}, Rule: "R5.4", When: "a request to review"},
		{Verb: VerbAutoApproveNudge, From: active, By: []Role{Clock}, To: []State{Same}, Rule: "R5.6", When: "not reviewed in time"},
		{Verb: VerbExpireNudge, From: active, By: []Role{Clock}, To: []State{Same}, Rule: "R5.8", When: "the reply window ended in silence"},

		{Verb: VerbAgreeChange, From: open, By: anyone, To: []State{Same}, Rule: "R1.6", When: "an open change by the other side"},
		{Verb: VerbDeclineChange, From: open, By: anyone, To: []State{Same}, Rule: "R1.6", When: "an open change by the other side"},
		{Verb: VerbWithdrawChange, From: open, By: anyone, To: []State{Same}, Rule: "R1.6", When: "an open change of one's own"},
		{Verb: VerbRequestChange, From: open, By: anyone, To: []State{Same}, Rule: "R1.6", When: "no change under way; after a delivery the amount only goes up"},
		{Verb: VerbExpireChange, From: open, By: []Role{Clock}, To: []State{Same}, Rule: "R1.6", When: "silence, or the difference was not funded: nothing changes"},

		{Verb: VerbPayBonus, From: []State{Completed}, By: []Role{Client}, To: []State{Same}, Rule: "R1.7", When: "within the days and the number that the policy allows"},

		{Verb: VerbSignNDA, From: active, By: anyone, To: []State{Same}, Rule: "R1.4", When: "not signed by this side yet"},

		{Verb: VerbRemind, From: active, By: []Role{Clock}, To: []State{Same}, Rule: "R3.5"},
	},
	Instead: []Instead{
		{Verb: VerbDeliver, From: []State{AwaitingEscrow}, Code: "escrow_not_funded", Rule: "R2.4",
			Detail: "The escrow is not funded yet, so nothing can be delivered: do not start before the client has funded it. Ask the client in a message to fund it."},
		{Verb: VerbRequestTermination, From: []State{AwaitingEscrow}, Code: "escrow_not_funded", Rule: "R6.1",
			Detail: "Nothing is funded yet, so there is nothing to divide: either side may simply cancel."},
		{Verb: VerbFund, From: []State{Disputed}, Code: "already_funded", Rule: "R2.2", Detail: milestoneFunded},
	},
}).MustCheck()
