package history

import "pgregory.net/rapid"

// dice throws sixteen fair bits. The generators for numbers prefer small ones,
// which suits values; what happens next in a history must be any of them alike.
var dice = rapid.Custom(func(t *rapid.T) (n int) {
	for range 16 {
		n <<= 1
		if coin.Draw(t, "coin") {
			n++
		}
	}
	return n
})

var coin = rapid.Bool()

// between is any number from one to the other, both included; the smaller is the
// simpler.
func (h *history) between(what string, from, to int) int {
	return from + dice.Draw(h.r, what)%(to-from+1)
}

func (h *history) maybe(what string) bool { return coin.Draw(h.r, what) }

// oneOf is any of a list; the first is the simplest.
func oneOf[T any](h *history, what string, list []T) T {
	return list[h.between(what, 0, len(list)-1)]
}
