package outbox_test

import (
	"errors"
	"io"
	"log"
	"net"
	"net/mail"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/engine"
	smtpmail "azukari/internal/engine/mail"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
	"azukari/internal/store/sqlstore"
)

// office is a real mail server that says no until it is told otherwise.
type office struct {
	mu     sync.Mutex
	no     error    // its answer to every letter
	notYou error    // its answer to whoever sends
	ids    []string // Message-ID of every letter it was shown
	took   []string // Message-ID and recipient of every letter it took
}

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{office: o}, nil }

func (o *office) answer(no error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.no = no
}

func (o *office) turnAway(notYou error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.notYou = notYou
}

func (o *office) shown() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.ids)
}

func (o *office) letters() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.took)
}

type session struct {
	office *office
	to     string
}

func (s *session) Reset()        { s.to = "" }
func (s *session) Logout() error { return nil }

func (s *session) Mail(string, *smtp.MailOptions) error {
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	return s.office.notYou
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	letter, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	o := s.office
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ids = append(o.ids, letter.Header.Get("Message-Id"))
	if o.no != nil {
		return o.no
	}
	o.took = append(o.took, letter.Header.Get("Message-Id")+" "+s.to)
	return nil
}

// A house is an engine whose mail goes to the office; two people, one contract.
type house struct {
	t        *testing.T
	engine   *engine.Engine
	office   *office
	contract string
	people   map[string]account.Account
}

var start = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

func open(t *testing.T, kept store.Store) *house {
	t.Helper()
	h := &house{t: t, office: &office{}, people: map[string]account.Account{}}
	server := smtp.NewServer(h.office)
	server.Domain, server.ErrorLog = "office.example", log.New(io.Discard, "", 0)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	t.Cleanup(func() {
		if err := errors.Join(l.Close(), server.Close()); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
		<-served
	})
	sender, err := smtpmail.NewSMTP(smtpmail.Config{
		Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, From: "azukari <no-reply@azukari.example>", TLS: smtpmail.NoTLS,
	}, func() time.Time { return start })
	if err != nil {
		t.Fatal(err)
	}
	h.engine, err = engine.Open(t.Context(), engine.Options{Store: kept, Mail: sender, Sandbox: true, Start: calendar.Of(start), Host: "azukari.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		h.engine.Close()
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, name := range []string{"client", "worker"} {
		h.people[name] = h.do("", transact.OpenAccount{Account: account.Account{Name: name, Email: name + "@example.jp"}, Token: account.Hash(name)}).(account.Account)
	}
	return h
}

func (h *house) do(as string, cmd transact.Command) any {
	h.t.Helper()
	outcome, err := h.engine.Door.Do(h.t.Context(), transact.Request{Actor: contract.Actor{Account: h.people[as].ID, Operator: as == "operator"}, Command: cmd})
	if err != nil {
		h.t.Fatal(err)
	}
	return outcome.Result
}

// form makes a contract, which tells both sides.
func (h *house) form() {
	h.t.Helper()
	j := h.do("client", transact.PostJob{Job: job.Job{Format: job.Project, Title: "会社案内の英訳", Description: "8ページ", Category: "翻訳", BudgetAmount: 50_000}}).(job.Job)
	p := h.do("worker", transact.Propose{JobID: j.ID, Offer: job.Offer{Amount: 50_000, Message: "お任せください"}}).(job.Proposal)
	h.contract = h.do("client", transact.AcceptProposal{ProposalID: p.ID}).(transact.Agreement).Contract.ID
}

// pass lets time go by in small steps; the outbox looks after each.
func (h *house) pass(long time.Duration) {
	h.t.Helper()
	const step = 10 * time.Minute
	for ; long > 0; long -= step {
		_, _, err := h.engine.Sandbox.AdvanceFrom(h.t.Context(), func(now calendar.Instant) (calendar.Instant, error) {
			return now.Add(min(step, long)), nil
		})
		if err == nil {
			err = h.engine.Outbox.Drain(h.t.Context())
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

// notices are all of both sides, by id.
func (h *house) notices() map[string]notice.Notice {
	h.t.Helper()
	all := map[string]notice.Notice{}
	for _, who := range h.people {
		mine, err := h.engine.Store.Notices(h.t.Context(), who.ID, false, store.Page{})
		if err != nil {
			h.t.Fatal(err)
		}
		for _, n := range mine {
			all[n.ID] = n
		}
	}
	return all
}

func (h *house) attempts(id string) []store.MailAttempt {
	h.t.Helper()
	all, err := h.engine.Store.Attempts(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// each runs a test on the model and on SQLite.
func each(t *testing.T, test func(*testing.T, *house)) {
	t.Run("memory", func(t *testing.T) { t.Parallel(); test(t, open(t, memory.New())) })
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		kept, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "azukari.db"))
		if err != nil {
			t.Fatal(err)
		}
		test(t, open(t, kept))
	})
}

var busy = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come back later"}

// TestAnOfficeThatIsClosedForThreeDaysLosesNothing refuses every letter for
// almost 72 hours, and then takes them (R11.3).
func TestAnOfficeThatIsClosedForThreeDaysLosesNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.office.answer(busy)
		h.form()
		first := h.notices()
		h.pass(71*time.Hour + 50*time.Minute)
		if got := h.office.letters(); len(got) > 0 {
			t.Fatalf("the closed office took %v", got)
		}
		h.office.answer(nil)
		h.pass(time.Hour) // the last try comes after 72 hours, and what the looks were late
		got := h.office.letters()
		mailed := 0
		for id, n := range first {
			if n.Mail == notice.NoMail {
				continue
			}
			mailed++
			letter := func(l string) bool { return strings.HasPrefix(l, "<"+id+"@azukari.example>") }
			if n := len(slices.DeleteFunc(slices.Clone(got), func(l string) bool { return !letter(l) })); n != 1 {
				t.Errorf("the letter %s arrived %d times", id, n)
			}
			tries := h.attempts(id)
			var pause time.Duration
			for i := 1; i < len(tries); i++ {
				next := tries[i].At.Time().Sub(tries[i-1].At.Time())
				if next+10*time.Minute < pause { // looks come every ten minutes
					t.Errorf("%s was tried after %s, and then after %s", id, pause, next)
				}
				pause = next
			}
			if pause < 24*time.Hour {
				t.Errorf("the pauses of %s grow to no more than %s", id, pause)
			}
			if last := tries[len(tries)-1]; len(tries) < 8 || last.Outcome != "sent" {
				t.Errorf("%s was tried %d times; the last: %+v", id, len(tries), last)
			}
		}
		if mailed < 3 {
			t.Fatalf("only %d of %d notifications are mailed", mailed, len(first))
		}
		before := len(h.office.letters())
		h.pass(2 * time.Hour)
		if after := len(h.office.letters()); after != before {
			t.Errorf("%d letters came once more", after-before)
		}
	})
}

