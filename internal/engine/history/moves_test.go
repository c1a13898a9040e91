package history

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"pgregory.net/rapid"

	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
)

// moves are what may happen, each with its weight.
var moves = []struct {
	weight int
	do     func(*history)
}{
	{40, (*history).command},
	{6, (*history).say},
	{9, (*history).moveClock},
	{3, (*history).outage},
	{2, (*history).takeDue},
	{8, (*history).fund},
	{4, (*history).bonus},
	{6, (*history).begin},
	{4, (*history).chase},
	{3, (*history).payLate},
	{4, (*history).negotiate},
	{2, (*history).propose},
	{2, (*history).form},
	{1, (*history).closeJob},
	{3, (*history).payout},
	{2, (*history).readNotice},
	{2, (*history).attach},
	{2, (*history).readThread},
	{9, (*history).compete},
	{14, (*history).mill},
	{4, (*history).rate},
	{2, (*history).reply},
	{3, (*history).report},
	{2, (*history).decideReport},
	{4, (*history).outside},
	{2, (*history).keys},
	{7, (*history).repeat},
	{8, (*history).batch},
	{3, (*history).preview},
	{7, (*history).look},
	{1, (*history).purge},
	{2, (*history).mail},
	{1, (*history).restart},
}

// weighed lists the moves as often as they weigh.
var weighed = func() (all []int) {
	for i, m := range moves {
		for range m.weight {
			all = append(all, i)
		}
	}
	return all
}()

func (h *history) step(r *rapid.T) {
	h.r = r
	moves[oneOf(h, "move", weighed)].do(h)
}

func (h *history) anyone() contract.Actor { return oneOf(h, "who", h.people) }

func (h *history) operator() contract.Actor {
	return oneOf(h, "operator", h.people[firstOperator:])
}

// one draws an id, seldom one that does not exist.
func (h *history) one(of []string, prefix id.Prefix) string {
	if len(of) == 0 || h.between("no such", 0, 40) == 0 {
		return string(prefix) + "_000000000000000000000000"
	}
	return oneOf(h, string(prefix), of)
}

// amount is what a contract may be about.
func (h *history) amount() money.Yen {
	if h.between("any amount", 0, 2) == 0 {
		return money.Yen(rapid.Int64Range(1, 400_000).Draw(h.r, "yen"))
	}
	return oneOf(h, "yen", []money.Yen{1, 4, 5, 7, 49, 50, 99_999, 100_000, 100_001, 199_999, 200_000, 200_001, 1_000_000})
}

// part is what somebody asks for of an escrow, in the bounds and out of them.
func (h *history) part(of money.Yen) money.Yen {
	wild := []money.Yen{-1, of + 1, math.MinInt64, math.MaxInt64, money.Max + 1}
	if h.between("wild", 0, 9) == 0 {
		return oneOf(h, "yen", wild)
	}
	return oneOf(h, "part", []money.Yen{0, 0, 1, of / 3, of - of/3, max(of-1, 0), of})
}

// start brings a contract on its way, mostly funded.
func (h *history) start() {
	for before := len(h.contracts); len(h.contracts) == before; {
		h.propose()
		h.accept()
	}
	if h.between("unfunded", 0, 4) > 0 {
		id := h.contracts[len(h.contracts)-1]
		c, _ := h.contract(id)
		h.pay(contract.Actor{Account: c.ClientID}, id, gateway.Succeed)
	}
}

// begin starts another contract when few are alive.
func (h *history) begin() {
	alive := 0
	for _, id := range h.contracts {
		if c, _ := h.contract(id); !c.Ended() {
			alive++
		}
	}
	if alive < 3 {
		h.start()
	}
}

// alive draws a contract, mostly one that has not ended.
func (h *history) alive() string {
	if h.between("any contract", 0, 7) > 0 {
		var alive []string
		for _, id := range h.contracts {
			if c, _ := h.contract(id); !c.Ended() {
				alive = append(alive, id)
			}
		}
		if len(alive) > 0 {
			return h.one(alive, id.Contract)
		}
	}
	return h.one(h.contracts, id.Contract)
}

