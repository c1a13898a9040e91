package sqlstore

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// The ways in which rows are written, in the order of a plan: what is named
// comes before what names it, and the accounts that everybody's money crosses
// are held last and shortest.
var (
	newAccounts         = accounts.insert()
	openLedgerAccounts  = ledgerAccounts.insert()
	changedAccounts     = accounts.update()
	newTokens           = tokens.insert()
	changedTokens       = tokens.update()
	newLogins           = logins.insert()
	changedLogins       = logins.update()
	newCredentials      = credentials.insert()
	changedCredentials  = credentials.update()
	newJobs             = jobs.insert()
	changedJobs         = jobs.update()
	newProposals        = proposals.insert()
	changedProposals    = proposals.update()
	newContracts        = contracts.insert()
	changedContracts    = contracts.update()
	newTerms            = terms.insert()
	newMilestones       = milestones.insert()
	changedMilestones   = milestones.update()
	changedNudges       = nudges.update()
	newNudges           = nudges.insert()
	changedTerminations = terminations.update()
	newTerminations     = terminations.insert()
	changedDisputes     = disputes.update()
	newDisputes         = disputes.insert()
	changedChanges      = changes.update()
	newChanges          = changes.insert()
	changedBonuses      = bonuses.update()
	newBonuses          = bonuses.insert()
	changedPayments     = payments.update()
	newPayments         = payments.insert()
	newPayouts          = payouts.insert()
	changedPayouts      = payouts.update()
	newBatches          = batches.insert()
	changedBatches      = batches.update()
	newBankAccounts     = bankAccounts.insert()
	replacedAccounts    = bankAccounts.update()
	newEvents           = events.insert()
	newMessages         = messages.insert()
	newNotices          = notices.insert()
	changedNotices      = notices.update()
	newAttempts         = attempts.insert()
	newAnswers          = answers.insert()
	changedAnswers      = answers.update()
	newAttachments      = attachments.insert()
	changedAttachments  = attachments.update()
	newRatings          = ratings.insert()
	newReplies          = replies.insert()
	newReports          = reports.insert()
	decidedReports      = reports.update()
	newOutside          = outsideContacts.insert()
	changedOutside      = outsideContacts.update()
	putClock            = sandbox.put()
	putRestores         = restores.put()
	putClaims           = claims.put()
	newEditions         = editions.insert()
	newAuditLines       = auditLines.insert()
	movedAuditHead      = auditHeads.update()
	newTransfers        = transfers.insert()
	newContests         = contests.insert()
	changedContests     = contests.update()
	newEntries          = entries.insert()
	changedEntries      = entries.update()
	newEntryDocuments   = entryDocuments.insert()
	putAttentions       = attentions.put()
	newTasks            = tasks.insert()
	changedTasks        = tasks.update()
	newWorks            = works.insert()
	changedWorks        = works.update()
	newWorkDocuments    = workDocuments.insert()
)

// writings lists every statement that a plan may hold, to be prepared.
var writings = []*statement{
	newAccounts.statement, changedAccounts.statement, openLedgerAccounts.statement, newTokens.statement, changedTokens.statement,
	newLogins.statement, changedLogins.statement, newCredentials.statement, changedCredentials.statement,
	newJobs.statement, changedJobs.statement, newProposals.statement, changedProposals.statement,
	newContracts.statement, changedContracts.statement, newTerms.statement, newMilestones.statement, changedMilestones.statement,
	changedNudges.statement, newNudges.statement, changedTerminations.statement, newTerminations.statement,
	changedDisputes.statement, newDisputes.statement, changedChanges.statement, newChanges.statement,
	changedBonuses.statement, newBonuses.statement, changedPayments.statement, newPayments.statement,
	replacedAccounts.statement, newBankAccounts.statement, newBatches.statement, changedBatches.statement,
	newPayouts.statement, changedPayouts.statement, newEvents.statement, newMessages.statement, newNotices.statement, changedNotices.statement, newAttempts.statement,
	newAnswers.statement, changedAnswers.statement, putClock.statement, putRestores.statement, putClaims.statement, newEditions.statement, newAuditLines.statement, movedAuditHead.statement, newTransfers.statement, moveBalances.statement,
	newJobPlaces.statement, newJobWords.statement, newAttachments.statement, changedAttachments.statement, moveMarks.statement,
	newRatings.statement, newReplies.statement,
	newContests.statement, changedContests.statement, newEntries.statement, changedEntries.statement, newEntryDocuments.statement,
	putAttentions.statement, newTasks.statement, changedTasks.statement, newWorks.statement, changedWorks.statement, newWorkDocuments.statement,
	newReports.statement, decidedReports.statement, newOutside.statement, changedOutside.statement,
}

