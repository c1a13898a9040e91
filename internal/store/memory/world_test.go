package memory

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/store"
	"azukari/internal/store/storetest"
)

// furnished is a store with some of everything in it.
func furnished(t *testing.T) *Store {
	t.Helper()
	s := New()
	storetest.Furnish(t, s)
	return s
}

// contents is everything that can be read of a store, but for its tokens.
type contents struct {
	Clock     calendar.Instant
	Accounts  []account.Account
	Jobs      []job.Job
	Proposals []job.Proposal
	Balances  []ledger.Balance
	Contracts []contract.Contract
	Events    []store.Event
	Transfers []ledger.Posted
	Messages  []message.Message
	Payouts   []payout.Payout
	Notices   []notice.Notice
	Attempts  []store.MailAttempt
	Answers   []store.Answer
	Terms     []store.Terms

	Attachments []message.Attachment
	Marks       []message.Mark
	Ratings     []rating.Rating
	Reports     []report.Report
	Outside     []outside.Request
}

func read(t *testing.T, s *Store) (c contents) {
	t.Helper()
	must(t, s.Scan(t.Context(), store.Scan{
		Account: into(&c.Accounts), Job: into(&c.Jobs), Proposal: into(&c.Proposals), Balance: into(&c.Balances),
		Contract: into(&c.Contracts), Event: into(&c.Events), Transfer: into(&c.Transfers), Message: into(&c.Messages),
		Payout: into(&c.Payouts), Notice: into(&c.Notices), Answer: into(&c.Answers),
		Attachment: into(&c.Attachments), Mark: into(&c.Marks), Rating: into(&c.Ratings),
		Report: into(&c.Reports), Outside: into(&c.Outside),
	}))
	for _, n := range c.Notices {
		tries, err := s.Attempts(t.Context(), n.ID)
		must(t, err)
		c.Attempts = append(c.Attempts, tries...)
	}
	c.Terms = s.terms.everything()
	at, err := s.Clock(t.Context())
	must(t, err)
	c.Clock = at
	return c
}

func into[T any](rows *[]T) func(T) error {
	return func(one T) error {
		*rows = append(*rows, one)
		return nil
	}
}

func unchanged(t *testing.T, what string, before, after contents) {
	t.Helper()
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("%s changed what is kept (-before +after):\n%s", what, diff)
	}
}

func write(t *testing.T, s *Store, c store.Changes) error {
	t.Helper()
	return s.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) { return c, nil })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// having is the first furnished contract that is so.
func having(t *testing.T, s *Store, is func(contract.Contract) bool) contract.Contract {
	t.Helper()
	for _, c := range read(t, s).Contracts {
		if is(c) {
			return c
		}
	}
	t.Fatal("no furnished contract is so")
	return contract.Contract{}
}
