package gateway

import (
	"context"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine/clock"
)

// Mood is how the sandbox's gateway takes the next payment.
type Mood string

// The moods.
const (
	Succeed   Mood = "succeed"
	Fail      Mood = "fail"
	Delay     Mood = "delay"     // answers, and pays, when a minute has passed on the clock
	Duplicate Mood = "duplicate" // confirms twice
)

// delay is how long a delayed payment takes, by the sandbox's clock.
const delay = time.Minute

// Sandbox is a gateway without money: it does what it is told for the next
// payment, and succeeds otherwise. Its book holds the last thousand payments and
// is lost with the process, as if the provider had cleared it; an open order is then
// simply charged again.
type Sandbox struct {
	clock clock.Clock

	mu    sync.Mutex
	next  Mood
	book  map[string]entry
	order []string // of its payments, as they came
}

// remembered is how many payments the book holds.
const remembered = 1_000

type entry struct {
	answer Answer
	due    calendar.Instant // of a delayed answer
}

// NewSandbox makes a gateway that lives by the clock.
func NewSandbox(c clock.Clock) *Sandbox {
	return &Sandbox{clock: c, next: Succeed, book: map[string]entry{}}
}

// Next sets the mood for the next payment.
func (s *Sandbox) Next(m Mood) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = m
}

// Mood is how the next payment will be taken.
func (s *Sandbox) Mood() Mood {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next
}

// Charge answers about an order, the same each time but for a delay that ends.
func (s *Sandbox) Charge(ctx context.Context, o Order) (Answer, error) {
	now, err := s.clock.Now(ctx)
	if err != nil {
		return Answer{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e, known := s.book[o.PaymentID]
	if !known {
		e = s.take(now)
		s.book[o.PaymentID] = e
		s.order = append(s.order, o.PaymentID)
		if len(s.order) > remembered {
			delete(s.book, s.order[0])
			s.order = s.order[1:]
		}
	}
	if e.answer.State == Delayed && now >= e.due {
		return Answer{State: Paid}, nil
	}
	return e.answer, nil
}

func (s *Sandbox) take(now calendar.Instant) entry {
	mood := s.next
	s.next = Succeed
	switch mood {
	case Fail:
		return entry{answer: Answer{State: Failed}}
	case Delay:
		return entry{answer: Answer{State: Delayed}, due: now.Add(delay)}
	case Duplicate:
		return entry{answer: Answer{State: Paid, Twice: true}}
	}
	return entry{answer: Answer{State: Paid}}
}

// NextAnswer is when the earliest delayed answer after now comes, zero when
// none does.
func (s *Sandbox) NextAnswer(now calendar.Instant) calendar.Instant {
	s.mu.Lock()
	defer s.mu.Unlock()
	var first calendar.Instant
	for _, e := range s.book {
		if e.answer.State == Delayed && e.due > now && (first.IsZero() || e.due < first) {
			first = e.due
		}
	}
	return first
}
