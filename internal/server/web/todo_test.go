package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/words"
	"azukari/internal/demo"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/todo"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var todoLinks = regexp.MustCompile(`(?s)<ul class="rows todo">.*?</ul>`)

// TestEveryThingToDoIsWhereItSays lets everybody of the sample follow each line
// of their list, and holds the list against the cards: it is somebody's turn on
// a contract exactly when the list says so.
func TestEveryThingToDoIsWhereItSays(t *testing.T) {
	s := openShop(t)
	acts := map[todo.Act]int{}
	for name, person := range s.people {
		g := s.as(name, words.Japanese)
		who := event.Actor{Account: person.ID, Operator: person.Staff()}
		items, err := s.engine.Todo(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		page := g.get(200, "/my")
		wellMade(t, "/my", page)
		links := regexp.MustCompile(`<h3><a href="([^"]+)"`).FindAllStringSubmatch(todoLinks.FindString(page), -1)
		if len(links) != len(items) {
			t.Errorf("%s has %d things to do, the page shows %d", name, len(items), len(links))
		}
		turns := map[string]bool{}
		for i, item := range items {
			acts[item.Act]++
			g.get(200, strings.ReplaceAll(links[i][1], "&amp;", "&"))
			if words.TodoActs[string(item.Act)].In(words.Japanese) == "" || item.Outcome != "" && words.TodoOutcomes[string(item.Outcome)].In(words.English) == "" {
				t.Errorf("%+v has no words", item)
			}
			if item.ContractID != "" && item.Act != todo.ReadMessages && item.Act != todo.Rate {
				turns[item.ContractID] = true
			}
		}
		all, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{Party: person.ID}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			c = contract.CatchUp(c, event.Occasion{Who: who, Now: now(t, s), Calendar: s.engine.Calendar, IDs: s.engine.IDs}).Contract
			card := regexp.MustCompile(`class="card[^"]*mine`).MatchString(g.get(200, contractPath(c.ID)))
			if card != turns[c.ID] && !c.Ended() {
				t.Errorf("%s, %s (%s): the card says %v, the list %v", name, c.Title, c.State, card, turns[c.ID])
			}
		}
	}
	for _, act := range todo.Acts {
		if words.TodoActs[string(act)].In(words.English) == "" {
			t.Errorf("%s has no words", act)
		}
	}
	if len(acts) < 12 {
		t.Errorf("the sample has only these: %v", acts)
	}
}

func now(t *testing.T, s *shop) (at calendar.Instant) {
	t.Helper()
	at, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestFirstStepsTickThemselvesOff follows somebody who has just come.
func TestFirstStepsTickThemselvesOff(t *testing.T) {
	s := openShop(t)
	made, err := s.engine.Door.Do(t.Context(), transact.Request{Command: transact.OpenAccount{Account: account.Account{Name: "入江 さち", Email: "irie@example.jp"}, Token: strings.Repeat("1", 64)}})
	if err != nil {
		t.Fatal(err)
	}
	s.people["入江 さち"] = demo.Person{Account: made.Result.(account.Account)}
	g := s.as("入江 さち", words.Japanese)
	has(t, "/my", g.get(200, "/my"), "はじめの一歩", "いま、あなたがすることはありません。", "仕事を依頼する方", "メールアドレスを確認する")
	if strings.Contains(said(g.get(200, "/my")), "✓ 仕事を依頼する") {
		t.Error("a step is ticked off that was not taken")
	}
	g.post(303, "/jobs/new", url.Values{"title": {"チラシ"}, "description": {"一枚です。"}, "category": {"デザイン"}, "budget": {"3000"}, "publish": {"1"}, "once": {"a"}})
	has(t, "/my", g.get(200, "/my"), "✓ 仕事を依頼する")
	if page := s.as("佐藤 健", words.Japanese).get(200, "/my"); strings.Contains(said(page), "はじめの一歩") {
		t.Error("somebody with a record is shown the first steps")
	}
}
