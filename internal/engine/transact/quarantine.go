package transact

import (
	"context"
	"fmt"

	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/audit"
	"azukari/internal/store"
)

// Quarantined reports whether the house was made of a backup and not released
// yet: then the door takes nothing but what opens and closes sessions, and the
// release. A house that is not in quarantine, or not any more, never is again
// while it is open, and is not asked again.
func (d *Door) Quarantined(ctx context.Context) (bool, error) {
	r, err := d.Restored(ctx)
	return r.Quarantined(), err
}

// Restored is the restore that keeps the house in quarantine; zero when none
// does.
func (d *Door) Restored(ctx context.Context) (store.Restore, error) {
	if d.released.Load() {
		return store.Restore{}, nil
	}
	r, err := d.store.Restored(ctx)
	if err != nil {
		return r, fmt.Errorf("ask whether the house is in quarantine: %w", err)
	}
	if !r.Quarantined() {
		d.released.Store(true)
		return store.Restore{}, nil
	}
	return r, nil
}

// inQuarantine marks the commands that a house in quarantine takes: they move no
// money and start no clock, and a mail that they write waits for the release.
type inQuarantine interface{ inQuarantine() }

func (SignIn) inQuarantine()           {}
func (OpenLink) inQuarantine()         {}
func (IssueToken) inQuarantine()       {}
func (TouchSession) inQuarantine()     {}
func (TouchAPIKey) inQuarantine()      {}
func (EndSession) inQuarantine()       {}
func (EndOtherSessions) inQuarantine() {}
func (EndSessions) inQuarantine()      {}
func (Release) inQuarantine()          {}

// refuse answers what a house in quarantine does not take; nil takes it.
func (w *Work) refuse(c Command) error {
	if _, taken := c.(inQuarantine); taken || !w.restored.Quarantined() {
		return nil
	}
	return refusal.Conflict(refusal.Quarantined, "",
		"This house is a restored copy in quarantine. Nothing is written and nothing leaves until an operator releases it.")
}

// Release ends the quarantine (azukari restore release): from its commit on,
// what is overdue happens and what is queued leaves. The answer is the
// store.Restore.
type Release struct{}

// Names the trail's end.
func (Release) Names() store.Names { return store.Names{Audit: true} }

// Decide releases the house.
func (Release) Decide(w *Work) (any, error) {
	if !w.restored.Quarantined() {
		return nil, refusal.Conflict(refusal.StateConflict, "", "This house is not in quarantine.")
	}
	w.restored.ReleasedAt = w.Now
	w.pending.Restores = append(w.pending.Restores, w.restored)
	w.audit(audit.Released, "", canonical.Object{"restored_at": w.restored.At.String(), "taken_at": w.restored.TakenAt.String()})
	return w.restored, nil
}
