package sqlstore

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"azukari/internal/domain/account"
	"azukari/internal/store"
	"azukari/internal/store/pgtest"
)

// TestAHouseBeforeSignInKeepsItsPeople brings a database of the first schema up
// to date: tokens go on working, and who was there counts as confirmed.
func TestAHouseBeforeSignInKeepsItsPeople(t *testing.T) {
	old := func(t *testing.T, driver, at string, d dialect) {
		t.Helper()
		db, err := sql.Open(driver, at)
		if err != nil {
			t.Fatal(err)
		}
		m, err := migrator(db, d)
		if err == nil {
			_, err = m.UpTo(t.Context(), 1)
		}
		for _, statement := range []string{
			"insert into accounts (id, name, email, operator, created_at) values ('acc_1', '花子', 'h@example.com', 0, 7)",
			"insert into tokens (hash, kind, account_id, created_at, used_at) values ('b', 'bearer', 'acc_1', 7, 0), ('s', 'session', 'acc_1', 7, 0), ('l', 'link', 'acc_1', 7, 9)",
			"insert into accounts (id, name, email, operator, created_at) values ('acc_2', '太郎', 't@example.com', 0, 7)",
			"insert into jobs (id, client_id, format, title, description, category, budget_amount, due_on, search, state, created_at, version) values ('job_0sfhgvmygg04rv3gdtf18hcm', 'acc_1', 'project', '翻訳', '', '', 5, '', '', 'open', 7, 1)",
			"insert into proposals (id, job_id, client_id, worker_id, state, message, own_amount, own_due_on, own_message, own_conditions, offer_amount, offer_due_on, offer_message, offer_conditions, contract_id, created_at, version)" +
				" values ('prp_1', 'job_0sfhgvmygg04rv3gdtf18hcm', 'acc_1', 'acc_2', 'accepted', '', 5, '', '', '{}', 5, '', '', '{}', 'ctr_1', 7, 1)",
			"insert into contracts (id, job_id, proposal_id, client_id, worker_id, title, machine_version, policy_version, amount, inspection_days, revision_rounds, criteria, terms_sha256, formed_at," +
				" state, current_milestone, state_since, state_until, paid_gross, paid_net, paid_fee, paid_tax, paid_refunded, ended_by, deemed, client_acted_at, client_unanswered, worker_acted_at, worker_unanswered," +
				" nudge_id, termination_id, dispute_id, payment_id, updated_at, clocked_at, next_due_at, due_kind, events, head, version)" +
				" values ('ctr_1', 'job_0sfhgvmygg04rv3gdtf18hcm', 'prp_1', 'acc_1', 'acc_2', '翻訳', 1, 1, 5, 7, 2, '[]', 'x', 7, 'in_progress', 0, 7, 0, 0, 0, 0, 0, 0, '', 0, 7, 0, 7, 0, '', '', '', '', 7, 7, 0, '', 1, 'h', 1)",
			"insert into events (id, contract_id, seq, kind, at, actor, deemed, data, hash) values ('evt_1', 'ctr_1', 1, 'escrow.funded', 7, 'gateway', 0, '{}', 'h')",
			"insert into ledger_accounts (id, currency, balance) values ('user:acc_1', 'JPY', 5)",
			"insert into transfers (id, kind, key, event_id, contract_id, at, currency, debit, amount, credit_1, amount_1) values ('tfr_1', 'deposit', 'deposit:1', 'evt_1', 'ctr_1', 7, 'JPY', 'gateway', 5, 'user:acc_1', 5)",
		} {
			if err == nil {
				_, err = db.ExecContext(t.Context(), statement)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	check := func(t *testing.T, s *Store) {
		t.Helper()
		want := account.Account{ID: "acc_1", Name: "花子", Email: "h@example.com", CreatedAt: 7, Language: "ja", ConfirmedAt: 7, Version: 1}
		const month = 30 * 24 * 3_600_000_000
		if got, shown, err := s.AccountByToken(t.Context(), "b", month*1000); err != nil || got != want || shown.Kind != account.Bearer {
			t.Errorf("by a bearer token: %+v, %v", got, err)
		}
		if got, shown, err := s.AccountByToken(t.Context(), "s", month+6); err != nil || got != want || shown.Kind != account.Session {
			t.Errorf("by a session: %+v, %v", got, err)
		}
		if _, _, err := s.AccountByToken(t.Context(), "s", month+7); err == nil {
			t.Error("an old session never ends")
		}
		lines, err := s.Lines(t.Context(), "user:acc_1", store.Page{})
		if err != nil || len(lines) != 1 || lines[0].Subject != "ctr_1" || lines[0].Amount != 5 {
			t.Errorf("a line of a contract: %+v, %v", lines, err)
		}
		events, err := s.Events(t.Context(), "ctr_1", store.Page{})
		if err != nil || len(events) != 1 || events[0].SubjectID != "ctr_1" || events[0].Hash != "h" {
			t.Errorf("an event of a contract: %+v, %v", events, err)
		}
		if _, err := s.db.ExecContext(t.Context(), "delete from jobs"); err == nil {
			t.Error("a job that a contract names could be deleted")
		}
		if got, err := s.Token(t.Context(), "l"); err != nil || got.UsedAt != 9 {
			t.Errorf("a used link: %+v, %v", got, err)
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "test.db")
		old(t, "sqlite", dsn(path), sqlite)
		check(t, openSQLiteAt(t, path))
	})
	t.Run("postgres", func(t *testing.T) {
		url, err := pgtest.ForTest(t).NewDatabase(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		old(t, "pgx", url, postgres)
		s, err := OpenPostgres(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		check(t, closing(t, s))
	})
}
