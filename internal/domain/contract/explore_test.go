package contract

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
)

var (
	tokyo, _ = time.LoadLocation("Asia/Tokyo")
	ids      = id.NewMinter(rand.NewChaCha8([32]byte{7}))
	tuesday  = calendar.Of(time.Date(2026, 11, 24, 10, 0, 0, 0, tokyo))
)

// The people of the tests, by role.
var people = map[Role]Actor{
	Client: {Account: "acc_client"}, Worker: {Account: "acc_worker"}, Operator: {Account: "acc_operator", Operator: true},
	Clock: {System: Clock}, Gateway: {System: Gateway}, Stranger: {Account: "acc_stranger"},
}

func at(now calendar.Instant, by Role) Occasion {
	return Occasion{Who: people[by], Now: now, Calendar: calendar.In(tokyo), IDs: ids}
}

// agreed are the terms of two milestones and one revision round.
func agreed() Terms {
	one := 1
	j := job.Job{ID: "job_1", ClientID: "acc_client", Title: "翻訳"}
	p := job.Proposal{ID: "prp_1", JobID: "job_1", ClientID: "acc_client", WorkerID: "acc_worker", Offer: job.Offer{
		Amount: 160_000, DueOn: "2026-12-20",
		Conditions: job.Conditions{RevisionRounds: &one, Milestones: []job.Milestone{{Title: "前半", Amount: 100_000}, {Title: "後半", Amount: 60_000}}},
	}}
	terms, err := Agree(j, p, Person{"acc_client", "発注者"}, Person{"acc_worker", "受注者"}, at(tuesday, Client))
	if err != nil {
		panic(err)
	}
	return terms
}

// formed is a fresh contract of those terms.
func formed() Contract {
	terms := agreed()
	return Form(terms, HashOf(terms.Document()), at(tuesday, Client)).Contract
}

// A situation is one way in which a contract can stand, at an instant.
type situation struct {
	Contract
	now  calendar.Instant
	path string // how it came about
}

// signature forgets ids, instants and whatever decides nothing any more: two
// situations of one signature allow the same.
func (s situation) signature() string {
	c := s.Contract
	sig := fmt.Sprint(c.State, c.Current, c.Milestone().Revisions)
	due, _ := c.ToFund()
	stale := c.Payment.UnderWay() && !c.Payment.pays(due)
	if p := c.Payment; p.UnderWay() {
		sig += fmt.Sprint(p.For == "", stale, c.State == Completed && c.Bonus != nil && p.For == c.Bonus.ID)
	}
	if a := c.Amendment; a.Undecided() {
		sig += fmt.Sprint(a.State, a.By, a.Difference() > 0, c.touchesEscrow(a))
	}
	if c.State == Completed {
		sig += fmt.Sprint(s.now < c.BonusBy(at(s.now, Clock).Calendar))
	}
	if n := c.Nudge; stale || c.Amendment.Undecided() {
		// What nudges allow has nothing to do with changes: each is explored by itself.
	} else if n.Open() {
		sig += fmt.Sprint(n.State, n.By)
	} else {
		for _, by := range []Role{Client, Worker} {
			sig += string(codeOf(RequestNudge{}.check(begin(c, at(s.now, by))))) + fmt.Sprint(c.Presence(by).Unanswered)
		}
	}
	if r := c.Termination; r.Open() {
		sig += fmt.Sprint(r.By, r.BySilence())
	} else if r != nil {
		sig += fmt.Sprint(r.State == TerminationDeclined)
	}
	if d := c.Dispute; d.Open() {
		sig += fmt.Sprint(d.OfferBy, d.ProposedBy != "")
	}
	return sig
}

