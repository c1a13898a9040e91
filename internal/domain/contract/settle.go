package contract

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/money"
	"azukari/internal/domain/ledger"
)

// A Division says where an escrow goes: worker's net, fee, tax and refund sum
// to it, to the yen (R3.6).
type Division struct {
	Escrow   money.Yen
	Gross    money.Yen // the worker's side before the charge
	Net      money.Yen
	Charge   ledger.Charge
	Refunded money.Yen
}

// Divide works out the running milestone's escrow when gross goes to the
// worker's side.
func (c *Contract) Divide(gross money.Yen) Division {
	return c.divide(c.Escrow(), gross)
}

// IfAccepted works out the running milestone's whole amount going to the worker,
// whether it is funded already or not.
func (c *Contract) IfAccepted() Division {
	amount := c.Milestone().Amount
	return c.divide(amount, amount)
}

// IfPaid works out an amount that goes to the worker as a whole, next: a
// milestone's as it is asked to be, or a bonus. The fee's bands count over the
// whole contract (R4.2).
func (c *Contract) IfPaid(amount money.Yen) Division { return c.divide(amount, amount) }

func (c *Contract) divide(escrow, gross money.Yen) Division {
	charge := ledger.FeeOn(c.Policy().Fees, c.Paid.Gross, c.Paid.Charge, gross)
	return Division{Escrow: escrow, Gross: gross, Net: gross - charge.Sum(), Charge: charge, Refunded: escrow - gross}
}

// data is the division as events tell it.
func (d Division) data(more canonical.Object) canonical.Object {
	more["worker_net_amount"] = int64(d.Net)
	more["fee_amount"] = int64(d.Charge.Fee)
	more["fee_tax_amount"] = int64(d.Charge.Tax)
	more["refunded_amount"] = int64(d.Refunded)
	return more
}

// settle moves the running milestone's escrow as divided: the one settlement
// that a milestone ever has.
func (s *step) settle(cause string, d Division) {
	m, from := s.c.Milestone(), s.origin(cause)
	switch {
	case d.Gross == d.Escrow:
		s.move(ledger.Release(s.transferID(), from, m.ID, s.c.WorkerID, d.Escrow, d.Charge))
	case d.Gross == 0:
		s.move(ledger.Refund(s.transferID(), from, m.ID, s.c.ClientID, d.Escrow))
	default:
		s.move(ledger.Split(s.transferID(), from, m.ID, s.c.ClientID, s.c.WorkerID, d.Escrow, d.Gross, d.Charge))
	}
	s.c.Paid.add(d)
}

func (p *Paid) add(d Division) {
	p.Gross += d.Gross
	p.Net += d.Net
	p.Charge.Fee += d.Charge.Fee
	p.Charge.Tax += d.Charge.Tax
	p.Refunded += d.Refunded
}

// terminate ends the contract with gross going to the worker's side.
func (s *step) terminate(by EndedBy, gross money.Yen) {
	d := s.c.Divide(gross)
	cause := s.record(TerminatedFact, d.data(canonical.Object{
		"ended_by": string(by), "milestone_id": s.c.Milestone().ID, "rate_by": s.rateBy(),
	}))
	s.settle(cause, d)
	s.end(Terminated, by)
}

// rateBy is until when the two sides may rate each other, where the contract
// ends now (R12.1).
func (s *step) rateBy() string { return s.periodOf(s.c.Policy().RatingDays).String() }
