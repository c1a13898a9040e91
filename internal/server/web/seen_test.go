package web

import (
	"net/url"
	"strings"
	"testing"

	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// otherwise is what a page says when what it showed before does not stand any more.
var otherwise = words.SeenOther.In(words.Japanese)

// TestAnAnswerIsToWhatThePageShowed lets the other side replace what a page shows
// before its button is pressed: the answer is refused, nothing changes, and the
// page shows what stands now (R6.2, R6.3).
func TestAnAnswerIsToWhatThePageShowed(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	ask := func(amount, once string) {
		t.Helper()
		client.post(303, path+"/termination", url.Values{"reason": {"都合により"}, "worker_amount": {amount}, "once": {once}})
	}
	ask("500", "a")
	opened := sentBack(worker.get(200, path+"/termination/agree"))
	opened.Set("reason", "続けたいです")
	client.post(303, path+"/termination/withdraw", url.Values{"once": {"b"}})
	ask("0", "c")
	before := s.contractAt(path)
	var now string
	for _, answer := range []string{"agree", "decline"} {
		now, _ = worker.post(422, path+"/termination/"+answer, opened)
		has(t, answer, now, otherwise, "ワーカーの受取額 0円")
	}
	if after := s.contractAt(path); after.Version != before.Version || !after.Termination.Open() {
		t.Errorf("a refused answer has changed the contract: %+v", after.Termination)
	}
	worker.post(303, path+"/termination/agree", sentBack(now))
	if c := s.contractAt(path); c.State != contract.Terminated {
		t.Errorf("the contract is %s", c.State)
	}
	s.bookHolds()
}

// TestAnOfferIsAcceptedAsThePageShowedIt does the same in a dispute (R7.2).
func TestAnOfferIsAcceptedAsThePageShowedIt(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.post(303, path+"/deliver", url.Values{"note": {"納品します"}, "once": {"a"}})
	client.post(303, path+"/dispute", url.Values{"reason": {"仕様と違います"}, "once": {"b"}})
	client.post(303, path+"/dispute/offer", url.Values{"worker_amount": {"500"}, "once": {"c"}})
	opened := sentBack(worker.get(200, path+"/dispute/accept-offer"))
	client.post(303, path+"/dispute/offer", url.Values{"worker_amount": {"0"}, "once": {"d"}})
	now, _ := worker.post(422, path+"/dispute/accept-offer", opened)
	has(t, "another offer", now, otherwise, "ワーカーの受取額 0円")
	if c := s.contractAt(path); c.State != contract.Disputed {
		t.Errorf("the contract is %s", c.State)
	}
	worker.post(303, path+"/dispute/accept-offer", sentBack(now))
	s.bookHolds()
}

// TestAChangeIsAgreedToAsThePageShowedIt … with a change of the terms (R1.6).
func TestAChangeIsAgreedToAsThePageShowedIt(t *testing.T) {
	s := openShop(t)
	path, _, worker := s.running(contract.InProgress)
	c := s.contractAt(path)
	client := func(cmd contract.Command) {
		t.Helper()
		if _, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: contract.Actor{Account: c.ClientID}, Command: transact.OnContract{ContractID: c.ID, Command: cmd}}); err != nil {
			t.Fatal(err)
		}
	}
	client(contract.RequestChange{Amount: new(c.Amount + 1_000), Reason: "作業が増えたため"})
	opened := sentBack(worker.get(200, path+"/change/agree"))
	opened.Set("reason", "このままで")
	client(contract.WithdrawChange{})
	client(contract.RequestChange{Amount: new(money.Yen(1_000)), Reason: "予算の都合"})
	var now string
	for _, answer := range []string{"agree", "decline"} {
		now, _ = worker.post(422, path+"/change/"+answer, opened)
		has(t, answer, now, otherwise, "変更後 1,000円")
	}
	if c := s.contractAt(path); !c.Amendment.Open() {
		t.Errorf("the change is %s", c.Amendment.State)
	}
	worker.post(303, path+"/change/agree", sentBack(now))
	if now := s.contractAt(path); now.Amount != 1_000 {
		t.Errorf("the contract is over %s", now.Amount)
	}
	s.bookHolds()
}

// TestAnOfferOfAProposalIsAcceptedAsThePageShowedIt … with a counter-offer (R1.3).
func TestAnOfferOfAProposalIsAcceptedAsThePageShowedIt(t *testing.T) {
	s := openShop(t)
	open, err := s.engine.Store.Jobs(t.Context(), store.JobQuery{}, store.Page{Limit: 1})
	if err != nil || len(open) == 0 {
		t.Fatal(open, err)
	}
	client, worker := s.asID(open[0].ClientID), s.join("midori@example.jp", good)
	_, path := worker.post(303, "/jobs/"+open[0].ID+"/proposals", url.Values{"once": {"o"}, "amount": {"50000"}, "due_on": {"2026-12-24"}, "message": {"よろしくお願いします。"}})
	path, _, _ = strings.Cut(path, "?")
	counter := func(amount, once string) {
		t.Helper()
		client.post(303, path+"/counter", url.Values{"once": {once}, "amount": {amount}, "due_on": {"2026-12-24"}, "message": {"いかがでしょうか。"}})
	}
	counter("40000", "a")
	opened := sentBack(worker.get(200, path+"/accept"))
	client.post(303, path+"/withdraw", url.Values{"once": {"b"}})
	counter("1000", "c")
	now, _ := worker.post(422, path+"/accept", opened)
	has(t, "another offer", now, otherwise, "1,000円")
	if o, err := s.engine.Store.Proposal(t.Context(), strings.TrimPrefix(path, "/proposals/")); err != nil || o.State != job.Countered {
		t.Errorf("the proposal is %s, %v", o.State, err)
	}
	worker.post(303, path+"/accept", sentBack(now))
}
