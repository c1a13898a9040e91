// Package outbox follows the journal after commit and lets out of the house
// what must leave it: e-mail. What is queued stands on the notification's own
// row; a mail is claimed for a while, sent, and what came of it is written down
// (R11.3). A restart loses none; a mail may leave twice only when the process
// dies between sending and noting, and then carries the same Message-ID.
package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/mail"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// An Outbox sends one house's mail.
type Outbox struct {
	Door     *transact.Door
	Store    store.Reader
	Clock    clock.Clock
	Sender   mail.Sender
	Calendar calendar.Calendar
	Host     string // of the Message-ID
	BaseURL  string // of the pages that mail leads to, such as https://azukari.example
	KeepLink bool   // keep links with secrets after sending: in the sandbox, whose mail is read again
	Log      *slog.Logger
	Turn     sync.Locker // is held while Run sends
	Lanes    int         // letters on their way at the same time

	wake chan struct{}
}

// A claimed mail is left alone for the lease. That must outlast the sending of
// all that are sent one after another, each of which may take mail.Config's whole
// timeout, or another node would send the last of them too.
const (
	inRow = 4 // mails claimed for one lane
	lease = 10 * time.Minute
)

// ManyLanes are for mail that is captured. Letters to a mail server leave one by one:
// a node that dies between a letter and its note sends that one again, and no more.
const ManyLanes = 8

// patience is how long a mail is tried before it counts as bounced (R11.3).
const patience = 72 * time.Hour

// pauses between tries grow; together they last as long as the patience.
var pauses = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour,
	12 * time.Hour, 24 * time.Hour, 25*time.Hour + 39*time.Minute,
}

// New makes an outbox; Run lets it work.
func New(o Outbox) *Outbox {
	o.wake = make(chan struct{}, 1)
	return &o
}

// Committed wakes the outbox when a commit queued mail.
func (o *Outbox) Committed(c store.Changes) {
	for _, n := range c.Notices {
		if n.Mail == notice.Queued {
			select {
			case o.wake <- struct{}{}:
			default:
			}
			return
		}
	}
}

// Run sends mail until the context ends: when a commit queued some, and once a
// second for what is to be tried again.
func (o *Outbox) Run(ctx context.Context) {
	look := time.NewTicker(time.Second)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.wake:
		case <-look.C:
		}
		o.Turn.Lock()
		err := o.Drain(ctx)
		o.Turn.Unlock()
		if err != nil && ctx.Err() == nil {
			o.Log.Error("mail could not be sent; it stays queued", "error", err)
		}
	}
}

// Drain sends everything that is to be sent by now, and nothing that is queued
// while it does, or it might never end; in quarantine, nothing.
func (o *Outbox) Drain(ctx context.Context) error {
	if held, err := o.Door.Quarantined(ctx); err != nil || held {
		return err
	}
	now, err := o.Clock.Now(ctx)
	if err != nil {
		return err
	}
	last, err := o.Store.LastQueuedMail(ctx, now)
	if err != nil {
		return fmt.Errorf("look for the last of queued mail: %w", err)
	}
	for last.ID != "" {
		if now, err = o.Clock.Now(ctx); err != nil {
			return err
		}
		queued, err := o.Store.QueuedMail(ctx, last.MailAt, inRow*o.Lanes)
		if err != nil {
			return fmt.Errorf("look for queued mail: %w", err)
		}
		if len(queued) == 0 || cmp.Or(cmp.Compare(queued[0].MailAt, last.MailAt), cmp.Compare(queued[0].ID, last.ID)) > 0 {
			return nil
		}
		outcome, err := o.Door.Do(ctx, transact.Request{Command: transact.ClaimMail{Mail: queued, Lease: now.Add(lease)}})
		if err != nil {
			return fmt.Errorf("claim queued mail: %w", err)
		}
		if err := o.sendAll(ctx, outcome.Result.([]notice.Notice), now); err != nil {
			return err
		}
	}
	return nil
}