// payLate lets a payment take its time while the contract may end.
func (h *history) payLate() {
	id := h.alive()
	c, ok := h.contract(id)
	if !ok || c.State != contract.AwaitingEscrow && h.maybe("forms one") {
		h.start()
		id = h.contracts[len(h.contracts)-1]
		c, _ = h.contract(id)
	}
	h.pay(contract.Actor{Account: c.ClientID}, id, gateway.Delay)
	if h.maybe("cancels") {
		_, _ = h.do(contract.Actor{Account: c.WorkerID}, transact.OnContract{ContractID: id, Command: contract.Cancel{Reason: "都合により"}})
	} else {
		h.outage()
	}
	if h.maybe("arrives") {
		to := h.now().Add(time.Minute)
		_, _ = h.all(func(one *house) (any, error) { return one.engine.Sandbox.Advance(context.Background(), to) })
	}
}

// chase writes to a silent side, waits, and asks the operator to urge them.
func (h *history) chase() {
	id := h.alive()
	who := h.party(id)
	_, _ = h.do(who, transact.WriteMessage{ContractID: id, Body: "ご連絡いただけますか？"})
	to := h.now().Add(time.Duration(h.between("hours", 71, 73)) * time.Hour)
	_, _ = h.all(func(one *house) (any, error) { return one.engine.Sandbox.Advance(context.Background(), to) })
	_, _ = h.do(who, transact.OnContract{ContractID: id, Command: contract.RequestNudge{}})
}

func (h *history) propose() {
	for len(h.jobs) < 3 || h.between("another job", 0, 9) == 0 {
		posted, _ := h.do(h.people[h.between("client", 0, 1)], transact.PostJob{Job: job.Job{
			Format: job.Project, Title: fmt.Sprintf("契約書の翻訳 %d", len(h.jobs)), Description: "ＡＢＣ社のカタログ", Category: "翻訳", BudgetAmount: h.amount(),
		}})
		h.jobs = append(h.jobs, posted.(job.Job).ID)
	}
	if made, err := h.do(h.anyone(), transact.Propose{JobID: h.one(h.jobs, id.Job), Offer: h.offer()}); err == nil {
		h.proposals = append(h.proposals, made.(job.Proposal).ID)
	}
}

// offer is one with words of its own, so that it differs from every other.
func (h *history) offer() job.Offer {
	h.offers++
	return job.Offer{Amount: h.amount(), DueOn: "2027-01-31", Message: fmt.Sprintf("提案 %d", h.offers)}
}

func (h *history) closeJob() {
	_, _ = h.do(h.anyone(), transact.CloseJob{JobID: h.one(h.jobs, id.Job)})
}

func (h *history) negotiate() {
	id := h.one(h.proposals, id.Proposal)
	p, err := h.model().store.Proposal(context.Background(), id)
	who := h.anyone()
	if err == nil && h.between("a party", 0, 3) > 0 {
		who = contract.Actor{Account: oneOf(h, "side", []string{p.ClientID, p.WorkerID})}
	}
	offer := h.offer()
	if h.maybe("with conditions") {
		offer.Conditions = *h.conditions(offer.Amount)
	}
	_, _ = h.do(who, oneOf(h, "answer", []transact.Command{
		transact.CounterOffer{ProposalID: id, Offer: func(job.Offer) job.Offer { return offer }},
		transact.CounterOffer{ProposalID: id, Offer: func(standing job.Offer) job.Offer { standing.Message = offer.Message; return standing }},
		transact.WriteMessage{ProposalID: id, Body: "質問があります"},
		transact.WithdrawProposal{ProposalID: id}, transact.DeclineProposal{ProposalID: id},
	}))
}

