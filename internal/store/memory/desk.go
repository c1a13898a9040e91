package memory

import (
	"cmp"
	"context"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// Claims lists the cases that somebody has in hand.
func (s *Store) Claims(_ context.Context, now calendar.Instant) ([]desk.Claim, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []desk.Claim
	for _, c := range s.claims.rows {
		if c.Holds(now) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b desk.Claim) int { return cmp.Compare(a.CaseID, b.CaseID) })
	return all, nil
}

// BouncedMail lists the notifications whose mail did not arrive, newest first:
// all, or those that the staff has not seen to.
func (s *Store) BouncedMail(_ context.Context, unhandled bool, p store.Page) ([]notice.Notice, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.notices.newest(p, func(n notice.Notice) bool { return n.Mail == notice.Bounced && (!unhandled || n.HandledAt.IsZero()) }), nil
}

func (d *draft) putClaim(c desk.Claim) error {
	if err := needIf("account", &d.accounts, c.By); err != nil {
		return err
	}
	put(d, &d.claims, c.CaseID, c)
	return nil
}
