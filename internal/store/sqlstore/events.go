package sqlstore

import (
	"context"
	"fmt"

	"azukari/internal/domain/event"
	"azukari/internal/domain/message"
	"azukari/internal/store"
)

// eventRow is a link with what its chain belongs to, which is in one of two
// columns.
type eventRow struct {
	store.Event
	subject
}

func eventRowOf(e store.Event) eventRow { return eventRow{e, subjectOf(e.SubjectID)} }

func (e eventRow) event() store.Event {
	e.SubjectID = e.subject.id()
	return e.Event
}

// events are the links of the chains. The hash of the link before is not kept
// again: it stands in the row before (R9.5). Data is kept as its canonical JSON,
// and is read back as that alone.
var events = table[eventRow]{
	name: "events",
	fixed: func(e *eventRow) []column {
		return []column{
			{"id", &e.ID},
			{"contract_id", reference{&e.contract}},
			{"job_id", reference{&e.job}},
			{"seq", &e.Seq},
			{"kind", (*string)(&e.Kind)},
			{"at", (*int64)(&e.At)},
			{"actor", (*string)(&e.Actor)},
			{"deemed", &e.Deemed},
			{"data", &e.JSON},
			{"hash", &e.Hash},
		}
	},
}

var (
	eventsOfContract = eventsOf("contract_id")
	eventsOfJob      = eventsOf("job_id")
)

func eventsOf(subject string) string {
	return "select " + events.list("e") + " from events e where e." + subject + " = $1" +
		" and e.seq > coalesce((select c.seq from events c where c.id = $2 and c." + subject + " = $1), 0) order by e.seq limit $3"
}

const (
	hashBefore      = "select hash from events where contract_id = $1 and seq = $2"
	hashBeforeOfJob = "select hash from events where job_id = $1 and seq = $2"
)

// Events lists a chain, oldest first.
func (r *reader) Events(ctx context.Context, subjectID string, p store.Page) ([]store.Event, error) {
	chain, before := eventsOfContract, hashBefore
	if subjectOf(subjectID).job != "" {
		chain, before = eventsOfJob, hashBeforeOfJob
	}
	rows, err := list(ctx, r, events, chain, subjectID, p.Cursor, p.Rows())
	links := unwrap(rows, eventRow.event)
	if err != nil || len(links) == 0 {
		return links, err
	}
	head := event.Genesis
	if first := links[0].Seq; first > 1 {
		// The chain only grows, so a second statement reads the same past.
		if head, err = r.text(ctx, before, subjectID, first-1); err != nil {
			return nil, fmt.Errorf("read the event before %s: %w", links[0].ID, err)
		}
	}
	for i := range links {
		links[i].PrevHash, head = head, links[i].Hash
	}
	return links, nil
}

var messages = table[message.Message]{
	name: "messages",
	fixed: func(m *message.Message) []column {
		return []column{
			{"thread", &m.Thread},
			{"id", &m.ID},
			{"from_id", reference{&m.From}},
			{"body", &m.Body},
			{"at", (*int64)(&m.At)},
		}
	},
}

var messagesOfThread = "select " + messages.list("m") + " from messages m where m.thread = $1 and m.id > $2 order by m.id limit $3"

// Messages lists a thread, oldest first.
func (r *reader) Messages(ctx context.Context, thread string, p store.Page) ([]message.Message, error) {
	return list(ctx, r, messages, messagesOfThread, thread, p.Cursor, p.Rows())
}
