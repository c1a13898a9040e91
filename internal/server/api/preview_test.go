package api

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"azukari/internal/domain/contract"
)

// TestAPreviewIsWhatThenHappens asks about every command before giving it: the
// state, the deadline and each yen come out as foretold (R6.8), and asking
// changes nothing.
func TestAPreviewIsWhatThenHappens(t *testing.T) {
	amounts := []string{"worker_net_amount", "fee_amount", "fee_tax_amount", "refunded_amount"}
	for _, cmd := range commands {
		t.Run(string(cmd.verb), func(t *testing.T) {
			h := openHouse(t)
			c := postCases[cmd.route.path](h)
			path := strings.TrimSuffix(c.path, "/"+string(cmd.verb))
			body := fmt.Sprintf(`{"command":%q`, cmd.verb)
			if rest := strings.TrimPrefix(c.body, "{"); rest != "}" {
				body += "," + rest
			} else {
				body += "}"
			}
			rows, clock := h.size()
			before := h.get(c.as, path)
			foretold := h.post(c.as, path+"/preview", body).is(200)
			if nowRows, nowClock := h.size(); nowRows != rows || nowClock != clock {
				t.Error("asking had an effect")
			}
			got := h.post(c.as, c.path, c.body)
			for _, name := range append([]string{"state"}, amounts...) {
				want := plus(before.field(name), foretold.field(name))
				if is := got.field(name); is != want && (is != "null" || want != "0") {
					t.Errorf("%s is %s, foretold %s", name, is, want)
				}
			}
			if is, want := got.field("deadline.at"), foretold.field("deadline.at"); is != want {
				t.Errorf("the deadline is %s, foretold %s", is, want)
			}
			if cmd.verb == contract.VerbRequestTermination {
				h.agreesAndFallsSilent(foretold, path)
			}
			effect := map[string]string{"completed": "counts_as_completed", "terminated": "counts_as_terminated"}[foretold.field("state")]
			if effect == "" && cmd.verb == contract.VerbRequestTermination {
				effect = "counts_as_terminated" // R6.8: shown before anyone presses
			}
			if is := foretold.field("effects.0.code"); is != effect && (effect != "" || is != "no_effect") {
				t.Errorf("the effect is %s, not %q", is, effect)
			}
			other := map[string]string{"client": "worker", "worker": "client"}[c.as]
			h.post("stranger", path+"/preview", body).refused(404, "not_found")
			h.post("operator", path+"/preview", body).refused(403, "forbidden")
			if no := h.post(other, path+"/preview", body); no.status != 200 {
				if own := h.post(other, c.path, c.body); own.status != no.status || own.field("code") != no.field("code") {
					t.Errorf("the preview refuses with %s, the command with %s", no.body, own.body)
				}
			}
		})
	}
}

// plus adds what is foretold to what went before, where that is an amount.
func plus(before, foretold string) string {
	a, noAmount := strconv.Atoi(before)
	b, noAmount2 := strconv.Atoi(foretold)
	if noAmount != nil || noAmount2 != nil {
		return foretold
	}
	return strconv.Itoa(a + b)
}

// agreesAndFallsSilent compares what follows a termination request.
func (h *testHouse) agreesAndFallsSilent(foretold answer, path string) {
	h.t.Helper()
	h.post("", "/v1/sandbox/clock/advance", fmt.Sprintf(`{"to":%q}`, foretold.field("if_silent.at"))).is(200)
	silent := h.get("client", path).is(200)
	for _, name := range []string{"state", "worker_net_amount", "fee_amount", "fee_tax_amount", "refunded_amount"} {
		if is, want := silent.field(name), foretold.field("if_silent."+name); is != want {
			h.t.Errorf("after silence %s is %s, foretold %s", name, is, want)
		}
		if is, want := silent.field(name), foretold.field("if_agreed."+name); is != want {
			h.t.Errorf("if agreed %s is foretold as %s; the client's request comes to the same by silence: %s", name, want, is)
		}
	}
}

// TestARequestThatCannotBeAgreedToYetIsPreviewed asks about a change of the amount
// while a payment is on its way: it may be asked for, so it may be asked about
// (R6.8); only agreeing has to wait.
func TestARequestThatCannotBeAgreedToYetIsPreviewed(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.formed(1000))
	h.post("", "/v1/sandbox/gateway", `{"next":"delay"}`).is(200)
	h.post("client", c+"/fund", ``).is(202)
	foretold := h.post("worker", c+"/preview", `{"command":"change","amount":2000}`).is(200)
	if foretold.field("if_agreed") != "null" || foretold.field("change.new.amount") != "2000" {
		t.Errorf("foretold: %s", foretold.body)
	}
	h.post("worker", c+"/change", `{"amount":2000,"reason":"理由"}`).is(201)
	h.post("client", c+"/change/agree", ``).refused(409, "payment_under_way")
}

// TestAPreviewTakesTheCommandsOwnFields refuses others, and needs amounts but
// no words.
func TestAPreviewTakesTheCommandsOwnFields(t *testing.T) {
	h := openHouse(t)
	c := h.contract(h.funded(1000))
	h.post("client", c+"/preview", `{"command":"termination"}`).is(200)
	h.post("client", c+"/preview", `{"command":"termination","worker_amount":1001}`).refused(422, "validation_failed")
	h.post("client", c+"/preview", `{"command":"termination","worker_amount":-1}`).refused(422, "validation_failed")
	h.post("client", c+"/preview", `{"command":"termination","note":"x"}`).refused(422, "validation_failed")
	h.post("client", c+"/preview", `{"command":"nonsense"}`).refused(422, "validation_failed")
	h.post("client", c+"/preview", `{}`).refused(422, "validation_failed")
	d := h.disputed()
	h.post("client", d+"/preview", `{"command":"dispute/offer"}`).refused(422, "validation_failed")
	h.post("client", d+"/preview", `{"command":"dispute/offer","worker_amount":null}`).refused(422, "validation_failed")
	h.post("client", d+"/preview", `{"command":"dispute/offer","worker_amount":1}`).is(200)
}

// TestEveryActionHasItsRoute goes through a contract's states: what "actions"
// offers can be given, and is previewed under that name.
func TestEveryActionHasItsRoute(t *testing.T) {
	h := openHouse(t)
	known := map[string]bool{}
	for _, c := range commands {
		known[string(c.verb)] = true
	}
	for _, path := range []string{h.contract(h.formed(1000)), h.contract(h.funded(1000)), h.contract(h.delivered(1000)), h.terminating(), h.changing(), h.disputed(), h.silent()} {
		for _, as := range []string{"client", "worker"} {
			var c Contract
			if err := json.Unmarshal(h.get(as, path).is(200).body, &c); err == nil && len(c.Actions) == 0 {
				t.Errorf("the %s can do nothing on %s", as, path)
			}
			for _, a := range c.Actions {
				if !known[a.Command] || a.Rule == "" {
					t.Errorf("%+v has no route", a)
				}
			}
		}
	}
}
