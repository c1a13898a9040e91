package memory

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
	"azukari/internal/store/storetest"
)

func TestMemoryIsAStore(t *testing.T) {
	storetest.Run(t, func(testing.TB) store.Store { return New() })
}

// TestNothingThatIsHandedOutLeadsBackIn writes over everything that points
// somewhere: what was read, what was loaded, and what was written.
func TestNothingThatIsHandedOutLeadsBackIn(t *testing.T) {
	s := furnished(t)
	days := 3
	j := read(t, s).Jobs[0]
	offer := job.Offer{Amount: 1, Conditions: job.Conditions{
		Criteria: []string{"誤字がない"}, InspectionDays: &days, RevisionRounds: &days, Milestones: []job.Milestone{{Title: "前半"}},
	}}
	written := job.Proposal{ID: "prp_x", JobID: j.ID, ClientID: j.ClientID, WorkerID: read(t, s).Contracts[0].WorkerID, Own: offer, Offer: offer}
	answer := store.Answer{Key: "x", Body: []byte("はい")}
	must(t, write(t, s, store.Changes{Proposals: []job.Proposal{written}, Answers: []store.Answer{answer}}))
	kept := read(t, s)
	before := encoded(t, kept)
	var ids store.Names
	for _, c := range kept.Contracts {
		ids.Contracts = append(ids.Contracts, c.ID)
	}

	spoilProposal(written)
	clear(answer.Body)
	spoil(read(t, s))
	must(t, s.Write(t.Context(), ids, func(rows store.Rows) (store.Changes, error) {
		for _, c := range rows.Contracts {
			spoilContract(c)
		}
		return store.Changes{}, nil
	}))
	for _, c := range kept.Contracts {
		listed, err := s.Events(t.Context(), c.ID, store.Page{})
		must(t, err)
		clear(listed)
		said, err := s.Messages(t.Context(), c.ProposalID, store.Page{})
		must(t, err)
		clear(said)
	}
	if diff := cmp.Diff(before, encoded(t, read(t, s))); diff != "" {
		t.Errorf("writing over copies changed what is kept (-before +after):\n%s", diff)
	}
}

// encoded is a copy that nothing can lead into.
func encoded(t *testing.T, c contents) string {
	t.Helper()
	text, err := json.MarshalIndent(c, "", " ")
	must(t, err)
	return string(text)
}

func spoil(c contents) {
	for _, p := range c.Proposals {
		spoilProposal(p)
	}
	for _, one := range c.Contracts {
		spoilContract(one)
	}
	for _, t := range c.Transfers {
		clear(t.Entries)
	}
	for _, a := range c.Answers {
		clear(a.Body)
	}
	clear(c.Attempts)
}

func spoilProposal(p job.Proposal) {
	for _, c := range []job.Conditions{p.Own.Conditions, p.Offer.Conditions} {
		clear(c.Criteria)
		clear(c.Milestones)
		for _, n := range []*int{c.InspectionDays, c.RevisionRounds} {
			if n != nil {
				*n = -1
			}
		}
	}
}

func spoilContract(c contract.Contract) {
	clear(c.Criteria)
	clear(c.Milestones)
	if c.Nudge != nil {
		*c.Nudge = contract.Nudge{}
	}
	if c.Termination != nil {
		*c.Termination = contract.Termination{}
	}
	if c.Dispute != nil {
		*c.Dispute = contract.Dispute{}
	}
	if c.Payment != nil {
		*c.Payment = contract.Payment{}
	}
}

// TestADecisionMayRead reads the clock where the door does: while it decides.
func TestADecisionMayRead(t *testing.T) {
	s := New()
	must(t, write(t, s, store.Changes{Clock: 5}))
	must(t, s.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) {
		at, err := s.Clock(t.Context())
		return store.Changes{Clock: at + 1}, err
	}))
	if at, err := s.Clock(t.Context()); err != nil || at != 6 {
		t.Errorf("the clock stands at %d, %v", at, err)
	}
}

// TestReadersSeeAllOfAWriteOrNothing sums the book up while money comes in: it
// is always balanced.
func TestReadersSeeAllOfAWriteOrNothing(t *testing.T) {
	s := furnished(t)
	event, client := read(t, s).Events[0], read(t, s).Accounts[0].ID
	from := ledger.Origin{Cause: event.ID, Subject: event.SubjectID, At: 1}
	var writing sync.WaitGroup
	defer writing.Wait()
	begun := make(chan struct{})
	writing.Go(func() {
		close(begun)
		for n := range 300 {
			id := fmt.Sprint(n)
			if err := write(t, s, store.Changes{Transfers: []ledger.Transfer{ledger.Deposit("tfr_"+id, from, "pmt_"+id, client, 1)}}); err != nil {
				t.Error(err)
			}
		}
	})
	<-begun
	for range 300 {
		var sum money.Yen
		must(t, s.Scan(t.Context(), store.Scan{Balance: func(b ledger.Balance) error { sum += b.Amount; return nil }}))
		if sum != 0 {
			t.Fatalf("the book sums to %d", sum)
		}
	}
}

// TestAPageWithoutALimitHasEverything asks each list that has a limit.
func TestAPageWithoutALimitHasEverything(t *testing.T) {
	s := furnished(t)
	const ever = calendar.Instant(1) << 60
	contracts, err := s.Contracts(t.Context(), store.ContractQuery{}, store.Page{})
	must(t, err)
	due, err := s.Due(t.Context(), 0, ever, 0)
	must(t, err)
	mail, err := s.QueuedMail(t.Context(), ever, -1)
	must(t, err)
	if len(contracts) != len(s.contracts.rows) || len(due) < 2 || len(mail) < 2 {
		t.Errorf("%d contracts, %d due, %d mails", len(contracts), len(due), len(mail))
	}
	if !slices.IsSortedFunc(due, func(a, b store.Due) int { return int(a.At - b.At) }) {
		t.Errorf("what is due is not in order: %+v", due)
	}
	forgotten, err := s.PurgeAnswers(t.Context(), ever, 0)
	if err != nil || forgotten != 1 {
		t.Errorf("%d answers were forgotten, %v", forgotten, err)
	}
}