// conditions of all kinds, seldom ones that cannot be agreed.
func (h *history) conditions(amount money.Yen) *job.Conditions {
	days := oneOf(h, "inspection days", []int{1, 2, 7, 14, 30})
	rounds := h.between("rounds", 0, 2)
	c := &job.Conditions{InspectionDays: &days, RevisionRounds: &rounds}
	if h.between("malformed", 0, 12) == 0 {
		days = oneOf(h, "impossible days", []int{0, 31, -1})
	}
	if h.maybe("criteria") {
		c.Criteria = []string{"誤訳がない", "納期を守る"}
	}
	first := oneOf(h, "first milestone", []money.Yen{1, amount / 3, amount / 2, amount - 1})
	switch parts := h.between("milestones", 1, 3); {
	case parts > 1 && first > 0 && first < amount:
		c.Milestones = []job.Milestone{{Title: "前半", Amount: first, DueOn: "2026-12-25"}, {Title: "後半", Amount: amount - first}}
	case parts == 3: // sums to another amount, or to nothing
		c.Milestones = []job.Milestone{{Title: "全部", Amount: amount - 1}}
	}
	return c
}

// form accepts one of the offers, while there are few contracts.
func (h *history) form() {
	if len(h.contracts) < 12 {
		h.accept()
	}
}

// accept accepts an offer, mostly as who may.
func (h *history) accept() {
	proposal := h.one(h.proposals, id.Proposal)
	p, err := h.model().store.Proposal(context.Background(), proposal)
	who := contract.Actor{Account: p.ClientID}
	if p.State == job.Countered {
		who = contract.Actor{Account: p.WorkerID}
	}
	if err != nil || h.between("somebody else", 0, 15) == 0 {
		who = h.anyone()
	}
	cmd := transact.AcceptProposal{ProposalID: proposal}
	if who.Account == p.ClientID && h.between("as it stands", 0, 5) > 0 {
		cmd.Conditions = h.conditions(p.Offer.Amount)
	}
	if made, err := h.do(who, cmd); err == nil {
		h.contracts = append(h.contracts, made.(transact.Agreement).Contract.ID)
	}
}

// party is mostly one of the contract's two sides.
func (h *history) party(contractID string) contract.Actor {
	c, ok := h.contract(contractID)
	if !ok || h.between("somebody else", 0, 7) == 0 {
		return h.anyone()
	}
	return contract.Actor{Account: oneOf(h, "side", []string{c.ClientID, c.WorkerID})}
}

func (h *history) fund() {
	moods := []gateway.Mood{gateway.Succeed, gateway.Succeed, gateway.Succeed, gateway.Fail, gateway.Delay, gateway.Delay, gateway.Duplicate}
	id := h.alive()
	who := h.party(id)
	if c, ok := h.contract(id); ok && h.between("the client", 0, 3) > 0 {
		who = contract.Actor{Account: c.ClientID}
	}
	h.pay(who, id, oneOf(h, "mood", moods))
}

// bonus pays on top, mostly for a contract that is completed (R1.7).
func (h *history) bonus() {
	var completed []string
	for _, id := range h.contracts {
		if c, _ := h.contract(id); c.State == contract.Completed {
			completed = append(completed, id)
		}
	}
	if len(completed) == 0 || h.between("any contract", 0, 7) == 0 {
		completed = h.contracts
	}
	id := h.one(completed, id.Contract)
	who := h.party(id)
	if c, ok := h.contract(id); ok && h.between("the client", 0, 5) > 0 {
		who = contract.Actor{Account: c.ClientID}
	}
	h.mood(oneOf(h, "mood", []gateway.Mood{gateway.Succeed, gateway.Succeed, gateway.Fail, gateway.Delay, gateway.Duplicate}))
	h.keyed(&repeat{who: who, contract: id, bonus: &contract.PayBonus{Amount: h.amount(), Message: "ありがとうございました"}})
}

