package api

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"azukari/internal/domain/account"
)

// hire makes up one of the staff with a single role.
func (h *testHouse) hire(role account.Role) string {
	h.t.Helper()
	name := string(role)
	made := h.post("", "/v1/sandbox/accounts", fmt.Sprintf(`{"name":%q,"email":"%s@example.jp","operator":true,"roles":[%q]}`, name, name, role)).is(http.StatusCreated)
	h.tokens[name], h.ids[name] = made.field("token"), made.field("account.id")
	return name
}

// callers are who may ask, in the order of the table. Another user has no part
// in the thing that is asked for; the client and the worker are its two sides.
var callers = []string{"visitor", "ended token", "another user", "client", "worker", "support", "finance", "admin"}

// enter lets one of the callers into the house, and is the name that they have
// there.
func (h *testHouse) enter(caller string) string {
	h.t.Helper()
	switch caller {
	case "visitor":
		return ""
	case "ended token":
		h.tokens[caller] = "of-nobody-any-more"
	case "another user":
		h.tokens[caller] = h.post("", "/v1/sandbox/accounts", `{"name":"another","email":"another@example.jp"}`).is(http.StatusCreated).field("token")
	case "support", "finance", "admin":
		h.hire(account.Role(caller))
	}
	return caller
}

// private are the things of which nobody else learns whether they are there.
var private = []string{"/v1/proposals/{id}", "/v1/contracts/{id}", "/v1/answers/{id}", "/v1/payouts/{id}", "/v1/notifications/{id}"}

// lookedAtByStaff are the routes on somebody's private thing on which the staff
// may look: never what they wrote to each other, and nothing that they can do.
var lookedAtByStaff = map[string][]account.Role{
	"GET /v1/contracts/{id}":                 account.Everyone,
	"GET /v1/contracts/{id}/terms":           account.Everyone,
	"GET /v1/contracts/{id}/terms/{sha256}":  account.Everyone,
	"GET /v1/contracts/{id}/events":          account.Everyone,
	"GET /v1/contracts/{id}/outside-contact": account.Everyone,
	"GET /v1/contracts/{id}/ratings":         account.Everyone,
	"GET /v1/answers/{id}":                   {account.Support, account.Admin}, // whoever decides on appeals
}

// TestEveryRouteForEveryRole asks every route of the table as each of the
// callers, in a house in which it has something to answer. What they
// get is docs/generated/rights-api.md; what must hold of it whatever stands there
// is checked here.
func TestEveryRouteForEveryRole(t *testing.T) {
	lines := make([]string, len(table()))
	t.Run("routes", func(t *testing.T) {
		for i, r := range table() {
			if r.access.level == sandboxLevel {
				continue
			}
			t.Run(r.method+" "+r.path, func(t *testing.T) {
				t.Parallel()
				cells := []string{"`" + r.method + " " + r.path + "`"}
				var h *testHouse
				var c postCase
				for _, caller := range callers {
					if h == nil || r.method == http.MethodPost { // a look changes nothing
						h = openHouse(t)
						c = h.asked(r)
					}
					as := h.enter(caller)
					a := h.send(r.method, as, c.path, c.body)
					cells = append(cells, outcome(a.status))
					holds(t, h, r, c, caller, a)
				}
				lines[i] = "| " + strings.Join(cells, " | ") + " |\n"
			})
		}
	})
	if t.Failed() {
		return
	}
	written := "<!-- Written by `go test ./internal/server/api -run EveryRouteForEveryRole -update`; do not edit. -->\n" +
		"# Who may call what\n\n" +
		"Each cell is the answer to a request that is right in itself and that the state allows to somebody: yes, or the status of the refusal.\n" +
		"409 and 422: they might, but not now or not so. Another user has no part in the thing; the staff have one role each.\n\n" +
		"| route | " + strings.Join(callers, " | ") + " |\n" + strings.Repeat("|---", len(callers)+1) + "|\n" + strings.Join(lines, "")
	path := filepath.Join("..", "..", "..", "docs", "generated", "rights-api.md")
	if *update {
		if err := os.WriteFile(path, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), written); diff != "" {
		t.Errorf("somebody's rights changed; if that is meant, run it with -update (-was +is):\n%s", diff)
	}
}

func outcome(status int) string {
	if status < 300 {
		return "yes"
	}
	return fmt.Sprint(status)
}

