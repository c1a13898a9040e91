package task

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
)

var (
	tokyo, _ = time.LoadLocation("Asia/Tokyo")
	ids      = id.NewMinter(rand.NewChaCha8([32]byte{7}))
	tuesday  = calendar.Of(time.Date(2026, 11, 24, 10, 0, 0, 0, tokyo))
	allRoles = []Role{Client, Worker, Operator, Clock, Gateway, Stranger}
)

var people = map[Role]event.Actor{
	Client: {Account: "acc_client"}, Worker: {Account: "acc_worker"}, Operator: {Account: "acc_operator", Operator: true},
	Clock: {System: Clock}, Gateway: {System: Gateway}, Stranger: {},
}

var other = event.Actor{Account: "acc_other"}

func on(now calendar.Instant, who event.Actor) event.Occasion {
	return event.Occasion{Who: who, Now: now, Calendar: calendar.In(tokyo), IDs: ids}
}

func at(now calendar.Instant, by Role) event.Occasion { return on(now, people[by]) }

func rules(count int) Rules {
	return Rules{
		UnitPrice: 101, Count: count, Minutes: 30, PerWorker: count, AnswersUntil: calendar.In(tokyo).EndOfDays(tuesday, 10),
		Questions: []Question{{Kind: Text, Label: "感想", Required: true}},
	}
}

func posted(t testing.TB, count int) Task {
	t.Helper()
	change, err := Post(job.Job{ID: "job_1", ClientID: "acc_client", Title: "アンケート"}, rules(count), at(tuesday, Client))
	if err != nil {
		t.Fatal(err)
	}
	return change.Task
}

// A situation is one way in which a task and its answers can stand, at an
// instant, with the money that has moved on the way.
type situation struct {
	Task
	answers []Answer // by id
	money   map[ledger.Account]money.Yen
	keys    map[string]bool
	now     calendar.Instant
	path    string
}

// after is the situation that a change leads to; it fails the test when money
// is not conserved on the way.
func (s situation) after(t testing.TB, change Change, now calendar.Instant, step string) situation {
	t.Helper()
	next := situation{change.Task, slices.Clone(s.answers), maps.Clone(s.money), maps.Clone(s.keys), now, s.path + " → " + step}
	for _, a := range change.Answers {
		a.Document = ""
		if i := slices.IndexFunc(next.answers, func(b Answer) bool { return b.ID == a.ID }); i >= 0 {
			next.answers[i] = a
		} else {
			next.answers = append(next.answers, a)
		}
	}
	for _, moved := range change.Transfers {
		if fault := moved.Record().Fault(); fault != "" {
			t.Error(fault)
		}
		if next.keys[moved.Key()] {
			t.Errorf("%s is moved twice (%s)", moved.Key(), next.path)
		}
		next.keys[moved.Key()] = true
		for _, e := range moved.Entries() {
			next.money[e.Account] += e.Amount
			if e.Account != ledger.Gateway && next.money[e.Account] < 0 {
				t.Errorf("%s is below zero (%s)", e.Account, next.path)
			}
		}
	}
	if held := next.money[ledger.Escrow("job_1")]; held != next.InEscrow() {
		t.Errorf("%d in escrow, the task says %d (%s)", held, next.InEscrow(), next.path)
	}
	counted := Counts{Received: next.Received}
	for _, a := range next.answers {
		switch a.State {
		case AnswerHeld:
			counted.Held++
		case AnswerSubmitted:
			counted.Waiting++
		case AnswerApproved:
			counted.Approved++
		case AnswerRejected, AnswerAppealed:
			counted.Claims++
		case AnswerUpheld:
			counted.Upheld++
		}
	}
	if counted != next.Counts || next.free(next.Count) < 0 {
		t.Errorf("counted %+v, the task says %+v (%s)", counted, next.Counts, next.path)
	}
	if next.Rejections() > max(3, next.Received*30/100) {
		t.Errorf("%d of %d rejected (%s)", next.Rejections(), next.Received, next.path)
	}
	return next
}

func (s situation) count(state State) (n int) {
	for _, a := range s.answers {
		if a.State == state {
			n++
		}
	}
	return n
}

func (s situation) first(state State) string {
	for _, a := range s.answers {
		if a.State == state {
			return a.ID
		}
	}
	return ""
}

