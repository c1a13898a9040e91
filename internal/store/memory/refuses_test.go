package memory

import (
	"errors"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// Which contracts a test begins with.
var (
	nudged     = func(c contract.Contract) bool { return c.Nudge.Open() }
	asked      = func(c contract.Contract) bool { return c.Termination.Open() }
	changing   = func(c contract.Contract) bool { return c.Amendment.Open() }
	disputed   = func(c contract.Contract) bool { return c.Dispute.Open() }
	ordered    = func(c contract.Contract) bool { return c.Payment != nil && c.Payment.State == contract.PaymentOrdered }
	inProgress = func(c contract.Contract) bool { return c.State == contract.InProgress }
)

// TestWhatTheCodeShouldNeverDoIsRefused takes a furnished contract, changes it
// in one impossible way, and finds everything as it was.
func TestWhatTheCodeShouldNeverDoIsRefused(t *testing.T) {
	cases := []struct {
		claim  string
		begin  func(contract.Contract) bool
		change func(*contract.Contract)
		again  bool // the door is told to try again
	}{
		{"a second open nudge", nudged, func(c *contract.Contract) { c.Nudge.ID = "ndg_x" }, true},
		{"a second open termination", asked, func(c *contract.Contract) { c.Termination.ID = "trm_x" }, true},
		{"a second change under way", changing, func(c *contract.Contract) { c.Amendment.ID = "chg_x" }, true},
		{"a change to terms that are not kept", changing, func(c *contract.Contract) { c.Amendment.TermsHash = "h" }, false},
		{"bonuses above all pay", inProgress, func(c *contract.Contract) { c.Paid.Bonus++ }, false},
		{"a second dispute", disputed, func(c *contract.Contract) { c.Dispute.ID = "dsp_x" }, true},
		{"a second ordered payment", ordered, func(c *contract.Contract) { c.Payment.ID = "pmt_x" }, true},
		{"one operator confirming alone", disputed, func(c *contract.Contract) {
			c.Dispute.ProposedBy, c.Dispute.ResolvedBy = c.ClientID, c.ClientID
		}, false},
		{"a decision by nobody", nudged, func(c *contract.Contract) { c.Nudge.DecidedBy = "acc_x" }, false},
		{"a contract with oneself", inProgress, func(c *contract.Contract) { c.WorkerID = c.ClientID }, false},
		{"a contract of an unknown worker", inProgress, func(c *contract.Contract) { c.WorkerID = "acc_x" }, false},
		{"pay that does not add up", inProgress, func(c *contract.Contract) { c.Paid.Gross++ }, false},
		{"an escrow funded in part", inProgress, func(c *contract.Contract) { c.Milestones[0].Funded-- }, false},
		{"an end without an ending", inProgress, func(c *contract.Contract) { c.EndedBy = contract.ByClient }, false},
		{"a due instant without a kind", inProgress, func(c *contract.Contract) { c.Next = contract.Due{At: 1} }, false},
	}
	for _, test := range cases {
		s := furnished(t)
		before := having(t, s, test.begin)
		kept := read(t, s)
		after := copiedContract(before)
		after.Version++
		test.change(&after)
		err := write(t, s, store.Changes{Clock: 1, Contracts: []store.ContractChange{{Before: &before, After: after}}})
		if err == nil || errors.Is(err, store.ErrRetry) != test.again {
			t.Errorf("%s: %v", test.claim, err)
		}
		unchanged(t, test.claim, kept, read(t, s))
	}
}

// TestRowsOfNothingAndRowsWrittenTwiceAreRefused adds one row each, behind rows
// that could be kept by themselves.
func TestRowsOfNothingAndRowsWrittenTwiceAreRefused(t *testing.T) {
	s := furnished(t)
	kept := read(t, s)
	c, link, tried, held := having(t, s, inProgress), kept.Events[0], kept.Attempts[0], kept.Transfers[0]
	from := ledger.Origin{Cause: link.ID, Subject: link.SubjectID, At: 1}
	deposit := func(id, payment, client string, from ledger.Origin) store.Changes {
		return store.Changes{Transfers: []ledger.Transfer{ledger.Deposit(id, from, payment, client, 1)}}
	}
	cases := []struct {
		claim   string
		changes store.Changes
		again   bool
	}{
		{"an account twice", store.Changes{Accounts: kept.Accounts[:1]}, false},
		{"a token of nobody", store.Changes{Tokens: []account.Token{{Hash: "h", AccountID: "acc_x"}}}, false},
		{"a job of nobody", store.Changes{Jobs: []job.Job{{ID: "job_x", ClientID: "acc_x"}}}, false},
		{"a proposal for no job", store.Changes{Proposals: []job.Proposal{{ID: "prp_x", JobID: "job_x", ClientID: c.ClientID, WorkerID: c.WorkerID}}}, false},
		{"a proposal to oneself", store.Changes{Proposals: []job.Proposal{{ID: "prp_x", JobID: c.JobID, ClientID: c.ClientID, WorkerID: c.ClientID}}}, false},
		{"a contract twice", store.Changes{Contracts: []store.ContractChange{{After: c}}}, false},
		{"terms twice", store.Changes{Terms: []store.Terms{{ContractID: c.ID, SHA256: c.TermsHash}}}, false},
		{"terms of no contract", store.Changes{Terms: []store.Terms{{ContractID: "ctr_x"}}}, false},
		{"an event of no contract", store.Changes{Events: []store.Event{{SubjectID: "ctr_x", Fact: event.Fact{ID: "evt_x", Seq: 1}}}}, false},
		{"an event twice", store.Changes{Events: []store.Event{link}}, false},
		{"a fork in a chain", store.Changes{Events: []store.Event{{SubjectID: link.SubjectID, Fact: event.Fact{ID: "evt_x", Seq: link.Seq}}}}, true},
		{"a message in no thread", store.Changes{Messages: []message.Message{{ID: "msg_x", Thread: "prp_x"}}}, false},
		{"a message twice", store.Changes{Messages: kept.Messages[:1]}, false},
		{"a notice to nobody", store.Changes{Notices: []notice.Notice{{ID: "ntf_x", AccountID: "acc_x"}}}, false},
		{"a try of no notice", store.Changes{Attempts: []store.MailAttempt{{NoticeID: "ntf_x", Try: 1}}}, false},
		{"a try twice", store.Changes{Attempts: []store.MailAttempt{tried}}, false},
		{"a payout of nobody", store.Changes{Payouts: []payout.Payout{{ID: "pay_x", AccountID: "acc_x"}}}, false},
		{"a payout twice", store.Changes{Payouts: kept.Payouts[:1]}, false},
		{"an answer that was not read", store.Changes{Answers: kept.Answers[:1]}, true},
		{"an answer twice", store.Changes{Answers: []store.Answer{{Key: "x", At: 1}, {Key: "x", At: 1}}}, true},
		{"a transfer twice", deposit(held.ID, "pmt_x", c.ClientID, from), false},
		{"a key twice", store.Changes{Transfers: []ledger.Transfer{
			ledger.Deposit("tfr_x", from, "pmt_x", c.ClientID, 1), ledger.Deposit("tfr_y", from, "pmt_x", c.ClientID, 1),
		}}, true},
		{"a transfer of nothing", store.Changes{Transfers: make([]ledger.Transfer, 1)}, false},
		{"a transfer to an unknown account", deposit("tfr_x", "pmt_x", "acc_x", from), false},
		{"a transfer by no event", deposit("tfr_x", "pmt_x", c.ClientID, ledger.Origin{Cause: "evt_x", Subject: c.ID}), false},
		{"a transfer by no payout", deposit("tfr_x", "pmt_x", c.ClientID, ledger.Origin{Cause: "pay_x"}), false},
		{"a debt", store.Changes{Transfers: []ledger.Transfer{ledger.PayOut("tfr_x", from, "pay_x", c.ClientID, 1_000_000)}}, false},
	}
	for _, test := range cases {
		test.changes.Clock = kept.Clock + 1
		err := write(t, s, test.changes)
		if err == nil || errors.Is(err, store.ErrRetry) != test.again {
			t.Errorf("%s: %v", test.claim, err)
		}
		unchanged(t, test.claim, kept, read(t, s))
	}
}

// TestARefusedBatchLeavesNothing writes one row of each kind before a transfer
// that cannot be.
func TestARefusedBatchLeavesNothing(t *testing.T) {
	s := furnished(t)
	kept := read(t, s)
	before := having(t, s, inProgress)
	after := copiedContract(before)
	after.Version++
	after.Criteria = append(after.Criteria, "もう一つ")
	after.Nudge = &contract.Nudge{ID: "ndg_x", State: contract.NudgeRequested, By: contract.Client}
	formed := copiedContract(before)
	formed.ID, formed.Milestones = "ctr_x", []contract.Milestone{{ID: "mst_x", Amount: 1}}
	fact := event.Fact{ID: "evt_x", Seq: 1, Hash: "x"}
	from := ledger.Origin{Cause: "evt_x", Subject: "ctr_x"}
	j, p, n := kept.Jobs[0], kept.Proposals[0], kept.Notices[0]
	j.Version, p.Version, n.ReadAt = 9, 9, 9
	err := write(t, s, store.Changes{
		Clock:     1,
		Accounts:  []account.Account{{ID: "acc_x"}},
		Tokens:    []account.Token{{Hash: "x", Kind: account.Bearer, AccountID: "acc_x"}},
		Jobs:      []job.Job{j},
		Proposals: []job.Proposal{p},
		Contracts: []store.ContractChange{{Before: &before, After: after}, {After: formed}},
		Terms:     []store.Terms{{ContractID: "ctr_x", SHA256: "h", Document: "x"}},
		Events:    []store.Event{{SubjectID: "ctr_x", Fact: fact}},
		Messages:  []message.Message{{ID: "msg_x", Thread: p.ID}},
		Payouts:   []payout.Payout{{ID: "pay_x", AccountID: "acc_x"}},
		Notices:   []notice.Notice{n},
		Attempts:  []store.MailAttempt{{NoticeID: n.ID, Try: 9}},
		Answers:   []store.Answer{{Key: "x"}},
		Transfers: []ledger.Transfer{ledger.Deposit("tfr_x", from, "pmt_x", "acc_x", 5), ledger.Hold("tfr_y", from, "mst_x", "acc_x", 6)},
	})
	if err == nil {
		t.Fatal("a batch with a debt was kept")
	}
	unchanged(t, "the refused batch", kept, read(t, s))
	if _, _, err := s.AccountByToken(t.Context(), "x", 0); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the token of a refused batch: %v", err)
	}
	if of, err := s.ContractOfNudge(t.Context(), "ndg_x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the nudge of a refused batch is of %q, %v", of, err)
	}
}

