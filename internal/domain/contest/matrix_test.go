package contest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
)

var (
	tokyo, _ = time.LoadLocation("Asia/Tokyo")
	ids      = id.NewMinter(rand.NewChaCha8([32]byte{7}))
	tuesday  = calendar.Of(time.Date(2026, 11, 24, 10, 0, 0, 0, tokyo))
	allRoles = []Role{Client, Worker, Operator, Clock, Gateway, Stranger}
)

var people = map[Role]event.Actor{
	Client: {Account: "acc_client"}, Worker: {Account: "acc_worker"}, Operator: {Account: "acc_operator", Operator: true},
	Clock: {System: Clock}, Gateway: {System: Gateway}, Stranger: {},
}

func at(now calendar.Instant, by Role) event.Occasion {
	return event.Occasion{Who: people[by], Now: now, Calendar: calendar.In(tokyo), IDs: ids}
}

func posted(t testing.TB, guaranteed int, prizes ...money.Yen) Contest {
	t.Helper()
	on := at(tuesday, Client)
	change, err := Post(job.Job{ID: "job_1", ClientID: "acc_client", Title: "ロゴ"}, Rules{
		EntriesUntil: on.Calendar.EndOfDays(tuesday, 10), Guaranteed: guaranteed, InspectionDays: 7, RevisionRounds: 2,
	}, prizes, on)
	if err != nil {
		t.Fatal(err)
	}
	return change.Contest
}

// A situation is one way in which a contest can stand, at an instant.
type situation struct {
	Contest
	now  calendar.Instant
	path string
}

func (s situation) signature() string {
	c := s.Contest
	sig := fmt.Sprint(c.State, min(c.Count(EntryValid), 2), c.Count(EntryWon), min(c.Count(EntryWithdrawn), 1), c.Awarded(), c.Guaranteed, c.ClosedBy, c.Next.At)
	if c.Payment != nil {
		sig += string(c.Payment.State)
	}
	return sig
}

// commandsOf lists a well-formed command of each verb for a contest.
func commandsOf(c Contest) map[Verb]Command {
	payment, prize, entry := "", "", ""
	if c.Payment != nil {
		payment = c.Payment.ID
	}
	for _, p := range c.Prizes {
		if p.State == PrizeHeld {
			prize = p.ID
		}
	}
	for _, e := range c.Entries {
		if e.State == EntryValid {
			entry = e.ID
		}
	}
	return map[Verb]Command{
		VerbFund: Fund{}, VerbSettlePayment: SettlePayment{payment, true}, VerbCancel: Cancel{}, VerbExpireEscrow: ExpireEscrow{},
		VerbEnter: Enter{EntryID: ids.New(id.Proposal, tuesday), Text: "案"}, VerbWithdrawEntry: WithdrawEntry{entry}, VerbFavour: Favour{entry, true},
		VerbClose: Close{}, VerbEndEntries: EndEntries{}, VerbAward: Award{prize, entry, ids.New(id.Contract, tuesday)}, VerbShareOut: ShareOut{}, VerbRemind: Remind{},
	}
}

