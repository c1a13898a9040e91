// Package attention is when somebody last looked here, and what is sent to them
// when they do not: one digest of messages that lie unread for a day, and one
// reminder when something has waited for three days (R11, the reasons why
// contact is lost). Who has never opened a page – a program, say – is left alone.
package attention

import (
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/domain/event"
	"azukari/internal/domain/todo"
)

// How long is waited.
const (
	DigestAfter = 24 * time.Hour // messages lie unread
	RemindAfter = 72 * time.Hour // something waits, and nobody looks
)

// Attention is one account's, from its first visit on.
type Attention struct {
	AccountID  string
	SeenAt     calendar.Instant // when they last looked, kept at most once an hour
	UnreadAt   calendar.Instant // the oldest message since then or the last digest; none when zero
	DigestedAt calendar.Instant // messages up to here have been in a digest
	WaitingAt  calendar.Instant // since when something waits that they were told of; nothing when zero
	RemindedAt calendar.Instant // the last reminder
}

// Next is when the clock comes by; never when zero.
func (a Attention) Next() calendar.Instant {
	var next calendar.Instant
	for _, at := range []calendar.Instant{a.digestAt(), a.remindAt()} {
		if at > 0 && (next == 0 || at < next) {
			next = at
		}
	}
	return next
}

func (a Attention) digestAt() calendar.Instant { return after(a.UnreadAt, DigestAfter) }
func (a Attention) remindAt() calendar.Instant { return after(a.WaitingAt, RemindAfter) }

func after(at calendar.Instant, d time.Duration) calendar.Instant {
	if at.IsZero() {
		return 0
	}
	return at.Add(d)
}

// Visited notes that they look. What waits still waits from now on; what is not
// read by then is still unread.
func (a Attention) Visited(now calendar.Instant) Attention {
	a.SeenAt, a.WaitingAt = now, now
	return a
}

// Told notes that they were told of something. After a reminder it takes a visit
// for another one.
func (a Attention) Told(now calendar.Instant) Attention {
	if a.WaitingAt.IsZero() && a.RemindedAt <= a.SeenAt {
		a.WaitingAt = now
	}
	return a
}

// Wrote notes that somebody wrote to them.
func (a Attention) Wrote(now calendar.Instant) Attention {
	if a.UnreadAt.IsZero() {
		a.UnreadAt = now
	}
	return a
}

// The kinds of what is sent; notifications use the same words.
const (
	Digest   event.Kind = "message.digest"
	Reminder event.Kind = "visit.reminder"
)

// A Letter is one thing to send.
type Letter struct {
	Kind event.Kind
	At   calendar.Instant
	Data canonical.Object
}

// MostListed is how many threads a digest names.
const MostListed = 10

// CatchUp sends what is due by now, given what waits for them: a digest of the
// threads with something unread that was written since the last one, and a
// reminder of what is to be done first. Read meanwhile or done meanwhile,
// nothing is sent.
func (a Attention) CatchUp(waits []todo.Item, now calendar.Instant) (Attention, []Letter) {
	var letters []Letter
	if at := a.digestAt(); at > 0 && at <= now {
		old, young := a.unread(waits, now)
		if len(old) > 0 {
			letters = append(letters, Letter{Digest, now, digest(old)})
			a.DigestedAt = now.Add(-DigestAfter)
		}
		a.UnreadAt = young
	}
	if at := a.remindAt(); at > 0 && at <= now {
		if data, some := reminder(waits); some {
			letters = append(letters, Letter{Reminder, now, data})
			a.RemindedAt = now
		}
		a.WaitingAt = 0
	}
	return a, letters
}

// unread parts the threads with something unread: those whose last message is a
// day old, and of the others when the first one was written to.
func (a Attention) unread(waits []todo.Item, now calendar.Instant) (old []todo.Item, young calendar.Instant) {
	for _, i := range waits {
		switch {
		case i.Act != todo.ReadMessages || i.Since <= a.DigestedAt:
		case i.Since <= now.Add(-DigestAfter):
			old = append(old, i)
		case young == 0 || i.Since < young:
			young = i.Since
		}
	}
	return old, young
}

func digest(threads []todo.Item) canonical.Object {
	titles, messages := []string{}, 0
	for _, i := range threads {
		messages += i.Count
		if len(titles) < MostListed {
			titles = append(titles, i.Title)
		}
	}
	return canonical.Object{"messages": messages, "titles": titles}
}

func reminder(waits []todo.Item) (canonical.Object, bool) {
	pressing := todo.Pressing(waits)
	for _, i := range waits {
		if !i.Pressing() {
			continue
		}
		data := canonical.Object{"waiting": pressing, "title": i.Title, "act": string(i.Act)}
		if !i.Due.IsZero() {
			data["waits_until"] = i.Due.String()
		}
		return data, true
	}
	return nil, false
}
