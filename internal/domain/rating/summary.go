package rating

import "azukari/internal/domain/contract"

// A Tally adds up ratings that were given; silence is none of them (R12.2).
type Tally struct {
	Count int
	Sums  Scores
}

// Add counts one more rating.
func (t *Tally) Add(s Scores) {
	t.Count++
	for _, item := range Items {
		t.Sums[item] += s[item]
	}
}

// Tenths is the average of an item in tenths, rounded down: 50 means that all
// were 5. There is none without a rating.
func (t Tally) Tenths(item Item) (tenths int, ok bool) { return tenth(t.Sums[item], t.Count) }

// Overall is the average of all items in tenths, rounded down. There is none
// without a rating.
func (t Tally) Overall() (tenths int, ok bool) {
	sum := 0
	for _, item := range Items {
		sum += t.Sums[item]
	}
	return tenth(sum, t.Count*len(Items))
}

func tenth(sum, of int) (int, bool) {
	if of <= 0 {
		return 0, false
	}
	return sum * 10 / of, true
}

// A Summary is all that is shown of one person, by what they were rated as.
type Summary struct {
	AsClient, AsWorker Tally
}

// Side is the tally of one side.
func (s *Summary) Side(as contract.Role) *Tally {
	if as == contract.Client {
		return &s.AsClient
	}
	return &s.AsWorker
}
