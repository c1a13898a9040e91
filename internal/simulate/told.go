package simulate

import (
	"encoding/json"
	"errors"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// told is what people were answered, and what was kept for their keys.
type told struct {
	keys    int
	effects map[string]int    // by key: commits that hold an answer for it
	kept    map[string]answer // by key, as committed
	acked   []string          // keys of the answers that were heard since the last look
}

type answer struct {
	body string
	at   calendar.Instant
}

func newTold() told { return told{effects: map[string]int{}, kept: map[string]answer{}} }

func (t *told) committed(_ *run, c store.Changes) {
	for _, a := range c.Answers {
		if !a.Whole() {
			continue
		}
		t.effects[a.Key]++
		t.kept[a.Key] = answer{string(a.Body), a.At}
	}
}

// A request is something that a person asks for: a command, or a payment.
type request struct {
	who   *person
	name  string
	cmd   transact.Command
	room  store.Room // or: to be paid for …
	id    string
	bonus *contract.PayBonus // … with a bonus, where there is one
}

func isRefusal(err error) bool {
	var no *refusal.Refusal
	return errors.As(err, &no)
}

func render(v any, err error) string {
	if no := (*refusal.Refusal)(nil); errors.As(err, &no) {
		return fmt.Sprintf("refused %+v", *no)
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// worthKeeping: what was sent wrongly may be sent again, better.
func worthKeeping(err error) bool {
	var no *refusal.Refusal
	return !errors.As(err, &no) || no.Kind != refusal.NotThis
}

// ask makes a request as its person does: again when no answer came, twice when
// they click twice. Whatever happens, one key has one effect, and one answer.
func (r *run) ask(q request) (any, error) {
	key := r.key()
	result, err := r.hear(q, key)
	if r.hit(r.knobs.SameKey) || q.who.temper == doubleClicking && !r.calm {
		r.house.faults["request sent twice"]++
		_, _ = r.hear(q, key)
	}
	if r.hit(r.knobs.NewKey) {
		r.house.faults["request made anew"]++
		_, _ = r.hear(q, r.key())
	}
	return result, err
}

func (r *run) key() string {
	r.told.keys++
	return fmt.Sprint("key ", r.told.keys)
}

// hear makes a request until an answer is heard, or its person gives up.
func (r *run) hear(q request, key string) (result any, err error) {
	for range 4 {
		r.house.writes = 0
		r.threaten(1)
		result, err = r.send(q, key)
		r.house.next = none
		r.complain()
		if err == nil || isRefusal(err) {
			if !r.hit(r.knobs.Lost) {
				break
			}
			r.house.faults[string(lost)]++
		}
	}
	return result, err
}

func (r *run) send(q request, key string) (any, error) {
	now, commits := r.now(), r.watch.Commits()
	before := r.told.kept[key]
	lives := r.told.effects[key] > 0 && now < before.at.Add(transact.AnswersKept)
	once := &transact.Once{Key: key, Fingerprint: q.name, Answer: func(result any, err error) (int, []byte, bool) {
		return 200, []byte(render(result, err)), worthKeeping(err)
	}}
	var outcome transact.Outcome
	var err error
	e := r.house.engine
	switch {
	case q.bonus != nil:
		outcome, err = e.Cashier.PayBonus(r.ctx, q.who.Actor, q.id, *q.bonus, once)
	case q.cmd == nil:
		outcome, err = e.Cashier.Fund(r.ctx, q.who.Actor, q.room, q.id, once)
	default:
		outcome, err = e.Door.Do(r.ctx, transact.Request{Actor: q.who.Actor, Command: q.cmd, Once: once})
	}
	if err != nil && !isRefusal(err) {
		r.note("%s %s: %s: no answer: %v", now, q.who.name, q.name, err)
		if !r.excused(err) {
			r.broken("the house answers", "%s by %s: %v", q.name, q.who.name, err)
		}
		return nil, err
	}
	r.report.Commands++
	said := render(outcome.Result, err)
	r.note("%s %s: %s: replay %v %s", now, q.who.name, q.name, outcome.Replay, brief(said))
	switch {
	case lives && !outcome.Replay:
		r.broken("one key has one effect", "%s of %s was done again: %s", q.name, key, said)
	case lives && (outcome.Kept == nil || string(outcome.Kept.Body) != before.body):
		r.broken("one key has one answer", "%s of %s was answered %s", q.name, key, before.body)
	case lives && r.watch.Commits() != commits:
		r.broken("a repeat has no effect", "%s of %s", q.name, key)
	case !lives && outcome.Replay:
		r.broken("what was never answered is not answered again", "%s of %s", q.name, key)
	case lives:
		r.report.Replayed++
		return nil, nil
	}
	if err != nil {
		r.report.Refused++
	}
	if worthKeeping(err) {
		if kept := r.told.kept[key]; r.told.effects[key] == 0 || kept.body != said {
			r.broken("what is acknowledged is kept", "%s by %s was answered %s; kept is %q", q.name, q.who.name, said, kept.body)
		}
		r.told.acked = append(r.told.acked, key+"\x00"+q.name)
	}
	return outcome.Result, err
}

func brief(s string) string {
	if len(s) > 600 {
		return s[:600] // the answer's hash is in its commit
	}
	return s
}
