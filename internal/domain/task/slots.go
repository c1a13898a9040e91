package task

import (
	"fmt"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/event"
)

// TakeSlot (作業を始める) gives a slot to a worker for the task's time limit
// (R8.2). It is handed the worker's last answer in the task, if any, and the
// oldest holds: the slot of one whose time has passed was freed by CatchUp before.
type TakeSlot struct {
	AnswerID   string
	Identified bool   // the worker's identity is checked
	Record     Record // in all tasks
}

// Verb is "slots".
func (TakeSlot) Verb() Verb { return VerbTake }

func (c TakeSlot) check(s *step) error {
	last := s.last()
	if last.State == AnswerHeld {
		return s.conflict("You hold a slot of this task already: hand it in or give it back first.")
	}
	rate, decided := c.Record.Rate()
	switch {
	case last.next() > s.t.PerWorker:
		return refusal.Conflict(refusal.AlreadyAnswered, "R8.2", fmt.Sprintf("One person answers this task at most %d times, and you have.", s.t.PerWorker)).In(string(s.t.State))
	case s.t.Identified && !c.Identified:
		return refusal.Denied("R8.2", "This task is for people whose identity is checked.")
	case decided && rate < s.t.ApprovalRate:
		return refusal.Denied("R8.2", fmt.Sprintf("This task is for people of whose answers at least %d %% were approved; of yours it is %d %%.", s.t.ApprovalRate, rate))
	case s.t.Free() < 1:
		return refusal.Conflict(refusal.NoSlotFree, "R8.2", "All slots of this task are taken. One may be given back: look again later.").In(string(s.t.State))
	}
	return nil
}

// last is the worker's own last answer; an empty one when there is none.
func (s *step) last() (last Answer) {
	for _, a := range s.answers {
		if a.WorkerID == s.Who.Account && (a.Ordinal > last.Ordinal || a.Ordinal == last.Ordinal && a.ID > last.ID) {
			last = *a
		}
	}
	return last
}

// next is the ordinal of the answer that follows a worker's last one.
func (a Answer) next() int {
	if a.State == AnswerReleased {
		return a.Ordinal
	}
	return a.Ordinal + 1
}

func (c TakeSlot) apply(s *step) error {
	ordinal := s.last().next()
	s.answers[c.AnswerID] = &Answer{
		ID: c.AnswerID, JobID: s.t.JobID, WorkerID: s.Who.Account, Ordinal: ordinal, State: AnswerHeld, TakenAt: s.Now, HeldUntil: s.Now.Add(s.t.Hold()),
	}
	a := s.touch(c.AnswerID)
	a.Until = a.HeldUntil
	s.t.Held++
	return nil
}

// Release (枠を返す) gives a slot back before its time has passed; nothing is
// lost by it.
type Release struct{ AnswerID string }

// Verb is "release".
func (Release) Verb() Verb { return VerbRelease }

func (c Release) check(s *step) error { return s.judge(c.AnswerID, VerbRelease) }

func (c Release) apply(s *step) error {
	s.free(c.AnswerID)
	return nil
}

func (s *step) free(answerID string) {
	a := s.touch(answerID)
	a.State, a.Until = AnswerReleased, 0
	s.t.Held--
}

// Lose is the clock taking a slot back whose time has passed.
type Lose struct{ AnswerID string }

// Verb is "lose-slot".
func (Lose) Verb() Verb { return VerbLose }

func (c Lose) check(s *step) error { return s.dueOf(c.AnswerID, VerbLose) }

func (c Lose) apply(s *step) error {
	s.free(c.AnswerID)
	a := s.answers[c.AnswerID]
	s.tell(SlotLost, canonical.Object{"answer_id": a.ID}, a)
	return nil
}

// tell is a fact that is no event of the chain.
func (s *step) tell(kind event.Kind, data canonical.Object, about *Answer) {
	s.change.Facts = append(s.change.Facts, Fact{
		Fact: event.Fact{Kind: kind, At: s.Now, Actor: s.role, Data: data}, AnswerID: about.ID, WorkerID: about.WorkerID,
	})
}
