package contract

import (
	"azukari/internal/base/canonical"
)

// Say writes a message to the other side, in the contract's thread, at any time
// (R11.1).
type Say struct{ Body string }

// Verb is "messages".
func (Say) Verb() Verb { return VerbMessage }

func (Say) check(*step) error { return nil }

func (m Say) apply(s *step) error {
	s.c.Presence(s.role).Unanswered = true
	s.message(s.Who.Account, m.Body)
	s.tell(MessageReceived, canonical.Object{"from": string(s.role)})
	return nil
}
