package record

import "testing"

func TestSharesAreOfWhatHasBeenDecided(t *testing.T) {
	s := Side{Formed: 4, Awaiting: 1, Funded: 2, Completed: 2, NudgesReceived: 3, NudgesAnswered: 3}
	for what, test := range map[string]struct {
		ask  func() (int, bool)
		want int
		ok   bool
	}{
		"funded":           {s.FundedPercent, 66, true},
		"answered":         {s.AnsweredPercent, 100, true},
		"completed":        {s.CompletedPercent, 100, true},
		"nothing funded":   {Side{Formed: 1, Awaiting: 1}.FundedPercent, 0, false},
		"nothing answered": {Side{}.AnsweredPercent, 0, false},
	} {
		if got, ok := test.ask(); got != test.want || ok != test.ok {
			t.Errorf("%s is %d, %v; not %d, %v", what, got, ok, test.want, test.ok)
		}
	}
}
