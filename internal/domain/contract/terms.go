package contract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
)

// Terms are what the two sides agreed, fixed at formation as one immutable,
// hashed document (R1.4). It carries the nine items of the art. 3 notice
// (3条通知) of the Freelance Act.
type Terms struct {
	ContractID, JobID, ProposalID string
	Title, Description            string
	Client, Worker                Person
	FormedAt                      calendar.Instant
	FormedOn                      calendar.Date
	Amount                        money.Yen
	DueOn                         string
	Criteria                      []string
	InspectionDays                int
	RevisionRounds                int
	Milestones                    []MilestoneTerms
	PolicyVersion                 int
}

// A Person is a party as the terms name it.
type Person struct{ ID, Name string }

// MilestoneTerms are one milestone as agreed.
type MilestoneTerms struct {
	Title  string
	Amount money.Yen
	DueOn  string
}

// Bounds of what can be agreed (R1.4).
const (
	MaxCriteria       = 20
	MaxInspectionDays = 30
	MaxRevisionRounds = 10
	MaxMilestones     = 50
)

// Agree makes the terms of an accepted offer: what the client asked for beyond
// the offer, and the policy's defaults for the rest.
func Agree(j job.Job, p job.Proposal, client, worker Person, on Occasion) (Terms, error) {
	now := on.Policy()
	asked := p.Offer.Conditions
	t := Terms{
		ContractID: on.IDs.New(id.Contract, on.Now), JobID: j.ID, ProposalID: p.ID,
		Title: j.Title, Description: j.Description, Client: client, Worker: worker,
		FormedAt: on.Now, FormedOn: on.Calendar.Day(on.Now),
		Amount: p.Offer.Amount, DueOn: p.Offer.DueOn, Criteria: asked.Criteria,
		InspectionDays: now.Defaults.InspectionDays, RevisionRounds: now.Defaults.RevisionRounds,
		PolicyVersion: now.Version,
	}
	if asked.InspectionDays != nil {
		t.InspectionDays = *asked.InspectionDays
	}
	if asked.RevisionRounds != nil {
		t.RevisionRounds = *asked.RevisionRounds
	}
	for _, m := range asked.Milestones {
		t.Milestones = append(t.Milestones, MilestoneTerms(m))
	}
	if len(t.Milestones) == 0 {
		t.Milestones = []MilestoneTerms{{Title: j.Title, Amount: t.Amount, DueOn: t.DueOn}}
	}
	if t.Criteria == nil {
		t.Criteria = []string{}
	}
	return t, t.validate()
}

func (t Terms) validate() error {
	var sum money.Yen
	for _, m := range t.Milestones {
		if m.Amount < 1 || m.Amount > money.Max {
			return refusal.Invalid("terms.milestones", "R4.1", "Each milestone's amount is at least 1 yen.")
		}
		sum += m.Amount
	}
	switch {
	case len(t.Milestones) > MaxMilestones:
		return refusal.Invalid("terms.milestones", "R4.1", fmt.Sprintf("There can be at most %d milestones.", MaxMilestones))
	case sum != t.Amount:
		return refusal.Invalid("terms.milestones", "R4.1", fmt.Sprintf("The milestones sum to %s; the agreed amount is %s.", sum, t.Amount))
	case len(t.Criteria) > MaxCriteria:
		return refusal.Invalid("terms.criteria", "R1.4", fmt.Sprintf("There can be at most %d acceptance criteria.", MaxCriteria))
	case t.InspectionDays < 1 || t.InspectionDays > MaxInspectionDays:
		return refusal.Invalid("terms.inspection_days", "R1.4", fmt.Sprintf("The inspection takes 1 to %d days.", MaxInspectionDays))
	case t.RevisionRounds < 0 || t.RevisionRounds > MaxRevisionRounds:
		return refusal.Invalid("terms.revision_rounds", "R1.4", fmt.Sprintf("There can be 0 to %d revision rounds.", MaxRevisionRounds))
	}
	return nil
}

// Document is the terms as canonical JSON: what is hashed, kept and downloaded.
func (t Terms) Document() string {
	milestones := make([]canonical.Object, len(t.Milestones))
	for i, m := range t.Milestones {
		milestones[i] = canonical.Object{"title": m.Title, "amount": int64(m.Amount), "due_on": optional(m.DueOn)}
	}
	return canonical.Marshal(canonical.Object{
		"document":    "azukari contract terms", // 業務委託契約の取引条件
		"version":     1,
		"contract_id": t.ContractID, "job_id": t.JobID, "proposal_id": t.ProposalID,
		// (1) the parties, (2) the day of the commission
		"client":    canonical.Object{"id": t.Client.ID, "name": t.Client.Name},
		"worker":    canonical.Object{"id": t.Worker.ID, "name": t.Worker.Name},
		"formed_at": t.FormedAt.String(), "formed_on": t.FormedOn.String(),
		// (3) what is delivered, with the scope of rights
		"title": t.Title, "description": t.Description, "criteria": t.Criteria, "intellectual_property": words.TermsRights,
		// (4) when, (5) where, (6) by when it is inspected
		"due_on": optional(t.DueOn), "place": words.TermsPlace,
		"inspection_days": t.InspectionDays, "inspection": words.TermsInspection, "revision_rounds": t.RevisionRounds,
		// (7) how much, (8) when it is paid, (9) by what means
		"amount": int64(t.Amount), "currency": money.Currency, "milestones": milestones,
		"payment_due": words.TermsPaymentDue, "payment_method": words.TermsPaymentMethod,
		"policy": policyDocument(policy.Version(t.PolicyVersion)),
	})
}

// HashOf is the SHA-256 of a terms document, hex.
func HashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

// policyDocument is the copy of the numbers that a contract carries (R0.5).
func policyDocument(p *policy.Policy) canonical.Object {
	bands := make([]canonical.Object, len(p.Fees.Bands))
	for i, b := range p.Fees.Bands {
		bands[i] = canonical.Object{"up_to_amount": int64(b.UpTo), "rate_basis_points": int64(b.Rate)}
	}
	return canonical.Object{
		"version": p.Version, "escrow_days": p.EscrowDays,
		"nudge_silence_hours": int(p.NudgeSilence.Hours()), "nudge_review_business_days": p.NudgeReviewDays,
		"nudge_reply_days": p.NudgeReplyDays, "nudge_cooldown_days": p.NudgeCooldownDays,
		"change_days": p.ChangeDays, "change_reminder_days": p.ChangeReminderDays, "bonus_days": p.BonusDays, "max_bonuses": p.MaxBonuses,
		"termination_days": p.TerminationDays, "dispute_business_days": p.DisputeDays,
		"second_operator_above_amount": int64(p.SecondOperatorAbove),
		"default_inspection_days":      p.Defaults.InspectionDays, "default_revision_rounds": p.Defaults.RevisionRounds,
		"reminder_hour": p.ReminderHour, "escrow_reminder_days": p.EscrowReminderDays,
		"inspection_reminder_days": p.InspectionReminderDays, "inspection_last_call_hours": int(p.InspectionLastCall.Hours()),
		"nudge_reminder_days": p.NudgeReminderDays, "termination_reminder_days": p.TerminationReminders,
		"fee_bands": bands, "fee_tax_basis_points": int64(p.Fees.Tax),
	}
}

func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}
