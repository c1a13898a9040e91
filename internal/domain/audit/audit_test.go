package audit

import (
	"fmt"
	"slices"
	"testing"

	"azukari/internal/base/canonical"
)

func trail(n int) ([]Line, Head) {
	var lines []Line
	var head Head
	for i := range n {
		var l Line
		l, head = Write(head, "acc_staff", "nudge/deny", fmt.Sprintf("ctr_%d", i), canonical.Object{"reason": "理由", "n": i}, 1_000_000)
		lines = append(lines, l)
	}
	return lines, head
}

func proved(lines []Line, head Head) error {
	var p Proof
	for _, l := range lines {
		if err := p.Follow(l); err != nil {
			return err
		}
	}
	return p.Reached(head)
}

func TestAWholeTrailHolds(t *testing.T) {
	for _, n := range []int{0, 1, 5} {
		if err := proved(trail(n)); err != nil {
			t.Errorf("%d lines: %v", n, err)
		}
	}
}

// Whatever is changed, removed, moved, added or cut off is found (R13.2).
func TestEveryTamperingIsFound(t *testing.T) {
	tamper := map[string]func([]Line, *Head) []Line{
		"an id":              func(l []Line, _ *Head) []Line { l[2].ID += "x"; return l },
		"an instant":         func(l []Line, _ *Head) []Line { l[2].At++; return l },
		"a person":           func(l []Line, _ *Head) []Line { l[2].By = "acc_other"; return l },
		"an act":             func(l []Line, _ *Head) []Line { l[2].Act = "nudge/approve"; return l },
		"a subject":          func(l []Line, _ *Head) []Line { l[2].Subject = "ctr_9"; return l },
		"a reason":           func(l []Line, _ *Head) []Line { l[2].Data = `{"n":2,"reason":"別"}`; return l },
		"removed":            func(l []Line, _ *Head) []Line { return slices.Delete(l, 2, 3) },
		"the first":          func(l []Line, _ *Head) []Line { return l[1:] },
		"moved":              func(l []Line, _ *Head) []Line { l[1], l[2] = l[2], l[1]; return l },
		"twice":              func(l []Line, _ *Head) []Line { return slices.Insert(l, 2, l[2]) },
		"cut off":            func(l []Line, _ *Head) []Line { return l[:4] },
		"all":                func([]Line, *Head) []Line { return nil },
		"a head":             func(l []Line, h *Head) []Line { h.Seq++; return l },
		"a head\u0027s hash": func(l []Line, h *Head) []Line { h.Hash = l[0].Hash; return l },
		"changed and hashed anew": func(l []Line, _ *Head) []Line {
			l[2].Data = `{}`
			l[2].Hash = l[2].digest()
			return l
		},
	}
	for what, do := range tamper {
		lines, head := trail(5)
		lines = do(lines, &head)
		if proved(lines, head) == nil {
			t.Errorf("%s: nothing was found", what)
		}
	}
}
