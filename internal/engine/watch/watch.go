// Package watch stands at a door and holds each commit against what must be true
// of it by itself and after the one before: versions, the tables, the clock, the
// fee, money with its events, who is told. It works all of that out anew, by
// other ways than the house's; random histories and the simulation have it look
// at everything they do. It knows the numbers of the first policy alone.
package watch

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// A Watch stands at a door through which one batch goes at a time, and remembers
// the first fault that it saw.
type Watch struct {
	mu        sync.Mutex
	now       calendar.Instant
	recorded  calendar.Instant // the last instant that was recorded
	calendar  calendar.Calendar
	contracts map[string]string // as last written, rendered
	contests  map[string]string // by job, likewise
	tasks     map[string]string // by job, likewise
	released  map[string]bool   // answers of tasks
	proposals map[string]job.Proposal
	notices   map[string]bool
	payouts   map[string]payout.State
	keys      map[string]bool // of transfers
	balances  map[ledger.Account]money.Yen
	moved     map[ledger.Account]bool // since the book was compared last
	requests  []string                // ids of all nudges and disputes that ever were
	commits   int                     // that wrote something
	fault     string
}

// New begins to watch at an instant.
func New(now calendar.Instant, cal calendar.Calendar) *Watch {
	return &Watch{
		now: now, calendar: cal,
		contracts: map[string]string{}, contests: map[string]string{}, tasks: map[string]string{}, released: map[string]bool{}, proposals: map[string]job.Proposal{}, notices: map[string]bool{},
		payouts: map[string]payout.State{}, keys: map[string]bool{}, balances: map[ledger.Account]money.Yen{}, moved: map[ledger.Account]bool{},
	}
}

// Complaint is the first fault seen, empty when there was none.
func (w *Watch) Complaint() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.fault
}

func (w *Watch) wrong(format string, args ...any) {
	if w.fault == "" {
		w.fault = fmt.Sprintf(format, args...)
	}
}

// At tells the watch the time of the next commit. A sandbox's clock tells it
// itself. What was written is never followed by what is older (L15).
func (w *Watch) At(now calendar.Instant) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = now
}

// Commits is how many commits wrote something.
func (w *Watch) Commits() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.commits
}

// Requests lists the nudges and disputes that ever were.
func (w *Watch) Requests() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests)
}

// Committed looks at one commit.
func (w *Watch) Committed(c store.Changes) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c.Empty() {
		return
	}
	w.commits++
	if w.now < w.recorded {
		w.wrong("the clock went back from %s to %s", w.recorded, w.now)
	}
	w.recorded = max(w.recorded, latest(c))
	m := &moved{transfers: slices.Clone(c.Transfers)}
	owed := owedNotices{}
	for _, change := range c.Contracts {
		w.change(change, eventsOf(c.Events, change.After.ID), m, owed)
	}
	for _, change := range c.Contests {
		w.contest(change, eventsOf(c.Events, change.After.JobID), m, owed)
	}
	for _, change := range c.Tasks {
		w.task(change, c.Works, eventsOf(c.Events, change.After.JobID), m, owed)
	}
	w.money(c, m, owed)
	w.told(c, owed)
	if c.Clock != 0 {
		if c.Clock < w.now {
			w.wrong("the clock went back from %s to %s", w.now, c.Clock)
		}
		w.now = c.Clock
	}
}

// latest is the last instant that a commit records.
func latest(c store.Changes) (at calendar.Instant) {
	for _, e := range c.Events {
		at = max(at, e.At)
	}
	for _, n := range c.Notices {
		at = max(at, n.At)
	}
	for _, l := range c.Audit {
		at = max(at, l.At)
	}
	for _, a := range c.Answers {
		at = max(at, a.At)
	}
	return at
}

func eventsOf(all []store.Event, contractID string) (facts []event.Fact) {
	for _, e := range all {
		if e.SubjectID == contractID {
			facts = append(facts, e.Fact)
		}
	}
	return facts
}

