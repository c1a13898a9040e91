package policy

import (
	"fmt"
	"slices"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// A Unit is what a number counts.
type Unit string

// The units.
const (
	Days         Unit = "days"          // R0.2
	BusinessDays Unit = "business_days" // R0.3
	Hours        Unit = "hours"
	Yen          Unit = "yen"
	Rate         Unit = "basis_points" // of 10,000
	Percent      Unit = "percent"
	Times        Unit = "times"
)

// A Number is one of those that the operator can change by publishing a new
// version.
type Number struct {
	Name     string // as the API would say it
	Rule     string
	Unit     Unit
	Min, Max int64
	of       func(*Policy) int64
	set      func(*Policy, int64)
}

// Of is the number in a version.
func (n Number) Of(p *Policy) int64 { return n.of(p) }

func number[T ~int | ~int64](name, rule string, unit Unit, least, most int64, at func(*Policy) *T) Number {
	return Number{name, rule, unit, least, most, func(p *Policy) int64 { return int64(*at(p)) }, func(p *Policy, v int64) { *at(p) = T(v) }}
}

// Numbers are those that can be changed, in the order of the rules.
var Numbers = []Number{
	number("inspection_days", "R1.4", Days, 1, 30, func(p *Policy) *int { return &p.Defaults.InspectionDays }),
	number("revision_rounds", "R1.4", Times, 0, 10, func(p *Policy) *int { return &p.Defaults.RevisionRounds }),
	number("change_days", "R1.6", Days, 2, 30, func(p *Policy) *int { return &p.ChangeDays }),
	number("bonus_days", "R1.7", Days, 1, 365, func(p *Policy) *int { return &p.BonusDays }),
	number("escrow_days", "R2.3", Days, 2, 30, func(p *Policy) *int { return &p.EscrowDays }),
	{"nudge_silence_hours", "R5.3", Hours, 24, 14 * 24,
		func(p *Policy) int64 { return int64(p.NudgeSilence / time.Hour) }, func(p *Policy, v int64) { p.NudgeSilence = time.Duration(v) * time.Hour }},
	number("nudge_review_days", "R5.4", BusinessDays, 1, 10, func(p *Policy) *int { return &p.NudgeReviewDays }),
	number("nudge_reply_days", "R5.5", Days, 3, 30, func(p *Policy) *int { return &p.NudgeReplyDays }),
	number("nudge_cooldown_days", "R5.9", Days, 0, 60, func(p *Policy) *int { return &p.NudgeCooldownDays }),
	number("termination_days", "R6.4", Days, 3, 30, func(p *Policy) *int { return &p.TerminationDays }),
	number("dispute_days", "R7.2", BusinessDays, 1, 30, func(p *Policy) *int { return &p.DisputeDays }),
	number("second_operator_above", "R7.2", Yen, 0, 10_000_000, func(p *Policy) *money.Yen { return &p.SecondOperatorAbove }),
	number("contest_choose_days", "R8.1", Days, 2, 30, func(p *Policy) *int { return &p.ContestChooseDays }),
	number("contest_grace_days", "R8.1", Days, 1, 30, func(p *Policy) *int { return &p.ContestGraceDays }),
	number("task_review_days", "R8.2", Days, 2, 30, func(p *Policy) *int { return &p.TaskReviewDays }),
	number("task_appeal_days", "R8.2", Days, 1, 30, func(p *Policy) *int { return &p.TaskAppealDays }),
	number("task_rejection_percent", "R8.2", Percent, 0, 50, func(p *Policy) *int { return &p.TaskRejectionPercent }),
	number("fee_rate_1", "R9.1", Rate, 0, 3_000, func(p *Policy) *money.BasisPoints { return &p.Fees.Bands[0].Rate }),
	number("fee_up_to_1", "R9.1", Yen, 1_000, 10_000_000, func(p *Policy) *money.Yen { return &p.Fees.Bands[0].UpTo }),
	number("fee_rate_2", "R9.1", Rate, 0, 3_000, func(p *Policy) *money.BasisPoints { return &p.Fees.Bands[1].Rate }),
	number("fee_up_to_2", "R9.1", Yen, 1_000, 100_000_000, func(p *Policy) *money.Yen { return &p.Fees.Bands[1].UpTo }),
	number("fee_rate_3", "R9.1", Rate, 0, 3_000, func(p *Policy) *money.BasisPoints { return &p.Fees.Bands[2].Rate }),
	number("task_fee_rate", "R9.1", Rate, 0, 3_000, func(p *Policy) *money.BasisPoints { return &p.TaskFees.Bands[0].Rate }),
	number("bank_hold_days", "R10.3", Days, 1, 30, func(p *Policy) *int { return &p.BankHoldDays }),
	number("rating_days", "R12.1", Days, 7, 90, func(p *Policy) *int { return &p.RatingDays }),
	number("rating_reply_days", "R12.1", Days, 1, 90, func(p *Policy) *int { return &p.RatingReplyDays }),
	number("report_days", "R13.3", BusinessDays, 1, 10, func(p *Policy) *int { return &p.ReportDays }),
	number("task_appeal_review_days", "R8.2", BusinessDays, 1, 15, func(p *Policy) *int { return &p.TaskAppealReviewDays }),
	number("outside_review_days", "R11.5", BusinessDays, 1, 10, func(p *Policy) *int { return &p.OutsideReviewDays }),
	number("outside_reply_days", "R11.5", Days, 1, 30, func(p *Policy) *int { return &p.OutsideReplyDays }),
}

// A Difference is a number that one version changes.
type Difference struct {
	Number
	Before, After int64
}

// Since lists the numbers that differ from an earlier version.
func (p *Policy) Since(before *Policy) (changed []Difference) {
	for _, n := range Numbers {
		if was, is := n.of(before), n.of(p); was != is {
			changed = append(changed, Difference{n, was, is})
		}
	}
	return changed
}

// Amend makes the next version: the one before with some numbers set, by name.
// Reminders that would come at or after the new end of their period go. It is
// refused where a number is out of its bounds, and where nothing changes.
func (p *Policy) Amend(version int, to map[string]int64) (*Policy, []Difference, error) {
	next := *p
	next.Version = version
	next.Fees.Bands, next.TaskFees.Bands = slices.Clone(p.Fees.Bands), slices.Clone(p.TaskFees.Bands)
	for name := range to {
		if !slices.ContainsFunc(Numbers, func(n Number) bool { return n.Name == name }) {
			return nil, nil, refusal.Invalid(name, "R0.5", "The policy has no number of this name.")
		}
	}
	for _, n := range Numbers {
		v, named := to[n.Name]
		if !named || v == n.of(p) {
			continue
		}
		if v < n.Min || v > n.Max {
			return nil, nil, refusal.Invalid(n.Name, n.Rule, fmt.Sprintf("This number is from %d to %d.", n.Min, n.Max))
		}
		n.set(&next, v)
	}
	changed := next.Since(p)
	if len(changed) == 0 {
		return nil, nil, refusal.Invalid("numbers", "R0.5", "Nothing would change.")
	}
	if next.Fees.Bands[0].UpTo >= next.Fees.Bands[1].UpTo {
		return nil, nil, refusal.Invalid("fee_up_to_2", "R9.1", "The bands of the fee ascend.")
	}
	within := func(days []int, end int) []int {
		return slices.DeleteFunc(slices.Clone(days), func(d int) bool { return d >= end })
	}
	next.EscrowReminderDays = within(p.EscrowReminderDays, next.EscrowDays)
	next.NudgeReminderDays = within(p.NudgeReminderDays, next.NudgeReplyDays)
	next.TerminationReminders = within(p.TerminationReminders, next.TerminationDays)
	next.ChangeReminderDays = within(p.ChangeReminderDays, next.ChangeDays)
	next.TaskReminderDays = within(p.TaskReminderDays, next.TaskReviewDays)
	next.ContestReminderDays = within(p.ContestReminderDays, next.ContestChooseDays+next.ContestGraceDays)
	return &next, changed, nil
}
