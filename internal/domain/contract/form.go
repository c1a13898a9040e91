package contract

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/words"
	"azukari/internal/domain/event"
	"azukari/internal/domain/policy"
)

// Form makes the contract of agreed terms, whose document has the given hash
// (R1.3, R1.4): unfunded, with the warning to the worker in the thread (R1.5).
func Form(t Terms, hash string, on Occasion) Change {
	s := form(t, hash, on)
	s.awaitEscrow()
	s.record(Formed, canonical.Object{
		"amount": int64(t.Amount), "terms_sha256": s.c.TermsHash, "fund_by": s.c.Until.String(),
	})
	s.message("", words.DoNotStartBeforeEscrow)
	return s.finish()
}

// FormWon makes the contract of a prize that was won (R8.1): its one milestone
// has the prize's id, and so its escrow is funded already.
func FormWon(t Terms, hash, prizeID string, on Occasion) Change {
	s := form(t, hash, on)
	m := s.c.Milestone()
	m.ID, m.Funded = prizeID, m.Amount
	s.enter(InProgress)
	s.record(Won, canonical.Object{"amount": int64(t.Amount), "terms_sha256": s.c.TermsHash, "prize_id": prizeID, "due_on": t.DueOn})
	s.message("", words.WonContest)
	return s.finish()
}

func form(t Terms, hash string, on Occasion) *step {
	p := policy.Version(t.PolicyVersion)
	s := &step{Occasion: on, role: Client}
	s.change.Contract = Contract{
		ID: t.ContractID, JobID: t.JobID, ProposalID: t.ProposalID,
		ClientID: t.Client.ID, WorkerID: t.Worker.ID, Title: t.Title,
		MachineVersion: Machine.Version, PolicyVersion: p.Version,
		Amount: t.Amount, InspectionDays: t.InspectionDays, RevisionRounds: t.RevisionRounds, Criteria: t.Criteria,
		TermsHash: hash,
		Client:    Presence{ActedAt: on.Now}, Worker: Presence{ActedAt: on.Now},
		FormedAt: on.Now, ClockedAt: on.Now, Head: event.Genesis,
	}
	s.c = &s.change.Contract
	for _, m := range t.Milestones {
		s.c.Milestones = append(s.c.Milestones, Milestone{
			ID: on.IDs.New(id.Milestone, on.Now), Title: m.Title, Amount: m.Amount, DueOn: m.DueOn, State: Pending,
		})
	}
	return s
}

// awaitEscrow waits for the running milestone's escrow, for the policy's days
// (R2.3).
func (s *step) awaitEscrow() {
	s.enter(AwaitingEscrow)
	s.c.Until = s.periodOf(s.c.Policy().EscrowDays)
}

func (s *step) periodOf(days int) calendar.Instant { return s.Calendar.EndOfDays(s.Now, days) }