// change follows one contract through one commit, a step at a time.
func (w *Watch) change(c store.ContractChange, facts []event.Fact, m *moved, owed owedNotices) {
	known, again := w.contracts[c.After.ID]
	if again != (c.Before != nil) {
		w.wrong("contract %s is written as new: %v, but was known: %v", c.After.ID, c.Before == nil, again)
		return
	}
	var was contract.Contract
	if c.Before != nil {
		if was = *c.Before; show(was) != known {
			w.wrong("contract %s was written as\n%s\nand loaded as\n%s", was.ID, known, show(was))
		}
	}
	for i, is := range append(slices.Clone(c.Between), c.After) {
		n := int(is.Events - was.Events)
		if n < 0 || n > len(facts) {
			w.wrong("contract %s counts %d events more, the commit has %d", is.ID, n, len(facts))
			return
		}
		s := step{was: was, is: is, facts: facts[:n], now: w.now, last: i == len(c.Between)}
		if fault := s.fault(w.calendar); fault != "" {
			w.wrong("contract %s, version %d (%s → %s): %s", is.ID, is.Version, was.State, is.State, fault)
		}
		s.owes(owed)
		m.expect(s)
		w.noteRequests(is)
		was, facts = is, facts[n:]
	}
	if len(facts) > 0 {
		w.wrong("contract %s: %d events belong to no step", was.ID, len(facts))
	}
	w.contracts[was.ID] = show(was)
}

func (w *Watch) noteRequests(c contract.Contract) {
	add := func(id string) {
		if !slices.Contains(w.requests, id) {
			w.requests = append(w.requests, id)
		}
	}
	if c.Nudge != nil {
		add(c.Nudge.ID)
	}
	if c.Dispute != nil {
		add(c.Dispute.ID)
	}
}

// A step is one command, or the clock's catching up, on one contract.
type step struct {
	was, is contract.Contract
	facts   []event.Fact
	now     calendar.Instant
	last    bool // of its commit
}

// fault says what is wrong with the step, empty when nothing is.
func (s step) fault(cal calendar.Calendar) string {
	for _, look := range []func() string{s.version, s.path, s.time, s.requests, s.end, s.fee, func() string { return s.next(cal) }} {
		if fault := look(); fault != "" {
			return fault
		}
	}
	return ""
}

// version: each step counts one, nothing that was agreed changes (C1, R1.4).
func (s step) version() string {
	was, is := s.was, s.is
	switch {
	case is.Version != was.Version+1:
		return fmt.Sprintf("follows version %d", was.Version)
	case was.ID == "":
	case is.TermsHash != was.TermsHash || is.Amount != was.Amount || show(is.Criteria) != show(was.Criteria) || agreedOf(is) != agreedOf(was):
		return s.amended()
	case is.ClientID != was.ClientID || is.WorkerID != was.WorkerID ||
		is.InspectionDays != was.InspectionDays || is.RevisionRounds != was.RevisionRounds || is.PolicyVersion != was.PolicyVersion:
		return "what was agreed has changed"
	case is.Current < was.Current || is.Current > was.Current+1:
		return fmt.Sprintf("from milestone %d to %d", was.Current, is.Current)
	}
	return ""
}

// agreedOf is what was agreed on each milestone.
func agreedOf(c contract.Contract) (all string) {
	for _, m := range c.Milestones {
		all += fmt.Sprint(m.ID, m.Title, m.Amount, m.DueOn, " ")
	}
	return all
}

// amended: what was agreed changes as it was asked for, by the consent of the
// other side, and where money is held for more of it, once that is held too; it
// never falls once work was delivered (R1.6).
func (s step) amended() string {
	asked, is := s.was.Amendment, s.is.Amendment
	if asked == nil || is == nil || is.ID != asked.ID || is.State != contract.ChangeAgreed || !asked.Undecided() {
		return "what was agreed has changed"
	}
	rises := asked.New.Amount > asked.Old.Amount
	running := asked.MilestoneID == s.was.Milestone().ID
	var consent, funded bool
	for _, f := range s.facts {
		consent = consent || f.Kind == contract.ChangeAgreedFact && f.Actor == contract.Other(asked.By)
		funded = funded || f.Kind == contract.EscrowRaised && f.Actor == contract.Gateway
	}
	switch {
	case asked.Open() != consent || asked.AwaitsEscrow() != funded:
		return fmt.Sprintf("the change came into force with consent %v, funded %v", consent, funded)
	case rises && running && !funded && s.was.Escrow() > 0:
		return "a higher amount came into force before its difference was funded"
	case !rises && running && asked.New.Amount < asked.Old.Amount && (s.was.State == contract.Delivered || s.was.State == contract.Revising):
		return "the amount of delivered work fell"
	case s.is.TermsHash != asked.TermsHash || s.is.Amount-s.was.Amount != asked.New.Amount-asked.Old.Amount:
		return "the change that came into force is not the one that was asked for"
	}
	return ""
}

