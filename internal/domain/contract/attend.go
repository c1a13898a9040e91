package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/domain/event"
)

// Attend notes on the contract's chain what happened to it in another room of
// the domain, which has decided it. A side that did it has shown itself, like
// by any command of the contract's own (R5.3, R5.7).
func Attend(c Contract, kind event.Kind, data canonical.Object, on Occasion) Change {
	s := begin(c, on)
	s.showUp()
	s.record(kind, data)
	return s.finish()
}
