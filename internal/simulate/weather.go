package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/mail"
)

// knobs are how bad a seed's world is, in one of ten thousand of the occasions.
// Each is off in about half of the seeds, so that what one hides another shows.
type knobs struct {
	Full, Away, Again, Unheard, Fsync int // of writes
	Lost                              int // of answers
	SameKey, NewKey                   int // of requests: sent once more
	Restart                           int // of steps
	Stepped                           int // of steps: the clock jumps, and nobody has looked
	SetBack                           int // of steps: the machine's clock is wrong for some looks
	Outage                            int // of days: nobody looks for days
	Sleepy                            int // of looks at the deadlines that do not happen
	MailDown, MailRefuses             int // of days
	Meanwhile                         int // of letters: another node looks for mail while this one hands it over
	Failed, Delayed, Twice, Silent    int // of charges
	Returned                          int // of payouts, by the bank
	StaffAsleep                       int // of days
	TwoAtOnce                         int // of the staff's decisions: another decides the same case
	Numbers                           int // of the staff's looks: the next version of the rules' numbers is published
}

func draw(d *rand.Rand) (k knobs) {
	for _, knob := range []struct {
		set *int
		max int
	}{
		{&k.Full, 60}, {&k.Away, 60}, {&k.Again, 200}, {&k.Unheard, 120}, {&k.Fsync, 15}, {&k.Lost, 1_000}, {&k.SameKey, 5_000}, {&k.NewKey, 200},
		{&k.Restart, 60}, {&k.Stepped, 80}, {&k.SetBack, 120}, {&k.Outage, 150}, {&k.Sleepy, 5_000}, {&k.MailDown, 600}, {&k.MailRefuses, 300}, {&k.Meanwhile, 3_000},
		{&k.Failed, 1_000}, {&k.Delayed, 3_000}, {&k.Twice, 2_000}, {&k.Silent, 1_000}, {&k.Returned, 2_000}, {&k.StaffAsleep, 8_000}, {&k.TwoAtOnce, 3_000}, {&k.Numbers, 200},
	} {
		most := d.IntN(knob.max) + 1
		if d.IntN(2) == 0 {
			*knob.set = most
		}
	}
	return k
}

// hit throws the dice of the step.
func (r *run) hit(per10000 int) bool {
	return !r.calm && per10000 > 0 && r.dice.IntN(10_000) < per10000
}

// threaten decides what becomes of the next write, of one of so many commands.
func (r *run) threaten(share int) {
	k := r.knobs
	r.house.next = none
	for _, f := range []struct {
		fault
		often int
	}{{full, k.Full}, {away, k.Away}, {again, k.Again}, {unheard, k.Unheard}, {unsaid, k.Fsync}, {undone, k.Fsync}} {
		if r.hit(f.often/share + f.often%share/2) {
			r.house.next = f.fault
		}
	}
}

// A provider is the bank behind the gateway. It outlives the house's process and
// keeps a book of its own.
type provider struct {
	*run
	book map[string]*charge
	ids  []string
	paid money.Yen
}

type charge struct {
	amount money.Yen
	state  gateway.State
	twice  bool
	due    calendar.Instant // of a delayed answer
}

// Charge answers about an order, by its id the same each time but for a delay
// that ends. It may have taken the money and not say so.
func (p *provider) Charge(_ context.Context, o gateway.Order) (gateway.Answer, error) {
	now, c := p.now(), p.book[o.PaymentID]
	fresh := c == nil
	if fresh {
		c = &charge{amount: o.Amount, state: gateway.Paid}
		switch {
		case p.hit(p.knobs.Failed):
			c.state = gateway.Failed
			p.house.faults["payment failed"]++
		case p.hit(p.knobs.Delayed):
			c.state, c.due = gateway.Delayed, now.Add(time.Duration(1+p.dice.IntN(60*24*6))*time.Minute)
			p.house.faults["payment delayed"]++
		case p.hit(p.knobs.Twice):
			c.twice = true
			p.house.faults["payment confirmed twice"]++
		}
		if c.state == gateway.Paid {
			p.paid += c.amount
		}
		p.book[o.PaymentID], p.ids = c, append(p.ids, o.PaymentID)
	}
	if c.amount != o.Amount {
		p.broken("one payment has one amount", "%s of %d is asked about as %d", o.PaymentID, c.amount, o.Amount)
	}
	if c.state == gateway.Delayed && now >= c.due {
		c.state, p.paid = gateway.Paid, p.paid+c.amount
	}
	if fresh && p.hit(p.knobs.Silent) {
		p.house.faults["gateway silent"]++
		return gateway.Answer{}, errors.New("no answer")
	}
	return gateway.Answer{State: c.state, Twice: c.twice}, nil
}

// nextAnswer is when the earliest delayed answer after now comes.
func (p *provider) nextAnswer(now calendar.Instant) (first calendar.Instant) {
	for _, id := range p.ids {
		if c := p.book[id]; c.state == gateway.Delayed && c.due > now && (first.IsZero() || c.due < first) {
			first = c.due
		}
	}
	return first
}

// weather is how the mail server is today.
type weather string

const (
	fair    weather = "fair"
	down    weather = "mail down"
	refuses weather = "mail refused"
)

// A postOffice takes the house's mail, or not, and remembers what it took.
type postOffice struct {
	*run
	today weather
	took  map[string]bool
	last  string // taken, and not known to be noted
	stale map[string]calendar.Instant
	asks  map[string]notice.Notice // letters that ask for something on a contract
	fault string
	busy  bool // another node is looking
}

// Send takes a letter. One may come twice only when what came of it could not be
// written down.
func (p *postOffice) Send(_ context.Context, m mail.Message) error {
	switch p.today {
	case down:
		p.house.faults[string(down)]++
		return errors.New("come again later")
	case refuses:
		p.house.faults[string(refuses)]++
		return &mail.Bounce{Code: 550, Text: "no such mailbox"}
	}
	id, _, _ := strings.Cut(m.ID, "@")
	now := p.now()
	if p.took[id] {
		p.fault = fmt.Sprintf("letter %s was sent twice", id)
	}
	if at := p.stale[id]; at != 0 && at <= now {
		p.fault = fmt.Sprintf("letter %s was sent at %s, after its reason had gone at %s", id, now, at)
	}
	if n, asks := p.asks[id]; asks {
		if c := must(p.house.store.Contract(p.ctx, n.ContractID)); !c.Runs(n.Asks(), n.At) {
			p.fault = fmt.Sprintf("letter %s (%s of %s) asks for what is done or withdrawn", id, n.Kind, n.At)
		}
	}
	p.took[id] = true
	if !p.busy && p.hit(p.knobs.Meanwhile) {
		p.meanwhile()
	}
	p.last = id
	return nil
}

// meanwhile is another node that sends mail too, from its look to its last word.
func (p *postOffice) meanwhile() {
	p.busy = true
	defer func() { p.busy = false }()
	p.house.faults["mail sent by two nodes"]++
	if err := p.house.engine.Outbox.Drain(p.ctx); err != nil {
		p.forget()
		if !p.toBeExpected(err) {
			p.fault = fmt.Sprintf("another node cannot send: %v", err)
		}
	}
}

// forget lets the last letter come again: what became of it was not written.
func (p *postOffice) forget() { delete(p.took, p.last) }

// expect notes when new letters go stale, and what they ask for.
func (p *postOffice) expect(notices []notice.Notice) {
	for _, n := range notices {
		p.stale[n.ID] = n.StaleAt
		if asks := n.Asks(); asks != "" && asks != outside.RequestedFact && n.ContractID != "" {
			p.asks[n.ID] = n
		}
	}
}