func (s situation) signature() string {
	sig := fmt.Sprint(s.State, s.Counts, s.count(AnswerAppealed), min(s.count(AnswerReleased), 1), s.ClosedBy, s.now >= s.Until, s.Next.Kind)
	if s.Payment != nil {
		sig += string(s.Payment.State)
	}
	return sig
}

// commandsOf lists a well-formed command of each verb.
func (s situation) commandsOf() map[Verb]Command {
	payment := ""
	if s.Payment != nil {
		payment = s.Payment.ID
	}
	held, sent, rejected, appealed := s.first(AnswerHeld), s.first(AnswerSubmitted), s.first(AnswerRejected), s.first(AnswerAppealed)
	return map[Verb]Command{
		VerbFund: Fund{}, VerbSettlePayment: SettlePayment{payment, true}, VerbCancel: Cancel{}, VerbExpireEscrow: ExpireEscrow{},
		VerbTake: TakeSlot{AnswerID: ids.New(id.Answer, s.now)}, VerbClose: Close{}, VerbEndAnswers: EndAnswers{}, VerbRemind: Remind{},
		VerbSubmit: Submit{held, map[string]Value{"q1": {Texts: []string{"良い"}}}}, VerbRelease: Release{held}, VerbLose: Lose{held},
		VerbApprove: Approve{[]string{sent}}, VerbReject: Reject{[]string{sent}, "設問に答えていません。"}, VerbDeem: Deem{sent},
		VerbAppeal: Appeal{rejected, "答えています。"}, VerbLapse: Lapse{rejected}, VerbUphold: Uphold{appealed, "答えがありません。"}, VerbOverturn: Overturn{appealed, "答えがあります。"},
	}
}

// nextDue is when the clock comes by next, to the task or an answer.
func (s situation) nextDue() calendar.Instant {
	next := s.Next.At
	for _, a := range s.answers {
		if due, cmd := s.Owed(a); cmd != nil && (next == 0 || due.At < next) {
			next = due.At
		}
	}
	return next
}

