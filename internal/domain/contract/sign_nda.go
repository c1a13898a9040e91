package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
)

// SignNDA (秘密保持契約の締結) signs the platform's standard confidentiality
// agreement for this contract; it binds when both sides have signed the same
// text. A contract needs none, and nothing waits for it.
type SignNDA struct{}

// Verb is "nda".
func (SignNDA) Verb() Verb { return VerbSignNDA }

func (SignNDA) check(s *step) error {
	if !s.c.Presence(s.role).SignedNDA.IsZero() {
		return s.conflict(refusal.StateConflict, "", "You have signed the confidentiality agreement already.")
	}
	return nil
}

func (SignNDA) apply(s *step) error {
	s.c.Presence(s.role).SignedNDA = s.Now
	s.record(NDASigned, canonical.Object{"text_sha256": HashOf(words.NDA), "concluded": s.c.NDAConcluded()})
	return nil
}

// NDAConcluded reports whether both sides have signed.
func (c *Contract) NDAConcluded() bool {
	return !c.Client.SignedNDA.IsZero() && !c.Worker.SignedNDA.IsZero()
}
