package sqlstore

import (
	"database/sql"
	"strings"
	"testing"

	"azukari/internal/store/storetest"
)

// raw is a connection that may do whatever the schema lets it.
func raw(t *testing.T, s *Store, path string) *sql.DB {
	t.Helper()
	if s.dialect == postgres {
		return s.db
	}
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// TestTheSchemaRefusesWhatTheCodeShouldNeverDo goes around the code: each
// statement alone must fail, for the reason given, and change nothing.
func TestTheSchemaRefusesWhatTheCodeShouldNeverDo(t *testing.T) {
	const (
		appendOnly = "append-only"
		neverGo    = "never deleted"
		check      = "check constraint"
		unique     = "unique constraint"
		foreign    = "foreign key constraint"
	)
	transfer := func(values string) string {
		return "insert into transfers (id, kind, key, event_id, payout_id, contract_id, at, currency, debit, amount," +
			" credit_1, amount_1, credit_2, amount_2) select 'tfr_x', " + values + " limit 1"
	}
	rated := func(values string) string {
		return "insert into ratings (id, policy_version, rated_as, quality, schedule, communication, partnership, contract_id, by_id, of_id, skill, comment, at, closes_at)" +
			" select 'rtg_x', 1, rated_as, 5, 5, 5, 5, " + values + " from ratings limit 1"
	}
	reported := func(values string) string {
		return "insert into reports (id, subject_id, title, copy, kind, at, decide_by, decided_at, decision, reporter_id, owner_id, subject_type, state, text)" +
			" select 'rpt_x', subject_id, title, copy, kind, at, decide_by, 0, '', " + values + " from reports where state = 'open' limit 1"
	}
	asked := func(values string) string {
		return "insert into outside_contacts (id, contract_id, asked_by, means, reason, asked_at, answer_by, answered_at, decide_by, decided_at, answer, state, decided_by, next_due_at)" +
			" select 'otc_x', contract_id, asked_by, means, reason, asked_at, answer_by, 0, 0, 0, '', " + values + " from outside_contacts where state = 'requested' limit 1"
	}
	tests := []struct{ claim, statement, reason string }{
		{"a transfer changed", "update transfers set at = at + 1", appendOnly},
		{"a transfer deleted", "delete from transfers", appendOnly},
		{"an event changed", "update events set data = '{}'", appendOnly},
		{"an event deleted", "delete from events", appendOnly},
		{"terms changed", "update terms set document = ''", appendOnly},
		{"terms deleted", "delete from terms", appendOnly},
		{"an edition changed", "update editions set document = '{}'", appendOnly},
		{"an edition deleted", "delete from editions", neverGo},
		{"a version twice", "insert into editions (id, kind, version, starts_at, at, by_id, document) select 'edn_x', kind, version, starts_at, at, by_id, document from editions", unique},
		{"an edition from before it was published", "insert into editions (id, kind, version, starts_at, at, by_id, document) select 'edn_x', kind, 2, at - 1, at, by_id, document from editions", check},
		{"an edition of nothing", "insert into editions (id, kind, version, starts_at, at, by_id, document) select 'edn_x', 'price', 2, at, at, by_id, document from editions", check},
		{"an edition of nobody", "insert into editions (id, kind, version, starts_at, at, by_id, document) select 'edn_x', kind, 2, at, at, 'acc_x', document from editions", foreign},
		{"a message changed", "update messages set body = ''", appendOnly},
		{"a message deleted", "delete from messages", appendOnly},
		{"a sent file changed", "update attachments set name = 'x'", appendOnly},
		{"a sent file deleted", "delete from attachments", appendOnly},
		{"an empty file", "update attachments set size = 0 where sent_in = ''", check},
		{"a rating changed", "update ratings set comment = ''", appendOnly},
		{"a rating deleted", "delete from ratings", appendOnly},
		{"a reply changed", "update rating_replies set text = 'x'", appendOnly},
		{"a reply deleted", "delete from rating_replies", appendOnly},
		{"a mail attempt changed", "update mail_attempts set outcome = 'sent'", appendOnly},
		{"a mail attempt deleted", "delete from mail_attempts", appendOnly},
		{"a report changed", "update reports set text = 'x'", appendOnly},
		{"a report decided again", "update reports set decision = 'x' where state <> 'open'", appendOnly},
		{"a report deleted", "delete from reports", neverGo},
		{"a request for contact changed", "update outside_contacts set means = 'x'", appendOnly},
		{"a closed request for contact changed", "update outside_contacts set answer = 'x' where state = 'approved'", appendOnly},
		{"a request for contact deleted", "delete from outside_contacts", neverGo},
		{"a contract deleted", "delete from contracts", neverGo},
		{"a ledger account deleted", "delete from ledger_accounts where id = 'tax'", neverGo},

		{"a debt", "update ledger_accounts set balance = -1 where id = 'fee'", check},
		{"an unknown state", "update contracts set state = 'lost'", check},
		{"an unknown milestone state", "update milestones set state = 'lost'", check},
		{"an end without an ending", "update contracts set ended_by = 'client' where state = 'in_progress'", check},
		{"pay that does not add up", "update contracts set paid_gross = paid_gross + 1", check},
		{"an escrow funded in part", "update milestones set funded = amount - 1", check},
		{"a contract with oneself", "update contracts set worker_id = client_id", check},
		{"a due instant without a kind", "update contracts set next_due_at = 1, due_kind = ''", check},
		{"a nudge by an operator", "update nudges set asked_by = 'operator'", check},
		{"a second open nudge", "insert into nudges (id, contract_id, state, asked_by, note, requested_at, review_by, decided_at, auto_approved, denial_code, denial_reason, reply_by, closed_at)" +
			" select 'ndg_x', contract_id, 'sent', asked_by, '', 1, 1, 0, 0, '', '', 0, 0 from nudges where state = 'requested'", unique},
		{"a second open termination", "insert into terminations (id, contract_id, state, asked_by, worker_amount, reason, asked_at, due_at, consent_only, decline_reason, closed_at)" +
			" select 'trm_x', contract_id, 'open', asked_by, 0, '', 1, 1, 0, '', 0 from terminations where state = 'open'", unique},
		{"a second change under way", "insert into changes (id, contract_id, milestone_id, state, asked_by, old_amount, old_due_on, old_scope, old_criteria, new_amount, new_due_on, new_scope, new_criteria, reason, terms_sha256, asked_at, agreed_at, due_at, decline_reason, closed_at)" +
			" select 'chg_x', contract_id, milestone_id, 'awaiting_escrow', asked_by, 1, '', '', '', 1, '', '', '', '', terms_sha256, 1, 0, 1, '', 0 from changes where state = 'open'", unique},
		{"a change to terms that are not kept", "update changes set terms_sha256 = 'h'", foreign},
		{"a change to no money", "update changes set new_amount = 0", check},
		{"a bonus of nothing", "update bonuses set amount = 0", check},
		{"bonuses above all pay", "update contracts set paid_bonus = paid_gross + 1", check},
		{"a second dispute", "insert into disputes (id, contract_id, state, opened_by, reason, opened_at, decide_by, offer_by, offer_amount, proposed_amount, worker_amount, resolution, closed_at)" +
			" select 'dsp_x', contract_id, 'settled', opened_by, '', 1, 1, '', 0, 0, 0, '', 1 from disputes", unique},
		{"a second ordered payment", "insert into payments (id, contract_id, milestone_id, amount, state, ordered_at)" +
			" select 'pmt_x', contract_id, milestone_id, amount, state, 1 from payments where state = 'ordered'", unique},
		{"one operator confirming alone", "update disputes set proposed_by = (select id from accounts where roles <> ''), resolved_by = (select id from accounts where roles <> '')", check},
		{"a fork in a chain", "insert into events (id, contract_id, seq, kind, at, actor, deemed, data, hash) select 'evt_x', contract_id, 1, kind, at, actor, deemed, data, hash from events where seq = 1", unique},
		{"an event of no contract", "insert into events (id, contract_id, seq, kind, at, actor, deemed, data, hash) values ('evt_x', 'ctr_x', 1, 'k', 1, 'client', 0, '{}', '')", foreign},
		{"a second milestone in one place", "insert into milestones (id, contract_id, position, title, amount, due_on, state, funded, revisions, declined) select 'mst_x', contract_id, 0, '', 1, '', 'pending', 0, 0, 0 from milestones where position = 0", unique},

		{"a rating of six", rated("'ctr_x', by_id, of_id, 6, comment, at, closes_at"), check},
		{"a rating of oneself", rated("'ctr_x', by_id, by_id, 5, comment, at, closes_at"), check},
		{"a rating after the window", rated("'ctr_x', by_id, of_id, 5, comment, closes_at, closes_at"), check},
		{"a comment too long", rated("'ctr_x', by_id, of_id, 5, '" + strings.Repeat("あ", 2_001) + "', at, closes_at"), check},
		{"a rating of no contract", rated("'ctr_x', by_id, of_id, 5, comment, at, closes_at"), foreign},
		{"a second rating", rated("contract_id, by_id, of_id, 5, comment, at, closes_at"), unique},
		{"a reply to nothing", "insert into rating_replies (rating_id, text, at) values ('rtg_x', 'x', 1)", foreign},
		{"a reply without words", "insert into rating_replies (rating_id, text, at) select id, '', 1 from ratings", check},
		{"a second reply", "insert into rating_replies (rating_id, text, at) select rating_id, 'x', 1 from rating_replies", unique},

		{"a second open report", reported("reporter_id, owner_id, subject_type, state, text"), unique},
		{"a report of oneself", reported("owner_id, owner_id, subject_type, state, text"), check},
		{"a report without words", reported("reporter_id, owner_id, subject_type, state, ''"), check},
		{"a report of an unknown kind", reported("reporter_id, owner_id, 'ghost', state, text"), check},
		{"a report decided by nobody", reported("reporter_id, owner_id, subject_type, 'warned', text"), check},
		{"a report by nobody known", reported("'acc_x', owner_id, subject_type, state, text"), foreign},
		{"a decision on one's own report", "update reports set state = 'warned', decided_by = reporter_id where state = 'open'", check},
		{"a role that there is not", "update accounts set roles = 'god'", check},
		{"recovery codes of no second factor", "update accounts set recovery_codes = 'x'", check},
		{"a second factor of what is no session", "insert into tokens (hash, kind, account_id, created_at, used_at, expires_at, last_seen_at, agent, email, proved_at) select 'x', 'bearer', id, 1, 0, 0, 0, '', '', 5 from accounts limit 1", check},
		{"a second end of the trail", "insert into audit_heads (id, seq, hash) values (2, 0, '')", check},
		{"a person removed", "update reports set state = 'removed', decided_by = (select id from accounts where roles <> '') where state = 'open' and subject_type = 'person'", check},
		{"a second open request for contact", asked("'requested', null, 9"), unique},
		{"a request for contact approved by nobody", asked("'approved', null, 0"), check},
		{"a request for contact that nobody waits for", asked("'declined', null, 9"), check},

		{"an unbalanced transfer", transfer("kind, 'x', event_id, payout_id, contract_id, at, currency, debit, amount + 1, credit_1, amount, null, null from transfers where kind = 'hold'"), check},
		{"a transfer of nothing", transfer("kind, 'x', event_id, payout_id, contract_id, at, currency, debit, 0, credit_1, 0, null, null from transfers where kind = 'hold'"), check},
		{"a transfer with a negative leg", transfer("kind, 'x', event_id, payout_id, contract_id, at, currency, debit, 1, credit_1, 2, 'fee', -1 from transfers where kind = 'hold'"), check},
		{"a transfer with half a leg", transfer("kind, 'x', event_id, payout_id, contract_id, at, currency, debit, amount, credit_1, amount, 'fee', null from transfers where kind = 'hold'"), check},
		{"a transfer without a cause", transfer("kind, 'x', null, null, null, at, currency, debit, amount, credit_1, amount, null, null from transfers where kind = 'hold'"), check},
		{"a transfer of an unknown kind", transfer("'gift', 'x', event_id, payout_id, contract_id, at, currency, debit, amount, credit_1, amount, null, null from transfers where kind = 'hold'"), check},
		{"a transfer in dollars", transfer("kind, 'x', event_id, payout_id, contract_id, at, 'USD', debit, amount, credit_1, amount, null, null from transfers where kind = 'hold'"), check},
		{"a transfer from nowhere", transfer("kind, 'x', event_id, payout_id, contract_id, at, currency, 'user:acc_x', amount, credit_1, amount, null, null from transfers where kind = 'hold'"), foreign},
		{"a transfer by no event", transfer("kind, 'x', 'evt_x', payout_id, contract_id, at, currency, debit, amount, credit_1, amount, null, null from transfers where kind = 'hold'"), foreign},
		{"a second settlement", transfer("'refund', key, event_id, payout_id, contract_id, at, currency, debit, amount, credit_1, amount, null, null from transfers where kind = 'release'"), unique},
	}
	onBothAt(t, func(t *testing.T, s *Store, path string) {
		storetest.Furnish(t, s)
		db := raw(t, s, path)
		before := contents(t, db)
		for _, test := range tests {
			_, err := db.ExecContext(t.Context(), test.statement)
			switch {
			case err == nil:
				t.Errorf("%s was written", test.claim)
			case !strings.Contains(strings.ToLower(err.Error()), test.reason):
				t.Errorf("%s was refused for another reason: %v", test.claim, err)
			}
		}
		if after := contents(t, db); after != before {
			t.Errorf("something was changed all the same: %s, and before %s", after, before)
		}
	})
}

// contents is a count of the rows and a sum of the money.
func contents(t *testing.T, db *sql.DB) (s string) {
	t.Helper()
	const ask = "select concat_ws(' ', (select count(*) from transfers), (select count(*) from events), (select count(*) from terms)," +
		" (select count(*) from messages), (select count(*) from mail_attempts), (select count(*) from contracts), (select count(*) from nudges)," +
		" (select count(*) from terminations), (select count(*) from ratings), (select count(*) from reports), (select count(*) from outside_contacts), (select count(*) from rating_replies), (select count(*) from ledger_accounts), (select sum(amount) from transfers), (select sum(paid_gross) from contracts))"
	if err := db.QueryRowContext(t.Context(), ask).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestBalancesAreTheSumsOfTheEntries asks the database itself (R9.3 a, c).
func TestBalancesAreTheSumsOfTheEntries(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		storetest.Furnish(t, s)
		const ask = "select count(*) from ledger_accounts a where a.balance <>" +
			" (select coalesce(sum(e.amount), 0) from entries e where e.account_id = a.id)"
		for query, want := range map[string]int64{
			ask:                               0,
			"select sum(amount) from entries": 0,
			"select sum(balance) from ledger_accounts": 0,
		} {
			var got int64
			if err := s.db.QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
				t.Errorf("%s: %d, %v", query, got, err)
			}
		}
	})
}
