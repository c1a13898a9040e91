package contract

import (
	"slices"
	"testing"
	"time"

	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/ledger"
)

// expected is what the rows say of one cell, read directly from them.
func expected(s State, v Verb, by Role) (rows []Row, elsewhere bool) {
	for _, row := range Machine.Rows {
		if row.Verb == v && slices.Contains(row.By, by) {
			elsewhere = true
			if slices.Contains(row.From, s) {
				rows = append(rows, row)
			}
		}
	}
	return rows, elsewhere
}

// TestEveryCellIsAsTheTableSays tries every verb by every role in every
// situation that can come about: what no row grants is refused with the right
// code, what is granted leads where the row says, and every granted cell is
// really possible somewhere.
func TestEveryCellIsAsTheTableSays(t *testing.T) {
	type cell struct {
		State
		Verb
		Role
	}
	succeeded := map[cell]bool{}
	reached := map[State]bool{}
	explore(t, func(s situation) {
		reached[s.State] = true
		for verb, cmd := range commandsOf(s.Contract) {
			for _, by := range allRoles {
				now := s.now
				if by == Clock {
					now = s.now.Add(400 * 24 * time.Hour) // whatever runs is due
				}
				change, err := Take(s.Contract, cmd, at(now, by))
				rows, elsewhere := expected(s.State, verb, by)
				switch {
				case by == Stranger:
					if codeOf(err) != refusal.Missing {
						t.Errorf("a stranger's %s in %s: %v, not not_found (%s)", verb, s.State, err, s.path)
					}
				case len(rows) == 0 && !elsewhere:
					if codeOf(err) != refusal.Forbidden {
						t.Errorf("%s by %s in %s: %v, not forbidden (%s)", verb, by, s.State, err, s.path)
					}
				case len(rows) == 0:
					want := refusal.StateConflict
					for _, in := range Machine.Instead {
						if in.Verb == verb && slices.Contains(in.From, s.State) {
							want = refusal.Code(in.Code)
						}
					}
					if codeOf(err) != want {
						t.Errorf("%s by %s in %s: %v, not %s (%s)", verb, by, s.State, err, want, s.path)
					}
				case err == nil:
					succeeded[cell{s.State, verb, by}] = true
					to := change.Contract.State
					if !slices.Contains(rows[0].To, to) && !(slices.Contains(rows[0].To, Same) && to == s.State) {
						t.Errorf("%s by %s led from %s to %s, the row says %v (%s)", verb, by, s.State, to, rows[0].To, s.path)
					}
				case codeOf(err) == "":
					t.Errorf("%s by %s in %s failed: %v (%s)", verb, by, s.State, err, s.path)
				}
			}
		}
	})
	t.Logf("%d situations", len(situations()))
	for _, row := range Machine.Rows {
		for _, from := range row.From {
			for _, by := range row.By {
				if !succeeded[cell{from, row.Verb, by}] {
					t.Errorf("%s by %s in %s is granted, but no situation allows it", row.Verb, by, from)
				}
			}
		}
	}
	for _, s := range Machine.States() {
		if !reached[s] {
			t.Errorf("no situation is in state %s", s)
		}
	}
}

