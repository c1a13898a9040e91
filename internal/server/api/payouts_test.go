package api

import (
	"fmt"
	"net/http"
	"testing"

	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// withdrawn is a payout that the worker has asked for.
func (h *testHouse) withdrawn(amount int) string {
	h.t.Helper()
	h.post("client", h.contract(h.delivered(500_000))+"/accept", `{}`).is(http.StatusOK)
	return h.post("worker", "/v1/payouts", fmt.Sprintf(`{"amount":%d}`, amount)).is(http.StatusCreated).field("id")
}

// banked registers a bank account, as the pages do for whoever is signed in.
func (h *testHouse) banked(name string) {
	h.t.Helper()
	id := h.ids[name]
	if b, err := h.engine.Store.PaidTo(h.t.Context(), id); err != nil || b.ID != "" {
		return // another would pay nothing for three days
	}
	for _, cmd := range []transact.Command{
		transact.IssueToken{AccountID: id, Hash: "link of " + name, Kind: account.Link},
		transact.OpenLink{Link: "link of " + name, Session: "session of " + name},
		transact.RegisterBankAccount{AccountID: id, Session: "session of " + name, Account: bank.Account{BankCode: "0001", BranchCode: "001", Kind: bank.Ordinary, Number: "1234567"}, Sealed: "sealed"},
	} {
		if _, err := h.engine.Door.Do(h.t.Context(), transact.Request{Actor: contract.Actor{Account: id}, Command: cmd}); err != nil {
			h.t.Fatalf("%T: %v", cmd, err)
		}
	}
}

// batched is a batch of one payout of the worker's.
func (h *testHouse) batched(amount int) string {
	h.t.Helper()
	id := h.withdrawn(amount)
	h.banked("worker")
	return h.post("operator", "/v1/operator/payout-batches", `{"payout_ids":["`+id+`"],"pay_on":"2037-12-15"}`).is(http.StatusCreated).field("id")
}

// TestAPayoutGoesToTheBankAndComesBack is R10 from the wish to the bank's answer.
func TestAPayoutGoesToTheBankAndComesBack(t *testing.T) {
	h := openHouse(t)
	small := h.withdrawn(1_000)
	large := h.post("worker", "/v1/payouts", `{"amount":150000,"on_demand":true}`).is(201)
	if large.field("pay_on") != "2026-11-25" || large.field("state") != "requested" {
		t.Errorf("on demand: %s", large.body)
	}
	if got := h.get("worker", "/v1/payouts").field("data.1.pay_on"); got != "2026-12-15" {
		t.Errorf("by the schedule: %s", got)
	}
	batch := func(ids, on string) answer {
		return h.post("operator", "/v1/operator/payout-batches", `{"payout_ids":[`+ids+`],"pay_on":"`+on+`"}`)
	}
	both := `"` + small + `","` + large.field("id") + `"`
	if h.get("operator", "/v1/operator/payouts").field("data.0.payable") != "false" {
		t.Error("somebody without a bank account is payable")
	}
	batch(both, "2026-12-15").refused(409, "bank_account_missing")
	h.banked("worker")
	if h.get("operator", "/v1/operator/payouts").field("data.0.payable") != "true" {
		t.Error("somebody with a bank account is not payable")
	}
	batch(both, "2026-12-13").refused(422, "validation_failed")
	batch(both, "2026-11-24").refused(422, "validation_failed")
	batch(`"`+small+`","`+small+`"`, "2026-12-15").refused(422, "validation_failed")
	made := batch(both, "2026-12-15").is(201)
	if made.field("state") != "proposed" || made.field("total_amount") != "151000" || made.field("count") != "2" {
		t.Errorf("%s", made.body)
	}
	batch(both, "2026-12-15").refused(409, "state_conflict")
	at := "/v1/operator/payout-batches/" + made.field("id")
	h.post("worker", "/v1/payouts/"+small+"/cancel", `{}`).refused(409, "state_conflict")
	h.post("operator", at+"/settle", `{"paid":["`+small+`"]}`).refused(409, "state_conflict")
	h.post("operator", at+"/approve", `{}`).refused(403, "forbidden")
	h.post("operator2", at+"/approve", `{}`).is(200)
	h.post("operator2", at+"/withdraw", `{}`).refused(409, "state_conflict")
	h.post("operator", at+"/settle", `{}`).refused(422, "validation_failed")
	h.post("operator", at+"/settle", `{"paid":["pay_none"]}`).refused(422, "validation_failed")
	h.post("operator", at+"/settle", `{"returned":[{"payout_id":"`+small+`","reason":"  "}]}`).refused(422, "validation_failed")
	done := h.post("operator", at+"/settle", `{"paid":["`+small+`"],"returned":[{"payout_id":"`+large.field("id")+`","reason":"口座名義相違"}]}`).is(200)
	if done.field("state") != "closed" || done.field("open_count") != "0" {
		t.Errorf("%s", done.body)
	}
	h.post("operator", at+"/settle", `{"returned":[{"payout_id":"`+large.field("id")+`","reason":"もう一度"}]}`).refused(409, "state_conflict")
	balance := h.get("worker", "/v1/balance")
	if balance.field("available_amount") != "449500" || balance.field("pending_payout_amount") != "0" {
		t.Errorf("%s", balance.body)
	}
	late := `{"returned":[{"payout_id":"` + small + `","reason":"口座解約"}]}` // days later
	h.post("operator", at+"/settle", late).is(200)
	if said := h.get("operator2", "/v1/operator/payouts?state=paid"); said.field("data.0.id") != small || said.field("data.0.return_by") != h.ids["operator"] {
		t.Errorf("the second person sees %s", said.body)
	}
	h.post("operator", at+"/settle", late).refused(403, "forbidden")
	if got := h.get("worker", "/v1/balance").field("available_amount"); got != "449500" {
		t.Errorf("one person alone puts money on a balance: %s", got)
	}
	h.post("operator2", at+"/settle", late).is(200)
	if got := h.get("worker", "/v1/balance").field("available_amount"); got != "450500" {
		t.Errorf("all is back: %s", got)
	}
	kinds := map[string]int{}
	for i := range 5 {
		kinds[h.get("worker", "/v1/notifications").field(fmt.Sprintf("data.%d.kind", i))]++
	}
	if kinds["payout.paid"] != 1 || kinds["payout.returned"] != 2 || kinds["payout.account_changed"] != 1 {
		t.Errorf("the worker is told %v", kinds)
	}
	if check := h.get("operator", "/v1/operator/ledger/check"); check.field("ok") != "true" {
		t.Errorf("%s", check.body)
	}
}

// TestAChangedBankAccountPaysNothingForThreeDays is R10.3.
func TestAChangedBankAccountPaysNothingForThreeDays(t *testing.T) {
	h := openHouse(t)
	id := h.withdrawn(1_000)
	h.banked("worker")
	if _, err := h.engine.Door.Do(t.Context(), transact.Request{Actor: contract.Actor{Account: h.ids["worker"]}, Command: transact.RegisterBankAccount{
		AccountID: h.ids["worker"], Session: "session of worker", Account: bank.Account{BankCode: "0005", BranchCode: "001", Kind: bank.Ordinary, Number: "7654321"}, Sealed: "sealed",
	}}); err != nil {
		t.Fatal(err)
	}
	body := `{"payout_ids":["` + id + `"],"pay_on":"2026-12-15"}`
	h.post("operator", "/v1/operator/payout-batches", body).refused(409, "bank_account_missing")
	h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-11-27T14:59:59.999999Z"}`).is(200)
	h.post("operator", "/v1/operator/payout-batches", body).refused(409, "bank_account_missing")
	h.post("", "/v1/sandbox/clock/advance", `{"to":"2026-11-27T15:00:00Z"}`).is(200)
	h.post("operator", "/v1/operator/payout-batches", body).is(201)
	_, err := h.engine.Door.Do(t.Context(), transact.Request{Actor: contract.Actor{Account: h.ids["worker"]}, Command: transact.RegisterBankAccount{
		AccountID: h.ids["worker"], Session: "session of worker", Account: bank.Account{BankCode: "0001", BranchCode: "001", Kind: bank.Ordinary, Number: "1"}, Sealed: "sealed",
	}})
	if err == nil {
		t.Error("a passkey that was shown days ago changes a bank account")
	}
}
