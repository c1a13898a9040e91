package sqlstore

import (
	"context"
	"fmt"

	"azukari/internal/domain/contract"
	"azukari/internal/store"
)

// contractRow is a contract as its own row holds it: the requests that hang on
// it are named by their ids.
type contractRow struct {
	contract.Contract
	nudge, termination, dispute, change, payment, bonus string
	was                                                 int64 // the version that an update replaces
}

var contracts = table[contractRow]{
	name: "contracts",
	fixed: func(c *contractRow) []column { // agreed at formation (R1.4)
		return []column{
			{"id", &c.ID},
			{"job_id", &c.JobID},
			{"proposal_id", &c.ProposalID},
			{"client_id", &c.ClientID},
			{"worker_id", &c.WorkerID},
			{"title", &c.Title},
			{"machine_version", &c.MachineVersion},
			{"policy_version", &c.PolicyVersion},
			{"inspection_days", &c.InspectionDays},
			{"revision_rounds", &c.RevisionRounds},
			{"formed_at", (*int64)(&c.FormedAt)},
		}
	},
	moving: func(c *contractRow) []column {
		return []column{
			{"amount", (*int64)(&c.Amount)}, // as the last change left it (R1.6)
			{"criteria", document[[]string]{&c.Criteria}},
			{"terms_sha256", &c.TermsHash},
			{"state", (*string)(&c.State)},
			{"current_milestone", &c.Current},
			{"state_since", (*int64)(&c.Since)},
			{"state_until", (*int64)(&c.Until)},
			{"paid_gross", (*int64)(&c.Paid.Gross)},
			{"paid_net", (*int64)(&c.Paid.Net)},
			{"paid_fee", (*int64)(&c.Paid.Charge.Fee)},
			{"paid_tax", (*int64)(&c.Paid.Charge.Tax)},
			{"paid_refunded", (*int64)(&c.Paid.Refunded)},
			{"ended_by", (*string)(&c.EndedBy)},
			{"deemed", &c.Deemed},
			{"client_acted_at", (*int64)(&c.Client.ActedAt)},
			{"client_unanswered", &c.Client.Unanswered},
			{"worker_acted_at", (*int64)(&c.Worker.ActedAt)},
			{"worker_unanswered", &c.Worker.Unanswered},
			{"client_nda_at", (*int64)(&c.Client.SignedNDA)},
			{"worker_nda_at", (*int64)(&c.Worker.SignedNDA)},
			{"nudge_id", &c.nudge},
			{"termination_id", &c.termination},
			{"dispute_id", &c.dispute},
			{"change_id", &c.change},
			{"payment_id", &c.payment},
			{"bonus_id", &c.bonus},
			{"bonuses", &c.Bonuses},
			{"paid_bonus", (*int64)(&c.Paid.Bonus)},
			{"updated_at", (*int64)(&c.UpdatedAt)},
			{"clocked_at", (*int64)(&c.ClockedAt)},
			{"next_due_at", (*int64)(&c.Next.At)},
			{"due_kind", &c.Next.Kind},
			{"events", &c.Events},
			{"head", &c.Head},
			{"version", &c.Version},
		}
	},
	guard: func(c *contractRow) column { return column{"version", &c.was} },
}

// contractRowOf flattens a contract; before is nil for a new one.
func contractRowOf(c contract.Contract, before *contract.Contract) contractRow {
	row := contractRow{Contract: c}
	if c.Nudge != nil {
		row.nudge = c.Nudge.ID
	}
	if c.Termination != nil {
		row.termination = c.Termination.ID
	}
	if c.Dispute != nil {
		row.dispute = c.Dispute.ID
	}
	if c.Amendment != nil {
		row.change = c.Amendment.ID
	}
	if c.Bonus != nil {
		row.bonus = c.Bonus.ID
	}
	if c.Payment != nil {
		row.payment = c.Payment.ID
	}
	if before != nil {
		row.was = before.Version
	}
	return row
}

type milestoneRow struct {
	contract.Milestone
	contractID string
	position   int
}

var milestones = table[milestoneRow]{
	name: "milestones",
	fixed: func(m *milestoneRow) []column {
		return []column{
			{"id", &m.ID},
			{"contract_id", &m.contractID},
			{"position", &m.position},
		}
	},
	moving: func(m *milestoneRow) []column {
		return []column{
			{"title", &m.Title},
			{"amount", (*int64)(&m.Amount)},
			{"due_on", &m.DueOn},
			{"state", (*string)(&m.State)},
			{"funded", (*int64)(&m.Funded)},
			{"revisions", &m.Revisions},
			{"declined", &m.Declined},
		}
	},
}