// TestNobodyAnswersWhatTheyHaveNotSeen tries, in every situation, each answer to
// what the other side proposes: naming what stands is the same as naming nothing,
// and naming anything else is refused, whoever might give it.
func TestNobodyAnswersWhatTheyHaveNotSeen(t *testing.T) {
	other, most := "another", money.Yen(1<<40)
	unseen := map[Verb][2]Command{ // naming nothing, and naming what does not stand
		VerbAgreeTermination:   {AgreeTermination{}, AgreeTermination{other}},
		VerbDeclineTermination: {DeclineTermination{Reason: "いいえ"}, DeclineTermination{"いいえ", other}},
		VerbAcceptOffer:        {AcceptOffer{}, AcceptOffer{&most}},
		VerbAgreeChange:        {AgreeChange{}, AgreeChange{other}},
		VerbDeclineChange:      {DeclineChange{Reason: "いいえ"}, DeclineChange{"いいえ", other}},
	}
	answered := map[Verb]int{}
	explore(t, func(s situation) {
		named := commandsOf(s.Contract)
		for verb, of := range unseen {
			for _, by := range []Role{Client, Worker} {
				_, want := Take(s.Contract, of[0], at(s.now, by))
				if _, err := Take(s.Contract, named[verb], at(s.now, by)); codeOf(err) != codeOf(want) {
					t.Errorf("%s by %s of what stands: %v, not %v (%s)", verb, by, err, want, s.path)
				}
				_, err := Take(s.Contract, of[1], at(s.now, by))
				if want == nil {
					answered[verb]++
					if codeOf(err) != refusal.StateConflict {
						t.Errorf("%s by %s of something else: %v (%s)", verb, by, err, s.path)
					}
				} else if codeOf(err) != codeOf(want) {
					t.Errorf("%s by %s of something else: %v, not %v (%s)", verb, by, err, want, s.path)
				}
			}
		}
	})
	for verb := range unseen {
		if answered[verb] == 0 {
			t.Errorf("%s is nowhere possible", verb)
		}
	}
}

// TestActionsAreWhatSucceeds compares the list that buttons are drawn from with
// what the kernel then really does.
func TestActionsAreWhatSucceeds(t *testing.T) {
	explore(t, func(s situation) {
		for _, by := range []Role{Client, Worker} {
			listed := map[Verb]bool{}
			for _, a := range Actions(s.Contract, at(s.now, by)) {
				listed[a.Command] = true
				if a.Deadline != 0 && a.Deadline <= s.now {
					t.Errorf("%s may %s until %s, which has passed (%s)", by, a.Command, a.Deadline, s.path)
				}
			}
			for verb, cmd := range commandsOf(s.Contract) {
				_, known := prototypes[verb]
				_, err := Take(s.Contract, cmd, at(s.now, by))
				if known && listed[verb] != (err == nil) {
					t.Errorf("%s by %s is listed: %v, but: %v (%s)", verb, by, listed[verb], err, s.path)
				}
			}
		}
	})
}

// TestNoStateHoldsMoneyForever lets both sides fall silent in every situation:
// within 60 days the contract has ended, or it is work without a request in
// which either side may still ask for the end, or an operator is to decide.
func TestNoStateHoldsMoneyForever(t *testing.T) {
	explore(t, func(s situation) {
		later := s.now.Add(60 * 24 * time.Hour)
		c := CatchUp(s.Contract, at(later, Clock)).Contract
		switch c.State {
		case Completed, Terminated, Cancelled:
			if c.Next != (Due{}) || c.Escrow() != 0 || c.Termination.Open() || c.Nudge.Open() || c.Amendment.Undecided() {
				t.Errorf("ended with something open: %+v (%s)", c, s.path)
			}
		case Disputed:
			if _, err := Take(c, ResolveDispute{0, "理由"}, at(later, Operator)); err != nil {
				t.Errorf("an operator cannot end the dispute: %v (%s)", err, s.path)
			}
		case InProgress, Revising:
			for _, by := range []Role{Client, Worker} {
				asked, err := Take(c, RequestTermination{Reason: "理由"}, at(later, by))
				if err != nil {
					t.Fatalf("%s cannot ask for the end: %v (%s)", by, err, s.path)
				}
				ended := CatchUp(asked.Contract, at(later.Add(9*24*time.Hour), Clock)).Contract
				if ended.State != Terminated || ended.EndedBy != ByClock {
					t.Errorf("silence did not end it: %s (%s)", ended.State, s.path)
				}
			}
		default:
			t.Errorf("still %s after 60 days of silence (%s)", c.State, s.path)
		}
	})
}

// TestSilenceNeverTakesDeliveredWork follows every situation in which work
// awaits inspection: by silence alone the client never gets money back (R6.5).
func TestSilenceNeverTakesDeliveredWork(t *testing.T) {
	delivered := 0
	explore(t, func(s situation) {
		if s.State != Delivered {
			return
		}
		delivered++
		c := CatchUp(s.Contract, at(s.Until, Clock)).Contract
		if c.Paid.Refunded != s.Paid.Refunded || c.Paid.Net <= s.Paid.Net {
			t.Errorf("silence paid %+v after %+v (%s)", c.Paid, s.Paid, s.path)
		}
	})
	if delivered < 10 {
		t.Errorf("only %d situations await inspection", delivered)
	}
}

