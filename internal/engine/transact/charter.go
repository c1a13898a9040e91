package transact

import (
	"context"
	"fmt"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
	"azukari/internal/store"
)

// Book is how the house is set, as this node last read it.
func (d *Door) Book() *charter.Book { return d.book.Load() }

// Reread reads how the house is set. Whoever opens a door does so before
// anything comes through, and again every few seconds: what another node
// publishes begins no sooner than the next day.
func (d *Door) Reread(ctx context.Context) error {
	d.reading.Lock() // what is read later is never replaced by what was read before
	defer d.reading.Unlock()
	editions, err := d.store.Editions(ctx)
	if err != nil {
		return fmt.Errorf("read how the house is set: %w", err)
	}
	book, err := charter.Read(editions)
	if err == nil {
		err = book.Learn()
	}
	if err != nil {
		return fmt.Errorf("read how the house is set: %w", err)
	}
	d.book.Store(book)
	return nil
}

// reread does so where nobody waits for the answer.
func (d *Door) reread(ctx context.Context) {
	if err := d.Reread(ctx); err != nil {
		d.log.Error("how the house is set could not be read; it stays as it was", "error", err)
	}
}

// setsHouse reports whether a batch decides on how the house is set.
func setsHouse(batch []*call) bool {
	return slices.ContainsFunc(batch, func(c *call) bool {
		switch c.Command.(type) {
		case ChangeNumbers, ChangeHouse:
			return true
		}
		return false
	})
}

// ChangeNumbers publishes a version of the rules' numbers (R0.5); the answer is
// Published.
type ChangeNumbers struct {
	Version int           // the one that it is to be
	Day     calendar.Date // on which it begins
	To      map[string]int64
}

// Published is an edition of the numbers, read.
type Published struct {
	Edition charter.Edition
	Numbers *policy.Policy
}

// Names the end of the trail: editions are published one after another.
func (ChangeNumbers) Names() store.Names { return store.Names{Audit: true} }

func (o ChangeNumbers) official() (Official, bool) {
	data := canonical.Object{"starts_on": o.Day.String()}
	for name, v := range o.To {
		data[name] = v
	}
	return Official{account.RunHouse, "policy/publish", fmt.Sprintf("policy/%d", o.Version), data}, true
}

// Decide publishes it.
func (o ChangeNumbers) Decide(w *Work) (any, error) {
	if err := w.runsHouse(); err != nil {
		return nil, err
	}
	e, _, err := w.book.ChangeNumbers(o.Version, o.Day, o.To, w.Occasion())
	if err != nil {
		return nil, err
	}
	if err := w.publish(e); err != nil {
		return nil, err
	}
	return Published{e, w.book.LastPolicy()}, nil
}

// ChangeHouse gives the house another face; the answer is the charter.Edition.
type ChangeHouse struct{ House charter.House }

// Names the end of the trail.
func (ChangeHouse) Names() store.Names { return store.Names{Audit: true} }

func (o ChangeHouse) official() (Official, bool) {
	closed := []string{}
	for _, f := range o.House.Closed {
		closed = append(closed, string(f))
	}
	return Official{account.RunHouse, "house/change", fmt.Sprintf("house/%d", o.House.Version),
		canonical.Object{"name": o.House.Name, "colour": o.House.Colour, "logo_bytes": int64(len(o.House.Logo)), "closed": closed}}, true
}

// Decide changes it.
func (o ChangeHouse) Decide(w *Work) (any, error) {
	if err := w.runsHouse(); err != nil {
		return nil, err
	}
	e, err := w.book.ChangeHouse(o.House, w.Occasion())
	if err != nil {
		return nil, err
	}
	return e, w.publish(e)
}

// runsHouse refuses everybody but the staff; which of them may, the door knows.
func (w *Work) runsHouse() error {
	if !w.Actor.Operator {
		return refusal.Denied("R13.2", "Only the operator's staff sets the house.")
	}
	return nil
}

func (w *Work) publish(e charter.Edition) error {
	editions, err := w.book.With(e)
	if err != nil {
		return err
	}
	w.book, w.pending.Editions = editions, append(w.pending.Editions, e)
	return nil
}

// takes refuses a new job of a format that the house has switched off.
func (w *Work) takes(f job.Format) error {
	if w.book.House(w.Now).Open(f) {
		return nil
	}
	return refusal.Conflict(refusal.FormatClosed, "", "This house takes no new jobs of this format now.")
}
