package outbox_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"azukari/internal/domain/notice"
	"azukari/internal/engine/mail"
	"azukari/internal/engine/outbox"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A detour is a sender with something that happens before a letter is handed
// over, and something that happens once it is.
type detour struct {
	mail.Sender
	before, after func()
}

func (d detour) Send(ctx context.Context, m mail.Message) error {
	if d.before != nil {
		d.before()
	}
	err := d.Sender.Send(ctx, m)
	if d.after != nil {
		d.after()
	}
	return err
}

// later moves the clock, and nothing else.
func (h *house) later(by time.Duration) {
	h.t.Helper()
	now, err := h.engine.Now(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	h.do("", transact.MoveClock{To: now.Add(by)})
}

// onceEach expects that every letter which was to leave arrived, and only once.
func (h *house) onceEach() {
	h.t.Helper()
	arrived := map[string]int{}
	for _, l := range h.office.letters() {
		id, _, _ := strings.Cut(strings.TrimPrefix(l, "<"), "@")
		arrived[id]++
	}
	mailed := 0
	for id, n := range h.notices() {
		if n.Mail == notice.NoMail {
			continue
		}
		mailed++
		if n.Mail != notice.Sent || arrived[id] != 1 {
			h.t.Errorf("%s (%s) is %s and arrived %d times", id, n.Kind, n.Mail, arrived[id])
		}
	}
	if mailed < 12 {
		h.t.Errorf("only %d letters were to leave", mailed)
	}
}

// TestALetterThatWasTakenIsNotedThoughWeAreToldToStop ends the program again and
// again in the moment at which the office has just taken a letter.
func TestALetterThatWasTakenIsNotedThoughWeAreToldToStop(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 4 {
			h.form()
		}
		ours := h.engine.Outbox.Sender
		for range 20 {
			ctx, stop := context.WithCancel(t.Context())
			h.engine.Outbox.Sender = detour{Sender: ours, after: stop}
			if err := h.engine.Outbox.Drain(ctx); err != nil && ctx.Err() == nil {
				t.Fatal(err)
			}
			stop()
			h.later(11 * time.Minute) // what was claimed and not sent is free again
		}
		h.engine.Outbox.Sender = ours
		h.pass(time.Hour)
		h.onceEach()
	})
}

// TestAStopCostsALetterNoTry ends the program, more often than a letter is tried
// at most, before the office could say anything.
func TestAStopCostsALetterNoTry(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 4 {
			h.form()
		}
		ours := h.engine.Outbox.Sender
		for range 50 {
			ctx, stop := context.WithCancel(t.Context())
			h.engine.Outbox.Sender = detour{Sender: ours, before: stop}
			if err := h.engine.Outbox.Drain(ctx); err != nil && ctx.Err() == nil {
				t.Fatal(err)
			}
			stop()
			h.later(11 * time.Minute)
		}
		h.office.answer(busy) // once more, and then it takes them
		h.engine.Outbox.Sender = ours
		h.pass(10 * time.Minute)
		h.office.answer(nil)
		h.pass(27 * time.Hour)
		h.onceEach()
	})
}

// TestADrainEndsThoughMailKeepsComing forms another contract, which queues more
// letters, whenever one is handed over.
func TestADrainEndsThoughMailKeepsComing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.form()
		waiting, handed := 0, 0
		for _, n := range h.notices() {
			if n.Mail == notice.Queued {
				waiting++
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		ours := h.engine.Outbox.Sender
		h.engine.Outbox.Sender = detour{Sender: ours, before: func() {
			if handed++; handed > 100 {
				stop()
				return
			}
			h.form()
		}}
		if err := h.engine.Outbox.Drain(ctx); err != nil || waiting == 0 || handed < waiting || handed >= waiting+4 {
			t.Fatalf("%d letters were queued, and %d or more handed over (%v)", waiting, handed, err)
		}
		h.engine.Outbox.Sender = ours
		h.pass(10 * time.Minute)
		h.onceEach()
	})
}

// TestASlowOfficeGetsNoLetterFromTwoNodes takes two minutes for each letter, as
// long as a letter may take, while another node looks for what it may send.
func TestASlowOfficeGetsNoLetterFromTwoNodes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 4 {
			h.form()
		}
		o := h.engine.Outbox
		ours := o.Sender
		other := outbox.New(outbox.Outbox{Door: o.Door, Store: o.Store, Clock: o.Clock, Sender: ours, Calendar: o.Calendar, Host: o.Host, BaseURL: o.BaseURL, Log: o.Log, Lanes: 1})
		o.Sender = detour{Sender: ours, before: func() {
			h.later(2 * time.Minute)
			if err := other.Drain(t.Context()); err != nil {
				t.Error(err)
			}
		}}
		if err := o.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.onceEach()
	})
}