// path: the events lead from one state to the other along the table (C1, C7).
func (s step) path() string {
	p := path{s.was.State}
	for _, f := range s.facts {
		if err := p.follow(f); err != nil {
			return err.Error()
		}
	}
	if p.at != s.is.State {
		return "its events lead to " + string(p.at)
	}
	return ""
}

// time: a person acts now, and after all that the clock owed; the clock acts at
// its own instants, never early (C3, C4, R0.6).
func (s step) time() string {
	if s.is.UpdatedAt < s.was.UpdatedAt {
		return fmt.Sprintf("updated at %s, before %s", s.is.UpdatedAt, s.was.UpdatedAt)
	}
	byClock := len(s.facts) > 0 && s.facts[0].Actor == contract.Clock
	at := s.was.UpdatedAt
	for _, f := range s.facts {
		switch {
		case (f.Actor == contract.Clock) != byClock:
			return "the clock and somebody else in one step"
		case f.At > s.now || f.At < at:
			return fmt.Sprintf("%s at %s, between %s and %s", f.Kind, f.At, at, s.now)
		case !byClock && f.At != s.now:
			return fmt.Sprintf("%s at %s, which is not now, %s", f.Kind, f.At, s.now)
		}
		at = f.At
	}
	due := s.was.Next.At
	switch {
	case len(s.facts) == 1 && s.facts[0].Kind == outside.LapsedFact: // as of an instant of its own, between the contract's
	case byClock && s.facts[0].At != due:
		return fmt.Sprintf("the clock acted as of %s; %s was due at %s", s.facts[0].At, s.was.Next.Kind, due)
	case !byClock && due != 0 && due <= s.now:
		return fmt.Sprintf("somebody acted at %s, although %s had been due since %s", s.now, s.was.Next.Kind, due)
	case s.last && s.is.Next.At != 0 && s.is.Next.At <= s.now:
		return fmt.Sprintf("%s is due since %s and was left, at %s", s.is.Next.Kind, s.is.Next.At, s.now)
	}
	return ""
}

// requests: what hangs on the contract keeps its own rules.
func (s step) requests() string {
	was, is := s.was, s.is
	if n, before := is.Nudge, was.Nudge; n != nil {
		answered := n.State == contract.NudgeAnswered || n.State == contract.NudgeClosedByReply && !is.Ended()
		if answered && (before == nil || before.ID != n.ID || before.State != n.State) && is.Presence(contract.Other(n.By)).ActedAt != n.ClosedAt {
			return "the nudge is answered, and not by the side that was nudged (R5.7)"
		}
		if n.AutoApproved && n.DecidedAt < n.ReviewBy {
			return "the clock approved a nudge that was still to be reviewed (R5.6)"
		}
		if before != nil && before.ID != n.ID && before.Open() {
			return "a second nudge beside an open one (R5.9)"
		}
	}
	if t, before := is.Termination, was.Termination; t != nil {
		bySilence := is.State == contract.Terminated && is.EndedBy == contract.ByClock
		if bySilence && (t.ConsentOnly || t.By == contract.Worker && t.WorkerAmount > 0) {
			return "silence granted what only consent may (R6.4, R6.5)"
		}
		if before != nil && before.ID != t.ID && before.Open() {
			return "a second termination request beside an open one (R6.6)"
		}
		if t.WorkerAmount < 0 || t.Open() && t.WorkerAmount > is.Escrow() {
			return fmt.Sprintf("a request for %d of %d", t.WorkerAmount, is.Escrow())
		}
	}
	if a, before := is.Amendment, was.Amendment; a != nil && before != nil && before.ID != a.ID && before.Undecided() {
		return "a second change of the terms beside one under way (R1.6)"
	}
	if d := is.Dispute; d != nil && d.State == contract.DisputeResolved && was.Escrow() > is.Policy().SecondOperatorAbove {
		if d.ProposedBy == "" || d.ProposedBy == d.ResolvedBy || d.ProposedAmount != d.WorkerAmount {
			return "one operator decided alone above the limit (R7.2, C9)"
		}
	}
	if is.Milestone().Revisions > is.RevisionRounds {
		return fmt.Sprintf("%d revision rounds of %d (R3.3)", is.Milestone().Revisions, is.RevisionRounds)
	}
	return ""
}

