package contest

import "azukari/internal/base/refusal"

// Favour (お気に入り) is the client's mark on an entry, to find it again. Nobody
// else sees it, so it is no event.
type Favour struct {
	EntryID string
	On      bool
}

// Verb is "entries/favourite".
func (Favour) Verb() Verb { return VerbFavour }

func (f Favour) check(s *step) error {
	e := s.c.Entry(f.EntryID)
	switch {
	case e == nil:
		return refusal.NoSuch("entry")
	case e.State == EntryWithdrawn:
		return s.conflict("The entry is withdrawn.")
	}
	return nil
}

func (f Favour) apply(s *step) error {
	s.c.Entry(f.EntryID).Favourite = f.On
	return nil
}
