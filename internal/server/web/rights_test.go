package web

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var update = flag.Bool("update", false, "write docs/generated anew")

// callers are who may come to a page, in the order of the table. Another user has
// no part in the thing that the page is about; the client and the worker are its
// two sides.
var callers = []string{"visitor", "API token", "another user", "client", "worker", "support", "finance", "admin"}

// A subject is a thing that a page may be about, by the names in its path.
type subject struct {
	named          map[string]string
	client, worker string // accounts
}

// A hall is a shop with all that its pages may be about, and the callers.
type hall struct {
	*shop
	other    account.Account
	staff    map[string]string
	subjects map[string][]subject // by the first words of a path
	unseen   []string             // pages that the client does not see
}

func openHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{shop: openShop(t), staff: map[string]string{}, subjects: map[string][]subject{}}
	made, err := h.engine.Door.Do(t.Context(), transact.Request{Command: transact.OpenAccount{Account: account.Account{Name: "別の人", Email: "betsu@example.jp"}, Token: "another"}})
	if err != nil {
		t.Fatal(err)
	}
	h.other = made.Result.(account.Account)
	for _, role := range account.Everyone {
		h.staff[string(role)] = h.hire(role).ID
	}
	key := transact.Key{Hash: account.Hash("of a program"), Start: "azk_abc123", Name: "在庫システム連携", Days: 90}
	if _, err := h.engine.Door.Do(t.Context(), transact.Request{Command: transact.IssueAPIKey{AccountID: h.people["青木商店"].ID, Key: key}}); err != nil {
		t.Fatal(err)
	}
	h.gather()
	h.order()
	return h
}

// order leaves a payment open, as in a house that is paid by bank transfer.
func (h *hall) order() {
	h.t.Helper()
	h.byTransfer()
	do := func(name string, cmd transact.Command) any {
		given, err := h.engine.Door.Do(h.t.Context(), transact.Request{Actor: contract.Actor{Account: h.people[name].ID}, Command: cmd})
		if err != nil {
			h.t.Fatal(err)
		}
		return given.Result
	}
	posted := do("青木商店", transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
	proposed := do("佐藤 健", transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 1_000, Message: "はい"}}).(job.Proposal)
	formed := do("青木商店", transact.AcceptProposal{ProposalID: proposed.ID}).(transact.Agreement).Contract
	paying := do("青木商店", transact.OrderPayment{Room: store.ContractRoom, ID: formed.ID}).(transact.Paying)
	h.add("desk/receipts", subject{named: map[string]string{"id": paying.Order.PaymentID}})
}

func (h *hall) add(root string, s subject) { h.subjects[root] = append(h.subjects[root], s) }

