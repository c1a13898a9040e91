package sqlstore

import (
	"slices"

	"azukari/internal/domain/contract"
)

// wholeContract reads contracts with all that hangs on them in one statement,
// so that what is read is of one moment on either database: one row for each
// milestone, each with the contract and its latest requests beside it.
var wholeContract = "select " + commas([]string{
	contracts.list("c"), milestones.list("m"), nudges.list("n"), terminations.list("t"), disputes.list("d"), changes.list("a"), payments.list("p"), bonuses.list("b"),
}) + " from contracts c" +
	" join milestones m on m.contract_id = c.id" +
	" left join nudges n on n.id = c.nudge_id" +
	" left join terminations t on t.id = c.termination_id" +
	" left join disputes d on d.id = c.dispute_id" +
	" left join changes a on a.id = c.change_id" +
	" left join payments p on p.id = c.payment_id" +
	" left join bonuses b on b.id = c.bonus_id"

var (
	wholeContractByID  = wholeContract + " where c.id = $1 order by m.position"
	wholeContractsByID = wholeContract + " where c.id = any($1) order by c.id, m.position" // PostgreSQL
)

// A contractJoin puts the rows of wholeContract, ordered by contract and
// milestone, together again.
type contractJoin struct {
	row         contractRow
	milestone   milestoneRow
	nudge       nudgeRow
	termination terminationRow
	dispute     disputeRow
	change      changeRow
	payment     paymentRow
	bonus       bonusRow
	columns     []column

	whole contract.Contract // being put together
	give  func(contract.Contract) error
}

func newContractJoin(give func(contract.Contract) error) *contractJoin {
	j := &contractJoin{give: give}
	j.columns = slices.Concat(
		contracts.readable(&j.row), milestones.readable(&j.milestone), nudges.readable(&j.nudge),
		terminations.readable(&j.termination), disputes.readable(&j.dispute), changes.readable(&j.change),
		payments.readable(&j.payment), bonuses.readable(&j.bonus))
	return j
}

// take reads one row; a contract is given on when the next one begins.
func (j *contractJoin) take(values []any) error {
	if err := assign(j.columns, values); err != nil {
		return err
	}
	if j.row.ID == j.whole.ID {
		j.whole.Milestones = append(j.whole.Milestones, j.milestone.Milestone)
		return nil
	}
	if err := j.end(); err != nil {
		return err
	}
	j.whole = j.row.Contract
	j.whole.Milestones = []contract.Milestone{j.milestone.Milestone}
	j.whole.Nudge = found(j.nudge.Nudge, j.nudge.ID)
	j.whole.Termination = found(j.termination.Termination, j.termination.ID)
	j.whole.Dispute = found(j.dispute.Dispute, j.dispute.ID)
	j.whole.Amendment = found(j.change.Amendment, j.change.ID)
	j.whole.Bonus = found(j.bonus.Bonus, j.bonus.ID)
	j.whole.Payment = found(j.payment.Payment, j.payment.ID)
	return nil
}

// end gives the last contract on.
func (j *contractJoin) end() error {
	if j.whole.ID == "" {
		return nil
	}
	whole := j.whole
	j.whole = contract.Contract{}
	return j.give(whole)
}

// found is a copy of what a left join found, and nil when it found nothing.
func found[T any](v T, id string) *T {
	if id == "" {
		return nil
	}
	return &v
}
