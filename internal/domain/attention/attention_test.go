package attention

import (
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/todo"
)

const day = 24 * time.Hour

var start = calendar.Of(time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC))

func kinds(letters []Letter) (all string) {
	for _, l := range letters {
		all += string(l.Kind) + " "
	}
	return all
}

// TestAMessageIsDigestedOnce follows messages that lie unread.
func TestAMessageIsDigestedOnce(t *testing.T) {
	a := Attention{SeenAt: start}.Wrote(start.Add(time.Hour)).Wrote(start.Add(5 * time.Hour))
	due := start.Add(time.Hour + day)
	if a.Next() != due {
		t.Fatalf("due at %s", a.Next())
	}
	unread := []todo.Item{{Act: todo.ReadMessages, Title: "翻訳", Count: 2, Since: start.Add(time.Hour)}, {Act: todo.Deliver, Title: "翻訳"}}
	if same, letters := a.CatchUp(unread, due-1); same != a || len(letters) != 0 {
		t.Errorf("too early: %+v", letters)
	}
	sent, letters := a.CatchUp(unread, due)
	if kinds(letters) != "message.digest " || letters[0].At != due || letters[0].Data["messages"] != 2 || sent.Next() != 0 {
		t.Errorf("%+v, then due at %s", letters, sent.Next())
	}
	// A further message elsewhere: the old thread is not told again.
	later := sent.Wrote(due.Add(day))
	unread = append(unread, todo.Item{Act: todo.ReadMessages, Title: "校正", Count: 1, Since: due.Add(day)})
	if _, letters := later.CatchUp(unread, due.Add(2*day)); kinds(letters) != "message.digest " || letters[0].Data["messages"] != 1 {
		t.Errorf("told again: %+v", letters)
	}
	if _, letters := a.CatchUp(nil, due); len(letters) != 0 {
		t.Errorf("read meanwhile: %+v", letters)
	}
	// Read meanwhile, and written to again: a day counts from there.
	unread = []todo.Item{{Act: todo.ReadMessages, Title: "翻訳", Count: 1, Since: start.Add(20 * time.Hour)}}
	if put, letters := a.CatchUp(unread, due); len(letters) != 0 || put.Next() != start.Add(20*time.Hour+day) {
		t.Errorf("not a day old: %+v, due at %s", letters, put.Next())
	}
}

// TestAnAbsenceIsRemindedOnce follows somebody who does not look.
func TestAnAbsenceIsRemindedOnce(t *testing.T) {
	waits := []todo.Item{{Act: todo.Inspect, Title: "翻訳", Due: start.Add(6 * day)}, {Act: todo.ReadMessages, Title: "校正", Count: 1}}
	a := Attention{}.Visited(start)
	if a.Next() != start.Add(3*day) {
		t.Fatalf("due at %s", a.Next())
	}
	asleep, letters := a.CatchUp(nil, start.Add(3*day))
	if len(letters) != 0 || asleep.Next() != 0 {
		t.Errorf("nothing waits, yet %+v, %s", letters, asleep.Next())
	}
	told := asleep.Told(start.Add(4 * day)).Told(start.Add(5 * day))
	if told.Next() != start.Add(7*day) {
		t.Fatalf("due at %s", told.Next())
	}
	reminded, letters := told.CatchUp(waits, start.Add(7*day))
	if kinds(letters) != "visit.reminder " || letters[0].Data["title"] != "翻訳" || letters[0].Data["waiting"] != 2 || letters[0].Data["waits_until"] != "2026-11-30T01:00:00Z" {
		t.Errorf("%+v", letters)
	}
	if again := reminded.Told(start.Add(8 * day)); again.Next() != 0 {
		t.Errorf("a second reminder is due at %s", again.Next())
	}
	if back := reminded.Visited(start.Add(9 * day)); back.Next() != start.Add(12*day) {
		t.Errorf("after a visit due at %s", back.Next())
	}
	if _, letters := told.CatchUp([]todo.Item{{Act: todo.Rate}}, start.Add(7*day)); len(letters) != 0 {
		t.Errorf("for a rating: %+v", letters)
	}
}