// TestAnOfficeThatTurnsUsAwayIsTheOperatorsBusiness refuses the house and not its
// letters: the log says so with what to do, and the letters wait.
func TestAnOfficeThatTurnsUsAwayIsTheOperatorsBusiness(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		told := &strings.Builder{}
		h.engine.Outbox.Log = slog.New(slog.NewTextHandler(told, nil))
		h.office.turnAway(&smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "you may not send from here"})
		for range 4 {
			h.form()
		}
		h.pass(10 * time.Minute)
		for _, part := range []string{"level=ERROR", "you may not send from here", "fix=", "--smtp"} {
			if !strings.Contains(told.String(), part) {
				t.Errorf("the log lacks %q: %s", part, told)
			}
		}
		for _, secret := range []string{"client@example.jp", "worker@example.jp"} {
			if strings.Contains(told.String(), secret) {
				t.Errorf("the log has %q", secret)
			}
		}
		for id, n := range h.notices() {
			if n.Mail != notice.NoMail && n.Mail != notice.Queued {
				t.Errorf("%s is %s", id, n.Mail)
			}
		}
		h.office.turnAway(nil)
		h.pass(2 * time.Hour)
		h.onceEach()
	})
}

// TestEveryTryBearsItsLettersOneID counts what the office was shown against what
// the house says that it tried.
func TestEveryTryBearsItsLettersOneID(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.office.answer(busy)
		h.form()
		h.pass(5 * time.Hour)
		h.office.answer(nil)
		h.pass(7 * time.Hour)
		shown := map[string]int{}
		for _, id := range h.office.shown() {
			shown[id]++
		}
		for id, n := range h.notices() {
			if n.Mail == notice.NoMail {
				continue
			}
			tries := h.attempts(id)
			if bears := "<" + id + "@azukari.example>"; len(tries) < 5 || shown[bears] != len(tries) {
				t.Errorf("%s was shown %d times, and tried %d times", bears, shown[bears], len(tries))
			}
			if !slices.IsSortedFunc(tries, func(a, b store.MailAttempt) int { return int(a.At - b.At) }) {
				t.Errorf("the tries of %s are not in order: %+v", id, tries)
			}
			delete(shown, "<"+id+"@azukari.example>")
		}
		if len(shown) > 0 {
			t.Errorf("the office was shown letters of nobody: %v", shown)
		}
	})
}

// TestAWokenNodeLeavesWhatIsAnothersNow stops a node, with letters that it has
// claimed, for longer than its claim lasts; another one sends them meanwhile. Once
// it wakes it may not help finishing the letter that it was at; the others it
// leaves alone, and of what it was at it notes nothing but that it was taken.
func TestAWokenNodeLeavesWhatIsAnothersNow(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 4 {
			h.form()
		}
		o := h.engine.Outbox
		ours := o.Sender
		other := outbox.New(outbox.Outbox{Door: o.Door, Store: o.Store, Clock: o.Clock, Sender: ours, Calendar: o.Calendar, Host: o.Host, BaseURL: o.BaseURL, Log: o.Log, Lanes: 1})
		stops := 0
		stop := func() {
			if stops++; stops > 1 {
				return
			}
			h.later(11 * time.Minute)
			if err := other.Drain(t.Context()); err != nil {
				t.Error(err)
			}
		}

		h.office.answer(busy)
		o.Sender = detour{Sender: ours, before: stop}
		if err := o.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for id, n := range h.notices() {
			if n.Mail == notice.NoMail {
				continue
			}
			if tries := h.attempts(id); len(tries) != 1 || n.MailTries != tries[0].Try {
				t.Errorf("%s was claimed %d times, and of its tries is noted %+v", id, n.MailTries, tries)
			}
		}

		h.office.answer(nil)
		stops = 0
		h.later(time.Hour)
		if err := o.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		arrived := map[string]int{}
		for _, l := range h.office.letters() {
			id, _, _ := strings.Cut(l, " ")
			arrived[id]++
		}
		again := 0
		for _, n := range arrived {
			again += n - 1
		}
		if stops < 1 || again != 1 {
			t.Errorf("the node was stopped at one letter, and %d came once more", again)
		}
	})
}

// TestALetterThatWasTakenIsSentWhoeverSaysSo stops a node just after a letter was
// taken from it; another node tries the same one meanwhile, and is turned down.
func TestALetterThatWasTakenIsSentWhoeverSaysSo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 4 {
			h.form()
		}
		o := h.engine.Outbox
		ours := o.Sender
		other := outbox.New(outbox.Outbox{Door: o.Door, Store: o.Store, Clock: o.Clock, Sender: ours, Calendar: o.Calendar, Host: o.Host, BaseURL: o.BaseURL, Log: o.Log, Lanes: 1})
		stops := 0
		o.Sender = detour{Sender: ours, after: func() {
			if stops++; stops > 1 {
				return
			}
			h.office.answer(busy)
			h.later(11 * time.Minute)
			if err := other.Drain(t.Context()); err != nil {
				t.Error(err)
			}
			h.office.answer(nil)
		}}
		if err := o.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.Sender = ours
		h.pass(time.Hour)
		h.onceEach()
	})
}