// TestAfterThreeDaysALetterCountsAsBounced never opens the office.
func TestAfterThreeDaysALetterCountsAsBounced(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.office.answer(busy)
		h.form()
		first := h.notices()
		h.pass(74 * time.Hour)
		h.office.answer(nil)
		h.pass(time.Hour)
		for id, n := range h.notices() {
			if was, old := first[id]; old && was.Mail != notice.NoMail && n.Mail != notice.Bounced {
				t.Errorf("%s (%s) is %s after three days", id, n.Kind, n.Mail)
			}
		}
	})
}

// TestAReminderIsNotSentAfterItsDeadline closes the office while an escrow's
// reminder is to leave, until the contract is cancelled.
func TestAReminderIsNotSentAfterItsDeadline(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.form()
		h.pass(5 * 24 * time.Hour)
		h.office.answer(busy)
		h.pass(3 * 24 * time.Hour) // the second reminder, then the end of the escrow's period
		h.office.answer(nil)
		h.pass(24 * time.Hour)
		letters := strings.Join(h.office.letters(), "\n")
		kinds := map[notice.Kind][]notice.MailState{}
		for id, n := range h.notices() {
			kinds[n.Kind] = append(kinds[n.Kind], n.Mail)
			if arrived := strings.Contains(letters, id); arrived != (n.Mail == notice.Sent) {
				t.Errorf("%s (%s) is %s, arrived: %v", id, n.Kind, n.Mail, arrived)
			}
		}
		if due := kinds["escrow.due"]; len(due) != 2 || !slices.Contains(due, notice.Sent) || !slices.Contains(due, notice.Superseded) {
			t.Errorf("the reminders are %v", due)
		}
		if ended := kinds["contract.cancelled"]; !slices.Equal(ended, []notice.MailState{notice.Sent, notice.Sent}) {
			t.Errorf("the news of the end is %v", ended)
		}
	})
}

// TestALetterRefusedForGoodIsNotTriedAgain answers 550.
func TestALetterRefusedForGoodIsNotTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.office.answer(&smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"})
		h.form()
		h.pass(10 * time.Minute)
		tried := len(h.office.shown())
		h.pass(24 * time.Hour)
		if later := len(h.office.shown()); later != tried || tried == 0 {
			t.Errorf("tried %d times, and later %d times", tried, later)
		}
		for id, n := range h.notices() {
			if n.Mail == notice.NoMail {
				continue
			}
			if tries := h.attempts(id); n.Mail != notice.Bounced || len(tries) != 1 || !strings.Contains(tries[0].Detail, "no such user") {
				t.Errorf("%s is %s: %+v", id, n.Mail, tries)
			}
		}
	})
}