// mood is how the gateway takes the next payment, in every house.
func (h *history) mood(m gateway.Mood) {
	for _, one := range h.houses {
		one.engine.Sandbox.Gateway.Next(m)
	}
}

func (h *history) pay(who contract.Actor, contractID string, mood gateway.Mood) {
	h.mood(mood)
	h.keyed(&repeat{who: who, contract: contractID})
}

// command gives a command to a contract: mostly one that is open, sometimes any
// by anybody.
func (h *history) command() {
	who, cmd := h.onContract()
	h.keyed(&repeat{who: who, cmd: cmd})
}

func (h *history) onContract() (contract.Actor, transact.Command) {
	id := h.alive()
	who := h.party(id)
	all := h.commands(id)
	verbs := slices.Sorted(maps.Keys(all))
	if open := h.open(id, who); len(open) > 0 && h.between("anything", 0, 7) > 0 {
		verbs = open
	}
	verb := oneOf(h, "verb", verbs)
	switch verb {
	case contract.VerbApproveNudge, contract.VerbDenyNudge, contract.VerbResolveDispute:
		if h.between("no operator", 0, 9) > 0 {
			who = h.operator()
		}
	}
	on := transact.OnContract{ContractID: id, Command: all[verb]}
	if c, ok := h.contract(id); ok && c.Nudge != nil && (verb == contract.VerbApproveNudge || verb == contract.VerbDenyNudge) && h.maybe("by its id") {
		return who, transact.OnRequest{RequestID: c.Nudge.ID, OnContract: on}
	}
	return who, on
}

// open lists what somebody, or an operator, may do on a contract now.
func (h *history) open(contractID string, who contract.Actor) []contract.Verb {
	c, ok := h.contract(contractID)
	if !ok {
		return nil
	}
	on := contract.Occasion{Who: who, Now: h.now(), Calendar: h.model().engine.Calendar, IDs: id.NewMinter(rand.NewChaCha8([32]byte{}))}
	c = contract.CatchUp(c, on).Contract
	var verbs []contract.Verb
	for _, a := range contract.Actions(c, on) {
		if a.Command != contract.VerbFund && a.Command != contract.VerbPayBonus {
			verbs = append(verbs, a.Command)
		}
	}
	if c.Nudge.Open() && c.Nudge.State == contract.NudgeRequested {
		verbs = append(verbs, contract.VerbApproveNudge, contract.VerbDenyNudge)
	}
	if c.Dispute.Open() {
		verbs = append(verbs, contract.VerbResolveDispute)
	}
	if !c.Ended() && h.between("signs", 0, 9) == 0 {
		verbs = append(verbs, contract.VerbSignNDA)
	}
	return verbs
}

