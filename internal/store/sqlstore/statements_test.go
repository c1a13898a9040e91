package sqlstore

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/bigram"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// readings lists every statement that a reader or a load may run, on both
// databases.
func readings(d dialect) []string {
	page := store.Page{Limit: 1, Cursor: "x"}
	all := []string{
		accountByID, accountByToken, accountByEmail, tokenByHash, sessionsOf, apiKeysOf, credentialsOf, credentialByID, scanTokens, scanLogins, scanKeys, jobByID, proposalByID, wholeContractByID,
		termsOfContract, contractOfNudge, contractOfDispute, eventsOfContract, eventsOfJob, hashBefore, hashBeforeOfJob, messagesOfThread,
		balanceOf, linesOfUser, linesOfOthers, sandboxClock, payoutByID, batchByID, bankAccountByID, bankAccountInUse, scanBatches, scanBankAccounts, oneSealed, claimsInForce, editionsOldest, scanEditions, decisionsSince, appealEvents, bouncedMail, unhandledMail, scanAudit, staffOldest, accountsNewest,
		noticesOfAccount, unreadOfAccount, countUnread, sentMail, sentMailTo, queuedMail, attemptsOf,
		dueBy, nextDue, openOrders, purgeAnswers, readyCheck,
		scanAccounts, scanJobs, scanProposals, scanBalances, scanContracts, scanEvents, scanTransfers, scanMessages,
		scanPayouts, scanNotices, scanAnswers,
	}
	all = append(all, attachmentByID, unsentOf, marksOfThread, unreadByThread, threadsOfAccount, recordOf["client"], recordOf["worker"], inspectionsOf,
		scanFiles, scanMarks, jobsWithoutWords[d], putSearch)
	all = append(all, reportByID, outsideByID, messageSeenBy, scanReports, scanOutside)
	all = append(all, ratingByID, ratingsOfContract, ratingsOf, ratingSums, scanRatings)
	for _, q := range []store.JobQuery{{}, {Text: "一 二訳 %", Category: "x", Format: job.Project}, {ClientID: "x", MinBudget: 1, MaxBudget: 2, State: job.Closed}, {State: store.AnyState}} {
		words := bigram.Words(q.Text)
		query, _ := jobsQuery(d, q, words, page)
		all = append(all, query)
		if len(words) > 0 {
			query, _ := newestJobs(d, q, words, page)
			all = append(all, query)
		}
	}
	for _, q := range []store.ProposalQuery{{}, {JobID: "x"}, {WorkerID: "x"}, {JobID: "x", WorkerID: "x"}, {ClientID: "x", State: job.Proposed}} {
		query, _ := proposalsQuery(q, page)
		all = append(all, query)
	}
	for _, state := range []contract.State{"", contract.NudgeSent} {
		query, _ := nudgesQuery(state, page)
		all = append(all, query)
	}
	for _, q := range []store.PayoutQuery{{}, {AccountID: "x"}, {BatchID: "x", State: payout.Paid}} {
		query, _ := payoutQuery(q, page)
		all = append(all, query)
	}
	for _, state := range []payout.State{"", payout.Approved} {
		query, _ := batchQuery(state, page)
		all = append(all, query)
	}
	for _, q := range []store.AuditQuery{{}, {By: "x", Subject: "x"}} {
		query, _ := auditQuery(q, page)
		all = append(all, query)
	}
	for _, q := range []store.ReportQuery{{}, {By: "x", State: report.Open}} {
		query, _ := reportsQuery(q, page)
		all = append(all, query)
	}
	for _, q := range []store.OutsideQuery{{}, {ContractID: "x", State: outside.Agreed}} {
		query, _ := outsideQuery(q, page)
		all = append(all, query)
	}
	for _, q := range []store.ContractQuery{{}, {Party: "x"}, {DisputeIn: contract.DisputeOpen},
		{ClientID: "x", WorkerID: "x", Party: "x", State: contract.Delivered, DisputeIn: contract.DisputeOpen}} {
		query, _ := contractsQuery(d, q, page)
		all = append(all, query)
	}
	return all
}