// TestMoneyIsConservedInEveryStep adds up what each command moves.
func TestMoneyIsConservedInEveryStep(t *testing.T) {
	explore(t, func(s situation) {
		for verb, cmd := range commandsOf(s.Contract) {
			for _, by := range allRoles {
				change, err := Take(s.Contract, cmd, at(s.now, by))
				if err != nil {
					continue
				}
				held := change.Contract.Escrow() - s.Escrow()
				for _, tr := range change.Transfers {
					if fault := tr.Record().Fault(); fault != "" {
						t.Error(fault)
					}
					for _, e := range tr.Entries() {
						if e.Account.Kind() == "escrow" { // that of a bonus comes to 0
							held -= e.Amount
						}
					}
				}
				if held != 0 {
					t.Errorf("%s by %s: the escrow is off by %d from its transfers (%s)", verb, by, held, s.path)
				}
				went := change.Contract.Paid.since(s.Paid)
				moved := went.Net + went.Charge.Sum() + went.Refunded + change.Contract.Escrow() - s.Escrow()
				for _, tr := range change.Transfers {
					if r := tr.Record(); r.Kind == ledger.Held {
						moved += r.Entries[0].Amount
					}
				}
				if moved != 0 {
					t.Errorf("%s by %s: %d of the funded money is nowhere (%s)", verb, by, moved, s.path)
				}
			}
		}
	})
}

// TestAPreviewIsAllowedWhereTheActIs tries every command on a copy in every
// situation: the preview refuses what the act refuses, and nothing else, and leads
// where the act leads (R6.8).
func TestAPreviewIsAllowedWhereTheActIs(t *testing.T) {
	unanswerable := 0
	explore(t, func(s situation) {
		for verb, cmd := range commandsOf(s.Contract) {
			if verb == VerbFund || verb == VerbPayBonus {
				continue // followed up to the payment
			}
			for _, by := range []Role{Client, Worker} {
				done, refused := Take(s.Contract, cmd, at(s.now, by))
				look, err := Preview(s.Contract, cmd, at(s.now, by))
				if codeOf(err) != codeOf(refused) || (err == nil) != (refused == nil) {
					t.Errorf("%s by %s: %v, its preview: %v (%s)", verb, by, refused, err, s.path)
					continue
				}
				if _, asks := consents[verb]; err == nil && asks && look.IfAgreed == nil {
					unanswerable++
				}
				if err == nil && look.After.State != done.Contract.State {
					t.Errorf("%s by %s leads to %s, its preview to %s (%s)", verb, by, done.Contract.State, look.After.State, s.path)
				}
			}
		}
	})
	if unanswerable == 0 {
		t.Error("every request could be agreed to at once: a payment under way is nowhere")
	}
}

// TestTakeNeverChangesWhatItIsGiven guards that deciding is pure.
func TestTakeNeverChangesWhatItIsGiven(t *testing.T) {
	explore(t, func(s situation) {
		before := situation{s.Contract.clone(), s.now, ""}.signature()
		for _, cmd := range commandsOf(s.Contract) {
			for _, by := range allRoles {
				_, _ = Take(s.Contract, cmd, at(s.now, by))
				_, _ = Preview(s.Contract, cmd, at(s.now, by))
			}
		}
		if after := (situation{s.Contract, s.now, ""}).signature(); after != before {
			t.Fatalf("the contract was changed: %s, before %s", after, before)
		}
	})
}

// TestRequestMachinesAreSound checks the smaller tables as well.
func TestRequestMachinesAreSound(t *testing.T) {
	for _, m := range []*lifecycle.Machine{Machine, TerminationMachine, NudgeMachine, ChangeMachine} {
		if err := m.Check(); err != nil {
			t.Error(err)
		}
	}
}
