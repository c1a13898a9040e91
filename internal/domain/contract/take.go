package contract

import (
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
)

// Who acts and when, as every room of the domain says it.
type (
	Actor    = event.Actor
	Occasion = event.Occasion
	Fact     = event.Fact
	Due      = event.Due
)

// A Change is what one decision brings about; nothing of it has happened yet.
type Change struct {
	Contract  Contract
	Terms     string // a new terms document to keep; empty: none
	Transfers []ledger.Transfer
	Facts     []Fact
	Messages  []Message
	Fired     []Due // what the clock did, in order
}

// A Message is one addition to the contract's thread.
type Message struct {
	ID   string
	From string // empty: the platform's own
	Body string
	At   calendar.Instant
}

// A Command is one verb with what was sent for it. Its check says whether the
// contract allows it now, whatever was sent; its apply looks at what was sent
// and makes the change.
type Command interface {
	Verb() Verb
	check(s *step) error
	apply(s *step) error
}

// Take decides one command. The error is a *refusal.Refusal; the contract that
// was handed in is never changed. What the clock owed before now must have been
// taken by CatchUp.
func Take(c Contract, cmd Command, on Occasion) (Change, error) {
	s := begin(c, on)
	if err := s.permit(cmd); err != nil {
		return Change{}, err
	}
	s.showUp()
	if err := cmd.apply(s); err != nil {
		return Change{}, err
	}
	return s.finish(), nil
}

// A step is one decision in the making, on a copy of the contract.
type step struct {
	Occasion
	role   Role
	c      *Contract
	change Change
	quiet  bool // what happens is not both sides' business
}

func begin(c Contract, on Occasion) *step {
	s := &step{Occasion: on, role: c.RoleOf(on.Who)}
	s.change.Contract = c.clone()
	s.c = &s.change.Contract
	return s
}

func (c Contract) clone() Contract {
	c.Milestones = slices.Clone(c.Milestones)
	c.Nudge, c.Termination, c.Dispute, c.Payment = copied(c.Nudge), copied(c.Termination), copied(c.Dispute), copied(c.Payment)
	c.Amendment, c.Bonus = copied(c.Amendment), copied(c.Bonus)
	return c
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// permit asks the table first, then the verb's own conditions.
func (s *step) permit(cmd Command) error {
	if s.role == Stranger {
		return refusal.NoSuch("contract")
	}
	row, verdict := Machine.Judge(s.c.State, cmd.Verb(), s.role)
	switch verdict {
	case lifecycle.NotYou:
		return refusal.Denied(ruleOf(cmd.Verb()), "This is not for the "+string(s.role)+" to do.")
	case lifecycle.NotNow:
		return s.notNow(cmd.Verb())
	}
	if err := cmd.check(s); err != nil {
		if no, ok := err.(*refusal.Refusal); ok && no.Rule == "" {
			no.Rule = row.Rule
		}
		return err
	}
	return nil
}

func (s *step) notNow(v Verb) error {
	if in, ok := Machine.InsteadOf(s.c.State, v); ok {
		return refusal.Conflict(refusal.Code(in.Code), in.Rule, in.Detail).In(string(s.c.State))
	}
	return s.conflict(refusal.StateConflict, ruleOf(v), "The contract is "+string(s.c.State)+"; this is not possible in that state.")
}

// conflict refuses because of how the contract stands.
func (s *step) conflict(code refusal.Code, rule, detail string) error {
	return refusal.Conflict(code, rule, detail).In(string(s.c.State))
}

// answering refuses the answer to something else than what stands: it was given to
// what somebody saw, and something else has taken its place since.
func (s *step) answering(whatStands bool, rule string) error {
	if whatStands {
		return nil
	}
	return s.conflict(refusal.StateConflict, rule, "Something else has taken the place of what you answer; nothing was done. Read what stands now, and answer that.")
}

func ruleOf(v Verb) string {
	for _, row := range Machine.Rows {
		if row.Verb == v {
			return row.Rule
		}
	}
	return ""
}

// showUp notes that a side has shown itself, which answers a nudge (R5.7).
func (s *step) showUp() {
	if s.role != Client && s.role != Worker {
		return
	}
	s.c.Presence(s.role).ActedAt = s.Now
	s.c.Presence(Other(s.role)).Unanswered = false
	if n := s.c.Nudge; n.Open() && n.By != s.role {
		s.answerNudge()
	}
}

// enter moves the contract, and with it the running milestone, to a state.
func (s *step) enter(state State) {
	s.c.State, s.c.Since, s.c.Until = state, s.Now, 0
	s.c.Milestone().State = state
}

// end closes the contract and all that was still open on it.
func (s *step) end(state State, by EndedBy) {
	s.closeRequests()
	s.lapseChange()
	s.closeNudge()
	s.enter(state)
	s.c.EndedBy = by
	for i := range s.c.Milestones {
		if s.c.Milestones[i].State == Pending {
			s.c.Milestones[i].State = Cancelled
		}
	}
}

// closeRequests closes what a settled milestone or an ended contract leaves
// without an object.
func (s *step) closeRequests() {
	if s.c.Termination.Open() {
		s.closeTermination(TerminationLapsed)
		s.record(TerminationLapsedFact, canonical.Object{"termination_id": s.c.Termination.ID})
	}
}

// closeNudge closes a nudge that the end of the contract leaves without an
// object. Nobody is blamed: its window had not ended.
func (s *step) closeNudge() {
	if n := s.c.Nudge; n.Open() {
		n.State, n.ClosedAt = NudgeClosedByReply, s.Now
	}
}

func (s *step) finish() Change {
	if !s.quiet {
		s.c.UpdatedAt = s.Now
	}
	s.c.Next, _ = s.c.next(s.Calendar)
	s.c.Version++
	return s.change
}

func (s *step) message(from, body string) {
	s.change.Messages = append(s.change.Messages, Message{ID: s.IDs.New(id.Message, s.Now), From: from, Body: body, At: s.Now})
}

func (s *step) move(t ledger.Transfer) { s.change.Transfers = append(s.change.Transfers, t) }

func (s *step) origin(cause string) ledger.Origin {
	return ledger.Origin{Cause: cause, Subject: s.c.ID, At: s.Now}
}

func (s *step) transferID() string { return s.IDs.New(id.Transfer, s.Now) }
