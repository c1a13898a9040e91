package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
)

// Say writes a message to the other side, in the contract's thread, at any time
// (R11.1). With files it needs a word more as long as nothing is held for the
// contract: work that is handed over then may never be paid (R2.4).
type Say struct {
	Body      string
	Files     int  // how many files it carries
	Confirmed bool // the sender was told the risk, and sends them
}

// Verb is "messages".
func (Say) Verb() Verb { return VerbMessage }

func (m Say) check(s *step) error {
	if m.Files > 0 && !m.Confirmed && s.c.FilesAtRisk() {
		return s.conflict(refusal.UnfundedFilesUnconfirmed, "R2.4", unfundedFiles(s.role))
	}
	return nil
}

func unfundedFiles(role Role) string {
	if role == Worker {
		return "The escrow (仮払い) is not funded: work that you send now may never be paid for, and nobody can get it back. Nothing was sent. Wait for the funding, or send again with confirmed."
	}
	return "The escrow (仮払い) is not funded: the contract does not protect what you send now, and nobody can get it back. Nothing was sent. Fund the escrow first, or send again with confirmed."
}

// FilesAtRisk reports whether files sent now are sent without an escrow that
// could pay for them (R2.4): before it is funded, and after a cancellation.
func (c *Contract) FilesAtRisk() bool { return c.State == AwaitingEscrow || c.State == Cancelled }

func (m Say) apply(s *step) error {
	s.c.Presence(s.role).Unanswered = true
	s.message(s.Who.Account, m.Body)
	s.tell(MessageReceived, canonical.Object{"from": string(s.role)})
	return nil
}