// A step of a plan is one statement with the rows that it writes: their values,
// one row after another.
type step struct {
	*statement
	rows   int
	values []any
}

// row is the values of the i-th row.
func (s *step) row(i int) []any {
	width := len(s.kinds)
	return s.values[i*width : (i+1)*width]
}

// A plan is what a batch writes, as statements in order.
type plan struct {
	steps   []step
	touched []string // the ledger accounts whose balance moves, in order
}

// add plans the writing of rows, if there are any.
func add[T any](p *plan, w writing[T], rows []T) {
	if len(rows) == 0 {
		return
	}
	var one T
	columns := w.columns(&one)
	s := step{statement: w.statement, rows: len(rows), values: make([]any, 0, len(rows)*len(columns))}
	for _, one = range rows {
		for _, c := range columns {
			s.values = append(s.values, c.value())
		}
	}
	p.steps = append(p.steps, s)
}

// planned turns the changes of a batch into statements; a row that the batch
// has read is updated, and any other is new.
func planned(c *store.Changes, read seen) (*plan, error) {
	p := &plan{}
	accounts, changed := divided(c.Accounts, read.accounts, func(a account.Account) string { return a.ID }, asItIs)
	add(p, newAccounts, accounts)
	add(p, changedAccounts, changed)
	tokens, usedTokens := divided(c.Tokens, read.tokens, func(t account.Token) string { return t.Hash }, asItIs)
	add(p, newTokens, tokens)
	add(p, changedTokens, usedTokens)
	logins, movedLogins := divided(c.Logins, read.logins, func(l account.Login) string { return l.Email }, asItIs)
	add(p, newLogins, logins)
	add(p, changedLogins, movedLogins)
	keys, usedKeys := divided(c.Keys, read.keys, func(k account.Credential) string { return k.ID }, asItIs)
	add(p, newCredentials, keys)
	add(p, changedCredentials, usedKeys)
	jobs, closedJobs := divided(mapped(c.Jobs, jobRowOf), read.jobs,
		func(j jobRow) string { return j.ID }, func(j jobRow, was int64) jobRow { j.was = was; return j })
	add(p, newJobs, jobs)
	words := mapped(jobs, wordsRowOf)
	add(p, newJobPlaces, words)
	add(p, newJobWords, words)
	add(p, changedJobs, closedJobs)
	proposals, answeredProposals := divided(mapped(c.Proposals, proposalRowOf), read.proposals,
		func(p proposalRow) string { return p.ID }, func(p proposalRow, was int64) proposalRow { p.was = was; return p })
	add(p, newProposals, proposals)
	add(p, changedProposals, answeredProposals)
	contests := gatherContests(c.Contests)
	add(p, openLedgerAccounts, contests.opened)
	add(p, newContests, contests.fresh)
	add(p, changedContests, contests.changed)
	add(p, newEntries, contests.newEntries)
	add(p, newEntryDocuments, contests.documents)
	add(p, changedEntries, contests.changedEntries)
	tasks := gatherTasks(c.Tasks, c.Works)
	add(p, openLedgerAccounts, tasks.opened)
	add(p, newTasks, tasks.fresh)
	add(p, changedTasks, tasks.changed)
	works, decidedWorks := divided(mapped(c.Works, workRowOf), read.works,
		func(a workRow) string { return a.ID }, func(a workRow, was int64) workRow { a.was = was; return a })
	add(p, newWorks, works)
	add(p, changedWorks, decidedWorks)
	add(p, newWorkDocuments, tasks.documents)
	b := gather(c, accounts)
	add(p, openLedgerAccounts, b.opened)
	add(p, newContracts, b.newContracts)
	add(p, newTerms, c.Terms)
	add(p, newMilestones, b.newMilestones)
	add(p, changedContracts, b.changedContracts)
	add(p, changedMilestones, b.changedMilestones)
	// What closes comes before what opens: there is one open request at a time.
	add(p, changedNudges, b.nudges.changed)
	add(p, newNudges, b.nudges.fresh)
	add(p, changedTerminations, b.terminations.changed)
	add(p, newTerminations, b.terminations.fresh)
	add(p, changedDisputes, b.disputes.changed)
	add(p, newDisputes, b.disputes.fresh)
	add(p, changedChanges, b.changes.changed)
	add(p, newChanges, b.changes.fresh)
	add(p, changedBonuses, b.bonuses.changed)
	add(p, newBonuses, b.bonuses.fresh)
	add(p, changedPayments, b.payments.changed)
	add(p, newPayments, b.payments.fresh)
	inUse, replaced := divided(mapped(c.PaidTo, bankAccountRowOf), read.paidTo, func(b bankAccountRow) string { return b.ID }, asItIs)
	add(p, replacedAccounts, replaced)
	add(p, newBankAccounts, inUse)
	batches, movedBatches := divided(mapped(c.Batches, batchRowOf), read.batches,
		func(b batchRow) string { return b.ID }, func(b batchRow, was int64) batchRow { b.was = was; return b })
	add(p, newBatches, batches)
	add(p, changedBatches, movedBatches)
	payouts, movedPayouts := divided(mapped(c.Payouts, payoutRowOf), read.payouts,
		func(p payoutRow) string { return p.ID }, func(p payoutRow, was lifecycle.State) payoutRow { p.was = was; return p })
	add(p, newPayouts, payouts)
	add(p, changedPayouts, movedPayouts)
	add(p, newEvents, mapped(c.Events, eventRowOf))
	add(p, newMessages, c.Messages)
	fresh, sent := divided(c.Attachments, read.attachments, func(a message.Attachment) string { return a.ID }, asItIs)
	add(p, newAttachments, fresh)
	add(p, changedAttachments, sent)
	add(p, moveMarks, sortedMarks(c.Marks))
	add(p, newRatings, c.Ratings)
	add(p, newReplies, c.Replies)
	reports, decided := divided(mapped(c.Reports, reportRowOf), read.reports,
		func(r reportRow) string { return r.ID }, func(r reportRow, was lifecycle.State) reportRow { r.was = was; return r })
	add(p, decidedReports, decided)
	add(p, newReports, reports)
	asked, moved := divided(mapped(c.Outside, outsideRowOf), read.outside,
		func(r outsideRow) string { return r.ID }, func(r outsideRow, was lifecycle.State) outsideRow { r.was = was; return r })
	add(p, changedOutside, moved)
	add(p, newOutside, asked)
	add(p, putAttentions, mapped(c.Attention, attentionRowOf))
	notices, seenNotices := divided(c.Notices, read.notices, func(n notice.Notice) string { return n.ID }, asItIs)
	add(p, newNotices, notices)
	add(p, changedNotices, seenNotices)
	add(p, newAttempts, c.Attempts)
	// In the order of their keys: two nodes that answer the same keys wait for
	// each other, but never in a circle.
	answers, repeated := divided(sortedAnswers(c.Answers), read.answers,
		func(a answerRow) string { return a.Key }, func(a answerRow, was int64) answerRow { a.was = was; return a })
	add(p, newAnswers, answers)
	add(p, changedAnswers, repeated)
	if c.Clock != 0 {
		add(p, putClock, []clockRow{{1, int64(c.Clock)}})
	}
	add(p, putRestores, c.Restores)
	add(p, putClaims, c.Claims)
	add(p, newEditions, c.Editions)
	if n := len(c.Audit); n > 0 {
		add(p, newAuditLines, c.Audit)
		add(p, movedAuditHead, []auditHead{{id: trailID, Head: audit.Head{Seq: c.Audit[n-1].Seq, Hash: c.Audit[n-1].Hash}, was: c.Audit[0].Seq - 1}})
	}
	return p, p.move(c.Transfers)
}

