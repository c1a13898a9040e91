package engine

import (
	"context"
	"fmt"
	"slices"

	"azukari/internal/base/money"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// A Report says whether the book and the chains are whole (R9.3, R9.5).
type Report struct {
	OK      bool
	Checks  []CheckResult
	Entries int64 // ledger entries that were added up

	Totals map[string]money.Yen // what stands on all accounts of a kind
}

// A CheckResult is one invariant, with the first fault found.
type CheckResult struct {
	Name   string
	OK     bool
	Detail string
}

// The invariants, in the order in which they are reported.
const (
	checkBalanced   = "transfers_sum_to_zero"      // R9.3 a
	checkPositive   = "no_balance_below_zero"      // R9.3 b
	checkBalances   = "balances_are_sums"          // R9.3 c
	checkEscrow     = "escrow_is_funded_until_end" // R9.3 d
	checkConserved  = "funded_is_fully_accounted"  // R9.3 e
	checkCauses     = "money_has_its_event"        // R9.3 f
	checkSettlement = "one_settlement_each"        // a milestone is settled once
	checkPayouts    = "payouts_are_set_aside"
	checkChains     = "event_chains_hold" // R9.5
	checkTrail      = "audit_trail_holds" // R13.2
)

// Check walks through a snapshot of everything and recomputes every invariant;
// nothing that is cached is trusted.
func Check(ctx context.Context, s store.Reader) (Report, error) {
	if editions, err := s.Editions(ctx); err != nil {
		return Report{}, fmt.Errorf("read how the house is set: %w", err)
	} else if book, err := charter.Read(editions); err != nil {
		return Report{}, err
	} else if err := book.Learn(); err != nil { // the numbers that contracts name
		return Report{}, err
	}
	a := newBookkeeper()
	head, err := s.AuditHead(ctx) // before the trail, which may grow
	if err != nil {
		return Report{}, fmt.Errorf("read the book: %w", err)
	}
	a.head = head
	err = s.Scan(ctx, store.Scan{
		Balance:  func(b ledger.Balance) error { a.balance(b); return nil },
		Contract: func(c contract.Contract) error { a.contract(c); return nil },
		Contest:  func(c contest.Contest) error { a.contest(c); return nil },
		Task:     func(t task.Task) error { a.task(t); return nil },
		Work:     func(w task.Answer) error { a.work(w); return nil },
		Event:    func(e store.Event) error { a.event(e); return nil },
		Transfer: func(t ledger.Posted) error { a.transfer(t); return nil },
		Payout:   func(p payout.Payout) error { a.payout(p); return nil },
		Audit:    func(l audit.Line) error { a.line(l); return nil },
	})
	if err != nil {
		return Report{}, fmt.Errorf("read the book: %w", err)
	}
	return a.report(), nil
}

// A bookkeeper gathers what the invariants compare.
type bookkeeper struct {
	faults    map[string]string
	entries   int64
	balances  map[ledger.Account]money.Yen
	sums      map[ledger.Account]money.Yen
	contracts map[string]*auditedContract
	contests  map[string]contest.Contest
	tasks     map[string]*auditedTask
	held      map[ledger.Account]money.Yen // what ever came into each escrow
	left      map[ledger.Account]money.Yen // … and what left it to a worker or the client, with fee and tax
	keys      map[string]string            // settlement key → transfer
	events    map[string]string            // money events → what they belong to
	caused    map[string]bool              // money events that a transfer names
	payouts   map[string]payout.Payout
	chains    map[string]*event.Chain
	trail     audit.Proof
	head      audit.Head // of the trail, when the book was opened
}

// line follows the audit trail as far as it holds.
func (a *bookkeeper) line(l audit.Line) {
	if a.faults[checkTrail] != "" {
		return
	}
	if err := a.trail.Follow(l); err != nil {
		a.fault(checkTrail, "%v", err)
	} else if l.Seq == a.head.Seq && l.Hash != a.head.Hash {
		a.fault(checkTrail, "line %d is not the one that the trail's head names", l.Seq)
	}
}

// auditedContract is what the ledger says of one contract, beside the contract.
type auditedContract struct {
	contract.Contract
	net, refunded money.Yen
	lowered       money.Yen // of refunded, by agreed lower amounts
	bonus         money.Yen // held for bonuses
	charge        ledger.Charge
}

func newBookkeeper() *bookkeeper {
	return &bookkeeper{
		faults:   map[string]string{},
		balances: map[ledger.Account]money.Yen{}, sums: map[ledger.Account]money.Yen{},
		contracts: map[string]*auditedContract{}, contests: map[string]contest.Contest{}, tasks: map[string]*auditedTask{},
		held: map[ledger.Account]money.Yen{}, left: map[ledger.Account]money.Yen{}, keys: map[string]string{},
		events: map[string]string{}, caused: map[string]bool{},
		payouts: map[string]payout.Payout{}, chains: map[string]*event.Chain{},
	}
}

func (a *bookkeeper) fault(check, format string, args ...any) {
	if a.faults[check] == "" {
		a.faults[check] = fmt.Sprintf(format, args...)
	}
}

func (a *bookkeeper) balance(b ledger.Balance) {
	a.balances[b.Account] = b.Amount
	if b.Amount < 0 && !b.Account.External() {
		a.fault(checkPositive, "%s stands at %d", b.Account, b.Amount)
	}
}

func (a *bookkeeper) contract(c contract.Contract) {
	a.contracts[c.ID] = &auditedContract{Contract: c}
	a.chains[c.ID] = &event.Chain{}
}

func (a *bookkeeper) contest(c contest.Contest) {
	a.contests[c.JobID] = c
	a.chains[c.JobID] = &event.Chain{}
}

// An auditedTask is a task with its answers as they were counted anew.
type auditedTask struct {
	task.Task
	counted task.Counts
}

func (a *bookkeeper) task(t task.Task) {
	a.tasks[t.JobID] = &auditedTask{Task: t, counted: task.Counts{Received: t.Received}}
	a.chains[t.JobID] = &event.Chain{}
}

func (a *bookkeeper) work(w task.Answer) {
	t, ok := a.tasks[w.JobID]
	if !ok {
		a.fault(checkEscrow, "answer %s belongs to no task", w.ID)
		return
	}
	switch w.State {
	case task.AnswerHeld:
		t.counted.Held++
	case task.AnswerSubmitted:
		t.counted.Waiting++
	case task.AnswerApproved:
		t.counted.Approved++
	case task.AnswerRejected, task.AnswerAppealed:
		t.counted.Claims++
	case task.AnswerUpheld:
		t.counted.Upheld++
	}
}

// moneyEvents are the kinds of event that move money, and no others do.
var moneyEvents = map[contract.FactKind]bool{
	contract.EscrowFunded: true, contract.EscrowReturned: true, contract.Accepted: true, contract.TerminatedFact: true,
	contest.Funded: true, contest.EscrowReturned: true, contest.PrizesShared: true, contest.PrizesReturned: true, contest.TooFewEntries: true,
	task.Funded: true, task.EscrowReturned: true, task.AnswerPaid: true, task.AppealWon: true, task.Returned: true,
	contract.EscrowRaised: true, contract.EscrowLowered: true, contract.BonusPaidFact: true,
}

func (a *bookkeeper) event(e store.Event) {
	chain, ok := a.chains[e.SubjectID]
	if !ok {
		a.fault(checkChains, "event %s belongs to nothing", e.ID)
		return
	}
	if err := chain.Follow(e.Fact); err != nil {
		a.fault(checkChains, "%s: %v", e.SubjectID, err)
	}
	if moneyEvents[e.Kind] {
		a.events[e.ID] = e.SubjectID
	}
}

func (a *bookkeeper) transfer(t ledger.Posted) {
	if fault := t.Fault(); fault != "" {
		a.fault(checkBalanced, "%s", fault)
	}
	for _, e := range t.Entries {
		a.entries++
		a.sums[e.Account] += e.Amount
		switch {
		case e.Account.Kind() != "escrow":
		case e.Amount > 0:
			a.held[e.Account] += e.Amount
		default:
			a.left[e.Account] -= e.Amount
		}
	}
	if t.Kind == ledger.Released || t.Kind == ledger.Splitted || t.Kind == ledger.Refunded || t.Kind == ledger.Shared {
		if other, again := a.keys[t.Key]; again {
			a.fault(checkSettlement, "transfers %s and %s settle the same thing", other, t.ID)
		}
		a.keys[t.Key] = t.ID
	}
	if t.Kind == ledger.PaidOut || t.Kind == ledger.Returned {
		return
	}
	a.caused[t.Cause] = true
	if of, ok := a.events[t.Cause]; !ok || of != t.Subject {
		a.fault(checkCauses, "transfer %s names %s, which is no money event of what it belongs to", t.ID, t.Cause)
	}
	if c, ok := a.contracts[t.Subject]; ok {
		c.add(t)
	}
}

// add sorts a transfer's entries into what the contract's parties got.
func (c *auditedContract) add(t ledger.Posted) {
	for _, e := range t.Entries {
		switch {
		case t.Kind == ledger.Held && e.Account.Kind() == "escrow" && !c.has(e.Account):
			c.bonus += e.Amount
		case t.Kind == ledger.Deposited || t.Kind == ledger.Held:
		case e.Account == ledger.User(c.WorkerID):
			c.net += e.Amount
		case e.Account == ledger.User(c.ClientID):
			c.refunded += e.Amount
			if t.Lowers() {
				c.lowered += e.Amount
			}
		case e.Account == ledger.Fees:
			c.charge.Fee += e.Amount
		case e.Account == ledger.Tax:
			c.charge.Tax += e.Amount
		}
	}
}

// has reports whether the account is the escrow of one of the milestones.
func (c *auditedContract) has(escrow ledger.Account) bool {
	return slices.ContainsFunc(c.Milestones, func(m contract.Milestone) bool { return ledger.Escrow(m.ID) == escrow })
}

func (a *bookkeeper) payout(p payout.Payout) { a.payouts[p.ID] = p }

// report compares what was gathered.
func (a *bookkeeper) report() Report {
	for account, sum := range a.sums {
		if a.balances[account] != sum {
			a.fault(checkBalances, "%s stands at %d, its entries sum to %d", account, a.balances[account], sum)
		}
	}
	var total money.Yen
	totals := map[string]money.Yen{}
	for account, amount := range a.balances {
		total += amount
		totals[account.Kind()] += amount
		if a.sums[account] != amount {
			a.fault(checkBalances, "%s stands at %d, its entries sum to %d", account, amount, a.sums[account])
		}
	}
	if total != 0 {
		a.fault(checkBalanced, "all accounts together stand at %d", total)
	}
	for event, of := range a.events {
		if !a.caused[event] {
			a.fault(checkCauses, "event %s of contract %s moved no money", event, of)
		}
	}
	if at := a.trail.Head().Seq; at < a.head.Seq {
		a.fault(checkTrail, "the trail ends at line %d, its head says line %d: lines were cut off", at, a.head.Seq)
	}
	a.compareContracts()
	a.compareContests()
	a.compareTasks()
	a.comparePayouts()

	r := Report{OK: len(a.faults) == 0, Entries: a.entries, Totals: totals}
	for _, name := range []string{checkBalanced, checkPositive, checkBalances, checkEscrow, checkConserved, checkCauses, checkSettlement, checkPayouts, checkChains, checkTrail} {
		r.Checks = append(r.Checks, CheckResult{Name: name, OK: a.faults[name] == "", Detail: a.faults[name]})
	}
	return r
}

func (a *bookkeeper) compareContracts() {
	for id, c := range a.contracts {
		var escrow, funded, paidIn money.Yen
		for i, m := range c.Milestones {
			held := a.balances[ledger.Escrow(m.ID)]
			escrow += held
			funded += m.Funded
			paidIn += a.held[ledger.Escrow(m.ID)]
			want := money.Yen(0)
			if i == c.Current {
				want = c.Escrow()
			}
			if held != want {
				a.fault(checkEscrow, "milestone %s of contract %s (%s) holds %d, not %d", m.ID, id, c.State, held, want)
			}
		}
		if c.Bonus != nil && a.balances[ledger.Escrow(c.Bonus.ID)] != 0 {
			a.fault(checkEscrow, "the bonus %s of contract %s is still held", c.Bonus.ID, id)
		}
		p := c.Paid
		if paidIn != funded+c.lowered || c.bonus != p.Bonus || c.net != p.Net || c.refunded != p.Refunded || c.charge != p.Charge {
			a.fault(checkConserved, "contract %s says %+v and funded %d, the ledger says net %d, refunded %d (%d by lower amounts), charge %+v, funded %d, bonuses %d",
				id, p, funded, c.net, c.refunded, c.lowered, c.charge, paidIn, c.bonus)
		}
		if c.net+c.refunded+c.charge.Sum()+escrow != paidIn+c.bonus {
			a.fault(checkConserved, "contract %s: released + refunded + fees + taxes + held is not the %d funded", id, paidIn+c.bonus)
		}
		if err := a.chains[id].Reached(c.Events, c.Head); err != nil {
			a.fault(checkChains, "contract %s: %v", id, err)
		}
	}
}

// compareContests holds each prize against its escrow: full while it is held,
// the contract's own once it is awarded, empty after a split or a refund, each
// of which moved all of it.
func (a *bookkeeper) compareContests() {
	for id, c := range a.contests {
		for _, p := range c.Prizes {
			escrow := ledger.Escrow(p.ID)
			var held, came, went money.Yen
			switch p.State {
			case contest.PrizeHeld:
				held, came = p.Amount, p.Amount
			case contest.PrizeShared, contest.PrizeRefunded:
				came, went = p.Amount, p.Amount
			case contest.PrizeAwarded:
				of, ok := a.contracts[p.ContractID]
				if !ok || of.Milestones[0].ID != p.ID || a.held[escrow] < p.Amount || of.JobID != id {
					a.fault(checkEscrow, "prize %s of contest %s has no contract of its own", p.ID, id)
				}
				continue // the contract is held against it
			}
			if a.balances[escrow] != held || a.held[escrow] != came || a.left[escrow] != went {
				a.fault(checkEscrow, "prize %s of contest %s (%s) holds %d of %d that came, and %d went", p.ID, id, p.State, a.balances[escrow], a.held[escrow], a.left[escrow])
			}
		}
		if err := a.chains[id].Reached(c.Events, c.Head); err != nil {
			a.fault(checkChains, "contest %s: %v", id, err)
		}
	}
}

// compareTasks holds each task against its escrow – unit price × what it may
// still have to pay – and its counts against its answers; what came in is what
// was paid for answers, what went back and what is held.
func (a *bookkeeper) compareTasks() {
	for id, t := range a.tasks {
		escrow := ledger.Escrow(id)
		if a.balances[escrow] != t.InEscrow() {
			a.fault(checkEscrow, "task %s (%s) holds %d, not %d", id, t.State, a.balances[escrow], t.InEscrow())
		}
		if t.counted != t.Counts {
			a.fault(checkConserved, "task %s counts %+v, its answers are %+v", id, t.Counts, t.counted)
		}
		if came := a.held[escrow]; came != 0 && came != t.Total() || came != a.left[escrow]+a.balances[escrow] {
			a.fault(checkConserved, "task %s took in %d of %d; %d left and %d are held", id, came, t.Total(), a.left[escrow], a.balances[escrow])
		}
		if err := a.chains[id].Reached(t.Events, t.Head); err != nil {
			a.fault(checkChains, "task %s: %v", id, err)
		}
	}
}

func (a *bookkeeper) comparePayouts() {
	pending := map[ledger.Account]money.Yen{}
	for _, p := range a.payouts {
		if p.Underway() {
			pending[ledger.Pending(p.AccountID)] += p.Amount
		}
	}
	var arrived money.Yen
	for _, p := range a.payouts {
		if p.State == payout.Paid {
			arrived += p.Amount
		}
	}
	if stands := a.balances[ledger.Bank]; stands != arrived {
		a.fault(checkPayouts, "%s stands at %d, the payouts that arrived sum to %d", ledger.Bank, stands, arrived)
	}
	for account, amount := range a.balances {
		if account.Kind() == "payout" && amount != pending[account] {
			a.fault(checkPayouts, "%s stands at %d, the payouts under way sum to %d", account, amount, pending[account])
		}
	}
}
