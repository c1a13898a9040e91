package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"net"
	"sync"
	"sync/atomic"

	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/mail"

	"github.com/emersion/go-smtp"
)

// outboxKind is how quickly mail leaves after the commit.
var outboxKind = kind{
	name: "outbox", title: "Mail that leaves",
	says: "Mail is queued by the commits that it tells of; the outbox claims it, hands each letter to a mail server over SMTP (here one in this process that takes everything), " +
		"and notes what came of it, each step durable before the next. Letters a second, until none is queued; " +
		"and whole lifecycles by the API while their mail leaves, beside the same without.",
	open: func(ctx context.Context, r *run) error {
		office, err := r.openOffice()
		if err != nil {
			return err
		}
		sender, err := mail.NewSMTP(mail.Config{Host: "127.0.0.1", Port: office.port, From: "azukari <bench@example.jp>", TLS: mail.NoTLS}, (&clock.System{}).Time)
		if err != nil {
			return err
		}
		opened, err := r.databases(ctx, "mail", engine.Options{Mail: sender})
		if err != nil {
			return err
		}
		for _, s := range opened {
			if s.world, err = furnish(ctx, s.engine.Door, min(128, r.timing.crowd)); err != nil {
				return err
			}
			letters := 400
			if r.timing.quick {
				letters = 12
			}
			r.add(&row{kind: "outbox", work: "letters", database: s.name, measure: &draining{s, office, letters}, comparisons: []comparison{perSync(aim{})}})
			h, err := r.serve(ctx, s)
			if err != nil {
				return err
			}
			lives := &calledLives{world: s.world, site: h, lives: make([]calledLife, 16)}
			r.add(&row{
				kind: "outbox", work: "lifecycle by the API", database: s.name, callers: 16, measure: &leaving{calls{subject: s, work: lives, callers: 16}},
				comparisons: []comparison{to(perSecond, "÷ without mail", aim{}, aim{}, nameOf("http", lives.name(), s.name, 16))},
			})
		}
		return nil
	},
}

// draining empties an outbox.
type draining struct {
	*subject
	office  *office
	letters int
}

func (d *draining) visit(ctx context.Context, _ timing) (figures, error) {
	waiting := 0
	for i := 0; waiting < d.letters; i++ {
		if _, err := d.world.delivered(ctx, d.world.pairs[i%len(d.world.pairs)], someOffer); err != nil {
			return nil, err
		}
		now, err := d.engine.Now(ctx)
		if err != nil {
			return nil, err
		}
		queued, err := d.store.QueuedMail(ctx, now, math.MaxInt32)
		if err != nil {
			return nil, err
		}
		waiting = len(queued)
	}
	before := d.office.taken.Load()
	elapsed := clock.Stopwatch()
	err := d.engine.Outbox.Drain(ctx)
	took := elapsed()
	if err != nil {
		return nil, err
	}
	sent := d.office.taken.Load() - before
	if sent < int64(waiting) {
		return nil, fmt.Errorf("%d letters of %d left", sent, waiting)
	}
	return figures{perSecond: float64(sent) / took.Seconds(), counted: float64(sent)}, nil
}

// leaving is calls whose mail leaves meanwhile; what is left of it goes afterwards.
type leaving struct{ calls }

func (l *leaving) visit(ctx context.Context, t timing) (figures, error) {
	box, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { l.subject.engine.Outbox.Run(box) })
	seen, err := l.calls.visit(ctx, t)
	stop()
	running.Wait()
	return seen, errors.Join(err, l.subject.engine.Outbox.Drain(ctx))
}

// An office is a mail server that takes every letter and keeps none.
type office struct {
	port  int
	taken atomic.Int64
}

func (r *run) openOffice() (*office, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &office{port: l.Addr().(*net.TCPAddr).Port}
	server := smtp.NewServer(o)
	server.Domain, server.ErrorLog = "localhost", log.New(io.Discard, "", 0)
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	r.closers = append(r.closers, func() error {
		// The server knows its listener only once it serves, so we close it too.
		err := errors.Join(l.Close(), server.Close())
		if ended := <-served; !errors.Is(ended, net.ErrClosed) && !errors.Is(ended, smtp.ErrServerClosed) {
			return errors.Join(err, ended)
		}
		return nil
	})
	return o, nil
}

// NewSession greets whoever calls.
func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return counter{o}, nil }

// counter is where letters are handed in.
type counter struct{ *office }

func (counter) Mail(string, *smtp.MailOptions) error { return nil }
func (counter) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (counter) Reset()                               {}
func (counter) Logout() error                        { return nil }

func (c counter) Data(letter io.Reader) error {
	_, err := io.Copy(io.Discard, letter)
	c.taken.Add(1)
	return err
}