// explore visits every situation that commands and time can bring about.
func explore(t *testing.T, visit func(situation)) {
	t.Helper()
	seen := map[string]bool{}
	var open []situation
	for _, guaranteed := range []int{1, 2} {
		open = append(open, situation{posted(t, guaranteed, 10_001, 5_000), tuesday, "posted"})
	}
	for len(open) > 0 {
		s := open[0]
		open = open[1:]
		if seen[s.signature()] {
			continue
		}
		seen[s.signature()] = true
		visit(s)
		for verb, cmd := range commandsOf(s.Contest) {
			for _, by := range []Role{Client, Worker, Gateway} {
				if change, err := Take(s.Contest, cmd, at(s.now, by)); err == nil {
					open = append(open, situation{change.Contest, s.now, s.path + " → " + string(verb)})
				}
			}
		}
		if s.Payment != nil {
			failed, err := Take(s.Contest, SettlePayment{s.Payment.ID, false}, at(s.now, Gateway))
			if err == nil {
				open = append(open, situation{failed.Contest, s.now, s.path + " → payment failed"})
			}
		}
		if s.Next.At > 0 {
			open = append(open, situation{CatchUp(s.Contest, at(s.Next.At, Clock)).Contest, s.Next.At, s.path + " → " + s.Next.Kind})
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d situations", len(seen))
	}
}

func codeOf(err error) refusal.Code {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

// TestEveryCellIsAsTheTableSays tries every verb by every role in every
// situation.
func TestEveryCellIsAsTheTableSays(t *testing.T) {
	type cell struct {
		State
		Verb
		Role
	}
	succeeded, reached := map[cell]bool{}, map[State]bool{}
	explore(t, func(s situation) {
		reached[s.State] = true
		for verb, cmd := range commandsOf(s.Contest) {
			for _, by := range allRoles {
				now := s.now
				if by == Clock {
					now = now.Add(400 * 24 * time.Hour)
				}
				change, err := Take(s.Contest, cmd, at(now, by))
				var rows []Row
				elsewhere := false
				for _, row := range Machine.Rows {
					if row.Verb == verb && slices.Contains(row.By, by) {
						elsewhere = true
						if slices.Contains(row.From, s.State) {
							rows = append(rows, row)
						}
					}
				}
				want := refusal.StateConflict
				for _, in := range Machine.Instead {
					if in.Verb == verb && slices.Contains(in.From, s.State) {
						want = refusal.Code(in.Code)
					}
				}
				switch {
				case by == Stranger || by == Worker && !s.Published():
					want = refusal.Missing
				case !elsewhere && by == Client && verb == VerbEnter:
					want = refusal.OwnJob
				case !elsewhere:
					want = refusal.Forbidden
				case len(rows) > 0:
					if err != nil {
						continue
					}
					succeeded[cell{s.State, verb, by}] = true
					if to := change.Contest.State; !slices.Contains(rows[0].To, to) && !(slices.Contains(rows[0].To, Same) && to == s.State) {
						t.Errorf("%s by %s led from %s to %s, the row says %v (%s)", verb, by, s.State, to, rows[0].To, s.path)
					}
					continue
				}
				if codeOf(err) != want {
					t.Errorf("%s by %s in %s: %v, not %s (%s)", verb, by, s.State, err, want, s.path)
				}
			}
		}
	})
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

// TestActionsAreWhatSucceeds compares the list that buttons are drawn from with
// what then really happens.
func TestActionsAreWhatSucceeds(t *testing.T) {
	explore(t, func(s situation) {
		for _, by := range []Role{Client, Worker} {
			listed := map[Verb]bool{}
			for _, a := range Actions(s.Contest, at(s.now, by)) {
				listed[a.Command] = true
			}
			for verb, cmd := range commandsOf(s.Contest) {
				_, err := Take(s.Contest, cmd, at(s.now, by))
				if listed[verb] != (err == nil) {
					t.Errorf("%s by %s in %s is listed: %v, but: %v (%s)", verb, by, s.State, listed[verb], err, s.path)
				}
			}
		}
	})
}

// TestNoStateHoldsMoneyForever lets everybody fall silent in every situation:
// within 90 days the contest is over, and holds nothing.
func TestNoStateHoldsMoneyForever(t *testing.T) {
	explore(t, func(s situation) {
		c := CatchUp(s.Contest, at(s.now.Add(90*24*time.Hour), Clock)).Contest
		if !c.Ended() || c.Held() != 0 || c.Next != (event.Due{}) {
			t.Errorf("after 90 days of silence: %s, %d held, next %+v (%s)", c.State, c.Held(), c.Next, s.path)
		}
	})
}

// TestMoneyIsConservedInEveryStep adds up what each command moves: what comes in
// is held, and what is held no more went to workers, to the client, or stands
// for a contract.
func TestMoneyIsConservedInEveryStep(t *testing.T) {
	count := func(before Contest, change Change, path string) {
		moved := money.Yen(0)
		for _, tr := range change.Transfers {
			if fault := tr.Record().Fault(); fault != "" {
				t.Error(fault)
			}
			for _, e := range tr.Entries() {
				if e.Account.Kind() == "escrow" {
					moved += e.Amount
				}
			}
		}
		awarded := money.Yen(0)
		for i, p := range change.Contest.Prizes {
			if p.State == PrizeAwarded && before.Prizes[i].State != PrizeAwarded {
				awarded += p.Amount
			}
		}
		if change.Contest.Held()-before.Held() != moved-awarded {
			t.Errorf("held %d, then %d; transfers moved %d, %d was awarded (%s)", before.Held(), change.Contest.Held(), moved, awarded, path)
		}
	}
	explore(t, func(s situation) {
		for verb, cmd := range commandsOf(s.Contest) {
			for _, by := range allRoles {
				if change, err := Take(s.Contest, cmd, at(s.now, by)); err == nil {
					count(s.Contest, change, s.path+" → "+string(verb))
				}
			}
		}
		if s.Next.At > 0 {
			count(s.Contest, CatchUp(s.Contest, at(s.Next.At, Clock)), s.path+" → "+s.Next.Kind)
		}
	})
}

// TestSharesAreThePrizeToTheYen splits at random (R8.1, R0.4).
func TestSharesAreThePrizeToTheYen(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
		c := Contest{Prizes: []Prize{{ID: "a", Amount: money.Yen(1 + random.Int64N(100_000)), State: PrizeHeld}, {ID: "b", Amount: 7, State: PrizeAwarded}, {ID: "c", Amount: money.Yen(1 + random.Int64N(50)), State: PrizeHeld}}}
		n := 1 + random.IntN(60)
		for i := range n {
			c.Entries = append(c.Entries, Entry{ID: fmt.Sprint(i), Number: i + 1, State: EntryValid})
			if random.IntN(4) == 0 {
				c.Entries[i].State = EntryWithdrawn
			}
		}
		valid := money.Yen(c.Count(EntryValid))
		sums, least, most := map[string]money.Yen{}, map[string]money.Yen{}, map[string]money.Yen{}
		first := ""
		for _, s := range c.Shares() {
			if first == "" {
				first = s.EntryID
			}
			if s.Amount < 1 || c.Entry(s.EntryID).State != EntryValid {
				t.Fatalf("a share of %d to %+v", s.Amount, c.Entry(s.EntryID))
			}
			sums[s.PrizeID] += s.Amount
			if s.EntryID != first {
				if least[s.PrizeID] == 0 || s.Amount < least[s.PrizeID] {
					least[s.PrizeID] = s.Amount
				}
				most[s.PrizeID] = max(most[s.PrizeID], s.Amount)
			}
		}
		for _, p := range c.Prizes {
			switch {
			case p.State != PrizeHeld || valid == 0:
				if sums[p.ID] != 0 {
					t.Fatalf("%s was shared", p.ID)
				}
			case sums[p.ID] != p.Amount || least[p.ID] != most[p.ID] || most[p.ID] > 0 && most[p.ID] != p.Amount/valid:
				t.Fatalf("%d among %d: %d in all, %d to %d each", p.Amount, valid, sums[p.ID], least[p.ID], most[p.ID])
			}
		}
	}
}

// TestTakeNeverChangesWhatItIsGiven guards that deciding is pure.
func TestTakeNeverChangesWhatItIsGiven(t *testing.T) {
	explore(t, func(s situation) {
		before := written(t, s.Contest)
		for _, cmd := range commandsOf(s.Contest) {
			for _, by := range allRoles {
				_, _ = Take(s.Contest, cmd, at(s.now, by))
			}
		}
		CatchUp(s.Contest, at(s.now.Add(90*24*time.Hour), Clock))
		if after := written(t, s.Contest); after != before {
			t.Fatalf("the contest was changed: %s, before %s", after, before)
		}
	})
}

func written(t *testing.T, c Contest) string {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTheMachineIsSound checks the table itself.
func TestTheMachineIsSound(t *testing.T) {
	if err := Machine.Check(); err != nil {
		t.Error(err)
	}
}
