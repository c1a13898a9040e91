package task

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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
	Task      Task
	Answers   []Answer // new or changed, in the order in which they were
	Transfers []ledger.Transfer
	Facts     []Fact
	Fired     []Fired // what the clock did, in order
}

// A Fact is an event of the task; those about one answer name it and its worker,
// who is told.
type Fact struct {
	event.Fact
	AnswerID, WorkerID string
}

// Fired is one thing that the clock did, to the task or to one of its answers.
type Fired struct {
	event.Due
	AnswerID string
}

// A Command is one verb with what was sent for it; see contract.Command.
type Command interface {
	Verb() Verb
	check(s *step) error
	apply(s *step) error
}

// Take decides one command on a task, handed the answers that it is about. The
// error is a *refusal.Refusal; what was handed in is never changed. What the
// clock owed before now must have been taken by CatchUp.
func Take(t Task, answers []Answer, cmd Command, on event.Occasion) (Change, error) {
	s := begin(t, answers, on)
	if err := s.permit(cmd); err != nil {
		return Change{}, err
	}
	if err := cmd.apply(s); err != nil {
		return Change{}, err
	}
	s.settle()
	return s.finish(), nil
}

// A step is one decision in the making, on copies.
type step struct {
	event.Occasion
	role    Role
	t       *Task
	answers map[string]*Answer
	touched []string // answers, in the order in which they were first
	change  Change
}

func begin(t Task, answers []Answer, on event.Occasion) *step {
	s := &step{Occasion: on, role: t.RoleOf(on.Who), answers: make(map[string]*Answer, len(answers))}
	s.change.Task = t
	s.t = &s.change.Task
	if t.Payment != nil {
		payment := *t.Payment
		s.t.Payment = &payment
	}
	for _, a := range answers {
		s.answers[a.ID] = &a
	}
	return s
}

// permit asks the table first, then the verb's own conditions. A task that is
// not published is known to its client alone. A verb of answers is judged for
// each of them where it is applied.
func (s *step) permit(cmd Command) error {
	if s.role == Stranger || s.role == Worker && !s.t.Published() {
		return refusal.NoSuch("task")
	}
	if !isOfAnswers(cmd.Verb()) {
		row, verdict := Machine.Judge(s.t.State, cmd.Verb(), s.role)
		switch verdict {
		case lifecycle.NotYou:
			if s.role == Client && cmd.Verb() == VerbTake {
				return refusal.Conflict(refusal.OwnJob, "R1.2", "This is your own task: nobody is client and worker on the same one.")
			}
			return refusal.Denied(ruleOf(&Machine.Rows, cmd.Verb()), "This is not for the "+string(s.role)+" to do.")
		case lifecycle.NotNow:
			if in, ok := Machine.InsteadOf(s.t.State, cmd.Verb()); ok {
				return refusal.Conflict(refusal.Code(in.Code), in.Rule, in.Detail).In(string(s.t.State))
			}
			return s.conflict("The task is " + string(s.t.State) + "; this is not possible in that state.")
		}
		if err := cmd.check(s); err != nil {
			return ruled(err, row.Rule)
		}
		return nil
	}
	return cmd.check(s)
}

func isOfAnswers(v Verb) bool {
	return slices.ContainsFunc(Answers.Rows, func(row Row) bool { return row.Verb == v })
}

func ruled(err error, rule string) error {
	if no, ok := err.(*refusal.Refusal); ok && no.Rule == "" {
		no.Rule = rule
	}
	return err
}

// judge asks the answers' table about one of them.
func (s *step) judge(answerID string, v Verb) error {
	a := s.answers[answerID]
	if a == nil {
		return refusal.NoSuch("answer")
	}
	role := s.t.RoleOn(*a, s.Who)
	if role == Stranger || role == Client && (a.State == AnswerHeld || a.State == AnswerReleased) {
		return refusal.NoSuch("answer")
	}
	switch _, verdict := Answers.Judge(a.State, v, role); verdict {
	case lifecycle.NotYou:
		return refusal.Denied("R8.2", "This is not for the "+string(role)+" to do.")
	case lifecycle.NotNow:
		return refusal.Conflict(refusal.StateConflict, "R8.2", "The answer is "+string(a.State)+"; this is not possible in that state.").In(string(a.State))
	}
	return nil
}

// judgeAll asks for several, each named once.
func (s *step) judgeAll(ids []string, v Verb) error {
	if len(ids) == 0 || len(ids) > MostAtOnce {
		return refusal.Invalid("answers", "R8.2", "Name 1 to 500 answers.")
	}
	named := map[string]bool{}
	for _, one := range ids {
		if named[one] {
			return refusal.Invalid("answers", "R8.2", "An answer is named twice.")
		}
		named[one] = true
		if err := s.judge(one, v); err != nil {
			return err
		}
	}
	return nil
}

// MostAtOnce is how many answers one command decides.
const MostAtOnce = 500

// conflict refuses because of how the task stands.
func (s *step) conflict(detail string) error {
	return refusal.Conflict(refusal.StateConflict, "R8.2", detail).In(string(s.t.State))
}

func ruleOf(rows *[]Row, v Verb) string {
	for _, row := range *rows {
		if row.Verb == v {
			return row.Rule
		}
	}
	return ""
}

func (s *step) enter(state State) { s.t.State, s.t.Since, s.t.Until = state, s.Now, 0 }

// touch is an answer that the decision changes.
func (s *step) touch(answerID string) *Answer {
	if !slices.Contains(s.touched, answerID) {
		s.touched = append(s.touched, answerID)
	}
	return s.answers[answerID]
}

func (s *step) finish() Change {
	s.t.UpdatedAt = s.Now
	s.t.Next, _ = s.t.next(s.Calendar)
	s.t.Version++
	for _, one := range s.touched {
		a := s.answers[one]
		a.Version++
		s.change.Answers = append(s.change.Answers, *a)
	}
	return s.change
}

// record adds an event to the task's chain and answers its id, the cause of
// transfers. About an answer, it names it.
func (s *step) record(kind event.Kind, data canonical.Object, about *Answer) string {
	f := Fact{}
	if about != nil {
		data["answer_id"] = about.ID
		f.AnswerID, f.WorkerID = about.ID, about.WorkerID
	}
	f.Fact = event.Link(event.Fact{Kind: kind, At: s.Now, Actor: s.role, Deemed: s.role == Clock && (kind == AnswerPaid || kind == AppealWon), Data: data},
		s.t.Events, s.t.Head, s.IDs)
	s.t.Events, s.t.Head = f.Seq, f.Hash
	s.change.Facts = append(s.change.Facts, f)
	return f.ID
}

func (s *step) move(t ledger.Transfer) { s.change.Transfers = append(s.change.Transfers, t) }

func (s *step) origin(cause string) ledger.Origin {
	return ledger.Origin{Cause: cause, Subject: s.t.JobID, At: s.Now}
}

func (s *step) transferID() string { return s.IDs.New(id.Transfer, s.Now) }

// HashOf is the SHA-256 of a document, hex.
func HashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

// inOrder lists answers by when the clock owes them something, then by id.
func inOrder(a, b *Answer) int { return cmp.Or(cmp.Compare(a.Until, b.Until), cmp.Compare(a.ID, b.ID)) }
