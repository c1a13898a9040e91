package contest

import (
	"fmt"

	"azukari/internal/base/canonical"
	"azukari/internal/domain/ledger"
)

// Close (早期終了) ends the taking of entries early: with the end (24:00) of the
// next day, so that who is at work can still enter (R8.1). It needs an entry,
// and as many as were guaranteed: a close must not be a way to the refund.
type Close struct{}

// Verb is "close".
func (Close) Verb() Verb { return VerbClose }

func (Close) check(s *step) error {
	switch n := s.c.Counted(); {
	case n == 0:
		return s.conflict("There is no entry yet: the contest goes on until its deadline.")
	case n < s.c.Guaranteed:
		return s.conflict(fmt.Sprintf("You guaranteed %d entries and there are %d: the contest goes on until its deadline.", s.c.Guaranteed, n))
	case s.earlyEnd() >= s.c.Until:
		return s.conflict("Entries end by then anyway.")
	}
	return nil
}

func (Close) apply(s *step) error {
	s.c.Until, s.c.ClosedBy = s.earlyEnd(), Client
	s.record(ClosedEarly, canonical.Object{"entries_until": s.c.Until.String()})
	return nil
}

func (s *step) earlyEnd() (end instant) { return s.Calendar.EndOfDays(s.Now, 1) }

// EndEntries is the clock ending the taking of entries: the choice begins, or,
// with fewer entries than guaranteed, the prizes go back in full (R8.1).
type EndEntries struct{}

// Verb is "end-entries".
func (EndEntries) Verb() Verb { return VerbEndEntries }

func (EndEntries) check(s *step) error { return s.due(EntriesDeadline) }

func (EndEntries) apply(s *step) error {
	if s.c.ClosedBy == "" {
		s.c.ClosedBy = Clock
	}
	if n := s.c.Counted(); n < s.c.Guaranteed {
		s.enter(Refunded)
		s.refund(s.record(TooFewEntries, canonical.Object{
			"entries": n, "guaranteed_entries": s.c.Guaranteed, "refunded_amount": int64(s.c.Total()),
		}))
		return nil
	}
	s.enter(Choosing)
	// The deadline is the end of a day; that day is the one not counted (R0.2).
	p, day := s.c.Policy(), s.Now-1
	s.c.ChooseBy = s.Calendar.EndOfDays(day, p.ContestChooseDays)
	s.c.Until = s.Calendar.EndOfDays(day, p.ContestChooseDays+p.ContestGraceDays)
	s.record(ChoiceOpen, canonical.Object{"entries": s.c.Counted(), "choose_by": s.c.ChooseBy.String(), "shared_at": s.c.Until.String()})
	return nil
}

// nothingLeft ends a choice without an entry to choose: prizes not awarded go
// back to the client.
func (s *step) nothingLeft() {
	if s.c.Awarded() == 0 {
		s.enter(Refunded)
	} else {
		s.enter(Completed)
	}
	if held := s.c.Held(); held > 0 {
		s.refund(s.record(PrizesReturned, canonical.Object{"refunded_amount": int64(held)}))
	}
	if s.c.State == Completed {
		s.record(CompletedFact, canonical.Object{"awarded": s.c.Awarded()})
	}
}

// ShareOut is the clock, when winners were not chosen in time: each prize that
// is left is split equally among the entries that stand and have won none, the
// yen that do not divide to the earliest (R8.1).
type ShareOut struct{}

// Verb is "share-out".
func (ShareOut) Verb() Verb { return VerbShareOut }

func (ShareOut) check(s *step) error { return s.due(ChoiceDeadline) }

func (ShareOut) apply(s *step) error {
	shares := s.c.Shares()
	s.enter(Shared)
	cause := s.record(PrizesShared, canonical.Object{"shared_amount": int64(s.c.Held()), "entries": s.c.Count(EntryValid), "awarded": s.c.Awarded()})
	for _, share := range shares {
		charge := ledger.FeeOn(s.c.Policy().Fees, 0, ledger.Charge{}, share.Amount)
		s.move(ledger.Share(s.transferID(), s.origin(cause), share.PrizeID, share.PrizeID+":"+share.EntryID, share.WorkerID, share.Amount, charge))
	}
	for i := range s.c.Prizes {
		if s.c.Prizes[i].State == PrizeHeld {
			s.c.Prizes[i].State = PrizeShared
		}
	}
	return nil
}