// gather finds one of everything in the sample.
func (h *hall) gather() {
	h.t.Helper()
	id := func(id string) map[string]string { return map[string]string{"id": id} }
	works, owners := map[string]string{}, map[string]string{}
	parties := map[string]contract.Contract{}
	err := h.engine.Store.Scan(h.t.Context(), store.Scan{
		Account: func(a account.Account) error {
			h.add("people", subject{named: id(a.ID)})
			h.add("report", subject{named: id(a.ID)})
			if !a.Staff() {
				h.add("desk/identity", subject{named: id(a.ID)})
			}
			return nil
		},
		Token: func(k account.Token) error {
			if k.Kind == account.APIKey {
				h.add("settings", subject{named: id(k.Hash), client: k.AccountID})
			}
			return nil
		},
		Work: func(a task.Answer) error {
			works[a.JobID] = a.WorkerID
			return nil
		},
		Job: func(j job.Job) error {
			owners[j.ID] = j.ClientID
			return nil
		},
		Contract: func(c contract.Contract) error {
			parties[c.ID] = c
			h.add("contracts", subject{map[string]string{"id": c.ID, "sha256": c.TermsHash}, c.ClientID, c.WorkerID})
			if c.Nudge != nil && c.Nudge.State == contract.NudgeRequested {
				h.add("desk/nudges", subject{named: id(c.Nudge.ID)})
				h.add("desk/claims", subject{named: id(c.Nudge.ID)})
			}
			if c.Dispute.Open() {
				h.add("desk/disputes", subject{named: id(c.Dispute.ID)})
				h.add("desk/contracts", subject{named: map[string]string{"id": c.ID, "file": "att_0"}})
			}
			return nil
		},
		Proposal: func(p job.Proposal) error {
			h.add("proposals", subject{id(p.ID), p.ClientID, p.WorkerID})
			return nil
		},
		Contest: func(c contest.Contest) error {
			for _, e := range c.Entries {
				h.add("jobs", subject{map[string]string{"id": c.JobID, "entry": e.ID}, c.ClientID, e.WorkerID})
			}
			h.add("jobs", subject{id(c.JobID), c.ClientID, h.people["佐藤 健"].ID})
			return nil
		},
		Task: func(k task.Task) error {
			h.add("tasks", subject{id(k.JobID), k.ClientID, k.JobID})
			return nil
		},
		Rating: func(r rating.Rating) error {
			c := parties[r.ContractID]
			h.add("ratings", subject{id(r.ID), c.ClientID, c.WorkerID})
			return nil
		},
		Payout: func(p payout.Payout) error {
			h.add("payouts", subject{id(p.ID), h.people["青木商店"].ID, p.AccountID})
			return nil
		},
		Notice: func(n notice.Notice) error {
			if c, ok := parties[n.ContractID]; ok && n.AccountID == c.ClientID {
				h.add("notifications", subject{id(n.ID), c.ClientID, c.WorkerID})
			}
			return nil
		},
		Report: func(r report.Report) error {
			if r.State == report.Open {
				h.add("desk/reports", subject{named: id(r.ID)})
			}
			return nil
		},
		Outside: func(r outside.Request) error {
			if r.State == outside.Agreed {
				h.add("desk/outside-contacts", subject{named: id(r.ID)})
			}
			return nil
		},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for i, s := range h.subjects["tasks"] {
		h.subjects["tasks"][i].worker = cmp.Or(works[s.worker], h.people["佐藤 健"].ID)
	}
	answers, err := h.engine.Store.Works(h.t.Context(), store.WorkQuery{}, store.Page{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, a := range answers {
		h.add("answers", subject{map[string]string{"id": a.ID, "question": "q1"}, owners[a.JobID], a.WorkerID})
		if a.State == task.AnswerAppealed {
			h.add("desk/appeals", subject{named: map[string]string{"id": a.ID, "question": "q1"}})
		}
	}
	for id, owner := range owners {
		h.add("jobs", subject{map[string]string{"id": id}, owner, h.people["佐藤 健"].ID})
	}
	for _, root := range slices.Sorted(maps.Keys(h.subjects)) {
		slices.SortFunc(h.subjects[root], func(a, b subject) int { return cmp.Compare(fmt.Sprint(a.named), fmt.Sprint(b.named)) })
	}
}

// at is a path with its names filled in; ok is false where the subject lacks one.
func (s subject) at(path string) (string, bool) {
	for name, value := range s.named {
		path = strings.Replace(path, "{"+name+"}", value, 1)
	}
	path = strings.NewReplacer("{secret}", "x", "{$}", "").Replace(path)
	return path, !strings.Contains(path, "{")
}

// about finds a thing for a page, where there is one such that the page shows it
// to one of its sides, or the page above it, if it is a form's address alone.
func (h *hall) about(p page) subject {
	h.t.Helper()
	parts := strings.Split(strings.TrimPrefix(p.path, "/"), "/")
	root := parts[0]
	if root == "desk" && len(parts) > 1 {
		root = strings.Join(parts[:2], "/")
	}
	some, shown := h.subjects[root], p.path
	for !strings.HasPrefix(shown, "/desk") && !slices.ContainsFunc(pages(), func(q page) bool { return q.method == http.MethodGet && q.path == shown }) && strings.Count(shown, "/") > 2 {
		shown = shown[:strings.LastIndex(shown, "/")]
	}
	for _, s := range some {
		at, ok := s.at(shown)
		if _, fits := s.at(p.path); !ok || !fits || s.client == "" {
			continue
		}
		for _, side := range []string{s.client, s.worker} {
			if code, _, _ := h.come(h.asID(side), http.MethodGet, at, ""); code == 200 {
				return s
			}
		}
	}
	for _, s := range some {
		if _, fits := s.at(p.path); fits {
			return s
		}
	}
	return subject{named: map[string]string{"id": "x_0", "entry": "x_0", "sha256": "x", "question": "x", "file": "x_0"}}
}

// come asks for a page, or sends its form with nothing in it.
func (h *hall) come(g *guest, method, path, token string) (status int, to, body string) {
	h.t.Helper()
	ctx, gone := context.WithCancel(h.t.Context())
	defer gone()
	r, err := http.NewRequestWithContext(ctx, method, g.url+path, strings.NewReader(""))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	got, err := g.client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer got.Body.Close()
	if path == "/events" { // it does not end
		return got.StatusCode, got.Header.Get("Location"), ""
	}
	content, err := io.ReadAll(got.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return got.StatusCode, got.Header.Get("Location"), string(content)
}

// enter lets one of the callers in; the token is that of a program.
func (h *hall) enter(caller string, s subject) (g *guest, token string) {
	h.t.Helper()
	switch caller {
	case "visitor":
		return h.as("", words.Japanese), ""
	case "API token":
		return h.as("", words.Japanese), h.people["青木商店"].Token
	case "another user":
		return h.asID(h.other.ID), ""
	case "client":
		return h.asID(cmp.Or(s.client, h.people["青木商店"].ID)), ""
	case "worker":
		return h.asID(cmp.Or(s.worker, h.people["佐藤 健"].ID)), ""
	}
	return h.asID(h.staff[caller]), ""
}

// The pages about a thing of which nobody else learns whether it is there: the
// place of the staff is the desk.
var (
	private     = []string{"/contracts/{id}", "/proposals/{id}", "/notifications/{id}", "/payouts/{id}", "/answers/{id}", "/ratings/{id}", "/settings/api-keys/{id}"}
	notInSample = []string{"/ratings/{id}/reply", "/answers/{id}/files/{question}"} // their tests make one
)

// TestEveryPageForEveryRole comes to every page of the table, and to every form
// with nothing in it, as each of the callers. What they get is
// docs/generated/rights-pages.md; what must hold of it whatever stands there is
// checked here.
func TestEveryPageForEveryRole(t *testing.T) {
	var lines strings.Builder
	h := openHall(t)
	all := append(pages(), page{"GET", "/events", member, events}, page{"GET", "/files/{id}", member, download})
	for _, p := range all {
		if p.who == sandbox {
			continue
		}
		s := h.about(p)
		at, _ := s.at(p.path)
		cells := []string{"`" + p.method + " " + p.path + "`"}
		for _, caller := range callers {
			g, token := h.enter(caller, s)
			status, to, body := h.come(g, p.method, at, token)
			got := fmt.Sprint(status)
			switch {
			case status == 303 && strings.HasPrefix(to, "/signin?") && p.who.level >= memberLevel:
				got = "sign in"
			case status < 400:
				got = "yes"
			}
			cells = append(cells, got)
			h.holds(p, s, caller, got, body)
			if p.method == http.MethodPost && got == "yes" && p.who.level >= memberLevel { // something happened: the next one finds all as it was
				h = openHall(t)
				s = h.about(p)
				at, _ = s.at(p.path)
			}
		}
		lines.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	if t.Failed() {
		return
	}
	written := "<!-- Written by `go test ./internal/server/web -run EveryPageForEveryRole -update`; do not edit. -->\n" +
		"# Who may see which page\n\n" +
		"Each page of the sample that shows something to one of its sides, and each form, sent with nothing in it: yes, the way to the sign-in, or the status of the refusal.\n" +
		"409 and 422: they might, but not now or not with an empty form. Another user has no part in the thing; the staff have one role each; a token of the API opens no page.\n\n" +
		"| page | " + strings.Join(callers, " | ") + " |\n" + strings.Repeat("|---", len(callers)+1) + "|\n" + lines.String()
	path := filepath.Join("..", "..", "..", "docs", "generated", "rights-pages.md")
	if *update {
		if err := os.WriteFile(path, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff(string(kept), written); d != "" {
		t.Errorf("somebody's rights changed; if that is meant, run it with -update (-was +is):\n%s", d)
	}
}

// holds checks one cell against the rules of who may see and do what.
func (h *hall) holds(p page, s subject, caller, got, body string) {
	h.t.Helper()
	of := account.RolesOf(account.Role(caller))
	isPrivate := slices.ContainsFunc(private, func(at string) bool {
		return p.path == at || strings.HasPrefix(p.path, at+"/") || strings.HasPrefix(p.path, at+".")
	})
	let := got != "404" && got != "403" && got != "sign in"
	var wrong string
	switch {
	case caller == "visitor" || caller == "API token":
		if (got == "sign in") != (p.who.level >= memberLevel) {
			wrong = "nobody is signed in"
		}
	case p.who.level == deskLevel && of == "":
		if got != "404" {
			wrong = "the desk is nobody's to see"
		}
	case p.who.level == deskLevel:
		if may := p.who.duty == "" || of.May(p.who.duty); may == (got == "403") && !(may && strings.HasPrefix(p.path, "/desk/contracts/")) || !may && got != "403" {
			wrong = "the duty is " + string(p.who.duty) // what two people wrote: it takes a reason first
		}
	case isPrivate && caller == "another user":
		if missing := h.missing(p); got != "404" || p.method == http.MethodGet && said(body) != said(missing) {
			wrong = "they learn that it is there: " + said(body)
		}
	case isPrivate && of != "":
		if let {
			wrong = "the staff look on at the desk, and act for nobody"
		}
	case isPrivate && caller == "client" && !let && p.method == http.MethodGet:
		h.unseen = append(h.unseen, p.path)
	case isPrivate && caller == "worker" && !let && slices.Contains(h.unseen, p.path) && !slices.Contains(notInSample, p.path):
		wrong = "neither side sees it: the sample shows nothing"
	}
	if wrong != "" {
		h.t.Errorf("%s %s by %s: %s: %s", p.method, p.path, caller, wrong, got)
	}
}

// missing is the page about what is not there.
func (h *hall) missing(p page) string {
	h.t.Helper()
	at, _ := subject{named: map[string]string{"id": "x_0", "entry": "x_0", "sha256": "x", "question": "x"}}.at(p.path)
	status, _, body := h.come(h.asID(h.other.ID), p.method, at, "")
	if status != 404 {
		h.t.Errorf("%s %s: what is not there answers %d", p.method, p.path, status)
	}
	return body
}