// TestEveryStatementPrepares finds what one database would only find wrong when
// it is first asked.
func TestEveryStatementPrepares(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		all := readings(s.dialect)
		for _, w := range writings {
			written := map[dialect]string{sqlite: w.sqlite, postgres: w.postgres}[s.dialect]
			if written != "" {
				all = append(all, written)
			}
		}
		if s.dialect == sqlite {
			all = append(all, sqliteKeyringTokens, sqliteKeyringLogins, sqliteKeyringCredentials, sqliteMutes, logins.byKey())
			all = append(all, tokens.byKey(), accounts.byKey(), jobs.byKey(), proposals.byKey(), terms.byKey(),
				notices.byKey(), ledgerAccounts.byKey(), answers.byKey(), attachments.byKey(), attachmentsSentIn, sqliteRatings, reports.byKey(), sqliteReports, sqliteOutside, payouts.byKey(), batches.byKey(), sqliteBatchPayouts, sqlitePaidTo, auditHeads.byKey(), removedListed)
		}
		if s.dialect == postgres {
			all = append(all, lockContracts, lockBalances, wholeContractsByID, jobsOfProposals, partiesOfProposals, terms.byKeys(), attachments.byKeys()+holding, attachmentsSent, lockRatings, postgresRatings,
				reports.byKeys()+holding, postgresReports, postgresOutside, removedOf)
			all = append(all, postgresKeyringTokens, postgresKeyringLogins, postgresKeyringCredentials, holdersOfLogins, postgresMutes, logins.byKeys()+holding)
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
	payoutsOfOne, payoutsOfOneArgs := payoutQuery(store.PayoutQuery{AccountID: "acc_1"}, page)
	inBatch, inBatchArgs := payoutQuery(store.PayoutQuery{BatchID: "bat_1"}, page)
	mine, mineArgs := contractsQuery(sqlite, store.ContractQuery{Party: "acc_1", State: contract.Delivered}, page)
	text := store.JobQuery{Text: "京都 翻訳"}
	looked, lookedArgs := jobsQuery(sqlite, text, bigram.Words(text.Text), page)
	newest, newestArgs := newestJobs(sqlite, text, bigram.Words(text.Text), page)
	posted, postedArgs := jobsQuery(sqlite, store.JobQuery{ClientID: "acc_1", State: store.AnyState}, nil, page)
	own, ownArgs := contractsQuery(sqlite, store.ContractQuery{ClientID: "acc_1"}, page)
	answered, answeredArgs := worksQuery(store.WorkQuery{JobID: "job_1", State: task.AnswerSubmitted, OldestFirst: true}, page)
	done, doneArgs := worksQuery(store.WorkQuery{WorkerID: "acc_1"}, page)
	appealed, appealedArgs := worksQuery(store.WorkQuery{State: task.AnswerAppealed, OldestFirst: true}, page)
	reported, reportedArgs := reportsQuery(store.ReportQuery{By: "acc_1"}, page)
	undecided, undecidedArgs := reportsQuery(store.ReportQuery{State: report.Open}, page)
	outsideOf, outsideOfArgs := outsideQuery(store.OutsideQuery{ContractID: "ctr_1"}, page)
	waiting, waitingArgs := outsideQuery(store.OutsideQuery{State: outside.Agreed}, page)
	tests := map[string]struct {
		query string
		args  []any
	}{
		"due":            {dueBy, []any{int64(0), int64(1), 10}},
		"events":         {eventsOfContract, []any{"ctr_1", "evt_1", 10}},
		"job events":     {eventsOfJob, []any{"job_1", "evt_1", 10}},
		"messages":       {messagesOfThread, []any{"prp_1", "msg_1", 10}},
		"notifications":  {noticesOfAccount, []any{"acc_1", "ntf_1", 10}},
		"queued mail":    {queuedMail, []any{int64(1), 10}},
		"statement":      {linesOfUser, []any{"user:acc_1", "tfr_1", 10}},
		"accounts":       {accountsNewest, []any{"acc_1", 10}},
		"payouts":        {payoutsOfOne, payoutsOfOneArgs},
		"in a batch":     {inBatch, inBatchArgs},
		"a bank account": {bankAccountInUse, []any{"acc_1"}},
		"by a party":     {mine, mineArgs},
		"threads":        {threadsOfAccount, []any{"acc_1", "msg_1", 10}},
		"unread":         {unreadByThread, []any{"acc_1"}},
		"files":          {attachmentsSentIn, []any{`["msg_1"]`}},
		"unsent files":   {unsentOf, []any{"prp_1", "acc_1"}},
		"read marks":     {marksOfThread, []any{"prp_1"}},
		"a record":       {recordOf["client"], []any{"acc_1"}},
		"upheld":         {upheldOf, []any{"acc_1"}},
		"shares":         {sharesOf, []any{"user:acc_1"}},
		"inspections":    {inspectionsOf, []any{"acc_1", 100}},
		"words":          {looked, lookedArgs},
		"newest words":   {newest, newestArgs},
		"posted by":      {posted, postedArgs},
		"by a client":    {own, ownArgs},
		"by an address":  {accountByEmail, []any{"a@example.jp"}},
		"sessions":       {sessionsOf, []any{"acc_1", int64(1)}},
		"API keys":       {apiKeysOf, []any{"acc_1", int64(1)}},
		"by a token":     {accountByToken, []any{"h", int64(1)}},
		"passkeys":       {credentialsOf, []any{"acc_1"}},
		"letters":        {sentMailTo, []any{"a@example.jp", "ntf_1", 10}},
		"a keyring":      {sqliteKeyringTokens, []any{`["acc_1"]`}},
		"its addresses":  {sqliteKeyringLogins, []any{`["acc_1"]`}},
		"its passkeys":   {sqliteKeyringCredentials, []any{`["acc_1"]`}},
		"what is muted":  {sqliteMutes, []any{`["acc_1"]`}},
		"rated by both":  {ratingsOfContract, []any{"ctr_1"}},
		"a rating":       {ratingByID, []any{"rtg_1"}},
		"rated":          {ratingsOf, []any{"acc_1", int64(1), "rtg_1", 10}},
		"a rating's sum": {ratingSums, []any{"acc_1", int64(1)}},
		"holds":          {oldestHolds, []any{"job_1", 2}},
		"waiting":        {firstWaiting, []any{"job_1", 500}},
		"own answers":    {sqliteLast, []any{`[["job_1","acc_1"]]`}},
		"task records":   {sqliteRecords, []any{`["job_1"]`, `["acc_1"]`}},
		"answers":        {answered, answeredArgs},
		"of a worker":    {done, doneArgs},
		"appeals":        {appealed, appealedArgs},
		"own reports":    {reported, reportedArgs},
		"open reports":   {undecided, undecidedArgs},
		"their reports":  {sqliteReports, []any{"acc_1"}},
		"what is hidden": {removedListed, []any{`["msg_1"]`}},
		"a message":      {messageSeenBy, []any{"msg_1", "acc_1"}},
		"outside":        {outsideOf, outsideOfArgs},
		"latest outside": {sqliteOutside, []any{"ctr_1"}},
		"to be approved": {waiting, waitingArgs},
		"ratings named":  {sqliteRatings, []any{"ctr_1"}},
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
	return !strings.HasPrefix(name, "leg_") && !slices.Contains([]string{"hired", "working", "both_sides", "json_each", "job_words", "newest", "CONSTANT"}, name)
}