// end: what is over stays over and holds nothing (L7).
func (s step) end() string {
	switch {
	case s.was.Ended() && s.is.State != s.was.State:
		return "it had ended"
	case !s.is.Ended():
	case s.is.Termination.Open() || s.is.Nudge.Open() || s.is.Dispute.Open() || s.is.Amendment.Undecided():
		return "it ended with something open"
	case s.is.Escrow() != 0 || s.is.Next.At != 0:
		return "it ended, and holds money or waits for something"
	}
	return ""
}

// fee recomputes the platform's part from the whole contract's sums, by other
// arithmetic than the house's (R9.1, L11).
func (s step) fee() string {
	p := s.is.Paid
	g := int64(p.Gross)
	var parts, from int64 // hundredths of hundredths of a yen, and where a band begins
	fees := s.is.Policy().Fees
	for _, b := range fees.Bands {
		to := int64(b.UpTo)
		if to == 0 {
			to = g
		}
		parts += int64(b.Rate) * max(min(g, to)-from, 0)
		from = max(from, to)
	}
	fee := parts / 10_000
	tax := fee * int64(fees.Tax) / 10_000
	late := money.Yen(tax) - p.Charge.Tax // a tiny milestone may be too small for its tax; the next one bears it
	switch {
	case p.Charge.Fee != money.Yen(fee):
		return fmt.Sprintf("the fee on %d is %d, not %d", g, fee, p.Charge.Fee)
	case late < 0 || late > 1 || late > 0 && p.Gross-s.was.Paid.Gross >= 5:
		return fmt.Sprintf("the tax on %d is %d, not %d", g, tax, p.Charge.Tax)
	case p.Net+p.Charge.Sum() != p.Gross:
		return fmt.Sprintf("the parts of %d sum to %d", g, p.Net+p.Charge.Sum())
	}
	return ""
}

// next recomputes what the clock owes from all that runs, rather than from the
// instant that is kept.
func (s step) next(cal calendar.Calendar) string {
	c := s.is
	kept := c.Next
	c.Next.At = 1 // look, whatever is kept
	on := contract.Occasion{Calendar: cal, IDs: id.NewMinter(rand.NewChaCha8([32]byte{}))}
	on.Now = kept.At
	if kept.At == 0 {
		on.Now = s.is.UpdatedAt.Add(200 * 365 * 24 * time.Hour)
	}
	fired := contract.CatchUp(c, on).Fired
	switch {
	case kept.At == 0 && len(fired) > 0:
		return fmt.Sprintf("%v is owed, and nothing is kept", fired[0])
	case kept.At == 0:
		return ""
	case len(fired) == 0 || fired[0] != kept:
		return fmt.Sprintf("%v is owed next, %v is kept", fired, kept)
	}
	on.Now--
	if early := contract.CatchUp(c, on).Fired; len(early) > 0 {
		return fmt.Sprintf("%v is owed before %v, which is kept", early[0], kept)
	}
	return ""
}

// moved compares the transfers of a commit with its money events, both ways (L9).
type moved struct {
	transfers []ledger.Transfer
	faults    []string
}

// movements that each money event makes; one of several where the division
// decides.
var movements = map[contract.FactKind][]string{
	contract.EscrowFunded:   {"deposit hold"},
	contract.EscrowReturned: {"deposit hold refund", "deposit"},
	contract.EscrowRaised:   {"deposit hold"},
	contract.EscrowLowered:  {"refund"},
	contract.BonusPaidFact:  {"deposit hold release"},
	contract.Accepted:       {"release"},
	contract.TerminatedFact: {"release", "split", "refund"},
}

// expect takes the transfers that belong to a step's events away.
func (m *moved) expect(s step) {
	for _, f := range s.facts {
		var kinds []string
		m.transfers = slices.DeleteFunc(m.transfers, func(t ledger.Transfer) bool {
			if t.Origin().Cause != f.ID {
				return false
			}
			kinds = append(kinds, string(t.Kind()))
			if t.Origin().Subject != s.is.ID || t.Origin().At != f.At {
				m.faults = append(m.faults, fmt.Sprintf("transfer %s and its event %s differ in contract or time", t.ID(), f.ID))
			}
			return true
		})
		got := strings.Join(kinds, " ")
		if want := movements[f.Kind]; len(want) == 0 && got != "" || len(want) > 0 && !slices.Contains(want, got) {
			m.faults = append(m.faults, fmt.Sprintf("%s moved %q, not one of %q", f.Kind, got, want))
		}
	}
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("render %T: %v", v, err))
	}
	return string(b)
}
