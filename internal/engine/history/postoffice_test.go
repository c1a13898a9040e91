package history

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/mail"
)

// weather is how the mail server is today.
type weather string

const (
	fair    weather = "fair"
	down    weather = "down"    // tries again later
	refuses weather = "refuses" // every letter bounces
)

// A postOffice takes the house's mail, or not; it remembers what it took, so
// that a letter that comes twice is seen.
type postOffice struct {
	mu    sync.Mutex
	today weather
	clock clock.Clock
	took  map[string]bool
	stale map[string]calendar.Instant // after which a letter must not be sent any more
	fault string
}

func (p *postOffice) Send(ctx context.Context, m mail.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.today {
	case down:
		return errors.New("come again later")
	case refuses:
		return &mail.Bounce{Code: 550, Text: "no such mailbox"}
	}
	if p.took == nil {
		p.took = map[string]bool{}
	}
	now, err := p.clock.Now(ctx)
	if err != nil {
		return err
	}
	id, _, _ := strings.Cut(m.ID, "@")
	if p.took[id] {
		p.fault = fmt.Sprintf("letter %s was sent twice", id)
	}
	if at := p.stale[id]; at != 0 && at <= now {
		p.fault = fmt.Sprintf("letter %s was sent at %s, after its reason had gone at %s", id, now, at)
	}
	p.took[id] = true
	return nil
}

func (p *postOffice) set(today weather) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.today = today
}

// expect notes when new letters go stale.
func (p *postOffice) expect(notices []notice.Notice) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stale == nil {
		p.stale = map[string]calendar.Instant{}
	}
	for _, n := range notices {
		p.stale[n.ID] = n.StaleAt
	}
}

func (p *postOffice) complaint() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault
}
