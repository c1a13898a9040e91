package outbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// states are the mails of one kind, in order of their time, and whether each
// arrived; it fails where these two differ.
func (h *house) states(kind notice.Kind) (states []notice.MailState) {
	h.t.Helper()
	letters := strings.Join(h.office.letters(), "\n")
	var found []notice.Notice
	for id, n := range h.notices() {
		if arrived := strings.Contains(letters, id); arrived != (n.Mail == notice.Sent) {
			h.t.Errorf("%s (%s) is %s, arrived: %v", id, n.Kind, n.Mail, arrived)
		}
		if n.Kind == kind {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b notice.Notice) int { return strings.Compare(a.ID, b.ID) })
	for _, n := range found {
		states = append(states, n.Mail)
	}
	return states
}

func (h *house) on(as string, cmd contract.Command) {
	h.t.Helper()
	h.do(as, transact.OnContract{ContractID: h.contract, Command: cmd})
}

func (h *house) fund(room store.Room, id string) {
	h.t.Helper()
	if _, err := h.engine.Cashier.Fund(h.t.Context(), contract.Actor{Account: h.people["client"].ID}, room, id, nil); err != nil {
		h.t.Fatal(err)
	}
}

var operator = account.Account{Name: "operator", Email: "operator@example.jp", Roles: account.AllRolesIf(true)}

