package lifecycle

import (
	"strings"
	"testing"
)

func door() *Machine {
	return &Machine{
		Name: "door", Version: 1, Start: "open", Final: []State{"gone"},
		Rows: []Row{
			{Verb: "shut", From: []State{"open"}, By: []Role{Client}, To: []State{"shut"}, Rule: "D1"},
			{Verb: "open", From: []State{"shut"}, By: []Role{Worker}, To: []State{"open"}, Rule: "D2"},
			{Verb: "rot", From: []State{"open", "shut"}, By: []Role{Clock}, To: []State{"gone"}, Rule: "D3"},
			{Verb: "knock", From: []State{"open", "shut", "gone"}, By: []Role{Client, Worker}, To: []State{Same}, Rule: "D4"},
		},
	}
}

func TestTheTableJudges(t *testing.T) {
	for _, c := range []struct {
		s    State
		v    Verb
		by   Role
		want Verdict
	}{
		{"open", "shut", Client, Allowed},
		{"shut", "shut", Client, NotNow},
		{"open", "shut", Worker, NotYou},
		{"gone", "knock", Worker, Allowed},
		{"open", "rot", Client, NotYou},
		{"open", "shut", Stranger, NotYou},
		{"open", "fly", Client, NotYou},
	} {
		if _, got := door().Judge(c.s, c.v, c.by); got != c.want {
			t.Errorf("%s by %s in %s: %v, want %v", c.v, c.by, c.s, got, c.want)
		}
	}
}

func TestASoundTablePasses(t *testing.T) {
	if err := door().Check(); err != nil {
		t.Error(err)
	}
}

// TestBrokenTablesAreFound breaks the door in every way that Check guards.
func TestBrokenTablesAreFound(t *testing.T) {
	for want, breakIt := range map[string]func(*Machine){
		"cannot be ended by the clock": func(m *Machine) { m.Rows[2].From = []State{"open"}; m.Rows[1].By = []Role{Client} },
		"stands twice":                 func(m *Machine) { m.Rows = append(m.Rows, m.Rows[0]) },
		"cannot be reached":            func(m *Machine) { m.Rows[0].To = []State{Same} },
		"leaves the final state":       func(m *Machine) { m.Rows[3].To = []State{"open"} },
		"is incomplete":                func(m *Machine) { m.Rows[0].Rule = "" },
		"open to strangers":            func(m *Machine) { m.Rows[0].By = []Role{Stranger} },
	} {
		m := door()
		breakIt(m)
		if err := m.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: not found, but %v", want, err)
		}
	}
}

func TestTheDiagramShowsEveryMove(t *testing.T) {
	drawn := door().Mermaid()
	for _, arrow := range []string{"[*] --> open", "open --> shut : shut (client) D1", "shut --> gone : rot (clock) D3", "gone --> [*]"} {
		if !strings.Contains(drawn, arrow) {
			t.Errorf("%q is missing in\n%s", arrow, drawn)
		}
	}
	if strings.Contains(drawn, "knock") {
		t.Error("a verb that moves nothing is drawn")
	}
}
