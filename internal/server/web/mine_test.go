package web

import (
	"net/url"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/todo"
	"azukari/internal/store"
)

// TestEveryJobOfOnesOwnIsInOneTab follows everybody of the sample through 仕事管理:
// whatever became of a job, its client finds it in 募集中 or in 終了.
func TestEveryJobOfOnesOwnIsInOneTab(t *testing.T) {
	s := openShop(t)
	over := map[job.Format]int{}
	for name, person := range s.people {
		own, err := s.engine.Store.Jobs(t.Context(), store.JobQuery{ClientID: person.ID, State: store.AnyState}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		g := s.as(name, words.Japanese)
		open, ended := g.get(200, "/work?tab=open"), g.get(200, "/work?tab=ended")
		for _, j := range own {
			link := `href="/jobs/` + j.ID + `"`
			if strings.Count(open, link)+strings.Count(ended, link) != 1 {
				t.Errorf("%s finds 「%s」(%s, %s) %d times in 募集中, %d times in 終了", name, j.Title, j.Format, j.State, strings.Count(open, link), strings.Count(ended, link))
			}
			if strings.Contains(ended, link) {
				over[j.Format]++
			}
		}
	}
	if over[job.Contest] == 0 || over[job.Task] == 0 {
		t.Errorf("the sample has only these that are over: %v", over)
	}
}

// TestAClosedJobStillAsksForAnswers ends the search of a job that has proposals:
// they can still be accepted, so they still wait for its client.
func TestAClosedJobStillAsksForAnswers(t *testing.T) {
	s := openShop(t)
	var waiting job.Proposal
	err := s.engine.Store.Scan(t.Context(), store.Scan{Proposal: func(p job.Proposal) error {
		if j, err := s.engine.Store.Job(t.Context(), p.JobID); err == nil && j.State == job.Open && p.State == job.Proposed {
			waiting = p
		}
		return nil
	}})
	if err != nil || waiting.ID == "" {
		t.Fatalf("nobody waits for an answer: %v", err)
	}
	asked := func() bool {
		items, err := s.engine.Todo(t.Context(), event.Actor{Account: waiting.ClientID})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range items {
			if i.Act == todo.AnswerProposals && i.JobID == waiting.JobID {
				return true
			}
		}
		return false
	}
	if !asked() {
		t.Fatal("an open job's proposals do not wait")
	}
	client := s.asID(waiting.ClientID)
	client.post(303, "/jobs/"+waiting.JobID+"/close", url.Values{"once": {"o1"}})
	if !asked() {
		t.Error("once the job is closed, its proposals are nobody's to answer")
	}
	has(t, "終了", client.get(200, "/work?tab=ended"), "募集が終わった仕事", "募集終了 · 応募")
	client.post(303, "/proposals/"+waiting.ID+"/decline", url.Values{"once": {"o2"}})
	for _, p := range func() []job.Proposal {
		left, err := s.engine.Store.Proposals(t.Context(), store.ProposalQuery{JobID: waiting.JobID, State: job.Proposed}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		return left
	}() {
		client.post(303, "/proposals/"+p.ID+"/decline", url.Values{"once": {"o" + p.ID}})
	}
	if asked() {
		t.Error("what was declined still waits")
	}
}

// TestAWorkerFindsWhatTheyOffered comes to 応募一覧 from where workers look after
// their work, and back.
func TestAWorkerFindsWhatTheyOffered(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	for path, to := range map[string][]string{"/contracts": {"/proposals", "/answers"}, "/proposals": {"/contracts", "/answers"}, "/answers": {"/contracts", "/proposals"}} {
		page := mainPart.FindString(g.get(200, path))
		for _, link := range to {
			if !strings.Contains(page, `<a href="`+link+`"`) {
				t.Errorf("no way leads from %s to %s", path, link)
			}
		}
	}
}

// TestTheMoneyPageFitsItsSide looks at it as a client and as a worker.
func TestTheMoneyPageFitsItsSide(t *testing.T) {
	s := openShop(t)
	sides := map[[2]bool]int{}
	for name, person := range s.people {
		if person.Staff() {
			continue
		}
		page := s.as(name, words.Japanese).get(200, "/earnings")
		posted, err := s.engine.Store.Jobs(t.Context(), store.JobQuery{ClientID: person.ID, State: store.AnyState}, store.Page{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		agreed, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{WorkerID: person.ID}, store.Page{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		client, worker := strings.Contains(said(page), "仮払い中の金額"), strings.Contains(said(page), "月ごとの報酬")
		sides[[2]bool{client, worker}]++
		if client != (len(posted) > 0) {
			t.Errorf("%s posted jobs: %v; the page shows what they paid: %v", name, len(posted) > 0, client)
		}
		if len(agreed) > 0 && !worker || len(posted) == 0 && !worker {
			t.Errorf("%s is not shown what they earn", name)
		}
		has(t, "/earnings", page, "報酬・支払い", "残高の明細")
	}
	if sides[[2]bool{true, false}] == 0 || sides[[2]bool{false, true}] == 0 {
		t.Errorf("the sample has only these: %v", sides)
	}
}
