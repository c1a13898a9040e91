package sqlstore

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// readings lists every statement that a reader or a load may run, on both
// databases.
func readings() []string {
	page := store.Page{Limit: 1, Cursor: "x"}
	all := []string{
		accountByID, accountByToken, accountByEmail, tokenByHash, sessionsOf, credentialsOf, credentialByID, scanTokens, scanLogins, scanKeys, jobByID, proposalByID, wholeContractByID,
		termsOfContract, contractOfNudge, contractOfDispute, eventsOfContract, hashBefore, messagesOfThread,
		balanceOf, linesOfUser, linesOfOthers, sandboxClock, payoutsOfAccount,
		noticesOfAccount, unreadOfAccount, countUnread, sentMail, sentMailTo, queuedMail, attemptsOf,
		dueBy, nextDue, orderedPayments, purgeAnswers, readyCheck,
		scanAccounts, scanJobs, scanProposals, scanBalances, scanContracts, scanEvents, scanTransfers, scanMessages,
		scanPayouts, scanNotices, scanAnswers,
	}
	for _, q := range []store.JobQuery{{}, {Text: "一 二", Category: "x", Format: job.Project}} {
		query, _ := jobsQuery(q, page)
		all = append(all, query)
	}
	for _, q := range []store.ProposalQuery{{}, {JobID: "x"}, {WorkerID: "x"}, {JobID: "x", WorkerID: "x"}} {
		query, _ := proposalsQuery(q, page)
		all = append(all, query)
	}
	for _, q := range []store.ContractQuery{{}, {Party: "x"}, {NudgeIn: contract.NudgeSent}, {DisputeIn: contract.DisputeOpen},
		{ClientID: "x", WorkerID: "x", Party: "x", State: contract.Delivered, NudgeIn: contract.NudgeSent, DisputeIn: contract.DisputeOpen}} {
		query, _ := contractsQuery(q, page)
		all = append(all, query)
	}
	return all
}

// TestEveryStatementPrepares finds what one database would only find wrong when
// it is first asked.
func TestEveryStatementPrepares(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		all := readings()
		for _, w := range writings {
			if s.dialect == postgres {
				all = append(all, w.postgres)
			} else {
				all = append(all, w.sqlite)
			}
		}
		if s.dialect == sqlite {
			all = append(all, sqliteKeyringTokens, sqliteKeyringLogins, sqliteKeyringCredentials, sqliteMutes, logins.listed())
			all = append(all, wholeContractsListed, tokens.listed(), accounts.listed(), jobs.listed(), proposals.listed(), terms.listed(),
				notices.listed(), ledgerAccounts.listed(), answers.listed())
		}
		if s.dialect == postgres {
			all = append(all, postgresKeyringTokens, postgresKeyringLogins, postgresKeyringCredentials, holdersOfLogins, postgresMutes, logins.byKeys()+holding)
			all = append(all, lockContracts, lockBalances, wholeContractsByID, jobsOfProposals, partiesOfProposals, terms.byKeys())
			for _, keys := range []string{
				tokens.byKeys(), accounts.byKeys(), jobs.byKeys(), proposals.byKeys(), notices.byKeys(), ledgerAccounts.byKeys(), answers.byKeys(),
			} {
				all = append(all, keys+holding)
			}
		}
		for _, query := range all {
			prepare(t, s.db, query)
		}
	})
}

func prepare(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	prepared, err := db.PrepareContext(t.Context(), query)
	if err != nil {
		t.Errorf("%s\n%v", query, err)
		return
	}
	if err := prepared.Close(); err != nil {
		t.Error(err)
	}
}

// TestPagesAreReadByTheirIndexes holds the plans of the lists that people page
// through: none walks a whole table or sorts more than a page.
func TestPagesAreReadByTheirIndexes(t *testing.T) {
	s := openTestSQLite(t)
	page := store.Page{Limit: 20, Cursor: "x"}
	mine, mineArgs := contractsQuery(store.ContractQuery{Party: "acc_1", State: contract.Delivered}, page)
	own, ownArgs := contractsQuery(store.ContractQuery{ClientID: "acc_1"}, page)
	tests := map[string]struct {
		query string
		args  []any
	}{
		"due":           {dueBy, []any{int64(1), 10}},
		"events":        {eventsOfContract, []any{"ctr_1", "evt_1", 10}},
		"messages":      {messagesOfThread, []any{"prp_1", "msg_1", 10}},
		"notifications": {noticesOfAccount, []any{"acc_1", "ntf_1", 10}},
		"queued mail":   {queuedMail, []any{int64(1), 10}},
		"statement":     {linesOfUser, []any{"user:acc_1", "tfr_1", 10}},
		"payouts":       {payoutsOfAccount, []any{"acc_1", "pay_1", 10}},
		"by a party":    {mine, mineArgs},
		"by a client":   {own, ownArgs},
		"by an address": {accountByEmail, []any{"a@example.jp"}},
		"sessions":      {sessionsOf, []any{"acc_1", int64(1)}},
		"passkeys":      {credentialsOf, []any{"acc_1"}},
		"letters":       {sentMailTo, []any{"a@example.jp", "ntf_1", 10}},
		"a keyring":     {sqliteKeyringTokens, []any{`["acc_1"]`}},
		"its addresses": {sqliteKeyringLogins, []any{`["acc_1"]`}},
		"its passkeys":  {sqliteKeyringCredentials, []any{`["acc_1"]`}},
		"what is muted": {sqliteMutes, []any{`["acc_1"]`}},
	}
	for what, test := range tests {
		for _, line := range explain(t, s.db, test.query, test.args) {
			if walksTable(line) {
				t.Errorf("%s: %s", what, line)
			}
		}
	}
}

func explain(t *testing.T, db *sql.DB, query string, args []any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "explain query plan "+query, args...)
	if err != nil {
		t.Fatalf("%s\n%v", query, err)
	}
	var lines []string
	err = drain(rows, func(values []any) error {
		lines = append(lines, values[3].(string))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// walksTable reports whether a line of a plan reads a stored table from end to
// end; pages and lists made by the query itself stand in brackets or have the
// names below.
func walksTable(line string) bool {
	of, isScan := strings.CutPrefix(line, "SCAN ")
	if !isScan || strings.HasPrefix(of, "(") || strings.Contains(of, " USING ") {
		return false
	}
	name, _, _ := strings.Cut(of, " ")
	return !slices.Contains([]string{"hired", "working", "both_sides", "leg_0", "leg_1", "leg_2", "json_each"}, name)
}