// TestMailWhoseReasonHasGoneIsNotSent closes the office for some days, in which
// people do on the site what the waiting mail asks for, or take back what it tells
// of: it is superseded. What still stands is sent when the office opens again
// (R11.4, R6.7).
func TestMailWhoseReasonHasGoneIsNotSent(t *testing.T) {
	const day = 24 * time.Hour
	var (
		sent = []notice.MailState{notice.Sent}
		gone = []notice.MailState{notice.Superseded}
	)
	posted := job.Job{Format: job.Contest, Title: "ロゴ", Description: "店のロゴ", Category: "デザイン"}
	for _, test := range []struct {
		what   string
		closed func(*house) // while the office is closed
		want   map[notice.Kind][]notice.MailState
	}{
		{"the work was accepted", func(h *house) {
			h.fund(store.ContractRoom, h.contract)
			h.on("worker", contract.Deliver{Note: "納品します"})
			h.pass(day + 10*time.Hour)
			h.on("client", contract.Accept{})
		}, map[notice.Kind][]notice.MailState{"delivery.made": gone, "inspection.reminder": gone, "contract.completed": {notice.Sent, notice.NoMail}}},
		{"the work still awaits inspection", func(h *house) {
			h.fund(store.ContractRoom, h.contract)
			h.on("worker", contract.Deliver{Note: "納品します"})
			h.pass(day)
		}, map[notice.Kind][]notice.MailState{"delivery.made": sent}},
		{"the request to end was withdrawn", func(h *house) {
			h.fund(store.ContractRoom, h.contract)
			h.on("client", contract.RequestTermination{Reason: "都合", WorkerAmount: 1})
			h.pass(day + 10*time.Hour)
			h.on("client", contract.WithdrawTermination{})
		}, map[notice.Kind][]notice.MailState{"termination.requested": gone, "termination.reminder": gone, "termination.withdrawn": sent}},
		{"another request to end took its place", func(h *house) {
			h.fund(store.ContractRoom, h.contract)
			h.on("client", contract.RequestTermination{Reason: "都合", WorkerAmount: 1})
			h.pass(time.Hour)
			h.on("client", contract.WithdrawTermination{})
			h.on("client", contract.RequestTermination{Reason: "都合"})
		}, map[notice.Kind][]notice.MailState{"termination.requested": {notice.Superseded, notice.Sent}}},
		{"the change was declined", func(h *house) {
			h.on("client", contract.RequestChange{Amount: new(money.Yen(60_000)), Reason: "増えたため"})
			h.pass(time.Hour)
			h.on("worker", contract.DeclineChange{Reason: "このままで"})
		}, map[notice.Kind][]notice.MailState{"change.requested": gone, "change.declined": sent}},
		{"the nudged side has written", func(h *house) {
			h.do("client", transact.WriteMessage{ContractID: h.contract, Body: "いますか"})
			if _, err := h.engine.Sandbox.Advance(h.t.Context(), h.now().FormedAt.Add(73*time.Hour)); err != nil {
				h.t.Fatal(err)
			}
			h.on("client", contract.RequestNudge{})
			h.on("operator", contract.ApproveNudge{})
			h.pass(time.Hour)
			h.do("worker", transact.WriteMessage{ContractID: h.contract, Body: "います"})
		}, map[notice.Kind][]notice.MailState{"nudge.received": gone, "nudge.approved": sent}},
		{"the wish to talk outside was withdrawn", func(h *house) {
			h.do("client", transact.AskOutside{ContractID: h.contract, Means: "電話", Reason: "図面の相談"})
			h.pass(time.Hour)
			h.do("client", transact.OnOutside{ContractID: h.contract, Verb: outside.VerbWithdraw})
		}, map[notice.Kind][]notice.MailState{"contact.requested": gone}},
		{"the escrow was paid", func(h *house) {
			h.pass(4 * day)
			h.fund(store.ContractRoom, h.contract)
		}, map[notice.Kind][]notice.MailState{"escrow.due": gone}},
		{"the contest was paid for", func(h *house) {
			until := h.engine.Calendar.EndOfDays(h.now().FormedAt, 30)
			c := h.do("client", transact.PostContest{Job: posted, Rules: contest.Rules{EntriesUntil: until, Guaranteed: 1, InspectionDays: 3, RevisionRounds: 1}, Prizes: []money.Yen{1_000}}).(transact.Competition)
			h.pass(4 * day)
			h.fund(store.ContestRoom, c.Job.ID)
		}, map[notice.Kind][]notice.MailState{"contest.escrow_due": gone, "contest.funded": sent}},
		{"the task was paid for", func(h *house) {
			until := h.engine.Calendar.EndOfDays(h.now().FormedAt, 30)
			e := h.do("client", transact.PostTask{Job: posted, Rules: task.Rules{
				UnitPrice: 110, Count: 1, Minutes: 30, PerWorker: 1, AnswersUntil: until, Questions: []task.Question{{Kind: task.Text, Label: "感想", Required: true, Longest: 100}},
			}}).(transact.Errand)
			h.pass(4 * day)
			h.fund(store.TaskRoom, e.Job.ID)
		}, map[notice.Kind][]notice.MailState{"task.escrow_due": gone, "task.funded": sent}},
	} {
		t.Run(test.what, func(t *testing.T) {
			each(t, func(t *testing.T, h *house) {
				h.people["operator"] = h.do("", transact.OpenAccount{Account: operator, Token: "operator"}).(account.Account)
				h.office.answer(busy)
				h.form()
				test.closed(h)
				h.office.answer(nil)
				h.pass(day + time.Hour) // longer than the pauses have grown to
				for kind, want := range test.want {
					if got := h.states(kind); !slices.Equal(got, want) {
						t.Errorf("%s is %v, not %v", kind, got, want)
					}
				}
			})
		})
	}
}

// TestARequestToEndIsHeardThoughItsMailWasLate: what still stands is sent late, and
// then silence counts as it always does (R6.4, R11.4).
func TestARequestToEndIsHeardThoughItsMailWasLate(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.office.answer(busy)
		h.asked()
		due := h.now().Termination.DueAt
		h.pass(10 * time.Hour)
		h.office.answer(nil)
		h.pass(24 * time.Hour)
		if got := h.states("termination.requested"); !slices.Equal(got, []notice.MailState{notice.Sent}) || !h.now().Termination.Reached {
			t.Errorf("the request's mail is %v, heard: %v", got, h.now().Termination.Reached)
		}
		h.pass(7 * 24 * time.Hour)
		if c := h.now(); c.State != contract.Terminated || c.Since != due {
			t.Errorf("%s at %s, due at %s", c.State, c.Since, due)
		}
	})
}