// move plans the transfers and, once for each account, what they come to.
func (p *plan) move(moved []ledger.Transfer) error {
	rows := make([]transferRow, len(moved))
	sums := map[string]int64{}
	for i, t := range moved {
		row, err := transferRowOf(t)
		if err != nil {
			return err
		}
		rows[i] = row
		for _, e := range t.Entries() {
			sums[string(e.Account)] += int64(e.Amount)
		}
	}
	var deltas []delta
	for _, account := range slices.Sorted(maps.Keys(sums)) {
		if sums[account] != 0 {
			deltas = append(deltas, delta{account, sums[account]})
			p.touched = append(p.touched, account)
		}
	}
	add(p, newTransfers, rows)
	add(p, moveBalances, deltas)
	return nil
}

func sortedAnswers(given []store.Answer) []answerRow {
	rows := mapped(given, func(a store.Answer) answerRow { return answerRow{Answer: a} })
	slices.SortFunc(rows, func(a, b answerRow) int { return cmp.Compare(a.Key, b.Key) })
	return rows
}

// asItIs is for rows that are held while they are written: they need no check.
func asItIs[T any](row T, _ bool) T { return row }

func mapped[T, R any](all []T, f func(T) R) []R {
	rows := make([]R, len(all))
	for i, one := range all {
		rows[i] = f(one)
	}
	return rows
}

// conflict is how a statement fails that did not meet every row it should.
func (s *statement) conflict(met, wanted int64) error {
	return fmt.Errorf("%s met %d of %d rows: %w", s.name, met, wanted, store.ErrRetry)
}
