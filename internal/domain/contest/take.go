package contest

import (
	"slices"

	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
)

// A Change is what one decision brings about; nothing of it has happened yet.
type Change struct {
	Contest   Contest
	Transfers []ledger.Transfer
	Facts     []event.Fact
	Fired     []event.Due // what the clock did, in order
}

// A Command is one verb with what was sent for it; see contract.Command.
type Command interface {
	Verb() Verb
	check(s *step) error
	apply(s *step) error
}

// Take decides one command. The error is a *refusal.Refusal; the contest that
// was handed in is never changed. What the clock owed before now must have been
// taken by CatchUp.
func Take(c Contest, cmd Command, on event.Occasion) (Change, error) {
	s := begin(c, on)
	if err := s.permit(cmd); err != nil {
		return Change{}, err
	}
	if err := cmd.apply(s); err != nil {
		return Change{}, err
	}
	return s.finish(), nil
}

// A step is one decision in the making, on a copy of the contest.
type step struct {
	event.Occasion
	role   Role
	c      *Contest
	change Change
}

func begin(c Contest, on event.Occasion) *step {
	s := &step{Occasion: on, role: c.RoleOf(on.Who)}
	s.change.Contest = c.clone()
	s.c = &s.change.Contest
	return s
}

func (c Contest) clone() Contest {
	c.Prizes, c.Entries = slices.Clone(c.Prizes), slices.Clone(c.Entries)
	if c.Payment != nil {
		payment := *c.Payment
		c.Payment = &payment
	}
	return c
}

// permit asks the table first, then the verb's own conditions. A contest that is
// not published is known to its client alone.
func (s *step) permit(cmd Command) error {
	if s.role == Stranger || s.role == Worker && !s.c.Published() {
		return refusal.NoSuch("contest")
	}
	row, verdict := Machine.Judge(s.c.State, cmd.Verb(), s.role)
	switch verdict {
	case lifecycle.NotYou:
		if s.role == Client && cmd.Verb() == VerbEnter {
			return refusal.Conflict(refusal.OwnJob, "R1.2", "This is your own contest: nobody is client and worker on the same one.")
		}
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
	return s.conflict("The contest is " + string(s.c.State) + "; this is not possible in that state.")
}

// conflict refuses because of how the contest stands.
func (s *step) conflict(detail string) error {
	return refusal.Conflict(refusal.StateConflict, "R8.1", detail).In(string(s.c.State))
}

func ruleOf(v Verb) string {
	for _, row := range Machine.Rows {
		if row.Verb == v {
			return row.Rule
		}
	}
	return ""
}

func (s *step) enter(state State) { s.c.State, s.c.Since, s.c.Until = state, s.Now, 0 }

func (s *step) finish() Change {
	s.c.UpdatedAt = s.Now
	s.c.Next, _ = s.c.next(s.Calendar)
	s.c.Version++
	return s.change
}

// record adds an event to the contest's chain and answers its id, the cause of
// transfers.
func (s *step) record(kind event.Kind, data canonical.Object) string {
	f := event.Link(event.Fact{Kind: kind, At: s.Now, Actor: s.role, Data: data}, s.c.Events, s.c.Head, s.IDs)
	s.c.Events, s.c.Head = f.Seq, f.Hash
	s.change.Facts = append(s.change.Facts, f)
	return f.ID
}

func (s *step) move(t ledger.Transfer) { s.change.Transfers = append(s.change.Transfers, t) }

func (s *step) origin(cause string) ledger.Origin {
	return ledger.Origin{Cause: cause, Subject: s.c.JobID, At: s.Now}
}

func (s *step) transferID() string { return s.IDs.New(id.Transfer, s.Now) }