// explore visits every situation that commands and time can bring about, up to
// five answers for three slots.
func explore(t *testing.T, visit func(situation)) {
	t.Helper()
	seen := map[string]bool{}
	open := []situation{{Task: posted(t, 3), money: map[ledger.Account]money.Yen{}, keys: map[string]bool{}, now: tuesday, path: "posted"}}
	for len(open) > 0 {
		s := open[0]
		open = open[1:]
		if seen[s.signature()] {
			continue
		}
		seen[s.signature()] = true
		visit(s)
		for verb, cmd := range s.commandsOf() {
			for _, who := range []event.Actor{people[Client], people[Worker], people[Operator], people[Gateway], other} {
				if verb == VerbTake && len(s.answers) == 5 {
					continue
				}
				if change, err := Take(s.Task, s.answers, cmd, on(s.now, who)); err == nil {
					open = append(open, s.after(t, change, s.now, string(verb)))
				}
			}
		}
		if s.Payment != nil {
			if failed, err := Take(s.Task, nil, SettlePayment{s.Payment.ID, false}, at(s.now, Gateway)); err == nil {
				open = append(open, s.after(t, failed, s.now, "payment failed"))
			}
		}
		if due := s.nextDue(); due > 0 {
			open = append(open, s.after(t, CatchUp(s.Task, s.answers, at(due, Clock)), due, "due"))
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d situations", len(seen))
	}
}

func codeOf(err error) refusal.Code {
	var no *refusal.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

type cell struct {
	machine string
	State
	Verb
	Role
}

// TestEveryCellIsAsTheTablesSay tries every verb by every role in every
// situation, on the task and on an answer in each state.
func TestEveryCellIsAsTheTablesSay(t *testing.T) {
	succeeded, reached := map[cell]bool{}, map[cell]bool{}
	try := func(s situation, m *lifecycle.Machine, from State, verb Verb, cmd Command, by Role, worker bool) {
		now := s.now
		if by == Clock {
			now = now.Add(400 * 24 * time.Hour)
		}
		change, err := Take(s.Task, s.answers, cmd, at(now, by))
		row, verdict := m.Judge(from, verb, by)
		want := refusal.StateConflict
		if in, ok := m.InsteadOf(from, verb); ok {
			want = refusal.Code(in.Code)
		}
		switch {
		case by == Stranger || by == Worker && (!s.Published() || m == Answers && !worker):
			want = refusal.Missing
		case m == Answers && by == Client && (from == AnswerHeld || from == AnswerReleased):
			want = refusal.Missing
		case verdict == lifecycle.NotYou && by == Client && verb == VerbTake:
			want = refusal.OwnJob
		case verdict == lifecycle.NotYou:
			want = refusal.Forbidden
		case verdict == lifecycle.Allowed:
			if err != nil {
				if m == Answers && by != Clock && codeOf(err) != refusal.RejectionCap {
					t.Errorf("%s by %s on an answer that is %s: %v (%s)", verb, by, from, err, s.path)
				}
				return
			}
			succeeded[cell{m.Name, from, verb, by}] = true
			to := change.Task.State
			if m == Answers {
				to = change.Answers[0].State
			}
			if m == Answers && !slices.Contains(row.To, to) {
				t.Errorf("%s by %s led an answer from %s to %s, the row says %v (%s)", verb, by, from, to, row.To, s.path)
			}
			return
		}
		if codeOf(err) != want {
			t.Errorf("%s by %s on what is %s: %v, not %s (%s)", verb, by, from, err, want, s.path)
		}
	}
	explore(t, func(s situation) {
		reached[cell{machine: Machine.Name, State: s.State}] = true
		for verb, cmd := range s.commandsOf() {
			if !isOfAnswers(verb) {
				for _, by := range allRoles {
					try(s, Machine, s.State, verb, cmd, by, false)
				}
			}
		}
		for _, a := range s.answers {
			reached[cell{machine: Answers.Name, State: a.State}] = true
			for verb, cmd := range named(a.ID) {
				for _, by := range allRoles {
					try(s, Answers, a.State, verb, cmd, by, a.WorkerID == people[Worker].Account)
				}
			}
		}
	})
	for _, m := range []*lifecycle.Machine{Machine, Answers} {
		for _, row := range m.Rows {
			if row.Verb == VerbEndReview || row.Verb == VerbEndAppeals {
				continue // no command: what the last answer brings about
			}
			for _, from := range row.From {
				for _, by := range row.By {
					if !succeeded[cell{m.Name, from, row.Verb, by}] {
						t.Errorf("%s by %s in %s is granted, but no situation allows it", row.Verb, by, from)
					}
				}
			}
		}
		for _, s := range m.States() {
			if !reached[cell{machine: m.Name, State: s}] {
				t.Errorf("no situation is in state %s", s)
			}
		}
	}
}

// named lists a command of each of an answer's verbs, for one answer.
func named(answer string) map[Verb]Command {
	return map[Verb]Command{
		VerbSubmit: Submit{answer, map[string]Value{"q1": {Texts: []string{"良い"}}}}, VerbRelease: Release{answer}, VerbLose: Lose{answer},
		VerbApprove: Approve{[]string{answer}}, VerbReject: Reject{[]string{answer}, "設問に答えていません。"}, VerbDeem: Deem{answer},
		VerbAppeal: Appeal{answer, "答えています。"}, VerbLapse: Lapse{answer}, VerbUphold: Uphold{answer, "答えがありません。"}, VerbOverturn: Overturn{answer, "答えがあります。"},
	}
}

// TestActionsAreWhatSucceeds compares the lists that buttons are drawn from with
// what then really happens.
func TestActionsAreWhatSucceeds(t *testing.T) {
	explore(t, func(s situation) {
		for _, by := range []Role{Client, Worker, Operator} {
			listed := map[Verb]bool{}
			for _, a := range Actions(s.Task, s.answers, TakeSlot{}, at(s.now, by)) {
				listed[a.Command] = true
			}
			for verb, cmd := range s.commandsOf() {
				if isOfAnswers(verb) {
					continue
				}
				if _, err := Take(s.Task, s.answers, cmd, at(s.now, by)); listed[verb] != (err == nil) {
					t.Errorf("%s by %s in %s is listed: %v, but: %v (%s)", verb, by, s.State, listed[verb], err, s.path)
				}
			}
			for _, a := range s.answers {
				listed := map[Verb]bool{}
				for _, action := range ActionsOn(s.Task, a, at(s.now, by)) {
					listed[action.Command] = true
				}
				for verb, cmd := range named(a.ID) {
					if _, err := Take(s.Task, s.answers, cmd, at(s.now, by)); listed[verb] != (err == nil) {
						t.Errorf("%s by %s on an answer that is %s is listed: %v, but: %v (%s)", verb, by, a.State, listed[verb], err, s.path)
					}
				}
			}
		}
	})
}

// TestNoStateHoldsMoneyForever lets everybody fall silent in every situation:
// within 120 days the task is over, holds nothing, and every answer that was
// handed in and not rejected for good is paid.
func TestNoStateHoldsMoneyForever(t *testing.T) {
	explore(t, func(s situation) {
		end := s.now.Add(120 * 24 * time.Hour)
		after := s.after(t, CatchUp(s.Task, s.answers, at(end, Clock)), end, "silence")
		if !after.Ended() || after.Next != (event.Due{}) {
			t.Errorf("after 120 days of silence: %s, next %+v (%s)", after.State, after.Next, s.path)
		}
		for i, a := range after.answers {
			if !Answers.IsFinal(a.State) || s.answers[i].State == AnswerSubmitted && a.State != AnswerApproved || s.answers[i].State == AnswerAppealed && a.State != AnswerApproved {
				t.Errorf("after 120 days of silence an answer that was %s is %s (%s)", s.answers[i].State, a.State, s.path)
			}
		}
		if paid := after.money[ledger.User("acc_worker")] + after.money[ledger.User("acc_other")]; paid != after.Net()*money.Yen(after.Approved) {
			t.Errorf("%d were approved, their workers have %d (%s)", after.Approved, paid, s.path)
		}
	})
}

// TestADayIsADayWhereverTheClockWas compares one long silence with a clock that
// comes by at every due instant.
func TestADayIsADayWhereverTheClockWas(t *testing.T) {
	explore(t, func(s situation) {
		end := s.now.Add(120 * 24 * time.Hour)
		atOnce := s.after(t, CatchUp(s.Task, s.answers, at(end, Clock)), end, "silence")
		stepwise := s
		for due := stepwise.nextDue(); due > 0 && due <= end; due = stepwise.nextDue() {
			stepwise = stepwise.after(t, CatchUp(stepwise.Task, stepwise.answers, at(due, Clock)), due, "due")
		}
		if atOnce.State != stepwise.State || atOnce.Counts != stepwise.Counts || atOnce.Events != stepwise.Events || atOnce.Since != stepwise.Since {
			t.Errorf("at once %s %+v, step by step %s %+v (%s)", atOnce.State, atOnce.Counts, stepwise.State, stepwise.Counts, s.path)
		}
	})
}

// TestNobodyIsRemindedOfWhatCameLater: an answer that comes in after a reminder's
// hour is not what that reminder was about.
func TestNobodyIsRemindedOfWhatCameLater(t *testing.T) {
	r := rules(1)
	r.Minutes = 72 * 60
	change, err := Post(job.Job{ID: "job_1", ClientID: "acc_client", Title: "アンケート"}, r, at(tuesday, Client))
	if err != nil {
		t.Fatal(err)
	}
	s := situation{Task: change.Task, money: map[ledger.Account]money.Yen{}, keys: map[string]bool{}, now: tuesday}
	give := func(v Verb, by Role, now calendar.Instant) {
		t.Helper()
		s.now = now
		change, err := Take(s.Task, s.answers, s.commandsOf()[v], at(now, by))
		if err != nil {
			t.Fatalf("%s: %v", v, err)
		}
		s = s.after(t, change, now, string(v))
	}
	give(VerbFund, Client, tuesday)
	give(VerbSettlePayment, Gateway, tuesday)
	give(VerbTake, Worker, r.AnswersUntil.Add(-time.Hour))
	s = s.after(t, CatchUp(s.Task, s.answers, at(r.AnswersUntil, Clock)), r.AnswersUntil, "answers end")
	third := r.AnswersUntil.Add(-time.Hour).Add(3*24*time.Hour - 5*time.Hour) // 18:00 of the third day
	give(VerbSubmit, Worker, third)
	if s.Next.Kind != string(ReviewReminder) || s.Next.At <= third {
		t.Errorf("submitted at %s, the clock owes %s at %s", third, s.Next.Kind, s.Next.At)
	}
}

// TestTakeNeverChangesWhatItIsGiven guards that deciding is pure.
func TestTakeNeverChangesWhatItIsGiven(t *testing.T) {
	explore(t, func(s situation) {
		before := asText(t, s)
		for _, cmd := range s.commandsOf() {
			for _, by := range allRoles {
				_, _ = Take(s.Task, s.answers, cmd, at(s.now, by))
			}
		}
		CatchUp(s.Task, s.answers, at(s.now.Add(90*24*time.Hour), Clock))
		if after := asText(t, s); after != before {
			t.Fatalf("the task was changed: %s, before %s", after, before)
		}
	})
}

func asText(t *testing.T, s situation) string {
	t.Helper()
	text, err := json.Marshal([]any{s.Task, s.answers})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTheCapIsThirtyPercentAndAtLeastThree rejects as many as it can of so many
// (R8.2).
func TestTheCapIsThirtyPercentAndAtLeastThree(t *testing.T) {
	for received, want := range map[int]int{0: 3, 1: 3, 9: 3, 10: 3, 13: 3, 14: 4, 20: 6, 33: 9, 34: 10, 10_000: 3_000} {
		task := posted(t, 10)
		task.Received = received
		if got := task.RejectionsLeft(); got != want {
			t.Errorf("of %d answers %d may be rejected, not %d", received, got, want)
		}
		task.Claims, task.Upheld = want-1, 1
		if got := task.RejectionsLeft(); got != 0 {
			t.Errorf("of %d answers %d more may be rejected after %d", received, got, want)
		}
	}
}

// TestAFormTakesWhatItAsksFor fills forms in.
func TestAFormTakesWhatItAsksFor(t *testing.T) {
	least, most := int64(1), int64(5)
	form := []Question{
		{Kind: Text, Label: "感想", Required: true, Longest: 5}, {Kind: Number, Label: "点数", Min: &least, Max: &most},
		{Kind: Choice, Label: "色", Options: []string{"赤", "青"}}, {Kind: Choices, Label: "好み", Options: []string{"甘い", "辛い", "苦い"}},
		{Kind: URL, Label: "見た頁"}, {Kind: FileOf, Label: "写真"},
	}
	if err := fitForm(form); err != nil {
		t.Fatal(err)
	}
	one := func(texts ...string) Value { return Value{Texts: texts} }
	for _, c := range []struct {
		key   string
		value Value
		kept  string // what is kept, joined; or empty
		fault bool
	}{
		{"q1", one(" 良い "), "良い", false}, {"q1", one(""), "", true}, {"q1", one("　"), "", true}, {"q1", one("123456"), "", true}, {"q1", one("a", "b"), "", true},
		{"q2", one("３"), "3", false}, {"q2", one("1,000"), "", true}, {"q2", one("0.5"), "", true}, {"q2", one("4.25"), "4.25", false}, {"q2", one("5.01"), "", true}, {"q2", one("many"), "", true}, {"q2", one("1e3"), "", true}, {"q2", one(""), "", false},
		{"q3", one("青"), "青", false}, {"q3", one("緑"), "", true}, {"q3", one("赤", "青"), "", true},
		{"q4", one("苦い", "甘い"), "甘い/苦い", false}, {"q4", one("甘い", "甘い"), "", true}, {"q4", one("酸い"), "", true},
		{"q5", one("https://example.com/a?b=c"), "https://example.com/a?b=c", false}, {"q5", one("javascript:alert(1)"), "", true}, {"q5", one("example.com"), "", true}, {"q5", one("https://me:secret@example.com/"), "", true},
		{"q6", one("a.png"), "", true}, {"q6", Value{File: &File{Name: "a.png", Size: 1, SHA256: "ab"}}, "a.png", false}, {"q1", Value{File: &File{Name: "a.png"}}, "", true},
		{"q7", one("x"), "", true}, {"q01", one("x"), "", true}, {"", one("x"), "", true},
	} {
		values := map[string]Value{"q1": one("良い"), c.key: c.value}
		kept, err := fill(form, values)
		if (err != nil) != c.fault {
			t.Errorf("%s = %v: %v", c.key, c.value, err)
		}
		if err != nil {
			var no *refusal.Refusal
			if !errors.As(err, &no) || no.Field != "values."+c.key {
				t.Errorf("%s = %v is refused as %+v", c.key, c.value, err)
			}
			continue
		}
		got := strings.Join(kept[c.key].Texts, "/")
		if kept[c.key].File != nil {
			got = kept[c.key].File.Name
		}
		if got != c.kept {
			t.Errorf("%s = %v is kept as %q", c.key, c.value, got)
		}
	}
}

// TestFormsThatNobodyCouldFillInAreRefused lists bad ones.
func TestFormsThatNobodyCouldFillInAreRefused(t *testing.T) {
	five, four := int64(5), int64(4)
	for name, form := range map[string][]Question{
		"none": {}, "too many": make([]Question, 51), "of no kind": {{Kind: "colour", Label: "色", Required: true}}, "without a label": {{Kind: Text, Label: "　", Required: true}},
		"without options": {{Kind: Choice, Label: "色", Required: true}}, "with one option": {{Kind: Choices, Label: "色", Options: []string{"赤"}, Required: true}},
		"an option twice": {{Kind: Choice, Label: "色", Options: []string{"赤", "赤"}, Required: true}}, "an empty option": {{Kind: Choice, Label: "色", Options: []string{"赤", " "}, Required: true}},
		"options of a text": {{Kind: Text, Label: "色", Options: []string{"赤", "青"}, Required: true}}, "upside down": {{Kind: Number, Label: "数", Min: &five, Max: &four, Required: true}},
		"bounds of a text": {{Kind: Text, Label: "数", Min: &five, Required: true}}, "nothing required": {{Kind: Text, Label: "数"}}, "length of a number": {{Kind: Number, Label: "数", Longest: 5, Required: true}},
		"endless": {{Kind: Text, Label: "数", Longest: 5_001, Required: true}},
	} {
		if err := fitForm(form); err == nil {
			t.Errorf("a form %s is taken", name)
		}
	}
}

// TestWhoMayReadAnAnswer is the privacy of what was answered (R8.2).
func TestWhoMayReadAnAnswer(t *testing.T) {
	task := posted(t, 3)
	for state, want := range map[State]string{
		AnswerHeld: "worker", AnswerReleased: "worker", AnswerSubmitted: "client worker", AnswerApproved: "client worker",
		AnswerRejected: "worker", AnswerAppealed: "operator worker", AnswerUpheld: "worker",
	} {
		a := Answer{WorkerID: "acc_worker", State: state}
		if state == AnswerAppealed {
			a.Appeal = "答えています。"
		}
		var readers []string
		for _, role := range []Role{Client, Operator, Stranger, Worker} {
			if task.MayRead(a, people[role]) {
				readers = append(readers, string(role))
			}
		}
		if got := strings.Join(readers, " "); got != want || task.MayRead(a, other) {
			t.Errorf("an answer that is %s is read by %s (another worker: %v), not by %s", state, got, task.MayRead(a, other), want)
		}
	}
}

// TestRequirementsAreKept looks at who may take a slot.
func TestRequirementsAreKept(t *testing.T) {
	task := posted(t, 3)
	task.State = Open
	for _, c := range []struct {
		of    Requirements
		taker TakeSlot
		may   bool
	}{
		{Requirements{}, TakeSlot{}, true},
		{Requirements{Identified: true}, TakeSlot{}, false}, {Requirements{Identified: true}, TakeSlot{Identified: true}, true},
		{Requirements{ApprovalRate: 90}, TakeSlot{}, true}, // who is new is welcome
		{Requirements{ApprovalRate: 90}, TakeSlot{Record: Record{9, 1}}, true}, {Requirements{ApprovalRate: 90}, TakeSlot{Record: Record{8, 1}}, false},
	} {
		task.Requirements = c.of
		c.taker.AnswerID = "ans_1"
		if _, err := Take(task, nil, c.taker, at(tuesday, Worker)); (err == nil) != c.may {
			t.Errorf("%+v of %+v: %v", c.of, c.taker, err)
		}
	}
}
