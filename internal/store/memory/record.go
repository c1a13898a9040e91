package memory

import (
	"context"
	"slices"
	"strings"
	"time"

	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/record"
	"azukari/internal/domain/report"
)

// Record counts what somebody's contracts came to.
func (s *Store) Record(_ context.Context, accountID string) (r record.TrackRecord, _ error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var deliveries []inspection
	for _, c := range s.contracts.rows {
		switch accountID {
		case c.ClientID:
			s.count(&r.AsClient, c, contract.Worker)
			deliveries = append(deliveries, s.inspections(c.ID)...)
		case c.WorkerID:
			s.count(&r.AsWorker, c, contract.Client)
			r.Earned += c.Paid.Net
		}
	}
	slices.SortFunc(deliveries, func(a, b inspection) int { return strings.Compare(b.id, a.id) })
	var waits []time.Duration
	for _, i := range first(deliveries, record.Looked) {
		if i.reported {
			waits = append(waits, i.took)
		}
	}
	r.AsClient.Inspected(waits)
	for _, c := range s.contests.rows {
		switch {
		case c.ClientID != accountID:
		case c.State == contest.Completed:
			r.AsClient.ContestsAwarded++
		case c.State == contest.Shared:
			r.AsClient.ContestsLapsed++
		}
	}
	for _, one := range s.reports.rows {
		if one.OwnerID == accountID && one.Kind == report.WorkBeforeEscrow && (one.State == report.Warned || one.State == report.Removed) {
			r.Warned++
		}
	}
	for _, t := range s.transfers.rows {
		for _, e := range t.Entries {
			if t.Kind == ledger.Shared && e.Account == ledger.User(accountID) {
				r.Earned += e.Amount
			}
		}
	}
	return r, nil
}

// An inspection is one delivery, and how long the report on it took.
type inspection struct {
	id       string
	reported bool
	took     time.Duration
}

// inspections lists a contract's deliveries.
func (s *Store) inspections(contractID string) (all []inspection) {
	chain := s.chains.rows[contractID]
	for i, d := range chain {
		if d.Kind != contract.DeliveryMade {
			continue
		}
		one := inspection{id: d.ID}
		for _, e := range chain[i+1:] {
			report := e.Kind == contract.Accepted || e.Kind == contract.RevisionRequested || e.Kind == contract.DisputeOpened
			if report && (e.Actor == contract.Client || e.Actor == contract.Clock) {
				one.reported, one.took = true, e.At.Time().Sub(d.At.Time())
				break
			}
		}
		all = append(all, one)
	}
	return all
}

// count adds one contract to a side's record; other is who may have nudged it.
func (s *Store) count(side *record.Side, c contract.Contract, other contract.Role) {
	side.Formed++
	paid := c.Paid.Gross > 0
	switch c.State {
	case contract.AwaitingEscrow:
		if !paid {
			side.Awaiting++
		}
	case contract.Completed:
		side.Completed++
	case contract.Terminated:
		side.Terminated++
	case contract.Cancelled:
		side.Cancelled++
	}
	if !c.Ended() {
		side.Running++
	}
	if paid || c.State != contract.AwaitingEscrow && c.State != contract.Cancelled {
		side.Funded++
	}
	if c.Deemed {
		side.Deemed++
	}
	for _, n := range s.requests.rows[c.ID].nudges {
		if n.By != other {
			continue
		}
		switch n.State {
		case contract.NudgeAnswered:
			side.NudgesAnswered++
			side.NudgesReceived++
		case contract.NudgeSent, contract.NudgeUnanswered:
			side.NudgesReceived++
		}
	}
}
