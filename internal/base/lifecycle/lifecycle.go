// Package lifecycle is a state machine as a table, and all that derives from
// the table: what is allowed to whom, what may be done now, whether the machine
// is well-formed, its diagram. A machine is declared once, as rows; it promises
// that nothing outside its rows is permitted, and it refuses (with a panic, at
// start) a table that could strand somebody.
package lifecycle

import "slices"

// State is where a thing stands, such as "delivered".
type State string

// Verb is something that may be done to it, such as "request-revision". The
// verbs of people are also the last part of the API's paths.
type Verb string

// Role is who does it, seen from the thing.
type Role string

// The roles. Clock and Gateway are not people: they act through the same door.
const (
	Client   Role = "client"
	Worker   Role = "worker"
	Operator Role = "operator"
	Clock    Role = "clock"
	Gateway  Role = "gateway"
	Stranger Role = "stranger" // anybody else; no row ever names it
)

// Roles lists the roles that a contract's table may name.
var Roles = []Role{Client, Worker, Operator, Clock, Gateway}

// A Row says: in these states, this verb is open to these roles and leads there.
type Row struct {
	From []State
	Verb Verb
	By   []Role
	To   []State // several when the outcome depends on more than the state; Same when nothing moves
	Rule string  // the rule that grants it
	When string  // what else must hold, in words
}

// Same stands in To for "the state stays as it is".
const Same State = "(same)"

// An Instead gives a refusal its own code where "the state forbids it" would
// not tell a person what to do.
type Instead struct {
	Verb   Verb
	From   []State
	Code   string
	Rule   string
	Detail string
}

// A Machine is one kind of thing's whole life. A changed table is a new
// Version; a thing keeps the version that it was formed under.
type Machine struct {
	Name    string
	Version int
	Start   State
	Final   []State
	Rows    []Row
	Instead []Instead
}

// Verdict is what the table says of one attempt.
type Verdict int

// The verdicts, see Judge.
const (
	Allowed Verdict = iota
	NotYou          // this verb is never for this role
	NotNow          // for this role, but not in this state
)

// Judge looks up whether the role may do the verb in the state.
func (m *Machine) Judge(s State, v Verb, by Role) (Row, Verdict) {
	verdict := NotYou
	for _, row := range m.Rows {
		if row.Verb != v || !slices.Contains(row.By, by) {
			continue
		}
		if slices.Contains(row.From, s) {
			return row, Allowed
		}
		verdict = NotNow
	}
	return Row{}, verdict
}

// InsteadOf finds the special refusal for a verb in a state.
func (m *Machine) InsteadOf(s State, v Verb) (Instead, bool) {
	for _, in := range m.Instead {
		if in.Verb == v && slices.Contains(in.From, s) {
			return in, true
		}
	}
	return Instead{}, false
}

// Open lists the rows open to the role in the state, in the table's order.
func (m *Machine) Open(s State, by Role) []Row {
	var rows []Row
	for _, row := range m.Rows {
		if slices.Contains(row.From, s) && slices.Contains(row.By, by) {
			rows = append(rows, row)
		}
	}
	return rows
}

// IsFinal reports whether nothing can move the thing any more.
func (m *Machine) IsFinal(s State) bool { return slices.Contains(m.Final, s) }

// States lists every state that the table names, in order of appearance.
func (m *Machine) States() []State {
	states := []State{m.Start}
	add := func(s State) {
		if s != Same && !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	for _, row := range m.Rows {
		for _, s := range row.From {
			add(s)
		}
		for _, s := range row.To {
			add(s)
		}
	}
	return states
}

// Verbs lists every verb once, in order of appearance.
func (m *Machine) Verbs() []Verb {
	var verbs []Verb
	for _, row := range m.Rows {
		if !slices.Contains(verbs, row.Verb) {
			verbs = append(verbs, row.Verb)
		}
	}
	return verbs
}
