package sqlstore

import "azukari/internal/domain/contract"

// What hangs on a contract: each request is a row of its own, and the
// contract's row names the latest of each kind.

type nudgeRow struct {
	contract.Nudge
	contractID string
}

var nudges = table[nudgeRow]{
	name: "nudges",
	fixed: func(n *nudgeRow) []column {
		return []column{
			{"id", &n.ID},
			{"contract_id", &n.contractID},
			{"asked_by", (*string)(&n.By)},
			{"note", &n.Note},
			{"requested_at", (*int64)(&n.RequestedAt)},
			{"review_by", (*int64)(&n.ReviewBy)},
		}
	},
	moving: func(n *nudgeRow) []column {
		return []column{
			{"state", (*string)(&n.State)},
			{"decided_at", (*int64)(&n.DecidedAt)},
			{"decided_by", reference{&n.DecidedBy}},
			{"auto_approved", &n.AutoApproved},
			{"denial_code", &n.DenialCode},
			{"denial_reason", &n.DenialReason},
			{"reply_by", (*int64)(&n.ReplyBy)},
			{"closed_at", (*int64)(&n.ClosedAt)},
		}
	},
}

type terminationRow struct {
	contract.Termination
	contractID string
}

var terminations = table[terminationRow]{
	name: "terminations",
	fixed: func(t *terminationRow) []column {
		return []column{
			{"id", &t.ID},
			{"contract_id", &t.contractID},
			{"asked_by", (*string)(&t.By)},
			{"worker_amount", (*int64)(&t.WorkerAmount)},
			{"reason", &t.Reason},
			{"asked_at", (*int64)(&t.AskedAt)},
			{"consent_only", &t.ConsentOnly},
		}
	},
	moving: func(t *terminationRow) []column {
		return []column{
			{"state", (*string)(&t.State)},
			{"due_at", (*int64)(&t.DueAt)},
			{"decline_reason", &t.DeclineReason},
			{"closed_at", (*int64)(&t.ClosedAt)},
			{"reached", &t.Reached},
			{"bounced", &t.Bounced},
			{"put_off_at", (*int64)(&t.PutOffAt)},
		}
	},
}

type disputeRow struct {
	contract.Dispute
	contractID string
}

var disputes = table[disputeRow]{
	name: "disputes",
	fixed: func(d *disputeRow) []column {
		return []column{
			{"id", &d.ID},
			{"contract_id", &d.contractID},
			{"opened_by", (*string)(&d.By)},
			{"reason", &d.Reason},
			{"opened_at", (*int64)(&d.OpenedAt)},
		}
	},
	moving: func(d *disputeRow) []column {
		return []column{
			{"state", (*string)(&d.State)},
			{"decide_by", (*int64)(&d.DecideBy)},
			{"offer_by", (*string)(&d.OfferBy)},
			{"offer_amount", (*int64)(&d.OfferAmount)},
			{"proposed_by", reference{&d.ProposedBy}},
			{"proposed_amount", (*int64)(&d.ProposedAmount)},
			{"worker_amount", (*int64)(&d.WorkerAmount)},
			{"resolved_by", reference{&d.ResolvedBy}},
			{"resolution", &d.Resolution},
			{"closed_at", (*int64)(&d.ClosedAt)},
		}
	},
}

type changeRow struct {
	contract.Amendment
	contractID string
}

var changes = table[changeRow]{
	name: "changes",
	fixed: func(a *changeRow) []column {
		return []column{
			{"id", &a.ID},
			{"contract_id", &a.contractID},
			{"milestone_id", &a.MilestoneID},
			{"asked_by", (*string)(&a.By)},
			{"old_amount", (*int64)(&a.Old.Amount)},
			{"old_due_on", &a.Old.DueOn},
			{"old_scope", &a.Old.Scope},
			{"old_criteria", &a.Old.Criteria},
			{"new_amount", (*int64)(&a.New.Amount)},
			{"new_due_on", &a.New.DueOn},
			{"new_scope", &a.New.Scope},
			{"new_criteria", &a.New.Criteria},
			{"reason", &a.Reason},
			{"terms_sha256", &a.TermsHash},
			{"asked_at", (*int64)(&a.AskedAt)},
		}
	},
	moving: func(a *changeRow) []column {
		return []column{
			{"state", (*string)(&a.State)},
			{"agreed_at", (*int64)(&a.AgreedAt)},
			{"due_at", (*int64)(&a.DueAt)},
			{"decline_reason", &a.DeclineReason},
			{"closed_at", (*int64)(&a.ClosedAt)},
		}
	},
}

type bonusRow struct {
	contract.Bonus
	contractID string
}

var bonuses = table[bonusRow]{
	name: "bonuses",
	fixed: func(b *bonusRow) []column {
		return []column{
			{"id", &b.ID},
			{"contract_id", &b.contractID},
			{"amount", (*int64)(&b.Amount)},
			{"message", &b.Message},
			{"ordered_at", (*int64)(&b.At)},
		}
	},
	moving: func(b *bonusRow) []column {
		return []column{
			{"state", (*string)(&b.State)},
			{"paid_at", (*int64)(&b.PaidAt)},
		}
	},
}

type paymentRow struct {
	contract.Payment
	contractID string
}

var payments = table[paymentRow]{
	name: "payments",
	fixed: func(p *paymentRow) []column {
		return []column{
			{"id", &p.ID},
			{"contract_id", &p.contractID},
			{"milestone_id", &p.MilestoneID},
			{"paid_for", &p.For},
			{"amount", (*int64)(&p.Amount)},
			{"ordered_at", (*int64)(&p.At)},
		}
	},
	moving: func(p *paymentRow) []column {
		return []column{{"state", (*string)(&p.State)}}
	},
}
