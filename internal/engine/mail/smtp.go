package mail

import (
	"context"
	"fmt"
	"time"
)

// SMTP sends letters by a mail server, over a connection of its own for each.
type SMTP struct {
	config Config
	now    func() time.Time
}

// NewSMTP checks the configuration; now tells the date that letters bear.
func NewSMTP(config Config, now func() time.Time) (*SMTP, error) {
	config, err := config.checked()
	if err != nil {
		return nil, fmt.Errorf("set up mail: %w", err)
	}
	return &SMTP{config: config, now: now}, nil
}

// Format prints where mail goes, and no password, whatever the verb.
func (s *SMTP) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "smtp %s:%d (%s)", s.config.Host, s.config.Port, s.config.TLS)
}

// Send hands the letter to the server. After an error that is not Permanent the
// server may yet have taken it, if its answer was lost: a second try bears the
// same Message-ID, by which the receiver knows the two for one.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	l, err := compose(m, s.config.From, s.now())
	if err != nil {
		return fmt.Errorf("send mail %q: %w", m.ID, err)
	}
	ctx, cancel := context.WithTimeout(ctx, s.config.Timeout)
	defer cancel()
	if err := s.deliver(ctx, l); err != nil {
		return fmt.Errorf("send mail %q by %s:%d: %w", m.ID, s.config.Host, s.config.Port, withCause(ctx, err))
	}
	return nil
}

// Greet reaches the mail server, secures the line, logs in and says farewell: all
// that a letter needs but the letter.
func (s *SMTP) Greet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.config.Timeout)
	defer cancel()
	line, err := s.dial(ctx)
	if err != nil {
		return fmt.Errorf("greet %s:%d: %w", s.config.Host, s.config.Port, withCause(ctx, err))
	}
	defer line.hangUp()
	if line.client.UpdateDeadline(goodbye) == nil {
		_ = line.client.Quit() // it let us in, whatever becomes of the farewell
	}
	return nil
}

func (s *SMTP) deliver(ctx context.Context, l *letter) error {
	line, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer line.hangUp()
	return line.deliver(l)
}

// withCause adds that time was up, or that nobody wants the letter sent any
// longer: what the connection says of it is only that it was closed.
func withCause(ctx context.Context, err error) error {
	if Permanent(err) || ctx.Err() == nil {
		return err
	}
	return fmt.Errorf("%w: %w", context.Cause(ctx), err)
}
