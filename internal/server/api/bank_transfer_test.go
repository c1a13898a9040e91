package api

import (
	"net/http"
	"testing"

	"azukari/internal/domain/receipt"
	"azukari/internal/engine/gateway"
)

// TestAPaymentByTransferIsAnsweredLater: 202, with where to pay, what, and under
// which code, to the client alone and for as long as it is on its way (R2.6).
func TestAPaymentByTransferIsAnsweredLater(t *testing.T) {
	h := openHouse(t)
	h.engine.Cashier.Gateway = gateway.Transfer{To: "みずほ銀行 丸の内支店 普通 1234567"}
	agreed := h.contract(h.formed(1000))
	for path, amount := range map[string]string{agreed: "1000", h.contest(): "1500", h.task(): "330"} {
		if got := h.get("client", path).is(http.StatusOK).field("bank_transfer"); got != "null" {
			t.Errorf("%s shows %s before anything is ordered", path, got)
		}
		paying := h.post("client", path+"/fund", `{}`).is(http.StatusAccepted)
		open, err := h.engine.Store.OpenOrders(t.Context())
		if err != nil || len(open) == 0 {
			t.Fatal(open, err)
		}
		code := receipt.Code(open[len(open)-1].PaymentID)
		for _, a := range []answer{paying, h.get("client", path).is(http.StatusOK)} {
			if a.field("bank_transfer.account") != "みずほ銀行 丸の内支店 普通 1234567" || a.field("bank_transfer.amount") != amount || a.field("bank_transfer.code") != code {
				t.Errorf("%s shows %s %s %s, not %s", path, a.field("bank_transfer.account"), a.field("bank_transfer.amount"), a.field("bank_transfer.code"), code)
			}
		}
		if path == agreed {
			if got := h.get("worker", path).is(http.StatusOK).field("bank_transfer"); got != "null" {
				t.Errorf("the worker is shown %s", got)
			}
		}
	}
}
