package memory

import (
	"context"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/record"
)

// Record counts what somebody's contracts came to.
func (s *Store) Record(_ context.Context, accountID string) (r record.TrackRecord, _ error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, c := range s.contracts.rows {
		switch accountID {
		case c.ClientID:
			s.count(&r.AsClient, c, contract.Worker)
		case c.WorkerID:
			s.count(&r.AsWorker, c, contract.Client)
			r.Earned += c.Paid.Net
		}
	}
	return r, nil
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
