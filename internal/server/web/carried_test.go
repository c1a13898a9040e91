package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

var sealedFile = regexp.MustCompile(`name="file" value="([^"]+)" checked`)

// openContest is a contest that somebody may enter who has not, and a browser of
// theirs.
func (s *shop) openContest() (c contest.Contest, worker *guest) {
	s.t.Helper()
	err := s.engine.Store.Scan(s.t.Context(), store.Scan{Contest: func(one contest.Contest) error {
		if one.State == contest.Open && c.JobID == "" {
			c = one
		}
		return nil
	}})
	if err != nil || c.JobID == "" {
		s.t.Fatalf("no contest is open: %v", err)
	}
	for name, p := range s.people {
		if p.ID != c.ClientID && !p.Staff() && !slices.ContainsFunc(c.Entries, func(e contest.Entry) bool { return e.WorkerID == p.ID }) {
			return c, s.as(name, words.Japanese)
		}
	}
	s.t.Fatal("everybody is in it")
	return c, nil
}

// TestAnEntryWithAFileIsWarnedOfToo holds R11.5 for contests: the warning comes
// before anything is sent, and the files stay with the form.
func TestAnEntryWithAFileIsWarnedOfToo(t *testing.T) {
	s := openShop(t)
	c, worker := s.openContest()
	path := "/jobs/" + c.JobID + "/entries"
	counted := func() int {
		now, err := s.engine.Store.Contest(t.Context(), c.JobID)
		if err != nil {
			t.Fatal(err)
		}
		return len(now.Entries)
	}
	before := counted()
	fields := [][2]string{{"once", "o1"}, {"text", "案です。続きは LINE ID: sato-design でお願いします。"}}
	page, _ := worker.upload(200, path, fields, sentFile{"案.png", png})
	has(t, "the warning", page, "送信する前に、ご確認ください", "まだ送信していません。", "案.png")
	kept := sealedFile.FindStringSubmatch(page)
	if kept == nil || counted() != before {
		t.Fatalf("%d entries after %d; the file is kept: %v", counted(), before, kept != nil)
	}

	// It is this person's, in this form: nobody else brings it in.
	thief := s.as("佐藤 健", words.Japanese)
	if worker.me() == s.people["佐藤 健"].ID {
		thief = s.as("田中 美咲", words.Japanese)
	}
	page, _ = thief.post(422, path, url.Values{"once": {"o1"}, "text": {""}, "file": {kept[1]}})
	if strings.Contains(page, "案.png") {
		t.Error("somebody else carries the file along")
	}

	// An error elsewhere does not lose it, nor does a further file.
	page, _ = worker.upload(422, path, [][2]string{{"once", "o2"}, {"warned", "1"}, {"text", "案"}, {"file", kept[1]}}, sentFile{"設定.exe", []byte("MZ")}, sentFile{"別案.png", append(png, 1)})
	has(t, "the refused file", page, "「設定.exe」は添付できませんでした。", "案.png", "別案.png")
	sealed := sealedFile.FindAllStringSubmatch(page, -1)
	if len(sealed) != 2 {
		t.Fatalf("%d files are carried along", len(sealed))
	}
	form := url.Values{"once": {"o3"}, "warned": {"1"}, "text": {"案です。"}, "file": {sealed[0][1], sealed[1][1]}}
	for range 2 { // a second click is the same act
		worker.post(303, path, form)
	}
	if counted() != before+1 {
		t.Fatalf("%d entries after %d", counted(), before)
	}
	has(t, "the entry", worker.get(200, "/jobs/"+c.JobID), "案.png", "別案.png")
}

// me is who is signed in.
func (g *guest) me() string {
	g.t.Helper()
	return strings.TrimPrefix(regexp.MustCompile(`/people/acc_\w+`).FindString(g.get(200, "/settings")), "/people/")
}