// commandsOf lists a well-formed command of each verb for a contract.
func commandsOf(c Contract) map[Verb]Command {
	payment, end, change, offer := "", "", "", money.Yen(0)
	if c.Payment != nil {
		payment = c.Payment.ID
	}
	if c.Termination != nil {
		end = c.Termination.ID
	}
	if c.Amendment != nil {
		change = c.Amendment.ID
	}
	if c.Dispute != nil {
		offer = c.Dispute.OfferAmount
	}
	return map[Verb]Command{
		VerbRequestChange: changeTo(c, 5_000), VerbAgreeChange: AgreeChange{change}, VerbDeclineChange: DeclineChange{"いいえ", change}, VerbWithdrawChange: WithdrawChange{},
		VerbExpireChange: ExpireChange{}, VerbPayBonus: PayBonus{Amount: 5_000},
		VerbMessage: Say{Body: "ご連絡いただけますか？"}, VerbFund: Fund{}, VerbSettlePayment: SettlePayment{payment, true},
		VerbCancel: Cancel{}, VerbExpireEscrow: ExpireEscrow{}, VerbDeliver: Deliver{Note: "納品", Files: []string{}}, VerbAccept: Accept{},
		VerbRequestRevision: RequestRevision{Reason: "修正"}, VerbDeemAccepted: DeemAccepted{},
		VerbRequestTermination: RequestTermination{Reason: "理由", WorkerAmount: 10_000}, VerbAgreeTermination: AgreeTermination{end},
		VerbDeclineTermination: DeclineTermination{"いいえ", end}, VerbWithdrawTermination: WithdrawTermination{}, VerbExpireTermination: ExpireTermination{},
		VerbOpenDispute: OpenDispute{"理由"}, VerbOfferSettlement: OfferSettlement{20_000}, VerbAcceptOffer: AcceptOffer{&offer},
		VerbResolveDispute: ResolveDispute{30_000, "理由"}, VerbRequestNudge: RequestNudge{}, VerbApproveNudge: ApproveNudge{},
		VerbDenyNudge: DenyNudge{"other", "理由"}, VerbAutoApproveNudge: AutoApproveNudge{}, VerbExpireNudge: ExpireNudge{},
		VerbRemind: Remind{reminderOf(c)}, VerbSignNDA: SignNDA{},
	}
}

// changeTo asks to change the running milestone's amount by so much.
func changeTo(c Contract, by money.Yen) RequestChange {
	amount := c.Milestone().Amount + by
	return RequestChange{Amount: &amount, Reason: "理由", Terms: agreed().Document()}
}

// reminderOf is a reminder that the contract's periods know, if any.
func reminderOf(c Contract) FactKind {
	for _, p := range c.periods() {
		if p.reminder != "" {
			return p.reminder
		}
	}
	return EscrowDue
}

var allRoles = []Role{Client, Worker, Operator, Clock, Gateway, Stranger}

// explore visits every situation that people, the clock and the gateway can
// bring about, once each.
func explore(t testing.TB, visit func(situation)) {
	t.Helper()
	for _, s := range situations() {
		visit(s)
	}
}

// situations finds them all, breadth first from a fresh contract.
var situations = sync.OnceValue(func() []situation {
	found := []situation{{Contract: formed(), now: tuesday, path: "formed"}}
	seen := map[string]bool{found[0].signature(): true}
	for i := 0; i < len(found); i++ {
		s := found[i]
		reach := func(c Contract, now calendar.Instant, how string) {
			next := situation{c, now, s.path + " → " + how}
			if sig := next.signature(); !seen[sig] {
				seen[sig] = true
				found = append(found, next)
			}
		}
		for verb, cmd := range commandsOf(s.Contract) {
			for _, by := range allRoles {
				if change, err := Take(s.Contract, cmd, at(s.now, by)); err == nil {
					reach(change.Contract, s.now, string(by)+" "+string(verb))
				}
			}
		}
		for _, by := range []Role{Client, Worker} {
			if change, err := Take(s.Contract, changeTo(s.Contract, -5_000), at(s.now, by)); err == nil {
				reach(change.Contract, s.now, string(by)+" asks for a lower amount")
			}
		}
		if s.Payment != nil {
			failed := SettlePayment{PaymentID: s.Payment.ID}
			if change, err := Take(s.Contract, failed, at(s.now, Gateway)); err == nil {
				reach(change.Contract, s.now, "payment fails")
			}
		}
		for _, later := range []calendar.Instant{s.now.Add(73 * time.Hour), s.Next.At, s.now.Add(20 * 24 * time.Hour)} {
			if later > s.now {
				reach(CatchUp(s.Contract, at(later, Clock)).Contract, later, "time passes")
			}
		}
	}
	return found
})

func codeOf(err error) refusal.Code {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}
