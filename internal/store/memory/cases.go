package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"azukari/internal/domain/message"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/store"
)

// Report finds one report.
func (s *Store) Report(_ context.Context, id string) (report.Report, error) {
	return get(s, &s.reports, id)
}

// Reports lists reports, newest first.
func (s *Store) Reports(_ context.Context, q store.ReportQuery, p store.Page) ([]report.Report, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.reports.newest(p, func(r report.Report) bool {
		return (q.By == "" || q.By == r.By) && (q.State == "" || q.State == r.State)
	}), nil
}

// Removed says which of some jobs and messages an operator removed.
func (s *Store) Removed(_ context.Context, ids []string) (map[string]bool, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	removed := map[string]bool{}
	for _, r := range s.reports.rows {
		if r.State == report.Removed && slices.Contains(ids, r.Subject.ID) {
			removed[r.Subject.ID] = true
		}
	}
	return removed, nil
}

// Message finds one message in somebody's threads.
func (s *Store) Message(_ context.Context, id, accountID string) (message.Message, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, p := range s.proposals.rows {
		if !p.Party(accountID) {
			continue
		}
		for _, m := range s.threads.rows[p.ID] {
			if m.ID == id {
				return m, nil
			}
		}
	}
	return message.Message{}, store.ErrNotFound
}

// OutsideRequest finds one request to be in touch outside.
func (s *Store) OutsideRequest(_ context.Context, id string) (outside.Request, error) {
	return get(s, &s.outside, id)
}

// OutsideRequests lists requests to be in touch outside, newest first.
func (s *Store) OutsideRequests(_ context.Context, q store.OutsideQuery, p store.Page) ([]outside.Request, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.outside.newest(p, func(r outside.Request) bool {
		return (q.ContractID == "" || q.ContractID == r.ContractID) && (q.State == "" || q.State == r.State)
	}), nil
}

// pickReports copies the named reports, and the open ones of named accounts.
func (s *Store) pickReports(into map[string]report.Report, names []string) {
	for id, r := range s.reports.rows {
		if slices.Contains(names, id) || r.State == report.Open && slices.Contains(names, r.By) {
			into[id] = r
		}
	}
}

// pickOutside copies the latest request of each named contract.
func (s *Store) pickOutside(into map[string]outside.Request, contracts []string) {
	for _, r := range s.outside.everything() {
		if slices.Contains(contracts, r.ContractID) {
			into[r.ContractID] = r
		}
	}
}

func (d *draft) putReport(r report.Report) error {
	if err := errors.Join(need("account", &d.accounts, r.By), need("account", &d.accounts, r.OwnerID), needIf("account", &d.accounts, r.DecidedBy)); err != nil {
		return err
	}
	short := func(s string) bool { return utf8.RuneCountInString(s) <= report.MaxText }
	if r.By == r.OwnerID || r.DecidedBy != "" && (r.DecidedBy == r.By || r.DecidedBy == r.OwnerID) || (r.State == report.Open) != (r.DecidedBy == "") ||
		r.State == report.Removed && r.SubjectType == report.Person || r.Text == "" || !short(r.Text) || !short(r.Decision) ||
		!slices.Contains(report.Kinds, r.Kind) || !slices.Contains(report.Machine.States(), r.State) {
		return fmt.Errorf("report %s cannot be", r.ID)
	}
	if kept, ok := d.reports.get(r.ID); ok {
		if kept.State != report.Open {
			return fmt.Errorf("report %s is decided: %w", r.ID, store.ErrRetry)
		}
		put(d, &d.reports, r.ID, r)
		return nil
	}
	for _, kept := range d.reports.rows {
		if r.State == report.Open && kept.State == report.Open && kept.By == r.By && kept.Subject.ID == r.Subject.ID {
			return fmt.Errorf("%s has reported %s already: %w", r.By, r.Subject.ID, store.ErrRetry)
		}
	}
	put(d, &d.reports, r.ID, r)
	return nil
}

func (d *draft) putOutside(r outside.Request) error {
	if err := errors.Join(need("contract", &d.contracts, r.ContractID), needIf("account", &d.accounts, r.DecidedBy)); err != nil {
		return err
	}
	byOperator := r.State == outside.Approved || r.State == outside.Denied
	if r.Means == "" || r.Reason == "" || r.AskedAt >= r.AnswerBy || byOperator != (r.DecidedBy != "") || !slices.Contains(outside.Machine.States(), r.State) {
		return fmt.Errorf("request %s cannot be", r.ID)
	}
	if kept, ok := d.outside.get(r.ID); ok {
		if !kept.Open() {
			return fmt.Errorf("request %s is closed: %w", r.ID, store.ErrRetry)
		}
		put(d, &d.outside, r.ID, r)
		return nil
	}
	for _, kept := range d.outside.rows {
		if r.Open() && kept.Open() && kept.ContractID == r.ContractID {
			return fmt.Errorf("contract %s has an open request already: %w", r.ContractID, store.ErrRetry)
		}
	}
	put(d, &d.outside, r.ID, r)
	return nil
}