// TestAnAnswersFileStaysWithTheForm: an answer that is refused keeps the file
// that came with it.
func TestAnAnswersFileStaysWithTheForm(t *testing.T) {
	s := openShop(t)
	client, worker := s.as("川辺 由美", words.Japanese), s.as("佐藤 健", words.Japanese)
	form := draft("2026-12-10")
	form.Set("q3-must", "1")
	form.Set("publish", "1")
	_, to := client.post(303, "/jobs/new/task", form)
	id := regexp.MustCompile(`job_\w+`).FindString(to)
	client.post(303, "/tasks/"+id+"/fund", url.Values{"once": {"fund"}})
	_, to = worker.post(303, "/tasks/"+id+"/slots", url.Values{"once": {"slot"}})
	answer := strings.TrimSuffix(to, "?done=slot")
	page := worker.submitFile(422, answer, map[string][]string{"q1": {""}, "q2": {"奥"}}, "q3", "席.txt", "写真の代わり")
	has(t, "the refused answer", page, "「席.txt」は届いています。")
	kept := regexp.MustCompile(`type="hidden" name="q3" value="([^"]+)"`).FindStringSubmatch(page)
	if kept == nil {
		t.Fatal("the file is lost")
	}
	worker.post(303, answer+"/submit", url.Values{"once": {"o1"}, "q1": {"静か"}, "q2": {"奥"}, "q3": {kept[1]}})
	has(t, "the answer", worker.get(200, answer), "静か", "席.txt", "確認待ち")
	if got := worker.get(200, answer+"/files/q3"); got != "写真の代わり" {
		t.Errorf("the file is %q", got)
	}
}

// TestTheStaffChecksIdentities notes a check with its reason on the trail; the
// badge stands where others decide, and a task that asks for it can be taken.
func TestTheStaffChecksIdentities(t *testing.T) {
	s := openShop(t)
	desk := s.asID(s.hire(account.Support).ID)
	worker := s.people["佐藤 健"]
	path := "/desk/identity/" + worker.ID
	var asks string
	err := s.engine.Store.Scan(t.Context(), store.Scan{Task: func(one task.Task) error {
		if one.State == task.Open && one.Identified && one.ClientID != worker.ID {
			asks = one.JobID
		}
		return nil
	}})
	if err != nil || asks == "" {
		t.Fatalf("no task asks for an identity: %v", err)
	}
	g := s.as("佐藤 健", words.Japanese)
	if page := g.get(200, "/jobs/"+asks); strings.Contains(page, "/tasks/"+asks+"/slots") {
		t.Fatal("it can be taken by whom nobody has checked")
	}
	if !strings.Contains(desk.get(200, "/people/"+worker.ID), `href="`+path+`"`) || strings.Contains(g.get(200, "/people/"+worker.ID), path) {
		t.Error("from a person's page the way leads there for the staff, and for nobody else")
	}
	has(t, "the search", desk.get(200, "/desk/identity?email=nobody@example.jp"), "このメールアドレスでログインする人はいません。")
	page, _ := desk.post(422, path, url.Values{"once": {"o1"}, "checked": {"1"}, "reason": {""}})
	has(t, "without a reason", page, "入力してください。", "未確認")
	desk.post(303, path, url.Values{"once": {"o2"}, "checked": {"1"}, "reason": {"免許証の原本を確認"}})
	has(t, "the page", desk.get(200, path), "に確認済み", "本人確認を取り消す")
	has(t, "the badge", s.as("", words.English).get(200, "/people/"+worker.ID), "✓ Identity checked")
	if page := g.get(200, "/jobs/"+asks); !strings.Contains(page, "/tasks/"+asks+"/slots") {
		t.Error("it cannot be taken:", said(page))
	}
	trail, err := s.engine.Store.AuditTrail(t.Context(), store.AuditQuery{Subject: worker.ID}, store.Page{Limit: 1})
	if err != nil || len(trail) != 1 || trail[0].Act != "identity" || trail[0].Data != `{"checked":true,"reason":"免許証の原本を確認"}` {
		t.Errorf("the trail says %+v, %v", trail, err)
	}
	desk.post(303, path, url.Values{"once": {"o3"}, "reason": {"別人の書類だったため"}})
	if page := g.get(200, "/people/"+worker.ID); strings.Contains(page, "本人確認済み") {
		t.Error("the badge stays after it was taken back")
	}
}