// holds checks one cell against the rules of who may see and do what.
func holds(t *testing.T, h *testHouse, r route, c postCase, caller string, a answer) {
	t.Helper()
	name, of := r.method+" "+r.path, account.RolesOf(account.Role(caller))
	isPrivate := slices.ContainsFunc(private, func(p string) bool { return r.path == p || strings.HasPrefix(r.path, p+"/") })
	refused := a.status == 401 || a.status == 403 || a.status == 404
	var wrong string
	switch {
	case caller == "visitor" && r.access.level == publicLevel, caller == "ended token" && r.access.level == publicLevel:
		if refused {
			wrong = "it is public"
		}
	case caller == "visitor", caller == "ended token":
		if a.status != 401 {
			wrong = "nobody is asking"
		}
	case r.access.level == staffLevel && of == "":
		if a.status != 403 {
			wrong = "it is for the staff"
		}
	case r.access.level == staffLevel:
		if may := of.May(r.access.duty); may && outcome(a.status) != "yes" || !may && a.status != 403 {
			wrong = "the duty is " + string(r.access.duty)
		}
	case caller == c.as:
		if outcome(a.status) != "yes" {
			wrong = "it is theirs"
		}
	case isPrivate && caller == "another user":
		if wrong = unlike(h, r, c, a); a.status != 404 {
			wrong = "they learn that it is there"
		}
	case isPrivate && of != "":
		if let := slices.Contains(lookedAtByStaff[name], account.Role(caller)); let == refused || !let && !refused {
			wrong = "the staff look on where it says so, and act for nobody"
		}
	case of != "" && r.method == http.MethodPost && strings.Contains(r.path, "{"):
		if outcome(a.status) == "yes" && name != "POST /v1/jobs/{id}/proposals" { // they may look for work themselves
			wrong = "the staff act for nobody"
		}
	}
	if wrong != "" {
		t.Errorf("%s by %s: %s: %d %s", name, caller, wrong, a.status, a.body)
	}
}

// unlike says how the refusal of what is there differs from that of what is not.
func unlike(h *testHouse, r route, c postCase, a answer) string {
	parts := strings.Split(c.path, "/")
	at := slices.Index(strings.Split(r.path, "/"), "{id}")
	there := parts[at]
	parts[at] = there[:4] + strings.Repeat("0", len(there)-4)
	other := h.send(r.method, "another user", strings.Join(parts, "/"), c.body)
	if other.status != a.status || string(other.body) != string(a.body) {
		return fmt.Sprintf("what is not there answers otherwise: %d %s", other.status, other.body)
	}
	return ""
}

// TestNoTokenReachesWhatIsNeverTheirs: no program changes a bank account, a role
// or a key, and there is no being somebody else.
func TestNoTokenReachesWhatIsNeverTheirs(t *testing.T) {
	for _, r := range table() {
		for _, never := range []string{"bank", "role", "staff", "password", "passkey", "factor", "session", "impersonat"} {
			if strings.Contains(r.path, never) {
				t.Errorf("%s %s", r.method, r.path)
			}
		}
	}
}

// asked is a request to a route that is right in itself, about something that is
// there.
func (h *testHouse) asked(r route) postCase {
	h.t.Helper()
	path := r.path
	if r.method == http.MethodPost {
		return postCases[path](h)
	}
	if !strings.Contains(path, "{") {
		as := "client"
		if r.access.level == staffLevel {
			as = "operator"
		}
		return postCase{as, path, ""}
	}
	if path == "/v1/people/{id}/ratings" {
		return postCase{"client", "/v1/people/" + h.ids["worker"] + "/ratings", ""}
	}
	if path == "/v1/contracts/{id}/terms/{sha256}" {
		c := h.contract(h.formed(1000))
		return postCase{"client", c + "/terms/" + h.get("client", c).field("terms.sha256"), ""}
	}
	for _, prefix := range []string{path + "/", path} {
		for _, other := range slices.Sorted(maps.Keys(postCases)) {
			if strings.HasPrefix(other, prefix) && strings.Contains(other, "{id}") && !strings.HasPrefix(other, "/v1/operator") {
				c := postCases[other](h)
				return postCase{c.as, strings.Join(strings.Split(c.path, "/")[:len(strings.Split(path, "/"))], "/"), ""}
			}
		}
	}
	parent := path[:strings.Index(path, "{id}")+len("{id}")]
	for _, other := range slices.Sorted(maps.Keys(postCases)) {
		if strings.HasPrefix(other, parent+"/") {
			c := postCases[other](h)
			return postCase{c.as, strings.Join(strings.Split(c.path, "/")[:len(strings.Split(parent, "/"))], "/") + path[len(parent):], ""}
		}
	}
	h.t.Fatalf("nothing for %s is there", path)
	return postCase{}
}