// terms are the documents of what was agreed, or asked for.
var terms = table[store.Terms]{
	name: "terms",
	fixed: func(t *store.Terms) []column {
		return []column{
			{"contract_id", &t.ContractID},
			{"sha256", &t.SHA256},
			{"document", &t.Document},
		}
	},
}

const (
	termsOfContract   = "select document from terms where contract_id = $1 and sha256 = $2"
	contractOfNudge   = "select contract_id from nudges where id = $1"
	contractOfDispute = "select contract_id from disputes where id = $1"
)

// Contract finds one contract with all that hangs on it.
func (r *reader) Contract(ctx context.Context, id string) (contract.Contract, error) {
	found, err := r.contracts(ctx, wholeContractByID, id)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return contract.Contract{}, err
	}
	return found[0], nil
}

// Contracts lists contracts, newest first.
func (r *reader) Contracts(ctx context.Context, q store.ContractQuery, p store.Page) ([]contract.Contract, error) {
	sql, args := contractsQuery(r.dialect, q, p)
	return r.contracts(ctx, sql, args...)
}

// contractsQuery chooses the page's ids first, by the narrow indexes, and reads
// whole contracts for those alone.
func contractsQuery(d dialect, q store.ContractQuery, p store.Page) (string, []any) {
	s := selection{}
	s.equal("f.client_id", q.ClientID)
	s.equal("f.worker_id", q.WorkerID)
	s.equal("f.state", string(q.State))
	if q.DisputeIn != "" {
		s.where("exists (select 1 from disputes x where x.id = f.dispute_id and x.state = " + s.arg(string(q.DisputeIn)) + ")")
	}
	var chosen string
	if q.Party == "" {
		chosen = "select f.id from contracts f" + s.newestFirst("f.id", p)
	} else {
		chosen = eitherSide(&s, q.Party, p)
	}
	return wholeContract + " where c.id " + d.among(chosen) + " order by c.id desc, m.position", s.args
}

// eitherSide chooses the page's ids from both sides' indexes, neither of which
// is read further than a page; nobody is on both sides of one contract (R1.2).
func eitherSide(s *selection, party string, p store.Page) string {
	account := s.arg(party)
	page := func(side string) string {
		return "select f.id from contracts f" + s.newestFirst("f.id", p, side+" = "+account)
	}
	return fmt.Sprintf("select id from (select id from (%s) as hired union all select id from (%s) as working) as both_sides order by id desc limit %s",
		page("f.client_id"), page("f.worker_id"), s.arg(p.Rows()))
}

func (r *reader) contracts(ctx context.Context, query string, args ...any) ([]contract.Contract, error) {
	found := []contract.Contract{}
	join := newContractJoin(func(c contract.Contract) error {
		found = append(found, c)
		return nil
	})
	err := r.each(ctx, query, args, join.take)
	if err == nil {
		err = join.end()
	}
	if err != nil {
		return nil, fmt.Errorf("read contracts: %w", err)
	}
	return found, nil
}

// Terms finds one document of a contract's terms.
func (r *reader) Terms(ctx context.Context, contractID, sha256 string) (string, error) {
	return r.text(ctx, termsOfContract, contractID, sha256)
}

// Nudges lists contact nudges, newest first.
func (r *reader) Nudges(ctx context.Context, state contract.State, p store.Page) ([]store.NudgeOf, error) {
	sql, args := nudgesQuery(state, p)
	found, err := list(ctx, r, nudges, sql, args...)
	all := make([]store.NudgeOf, len(found))
	for i, n := range found {
		all[i] = store.NudgeOf{ContractID: n.contractID, Nudge: n.Nudge}
	}
	return all, err
}

func nudgesQuery(state contract.State, p store.Page) (string, []any) {
	s := selection{}
	s.equal("n.state", string(state))
	return "select " + nudges.list("n") + " from nudges n" + s.newestFirst("n.id", p), s.args
}

// ContractOfNudge finds the contract that a nudge belongs to.
func (r *reader) ContractOfNudge(ctx context.Context, nudgeID string) (string, error) {
	return r.text(ctx, contractOfNudge, nudgeID)
}

// ContractOfDispute finds the contract that a dispute belongs to.
func (r *reader) ContractOfDispute(ctx context.Context, disputeID string) (string, error) {
	return r.text(ctx, contractOfDispute, disputeID)
}
