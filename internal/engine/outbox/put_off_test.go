package outbox_test

import (
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var gone = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}

// asked is a contract in work whose client asks to end it.
func (h *house) asked() {
	h.t.Helper()
	h.form()
	if _, err := h.engine.Cashier.Fund(h.t.Context(), contract.Actor{Account: h.people["client"].ID}, store.ContractRoom, h.contract, nil); err != nil {
		h.t.Fatal(err)
	}
	h.do("client", transact.OnContract{ContractID: h.contract, Command: contract.RequestTermination{Reason: "連絡がとれないため"}})
}

func (h *house) now() contract.Contract {
	h.t.Helper()
	c, err := h.engine.Store.Contract(h.t.Context(), h.contract)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// TestSilenceIsPutOffOnceWhenNoMailArrived is R11.4 with a real mail server:
// every mail about a request to end is refused for good, and the money does not
// move by that silence; three days later it does.
func TestSilenceIsPutOffOnceWhenNoMailArrived(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.office.answer(gone)
		h.asked()
		due := h.now().Termination.DueAt
		h.pass(8 * 24 * time.Hour)
		c := h.now()
		if c.State != contract.InProgress || !c.Termination.Open() || c.Termination.PutOffAt != due || c.Termination.DueAt != due.Add(3*24*time.Hour) {
			t.Fatalf("%s, %+v", c.State, c.Termination)
		}
		told := map[string]bool{}
		for _, n := range h.notices() {
			if n.Kind == "termination.put_off" {
				told[n.AccountID] = true
			}
		}
		if len(told) != 2 {
			t.Errorf("%d people hear of it", len(told))
		}
		h.pass(3 * 24 * time.Hour)
		if c := h.now(); c.State != contract.Terminated || c.EndedBy != contract.ByClock || c.Since != due.Add(3*24*time.Hour) {
			t.Errorf("%s by %s at %s", c.State, c.EndedBy, c.Since)
		}
		bounced, err := h.engine.Store.BouncedMail(t.Context(), true, store.Page{})
		if err != nil || len(bounced) == 0 {
			t.Errorf("the desk sees %d of it, %v", len(bounced), err)
		}
	})
}

// TestOneMailThatArrivedIsEnough: the rest may bounce, and so may all others.
func TestOneMailThatArrivedIsEnough(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.asked()
		h.pass(time.Hour)
		h.office.answer(gone)
		due := h.now().Termination.DueAt
		h.pass(8 * 24 * time.Hour)
		if c := h.now(); c.State != contract.Terminated || c.Since != due {
			t.Errorf("%s at %s, due at %s", c.State, c.Since, due)
		}
	})
}

// TestMailThatWaitsIsNotMailThatBounced: a house without a mail server ends
// requests in time.
func TestMailThatWaitsIsNotMailThatBounced(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.asked()
		due := h.now().Termination.DueAt
		if _, err := h.engine.Sandbox.Advance(t.Context(), due); err != nil {
			t.Fatal(err)
		}
		if c := h.now(); c.State != contract.Terminated || c.Since != due {
			t.Errorf("%s at %s", c.State, c.Since)
		}
	})
}
