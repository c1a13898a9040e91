package storetest

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"azukari/internal/domain/event"
	"azukari/internal/domain/ledger"
	"azukari/internal/store"
)

// Run checks one kind of store. Each test opens a fresh, empty one; open closes
// it with the test.
func Run(t *testing.T, open func(t testing.TB) store.Store) {
	tests := []struct {
		claim string
		test  func(*world)
	}{
		{"AccountsComeBack", accountsComeBack},
		{"TokensLetTheirBearerAct", tokensLetTheirBearerAct},
		{"AccountsChange", accountsChange},
		{"AnAddressSignsOnePersonIn", anAddressSignsOnePersonIn},
		{"AKeyringIsLoadedWhole", aKeyringIsLoadedWhole},
		{"APIKeysComeBackUntilLongAfterTheirEnd", apiKeysComeBackUntilLongAfterTheirEnd},
		{"PasskeysComeBackUntilRemoved", passkeysComeBackUntilRemoved},
		{"WhatIsMutedIsLoadedWithWhatIsTold", whatIsMutedIsLoadedWithWhatIsTold},
		{"MailToAnotherAddressIsFoundThere", mailToAnotherAddressIsFoundThere},
		{"JobsComeBackAndClose", jobsComeBackAndClose},
		{"JobsAreFoundByTheirWords", jobsAreFoundByTheirWords},
		{"JobsAreFoundByShortWords", jobsAreFoundByShortWords},
		{"JobsAreFiltered", jobsAreFiltered},
		{"ProposalsComeBackAfterEveryOffer", proposalsComeBackAfterEveryOffer},
		{"AProposalIsLoadedWithItsJobAndParties", aProposalIsLoadedWithItsJobAndParties},
		{"ContractsComeBackAfterEveryCommand", contractsComeBackAfterEveryCommand},
		{"ContractsAreFiltered", contractsAreFiltered},
		{"ContractsAreFoundByTheirRequests", contractsAreFoundByTheirRequests},
		{"ReplacedRequestsAreKept", replacedRequestsAreKept},
		{"ContestsComeBackAfterEveryCommand", contestsComeBackAfterEveryCommand},
		{"TasksComeBackAfterEveryCommand", tasksComeBackAfterEveryCommand},
		{"ChangesComeBackWithTheirTerms", changesComeBackWithTheirTerms},
		{"BonusesComeBackWithTheirEscrow", bonusesComeBackWithTheirEscrow},
		{"EventsChain", eventsChain},
		{"MessagesAreOldestFirst", messagesAreOldestFirst},
		{"FilesGoOutOnce", filesGoOutOnce},
		{"ThreadsAreReadUpToAMark", threadsAreReadUpToAMark},
		{"RecordsCountContracts", recordsCountContracts},
		{"RatingsComeBack", ratingsComeBack},
		{"RatingsAreShownInTime", ratingsAreShownInTime},
		{"ASideRatesOnce", aSideRatesOnce},
		{"ReportsComeBack", reportsComeBack},
		{"AReportIsDecidedOnce", aReportIsDecidedOnce},
		{"UpheldReportsAreOnTheRecord", upheldReportsAreOnTheRecord},
		{"RequestsForContactComeBack", requestsForContactComeBack},
		{"AMessageIsFoundByItsReaders", aMessageIsFoundByItsReaders},
		{"MoneyAddsUp", moneyAddsUp},
		{"StatementsListEveryEntry", statementsListEveryEntry},
		{"PayoutsComeBack", payoutsComeBack},
		{"ABankAccountIsReplaced", aBankAccountIsReplaced},
		{"ABatchIsPaidAndReturned", aBatchIsPaidAndReturned},
		{"NotificationsComeBack", notificationsComeBack},
		{"MailIsQueuedTriedAndSent", mailIsQueuedTriedAndSent},
		{"AnswersAreKeptOnce", answersAreKeptOnce},
		{"AnswersAreForgotten", answersAreForgotten},
		{"TheTrailIsWholeAndStays", theTrailIsWholeAndStays},
		{"CasesAreInHandForAWhile", casesAreInHandForAWhile},
		{"BouncedMailIsFound", bouncedMailIsFound},
		{"TheStaffIsListed", theStaffIsListed},
		{"EditionsStay", editionsStay},
		{"DecisionsAreFound", decisionsAreFound},
		{"TheClockStaysWhereItWasPut", theClockStaysWhereItWasPut},
		{"ItIsKnownWhenSomethingWasWrittenLast", itIsKnownWhenSomethingWasWrittenLast},
		{"TheLastRestoreCounts", theLastRestoreCounts},
		{"WhatIsDueIsFoundInOrder", whatIsDueIsFoundInOrder},
		{"OpenOrdersAreFound", openOrdersAreFound},
		{"MissingRowsAreNotFound", missingRowsAreNotFound},
		{"EveryNameBringsItsRows", everyNameBringsItsRows},
		{"UnknownNamesAreNotInTheRows", unknownNamesAreNotInTheRows},
		{"AnErrorLeavesEverythingAsItWas", anErrorLeavesEverythingAsItWas},
		{"APanicLeavesTheStoreUsable", aPanicLeavesTheStoreUsable},
		{"EmptyChangesChangeNothing", emptyChangesChangeNothing},
		{"AFailureInTheMiddleWritesNothing", aFailureInTheMiddleWritesNothing},
		{"AMilestoneIsSettledOnce", aMilestoneIsSettledOnce},
		{"NobodyGoesBelowZero", nobodyGoesBelowZero},
		{"AStaleContractIsWrittenAgain", aStaleContractIsWrittenAgain},
		{"WritesOnOneContractTakeTurns", writesOnOneContractTakeTurns},
		{"WritesOnHotAccountsTakeTurns", writesOnHotAccountsTakeTurns},
		{"ReadersSeeOneMoment", readersSeeOneMoment},
		{"ScanWalksThroughEverythingInOrder", scanWalksThroughEverythingInOrder},
		{"ScanStopsAtTheFirstError", scanStopsAtTheFirstError},
	}
	seen := &noted{}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			w := newWorld(t, noting{open(t), seen})
			test.test(w)
			if t.Failed() {
				return
			}
			w.must(w.store.Ready(w.ctx()))
		})
	}
	if !t.Failed() && !only() {
		seen.all(t)
	}
}

// same compares to the last field. What a store need not give back: an event's
// Data, which its JSON says, and the order of a transfer's credits.
var same = cmp.Options{
	cmpopts.IgnoreFields(event.Fact{}, "Data"),
	cmpopts.SortSlices(func(a, b ledger.Entry) bool { return a.Account < b.Account }),
	cmpopts.EquateEmpty(),
}

func (w *world) same(what string, got, want any) {
	w.t.Helper()
	if diff := cmp.Diff(want, got, same); diff != "" {
		w.t.Errorf("%s is not as it was written (-written +read):\n%s", what, diff)
	}
}

// refused checks that a write failed, and with what.
func (w *world) refused(what string, err, want error) {
	w.t.Helper()
	switch {
	case err == nil:
		w.t.Errorf("%s was written", what)
	case want != nil && !errors.Is(err, want):
		w.t.Errorf("%s failed with %v, not with %v", what, err, want)
	}
}

func get[T any](w *world, v T, err error) T {
	w.t.Helper()
	w.must(err)
	return v
}
