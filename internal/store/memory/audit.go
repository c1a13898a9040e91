package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/store"
)

// AuditHead is where the audit trail ends.
func (s *Store) AuditHead(context.Context) (audit.Head, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.auditHead, nil
}

// AuditTrail lists the audit trail, newest first.
func (s *Store) AuditTrail(_ context.Context, q store.AuditQuery, p store.Page) ([]audit.Line, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.audit.newest(p, func(l audit.Line) bool {
		return (q.By == "" || q.By == l.By) && (q.Subject == "" || q.Subject == l.Subject)
	}), nil
}

// Staff lists everybody with a role, the oldest account first.
func (s *Store) Staff(context.Context) ([]account.Account, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var staff []account.Account
	for _, a := range s.accounts.rows {
		if a.Staff() {
			staff = append(staff, a)
		}
	}
	slices.SortFunc(staff, func(a, b account.Account) int { return cmp.Compare(a.ID, b.ID) })
	return staff, nil
}

func (d *draft) addLine(l audit.Line) error {
	if l.Seq != d.auditHead.Seq+1 {
		return fmt.Errorf("line %d does not follow line %d: %w", l.Seq, d.auditHead.Seq, store.ErrRetry)
	}
	before := d.auditHead
	d.undo = append(d.undo, func() { d.auditHead = before })
	d.auditHead = audit.Head{Seq: l.Seq, Hash: l.Hash}
	put(d, &d.audit, l.ID, l)
	return nil
}

// Sealed is some of what a key has sealed: one of each sort.
func (s *Store) Sealed(context.Context) ([]string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var sealed []string
	for _, a := range s.accounts.everything() {
		if a.TOTP.Set() {
			sealed = append(sealed, a.TOTP.Sealed)
			break
		}
	}
	for _, b := range s.bankAccounts.everything() {
		sealed = append(sealed, b.Sealed)
		break
	}
	return sealed, nil
}
