package simulate

import (
	"fmt"
	"math/rand/v2"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// moves are what people do, each with its weight.
var moves = []struct {
	weight int
	do     func(*run, *person)
}{
	{34, (*run).work}, {8, (*run).begins}, {10, (*run).propose}, {10, (*run).answerProposal}, {6, (*run).write}, {4, (*run).reads},
	{12, (*run).compete}, {16, (*run).mill}, {4, (*run).rate}, {5, (*run).withdrawMoney}, {2, (*run).reports}, {4, (*run).outsideContact}, {3, (*run).bonus},
	{1, (*run).changesBank},
}

var weighed = func() (all []func(*run, *person)) {
	for _, m := range moves {
		for range m.weight {
			all = append(all, m.do)
		}
	}
	return all
}()

func throwaway() *id.Minter { return id.NewMinter(rand.NewChaCha8([32]byte{})) }

func (r *run) occasion(who contract.Actor) event.Occasion {
	return event.Occasion{Who: who, Now: r.now(), Calendar: r.calendar, IDs: throwaway()}
}

// contractOf draws one of somebody's contracts that run, or, for who is up to no
// good, now and then anybody's.
func (r *run) contractOf(p *person) (contract.Contract, bool) {
	foreign := p.temper == fraudulent && r.maybe(25)
	mine := r.book.contracts.where(func(c contract.Contract) bool {
		return !c.Ended() && (foreign || c.ClientID == p.Account || c.WorkerID == p.Account)
	})
	if len(mine) == 0 {
		return contract.Contract{}, false
	}
	return oneOf(r, mine), true
}

// work does something on a contract: mostly what helps it on.
func (r *run) work(p *person) {
	c, ok := r.contractOf(p)
	if !ok {
		r.begins(p)
		return
	}
	on := r.occasion(p.Actor)
	seen := contract.CatchUp(c, on).Contract
	var open []contract.Verb
	for _, a := range contract.Actions(seen, on) {
		weight := 1
		switch a.Command {
		case contract.VerbFund, contract.VerbDeliver, contract.VerbAccept:
			weight = 8
		case contract.VerbRequestRevision, contract.VerbAgreeChange, contract.VerbDeclineChange, contract.VerbAgreeTermination, contract.VerbDeclineTermination, contract.VerbAcceptOffer, contract.VerbRequestNudge, contract.VerbOpenDispute, contract.VerbOfferSettlement, contract.VerbRequestChange:
			weight = 3
		}
		for range weight {
			open = append(open, a.Command)
		}
	}
	reckless := p.temper == fraudulent && r.maybe(40) || p.temper == hurried && r.maybe(15)
	if reckless {
		open = []contract.Verb{
			contract.VerbFund, contract.VerbCancel, contract.VerbDeliver, contract.VerbAccept, contract.VerbRequestRevision, contract.VerbOpenDispute, contract.VerbRequestTermination,
			contract.VerbAgreeTermination, contract.VerbDeclineTermination, contract.VerbWithdrawTermination, contract.VerbRequestNudge, contract.VerbOfferSettlement, contract.VerbAcceptOffer,
			contract.VerbRequestChange, contract.VerbAgreeChange, contract.VerbResolveDispute, contract.VerbApproveNudge, contract.VerbPayBonus,
		}
	}
	if len(open) == 0 || r.maybe(15) {
		r.write(p)
		return
	}
	r.command(p, seen, oneOf(r, open))
}

// command gives one command on a contract.
func (r *run) command(p *person, c contract.Contract, verb contract.Verb) {
	if verb == contract.VerbFund {
		_, _ = r.ask(request{who: p, name: "fund " + c.ID, room: store.ContractRoom, id: c.ID})
		return
	}
	part := oneOf(r, []money.Yen{0, 0, 1, c.Milestone().Amount / 3, c.Milestone().Amount})
	if p.temper == fraudulent && r.maybe(20) {
		part = oneOf(r, []money.Yen{-1, c.Milestone().Amount + 1, money.Max})
	}
	var fails []contract.Criterion
	if len(c.Criteria) > 0 {
		fails = []contract.Criterion{{Index: 0}}
	}
	cmd := map[contract.Verb]contract.Command{
		contract.VerbCancel: contract.Cancel{Reason: "都合により"}, contract.VerbDeliver: contract.Deliver{Note: "納品します", Files: []string{}},
		contract.VerbAccept: contract.Accept{}, contract.VerbRequestRevision: contract.RequestRevision{Reason: "修正をお願いします", FailedCriteria: fails},
		contract.VerbOpenDispute: contract.OpenDispute{Reason: "約束と違う"}, contract.VerbRequestTermination: contract.RequestTermination{Reason: "都合により", WorkerAmount: part},
		contract.VerbAgreeTermination: contract.AgreeTermination{}, contract.VerbDeclineTermination: contract.DeclineTermination{Reason: "続けたい"},
		contract.VerbWithdrawTermination: contract.WithdrawTermination{}, contract.VerbRequestNudge: contract.RequestNudge{Note: "返事がない"},
		contract.VerbApproveNudge: contract.ApproveNudge{}, contract.VerbOfferSettlement: contract.OfferSettlement{WorkerAmount: part},
		contract.VerbAcceptOffer: contract.AcceptOffer{}, contract.VerbResolveDispute: contract.ResolveDispute{WorkerAmount: part, Reason: "双方の話を聞いて"},
		contract.VerbRequestChange: r.change(c), contract.VerbAgreeChange: contract.AgreeChange{}, contract.VerbDeclineChange: contract.DeclineChange{Reason: "このままで"},
		contract.VerbWithdrawChange: contract.WithdrawChange{}, contract.VerbPayBonus: contract.PayBonus{Amount: 500},
	}[verb]
	_, _ = r.ask(request{who: p, name: string(verb) + " " + c.ID, cmd: transact.OnContract{ContractID: c.ID, Command: cmd}})
}

func (r *run) change(c contract.Contract) contract.RequestChange {
	cmd := contract.RequestChange{Reason: "事情が変わったため"}
	if r.maybe(70) {
		amount := c.Milestone().Amount + oneOf(r, []money.Yen{-1, 1, 1_000, 50_000, -c.Milestone().Amount / 2})
		cmd.Amount = &amount
	} else {
		due := "2029-03-31"
		cmd.DueOn = &due
	}
	return cmd
}

// begins posts a job, a contest or a task, as long as the year has room.
func (r *run) begins(p *person) {
	if r.begun*365 >= r.Deals*(r.day+3) {
		return
	}
	r.begun++
	switch kind := r.dice.IntN(10); {
	case kind < 2:
		r.postContest(p)
	case kind < 5:
		r.postTask(p)
	default:
		_, _ = r.ask(request{who: p, name: "post a job", cmd: transact.PostJob{Job: job.Job{
			Format: job.Project, Title: fmt.Sprintf("契約書の翻訳 %d", r.begun), Description: "カタログ", Category: "翻訳", BudgetAmount: r.amount(),
		}}})
	}
}

func (r *run) propose(p *person) {
	open := r.book.jobs.where(func(j job.Job) bool { return j.Format == job.Project && j.State == job.Open && j.ClientID != p.Account })
	if len(open) == 0 {
		return
	}
	j := open[len(open)-1-r.dice.IntN(min(3, len(open)))]
	if len(r.book.proposals.where(func(o job.Proposal) bool { return o.JobID == j.ID })) >= 3 && p.temper != fraudulent {
		return
	}
	_, _ = r.ask(request{who: p, name: "propose on " + j.ID, cmd: transact.Propose{JobID: j.ID, Offer: job.Offer{Amount: r.amount(), DueOn: "2029-01-31", Message: fmt.Sprintf("提案 %d %d", r.day, p.number)}}})
}

func (r *run) answerProposal(p *person) {
	mine := r.book.proposals.where(func(o job.Proposal) bool {
		return (o.State == job.Proposed || o.State == job.Countered) && (o.ClientID == p.Account || o.WorkerID == p.Account || p.temper == fraudulent && r.day%3 == 0)
	})
	if len(mine) == 0 {
		return
	}
	o := mine[len(mine)-1-r.dice.IntN(min(4, len(mine)))]
	name := " " + o.ID
	switch r.dice.IntN(10) {
	case 0:
		_, _ = r.ask(request{who: p, name: "withdraw" + name, cmd: transact.WithdrawProposal{ProposalID: o.ID}})
	case 1:
		_, _ = r.ask(request{who: p, name: "decline" + name, cmd: transact.DeclineProposal{ProposalID: o.ID}})
	case 2:
		offer := job.Offer{Amount: r.amount(), DueOn: "2029-02-28", Message: fmt.Sprintf("対案 %d %d", r.day, p.number)}
		_, _ = r.ask(request{who: p, name: "counter" + name, cmd: transact.CounterOffer{ProposalID: o.ID, Offer: func(job.Offer) job.Offer { return offer }}})
	default:
		cmd := transact.AcceptProposal{ProposalID: o.ID}
		if o.ClientID == p.Account && o.State == job.Proposed && r.maybe(70) {
			days, rounds := oneOf(r, []int{1, 2, 7, 14}), r.dice.IntN(3)
			cmd.Conditions = &job.Conditions{InspectionDays: &days, RevisionRounds: &rounds}
			if r.maybe(50) {
				cmd.Conditions.Criteria = []string{"誤訳がない", "納期を守る"}
			}
			if r.maybe(30) && o.Offer.Amount > 3 {
				cmd.Conditions.Milestones = []job.Milestone{{Title: "前半", Amount: o.Offer.Amount / 3}, {Title: "後半", Amount: o.Offer.Amount - o.Offer.Amount/3}}
			}
		}
		_, _ = r.ask(request{who: p, name: "accept" + name, cmd: cmd})
	}
}

func (r *run) write(p *person) {
	if c, ok := r.contractOf(p); ok {
		_, _ = r.ask(request{who: p, name: "write on " + c.ID, cmd: transact.WriteMessage{ContractID: c.ID, Body: "ご連絡いただけますか？"}})
	}
}

// reads opens a thread, and so has read what stands in it.
func (r *run) reads(p *person) {
	mine := r.book.threads.where(func(m message.Message) bool {
		o := r.book.proposals.of[m.Thread]
		return o.ClientID == p.Account || o.WorkerID == p.Account
	})
	if len(mine) > 0 {
		m := oneOf(r, mine)
		_, _ = r.ask(request{who: p, name: "read " + m.ID, cmd: transact.MarkRead{Thread: m.Thread, Upto: m.ID}})
	}
}

func (r *run) rate(p *person) {
	over := r.book.contracts.where(func(c contract.Contract) bool {
		return c.Rateable() && (c.ClientID == p.Account || c.WorkerID == p.Account)
	})
	if len(over) == 0 {
		return
	}
	c := over[len(over)-1-r.dice.IntN(min(3, len(over)))]
	n := 1 + r.dice.IntN(5)
	_, _ = r.ask(request{who: p, name: "rate " + c.ID, cmd: transact.Rate{ContractID: c.ID, Items: rating.Scores{n, n, n, n, n}, Comment: "ありがとうございました"}})
}

func (r *run) bonus(p *person) {
	over := r.book.contracts.where(func(c contract.Contract) bool { return c.State == contract.Completed && c.ClientID == p.Account })
	if len(over) > 0 {
		c := over[len(over)-1-r.dice.IntN(min(3, len(over)))]
		_, _ = r.ask(request{who: p, name: "bonus on " + c.ID, id: c.ID, bonus: &contract.PayBonus{Amount: r.amount(), Message: "ありがとう"}})
	}
}

// withdrawMoney asks for a payout, or takes one back.
func (r *run) withdrawMoney(p *person) {
	stands := r.book.sums[ledger.User(p.Account)]
	waiting := r.book.payouts.where(func(o payout.Payout) bool {
		return o.State == payout.Requested && (o.AccountID == p.Account || p.temper == fraudulent)
	})
	if len(waiting) > 0 && r.maybe(15) {
		o := oneOf(r, waiting)
		_, _ = r.ask(request{who: p, name: "cancel " + o.ID, cmd: transact.CancelPayout{PayoutID: o.ID}})
		return
	}
	amount := oneOf(r, []money.Yen{stands, stands / 2, 1})
	if p.temper == fraudulent {
		amount = oneOf(r, []money.Yen{stands, stands + 1, -1, money.Max})
	}
	_, _ = r.ask(request{who: p, name: fmt.Sprint("pay out ", amount), cmd: transact.RequestPayout{AccountID: p.Account, Amount: amount, OnDemand: r.maybe(40)}})
}

func (r *run) changesBank(p *person) {
	if r.maybe(30) {
		r.house.next = none
		r.registerBank(p)
	}
}

func (r *run) reports(p *person) {
	other := r.anyone()
	_, _ = r.ask(request{who: p, name: "report " + other.name, cmd: transact.Report{By: p.Account, SubjectID: other.Account, Kind: oneOf(r, report.Kinds), Text: "怪しい"}})
}

// outsideContact asks to be in touch outside, or answers.
func (r *run) outsideContact(p *person) {
	c, ok := r.contractOf(p)
	if !ok {
		return
	}
	latest, asked := r.book.outside.of[c.ID]
	if !asked || !latest.Seen(r.now()).Open() {
		if r.maybe(40) {
			_, _ = r.ask(request{who: p, name: "ask outside on " + c.ID, cmd: transact.AskOutside{ContractID: c.ID, Means: "電話", Reason: "急ぎ"}})
		}
		return
	}
	if verbs := outside.Verbs(c, latest, p.Actor); len(verbs) > 0 {
		_, _ = r.ask(request{who: p, name: "answer outside on " + c.ID, cmd: transact.OnOutside{ContractID: c.ID, Verb: oneOf(r, verbs), Text: "わかりました"}})
	}
}

func (r *run) endOfDays(n int) calendar.Instant { return r.calendar.EndOfDays(r.now(), n) }