// commands draws one command of each verb.
func (h *history) commands(contractID string) map[contract.Verb]contract.Command {
	c, _ := h.contract(contractID)
	part := money.Yen(0)
	if len(c.Milestones) > 0 {
		part = h.part(c.Milestone().Amount)
		if d := c.Dispute; d.Open() && d.ProposedBy != "" && h.maybe("confirm") {
			part = d.ProposedAmount
		}
	}
	revision := contract.RequestRevision{Reason: "修正をお願いします", FailedCriteria: oneOf(h, "criteria that fail", [][]contract.Criterion{
		{{Index: 1}}, {{Text: "誤訳がない"}}, {{Index: 2}}, nil,
	})}
	switch usual := h.between("names one", 0, 7) > 0; {
	case usual && len(c.Criteria) == 0:
		revision.FailedCriteria = nil
	case usual && len(revision.FailedCriteria) == 0:
		revision.FailedCriteria = []contract.Criterion{{Index: 0}}
	}
	return map[contract.Verb]contract.Command{
		contract.VerbCancel: contract.Cancel{Reason: "都合により"}, contract.VerbDeliver: contract.Deliver{Note: "納品します", Files: []string{"a.pdf"}},
		contract.VerbAccept: contract.Accept{}, contract.VerbRequestRevision: revision, contract.VerbOpenDispute: contract.OpenDispute{Reason: "約束と違う"},
		contract.VerbRequestTermination: contract.RequestTermination{Reason: "都合により", WorkerAmount: part}, contract.VerbAgreeTermination: contract.AgreeTermination{},
		contract.VerbDeclineTermination: contract.DeclineTermination{Reason: "続けたい"}, contract.VerbWithdrawTermination: contract.WithdrawTermination{},
		contract.VerbRequestNudge: contract.RequestNudge{Note: "返事がない"}, contract.VerbApproveNudge: contract.ApproveNudge{},
		contract.VerbDenyNudge: contract.DenyNudge{Code: "answered", Reason: "返事がある"}, contract.VerbOfferSettlement: contract.OfferSettlement{WorkerAmount: part},
		contract.VerbAcceptOffer: contract.AcceptOffer{}, contract.VerbResolveDispute: contract.ResolveDispute{WorkerAmount: part, Reason: "双方の話を聞いて"},
		contract.VerbMessage: contract.Say{Body: "ご連絡いただけますか？"}, contract.VerbSignNDA: contract.SignNDA{},
		contract.VerbRequestChange: h.change(c), contract.VerbAgreeChange: contract.AgreeChange{},
		contract.VerbDeclineChange: contract.DeclineChange{Reason: "このままで"}, contract.VerbWithdrawChange: contract.WithdrawChange{},
	}
}

// change asks for another amount, date, scope or criteria of a milestone.
func (h *history) change(c contract.Contract) contract.RequestChange {
	r := contract.RequestChange{Reason: "事情が変わったため"}
	if len(c.Milestones) > 1 && h.maybe("of one milestone") {
		r.MilestoneID = oneOf(h, "milestone", c.Milestones).ID
	}
	if h.between("the amount", 0, 3) > 0 {
		r.Amount = new(h.amount())
		if len(c.Milestones) > 0 && h.maybe("a little") {
			r.Amount = new(c.Milestone().Amount + oneOf(h, "difference", []money.Yen{-1, 0, 1, 1_000}))
		}
	}
	if h.maybe("the due date") {
		r.DueOn = new(oneOf(h, "due on", []string{"2027-02-28", "2027-03-31", ""}))
	}
	if h.maybe("the scope") {
		r.Scope = new(fmt.Sprintf("範囲 %d", h.between("scope", 1, 3)))
	}
	if h.between("the criteria", 0, 3) == 0 {
		r.Criteria = new(oneOf(h, "new criteria", [][]string{{}, {"誤訳がない"}, {"誤訳がない", "図版も訳す"}, make([]string, 21)}))
	}
	return r
}

func (h *history) say() {
	id := h.alive()
	h.keyed(&repeat{who: h.party(id), cmd: transact.WriteMessage{ContractID: id, Body: "ご連絡いただけますか？"}})
}

// preview tries a command; nothing may come of it.
func (h *history) preview() {
	who, cmd := h.onContract()
	on, ok := cmd.(transact.OnContract)
	if !ok {
		return
	}
	_, _ = h.do(who, transact.Look{ContractID: on.ContractID}) // what the clock owes is not the preview's
	before, _ := h.contract(on.ContractID)
	_, _ = h.do(who, transact.Preview(on))
	if after, _ := h.contract(on.ContractID); show(after) != show(before) {
		h.r.Fatalf("a preview changed\n%s\nto\n%s", show(before), show(after))
	}
}

func (h *history) payout() {
	who := h.anyone()
	amount := h.amount()
	if standing := must(h.model().store.Balance(context.Background(), ledger.User(who.Account))); standing > 0 && h.maybe("within") {
		amount = h.part(standing)
	}
	h.keyed(&repeat{who: who, cmd: transact.RequestPayout{AccountID: who.Account, Amount: amount}})
}
