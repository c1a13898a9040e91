package lifecycle

import (
	"errors"
	"fmt"
	"slices"
)

// Check reports every fault of the table: a row twice, a state that cannot be
// reached, a final state that is left, and above all a state that neither the
// clock nor an operator can end, in which a silent partner would strand the
// other (the promise of the protected contract).
func (m *Machine) Check() error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf(m.Name+": "+format, args...))
	}
	type cell struct {
		State
		Verb
		Role
	}
	seen := map[cell]bool{}
	for _, row := range m.Rows {
		if len(row.From) == 0 || len(row.By) == 0 || len(row.To) == 0 || row.Rule == "" {
			fault("row %s is incomplete", row.Verb)
		}
		for _, s := range row.From {
			for _, by := range row.By {
				if seen[cell{s, row.Verb, by}] {
					fault("%s by %s in %s stands twice", row.Verb, by, s)
				}
				seen[cell{s, row.Verb, by}] = true
				if by == Stranger {
					fault("%s is open to strangers", row.Verb)
				}
			}
			if m.IsFinal(s) && row.leaves(s) {
				fault("%s leaves the final state %s", row.Verb, s)
			}
		}
	}
	reached := m.reachable(m.Start, nil)
	for _, s := range m.States() {
		if !slices.Contains(reached, s) {
			fault("state %s cannot be reached", s)
		}
		if !m.IsFinal(s) && !slices.ContainsFunc(m.reachable(s, []Role{Clock, Operator}), m.IsFinal) {
			fault("state %s cannot be ended by the clock or an operator", s)
		}
	}
	return errors.Join(faults...)
}

// MustCheck panics on a broken table; it is called where a machine is declared.
func (m *Machine) MustCheck() *Machine {
	if err := m.Check(); err != nil {
		panic(err)
	}
	return m
}

func (r Row) leaves(s State) bool {
	return slices.ContainsFunc(r.To, func(to State) bool { return to != Same && to != s })
}

// reachable lists the states that can follow from s by the given roles alone,
// by anybody when none are given.
func (m *Machine) reachable(s State, by []Role) []State {
	reached := []State{s}
	for i := 0; i < len(reached); i++ {
		for _, row := range m.Rows {
			mine := by == nil || slices.ContainsFunc(row.By, func(r Role) bool { return slices.Contains(by, r) })
			if !mine || !slices.Contains(row.From, reached[i]) {
				continue
			}
			for _, to := range row.To {
				if to != Same && !slices.Contains(reached, to) {
					reached = append(reached, to)
				}
			}
		}
	}
	return reached
}