// sendAll sends claimed mail: the lanes at the same time, and in each a few in a row.
func (o *Outbox) sendAll(ctx context.Context, claimed []notice.Notice, now calendar.Instant) error {
	if len(claimed) <= inRow {
		return o.sendRow(ctx, claimed, now)
	}
	rows := slices.Collect(slices.Chunk(claimed, inRow))
	faults := make([]error, len(rows))
	var lanes sync.WaitGroup
	for i, row := range rows {
		lanes.Go(func() { faults[i] = o.sendRow(ctx, row, now) })
	}
	lanes.Wait()
	return errors.Join(faults...)
}

func (o *Outbox) sendRow(ctx context.Context, row []notice.Notice, now calendar.Instant) error {
	for _, n := range row {
		if here, err := o.Clock.Now(ctx); err != nil || here >= n.MailAt {
			return err // we were stopped meanwhile, and it may be another node's
		}
		if err := o.send(ctx, n, now); err != nil {
			return err
		}
	}
	return nil
}

// send hands one claimed mail over, and notes what came of it. Once the mail
// server has spoken its word is noted, though we are told to stop; a try that
// the stop itself broke off is none, and comes again after the lease.
func (o *Outbox) send(ctx context.Context, n notice.Notice, now calendar.Instant) error {
	to, err := o.Store.Account(ctx, n.AccountID)
	if err != nil {
		return fmt.Errorf("find the recipient of %s: %w", n.ID, err)
	}
	err = o.Sender.Send(ctx, o.Letter(n, to))
	if err != nil && !mail.Permanent(err) && ctx.Err() != nil {
		return ctx.Err()
	}
	if away := (*mail.TurnedAway)(nil); errors.As(err, &away) {
		o.Log.Error("the mail server turns us away; all mail waits", "notification", n.ID, "error", away,
			"fix", "check --smtp, its user and password, and --mail-from")
	}
	note := tried(n, now, err)
	note.KeepLink = o.KeepLink
	_, err = o.Door.Do(context.WithoutCancel(ctx), transact.Request{Actor: contract.Actor{}, Command: note})
	return err
}

// Link is where a notification's mail leads, at the site's own address: to the
// secret that only the mail shows, or to what the notification is about; nothing
// for what only tells of the account.
func (o *Outbox) Link(n notice.Notice) string {
	switch site := strings.TrimSuffix(o.BaseURL, "/"); {
	case n.MailLink != "":
		return site + n.MailLink
	case n.Kind.OfAccount():
		return ""
	default:
		return site + "/notifications/" + n.ID
	}
}

// Letter is the mail of a notification, in its reader's language, with the
// house's name and the foot of its mail as they are now.
func (o *Outbox) Letter(n notice.Notice, to account.Account) mail.Message {
	language := cmp.Or(to.Language, words.Japanese)
	subject, text := words.Notice(language, string(n.Kind), n.Data, o.Calendar)
	text += words.MailLink(language, o.Link(n))
	house := o.Door.Book().LastHouse()
	return mail.Message{
		ID: n.ID + "@" + o.Host, Sender: house.Name, To: cmp.Or(n.MailTo, to.Email), Subject: subject,
		Text: words.Mail(language, to.Name, text, house.Called(), house.MailFooter),
	}
}

// tried says what one try means for the mail.
func tried(n notice.Notice, now calendar.Instant, err error) transact.MailTried {
	t := outcome(n, now, err)
	t.Try = n.MailTries
	if n.Kind == notice.TerminationRequested || n.Kind == notice.TerminationReminder {
		t.Asks = n.ContractID
	}
	return t
}

func outcome(n notice.Notice, now calendar.Instant, err error) transact.MailTried {
	switch {
	case err == nil:
		return transact.MailTried{NoticeID: n.ID, Mail: notice.Sent, Outcome: "sent"}
	case mail.Permanent(err):
		return transact.MailTried{NoticeID: n.ID, Mail: notice.Bounced, Outcome: "bounced", Detail: err.Error()}
	case n.MailTries > len(pauses) && now >= n.At.Add(patience): // tries alone do not count: a claim that a crash cut short is one too
		return transact.MailTried{NoticeID: n.ID, Mail: notice.Bounced, Outcome: "bounced", Detail: "given up after 3 days: " + err.Error()}
	}
	pause := pauses[min(n.MailTries, len(pauses))-1]
	return transact.MailTried{NoticeID: n.ID, Mail: notice.Queued, Next: now.Add(pause), Outcome: "failed", Detail: err.Error()}
}