// TestAnAnswerIsReplacedOnceInABatch reads an answer and gives two new ones.
func TestAnAnswerIsReplacedOnceInABatch(t *testing.T) {
	s := furnished(t)
	kept := read(t, s)
	again := kept.Answers[0]
	err := s.Write(t.Context(), store.Names{Answers: []string{again.Key}}, func(store.Rows) (store.Changes, error) {
		again.At++
		return store.Changes{Answers: []store.Answer{again, again}}, nil
	})
	if !errors.Is(err, store.ErrRetry) {
		t.Errorf("two answers to one key: %v", err)
	}
	unchanged(t, "the second answer", kept, read(t, s))
}

// TestOnlyTheEndOfABatchCounts empties an account before it is filled.
func TestOnlyTheEndOfABatchCounts(t *testing.T) {
	s := furnished(t)
	c, link := having(t, s, inProgress), read(t, s).Events[0]
	client := ledger.User(c.ClientID)
	had, err := s.Balance(t.Context(), client)
	must(t, err)
	from := ledger.Origin{Cause: link.ID, Subject: link.SubjectID, At: calendar.Instant(1)}
	must(t, write(t, s, store.Changes{Transfers: []ledger.Transfer{
		ledger.PayOut("tfr_x", from, "pay_x", c.ClientID, had+5), ledger.Deposit("tfr_y", from, "pmt_x", c.ClientID, 5),
	}}))
	if got, err := s.Balance(t.Context(), client); err != nil || got != 0 {
		t.Errorf("the client stands at %d, %v", got, err)
	}
}
