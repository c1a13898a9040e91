package api

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

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

// openToAll are the routes on one thing that somebody who has no part in it may
// use: what is public, and what everybody does for themselves.
var openToAll = []string{
	"GET /v1/jobs/{id}", "POST /v1/jobs/{id}/proposals", "GET /v1/jobs/{id}/proposals", "GET /v1/people/{id}/ratings",
	"GET /v1/contests/{id}", "GET /v1/contests/{id}/entries", "GET /v1/contests/{id}/shares", "GET /v1/contests/{id}/events",
	"GET /v1/tasks/{id}", "GET /v1/tasks/{id}/answers",
}

// workOfAll is what anybody may begin to work on, but the staff.
var workOfAll = []string{"POST /v1/contests/{id}/entries", "POST /v1/tasks/{id}/slots"}

// decidedBySupport is what the staff sees that decides on it.
var decidedBySupport = []string{"GET /v1/answers/{id}"}

// lookedAtByStaff are the routes on which anybody of the staff may look on.
var lookedAtByStaff = []string{
	"GET /v1/contracts/{id}", "GET /v1/contracts/{id}/terms", "GET /v1/contracts/{id}/events", "GET /v1/contracts/{id}/outside-contact", "GET /v1/contracts/{id}/ratings", "GET /v1/tasks/{id}/events",
}

// TestEveryRouteForEveryRole is section "who may see and do what": every route,
// asked by everybody who is not its owner.
func TestEveryRouteForEveryRole(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range table() {
		name := r.method + " " + r.path
		switch r.access.level {
		case staffLevel:
			seen[name] = true
			h := openHouse(t)
			path, body := strings.Replace(r.path, "{id}", "x_0", 1), ""
			if r.method == http.MethodPost {
				body = postCases[r.path](h).body
			}
			h.send(r.method, "", path, body).refused(401, "unauthenticated")
			for _, party := range []string{"client", "worker", "stranger"} {
				h.send(r.method, party, path, body).refused(403, "forbidden")
			}
			let := 0
			for _, role := range account.Everyone {
				a := h.send(r.method, h.hire(role), path, body)
				may := account.RolesOf(role).May(r.access.duty)
				if may == (a.status == 403) {
					t.Errorf("%s by %s: %d %s", name, role, a.status, a.body)
				}
				if may {
					let++
				}
			}
			if let == 0 {
				t.Errorf("nobody may %s", name)
			}
		case personLevel:
			if !strings.Contains(r.path, "{") {
				continue // their own things alone
			}
			seen[name] = true
			h := openHouse(t)
			var c postCase
			if r.method == http.MethodPost {
				c = postCases[r.path](h)
			} else {
				c = h.asked(r.path)
			}
			for _, who := range []string{"outsider", string(account.Support), string(account.Finance), string(account.Admin)} {
				if who == "outsider" {
					made := h.post("", "/v1/sandbox/accounts", `{"name":"outsider","email":"outsider@example.jp"}`)
					h.tokens[who] = made.field("token")
				} else {
					h.hire(account.Role(who))
				}
				a := h.send(r.method, who, c.path, c.body)
				of := account.RolesOf(account.Role(who))
				let := slices.Contains(openToAll, name) || of == "" && slices.Contains(workOfAll, name) ||
					of != "" && slices.Contains(lookedAtByStaff, name) || of.May(account.DecideRequests) && slices.Contains(decidedBySupport, name)
				if turnedAway := a.status == 403 || a.status == 404; turnedAway == let {
					t.Errorf("%s by %s: %d %s", name, who, a.status, a.body)
				}
			}
		}
	}
	for _, name := range slices.Concat(openToAll, workOfAll, lookedAtByStaff, decidedBySupport) {
		if !seen[name] {
			t.Errorf("%s is no route any more; the routes are %q", name, slices.Sorted(maps.Keys(seen)))
		}
	}
}

// asked is a request that reads one thing, which is there.
func (h *testHouse) asked(path string) postCase {
	h.t.Helper()
	if path == "/v1/people/{id}/ratings" {
		return postCase{"client", "/v1/people/" + h.ids["worker"] + "/ratings", ""}
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
			return postCase{c.as, strings.Join(strings.Split(c.path, "/")[:len(strings.Split(parent, "/"))], "/") + strings.NewReplacer("{", "", "}", "").Replace(path[len(parent):]), ""}
		}
	}
	h.t.Fatalf("nothing for %s is there", path)
	return postCase{}
}
