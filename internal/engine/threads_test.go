package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var paper = message.File{Name: "原稿.pdf", Type: "application/pdf", Size: 10, SHA256: strings.Repeat("a", 64)}

// refusedWith is the code with which somebody is refused; empty when they are not.
func (r *raced) refusedWith(who string, cmd transact.Command) refusal.Code {
	r.t.Helper()
	_, err := r.engines[0].Door.Do(context.Background(), transact.Request{Actor: r.people[who], Command: cmd})
	var no *refusal.Refusal
	if err != nil && !errors.As(err, &no) {
		r.t.Fatal(err)
	}
	if no == nil {
		return ""
	}
	return no.Code
}

func (r *raced) upload(who string) string {
	r.t.Helper()
	return r.do(who, transact.AttachFile{ContractID: r.contract, File: paper}).(message.Attachment).ID
}

func onEachStore(t *testing.T, test func(r *raced, s store.Store)) {
	for i, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			s := kind.open(t, t.TempDir())
			e := open(t, s, byte(i))
			t.Cleanup(func() {
				e.Close()
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			test(newRace(t, e), s)
		})
	}
}

// TestFilesWithoutAnEscrowNeedAWordMore is R2.4: a lock, not advice.
func TestFilesWithoutAnEscrowNeedAWordMore(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		r.form(10_000)
		file := r.upload("worker")
		send := transact.WriteMessage{ContractID: r.contract, Body: "原稿です", Attachments: []string{file}}
		if code := r.refusedWith("worker", send); code != refusal.UnfundedFilesUnconfirmed {
			t.Fatalf("files without an escrow: %q", code)
		}
		if a, err := s.Attachment(t.Context(), file); err != nil || !a.Unsent() {
			t.Errorf("the file went out: %+v, %v", a, err)
		}
		r.do("worker", transact.WriteMessage{ContractID: r.contract, Body: "文だけ"})
		send.Confirmed = true
		m := r.do("worker", send).(message.Message)
		if a, err := s.Attachment(t.Context(), file); err != nil || a.SentIn != m.ID {
			t.Errorf("the file did not go out: %+v, %v", a, err)
		}
		r.fund()
		r.do("worker", transact.WriteMessage{ContractID: r.contract, Attachments: []string{r.upload("worker")}})
	})
}

func TestADeliveryCarriesItsFiles(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		r.form(10_000)
		r.fund()
		mine, theirs := r.upload("worker"), r.upload("client")
		deliver := func(files ...string) transact.OnContract {
			return transact.OnContract{ContractID: r.contract, Command: contract.Deliver{Note: "納品", Files: files}}
		}
		for what, files := range map[string][]string{
			"somebody else's": {theirs}, "one that is not there": {"att_000000000000000000000000"}, "one twice": {mine, mine},
		} {
			if code := r.refusedWith("worker", deliver(files...)); code != refusal.ValidationFailed {
				t.Errorf("%s: %q", what, code)
			}
		}
		r.do("worker", deliver(mine, "https://example.jp/a", "att_1"))
		events, err := s.Events(t.Context(), r.contract, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		last := events[len(events)-1]
		carried, err := s.Attachments(t.Context(), []string{last.ID})
		if err != nil || len(carried) != 1 || carried[0].ID != mine || !strings.Contains(last.JSON, mine) {
			t.Errorf("the delivery %s carries %+v, %v", last.JSON, carried, err)
		}
		if _, err := store.ReadableAttachment(t.Context(), s, mine, r.people["client"].Account); err != nil {
			t.Errorf("the client cannot read what was delivered: %v", err)
		}
		if code := r.refusedWith("worker", transact.WriteMessage{ContractID: r.contract, Attachments: []string{mine}}); code != refusal.ValidationFailed {
			t.Errorf("a file sent twice: %q", code)
		}
	})
}

func TestFilesBelongToTheTwoSides(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		r.form(10_000)
		c, err := s.Contract(t.Context(), r.contract)
		if err != nil {
			t.Fatal(err)
		}
		many := make([]string, 21)
		for i := range many {
			many[i] = r.upload("client")
		}
		for what, try := range map[string]struct {
			who  string
			cmd  transact.Command
			want refusal.Code
		}{
			"an operator attaches":          {"operator", transact.AttachFile{ContractID: r.contract, File: paper}, refusal.Forbidden},
			"a stranger attaches":           {"operator", transact.AttachFile{ProposalID: c.ProposalID, File: paper}, refusal.Missing},
			"to no contract":                {"client", transact.AttachFile{ContractID: "ctr_x", File: paper}, refusal.Missing},
			"too many":                      {"client", transact.WriteMessage{ContractID: r.contract, Attachments: many, Confirmed: true}, refusal.ValidationFailed},
			"a stranger reads":              {"operator", transact.MarkRead{Thread: c.ProposalID, Upto: "msg_000000000000000000000000"}, refusal.Missing},
			"nobody reads what is no more":  {"client", transact.MarkRead{Thread: c.ProposalID, Upto: "x"}, refusal.ValidationFailed},
			"twenty files are not too many": {"client", transact.WriteMessage{ContractID: r.contract, Attachments: many[:20], Confirmed: true}, ""},
		} {
			if code := r.refusedWith(try.who, try.cmd); code != try.want {
				t.Errorf("%s: %q", what, code)
			}
		}
	})
}

func TestNobodyHasReadWhatIsNotWrittenYet(t *testing.T) {
	onEachStore(t, func(r *raced, s store.Store) {
		posted := r.do("client", transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", BudgetAmount: 1}}).(job.Job)
		thread := r.do("worker", transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 1}}).(job.Proposal).ID
		r.do("worker", transact.WriteMessage{ProposalID: thread, Body: "一"})
		r.do("client", transact.MarkRead{Thread: thread, Upto: "msg_" + strings.Repeat("z", 24)})
		unread := func(want int) {
			t.Helper()
			got, err := s.UnreadMessages(t.Context(), r.people["client"].Account)
			if err != nil || got[thread] != want {
				t.Errorf("%d are unread, not %d, %v", got[thread], want, err)
			}
		}
		unread(0)
		r.do("worker", transact.WriteMessage{ProposalID: thread, Body: "二"})
		unread(1)
		file := r.do("worker", transact.AttachFile{ProposalID: thread, File: paper}).(message.Attachment)
		m := r.do("worker", transact.WriteMessage{ProposalID: thread, Body: "見本", Attachments: []string{file.ID}}).(message.Message)
		r.do("client", transact.MarkRead{Thread: thread, Upto: m.ID})
		unread(0)
	})
}
