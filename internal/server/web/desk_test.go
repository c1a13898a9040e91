package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/report"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// hire makes up one of the staff.
func (s *shop) hire(roles ...account.Role) account.Account {
	s.t.Helper()
	name := string(account.RolesOf(roles...))
	made, err := s.engine.Door.Do(s.t.Context(), transact.Request{Command: transact.OpenAccount{Account: account.Account{Name: name, Email: "x@example.jp", Roles: account.RolesOf(roles...)}, Token: name}})
	if err != nil {
		s.t.Fatal(err)
	}
	return made.Result.(account.Account)
}

// ask is the status of a page, and where it sends on.
func (g *guest) ask(method, path string) (int, string) {
	g.t.Helper()
	r, err := http.NewRequest(method, g.url+path, nil)
	if err != nil {
		g.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	got, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer got.Body.Close()
	return got.StatusCode, got.Header.Get("Location")
}

// byPassword is a browser in which somebody is signed in by a password alone.
func (s *shop) byPassword(id string) *guest {
	s.t.Helper()
	g := s.as("", words.Japanese)
	session := "a session by a password of " + id
	if err := s.engine.Store.Write(s.t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) {
		now, err := s.engine.Now(s.t.Context())
		return store.Changes{Tokens: []account.Token{account.Begin(account.Hash(session), id, "", account.Long, now)}}, err
	}); err != nil {
		s.t.Fatal(err)
	}
	at, err := url.Parse(g.url)
	if err != nil {
		s.t.Fatal(err)
	}
	g.client.Jar.SetCookies(at, []*http.Cookie{{Name: sessionCookie, Value: session}})
	return g
}

// TestTheDeskNeedsASecondFactor: a session by a password alone is sent to set one
// up (R13.2).
func TestTheDeskNeedsASecondFactor(t *testing.T) {
	s := openShop(t)
	g := s.byPassword(s.hire(account.Support).ID)
	if code, to := g.ask("GET", "/desk"); code != 303 || to != "/settings/two-factor?next=%2Fdesk" {
		t.Errorf("%d %s", code, to)
	}
}

// TestMessagesOpenOnlyForACaseAndWithAReason: what two people wrote is closed to
// the staff; a look is told to both and stands on the trail (R13.2).
func TestMessagesOpenOnlyForACaseAndWithAReason(t *testing.T) {
	s := openShop(t)
	var disputed, quiet contract.Contract
	all, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Dispute.Open() {
			disputed = c
		} else if c.Nudge == nil && c.State == contract.InProgress {
			quiet = c
		}
	}
	support := s.hire(account.Support)
	g := s.asID(support.ID)
	at := "/desk/contracts/" + disputed.ID + "/messages"
	g.get(403, at)
	has(t, "the case", g.get(200, "/desk/disputes/"+disputed.Dispute.ID), "理由を記録して開く", "お預かり中の金額")
	g.post(422, at, url.Values{"reason": {" "}})
	g.post(409, "/desk/contracts/"+quiet.ID+"/messages", url.Values{"reason": {"気になる"}})
	if _, to := g.post(303, at, url.Values{"reason": {"納品物の確認のため"}}); to != at {
		t.Errorf("it leads to %s", to)
	}
	thread, err := s.engine.Store.Messages(t.Context(), disputed.ProposalID, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	page := g.get(200, at)
	for _, m := range thread {
		if m.From != "" && !strings.Contains(page, strings.Split(m.Body, "\n")[0]) {
			t.Errorf("%q is not shown", m.Body)
		}
	}
	for _, party := range []string{disputed.ClientID, disputed.WorkerID} {
		told, err := s.engine.Store.Notices(t.Context(), party, true, store.Page{Limit: 1})
		if err != nil || len(told) != 1 || told[0].Kind != "desk.messages_opened" || !strings.Contains(told[0].Data, "納品物の確認のため") {
			t.Errorf("%s hears %+v", party, told)
		}
	}
	s.asID(s.hire(account.Support, account.Finance).ID).get(403, at) // each opens for themselves
	trail, err := s.engine.Store.AuditTrail(t.Context(), store.AuditQuery{By: support.ID}, store.Page{})
	if err != nil || len(trail) != 1 || trail[0].Subject != disputed.ID {
		t.Errorf("the trail: %+v, %v", trail, err)
	}
}

// TestTwoDoNotDoOneRow: who has a case in hand is seen by the others (R13.3).
func TestTwoDoNotDoOneRow(t *testing.T) {
	s := openShop(t)
	nudges, err := s.engine.Store.Nudges(t.Context(), contract.NudgeRequested, store.Page{})
	if err != nil || len(nudges) == 0 {
		t.Fatal(nudges, err)
	}
	id := nudges[0].ID
	one, other := s.asID(s.hire(account.Support).ID), s.asID(s.hire(account.Support, account.Admin).ID)
	one.post(303, "/desk/claims/"+id, url.Values{"next": {"/desk/nudges/" + id}})
	has(t, "one's own", one.get(200, "/desk/nudges/"+id), "あなたが担当しています。")
	has(t, "the other's", other.get(200, "/desk/nudges/"+id), "support さんが担当しています。")
	has(t, "the queue", other.get(200, "/desk"), "support")
	one.post(303, "/desk/claims/"+id, url.Values{"back": {"1"}})
	if page := other.get(200, "/desk/nudges/"+id); strings.Contains(page, "担当しています") {
		t.Error("what was given back is in hand")
	}
	other.post(303, "/desk/nudges/"+id, url.Values{"decision": {"approve"}, "once": {"a"}})
	one.get(409, "/desk/nudges/"+id)
	one.post(409, "/desk/nudges/"+id, url.Values{"decision": {"approve"}, "once": {"b"}})
}

// TestRolesAreChangedAtTheDesk: by an admin, never one's own, and on the trail.
func TestRolesAreChangedAtTheDesk(t *testing.T) {
	s := openShop(t)
	admin, support := s.hire(account.Admin), s.hire(account.Support)
	g := s.asID(admin.ID)
	g.post(303, "/desk/staff/"+support.ID, url.Values{"role": {"finance", "support"}})
	a, err := s.engine.Store.Account(t.Context(), support.ID)
	if err != nil || !slices.Equal(a.Roles.List(), []account.Role{account.Finance, account.Support}) {
		t.Errorf("%q, %v", a.Roles, err)
	}
	g.post(403, "/desk/staff/"+admin.ID, url.Values{"role": {"finance"}})
	page, _ := g.post(422, "/desk/staff", url.Values{"email": {"nobody@example.jp"}, "role": {"support"}})
	has(t, "nobody", page, "このメールアドレスでログインする人はいません。")
	has(t, "the trail", g.get(200, "/desk/trail"), "roles", "finance support")
}

// TestAnAppealedAnswerOpensAtTheDeskAlone: to those who decide on it, with a
// second factor, and with a line on the trail (R8.2, R13.2).
func TestAnAppealedAnswerOpensAtTheDeskAlone(t *testing.T) {
	s := openShop(t)
	client, worker := s.as("川辺 由美", words.Japanese), s.as("佐藤 健", words.Japanese)
	form := draft("2026-12-10")
	form.Set("publish", "1")
	_, to := client.post(303, "/jobs/new/task", form)
	id := regexp.MustCompile(`job_\w+`).FindString(to)
	client.post(303, "/tasks/"+id+"/fund", url.Values{"once": {"fund"}})
	_, to = worker.post(303, "/tasks/"+id+"/slots", url.Values{"once": {"slot"}})
	answer, _, _ := strings.Cut(to, "?")
	worker.submitWithFile(answer, url.Values{"q1": {"窓ぎわが静かです"}}, "q3", "席.txt", "写真の代わりの文章")
	own := strings.TrimPrefix(answer, "/answers/")
	client.post(303, "/tasks/"+id+"/decide", url.Values{"decision": {"reject"}, "answer": {own}, "confirm": {"1"}, "reason": {"短いため"}, "once": {"no"}})
	worker.post(303, answer+"/appeal", url.Values{"text": {"設問に答えています。"}})

	support := s.hire(account.Support)
	atDesk := "/desk/appeals/" + own
	password := s.byPassword(support.ID)
	for _, path := range []string{atDesk, atDesk + "/files/q3"} {
		if code, to := password.ask("GET", path); code != 303 || !strings.HasPrefix(to, "/settings/two-factor?") {
			t.Errorf("%s without a second factor: %d %s", path, code, to)
		}
	}
	g := s.asID(support.ID)
	for _, who := range []*guest{password, g, s.asID(s.hire(account.Admin).ID)} { // their place is the desk
		who.get(404, answer)
		who.get(404, answer+"/files/q3")
	}
	opened := func() (n int) {
		lines, err := s.engine.Store.AuditTrail(t.Context(), store.AuditQuery{Subject: own}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if l.Act == audit.AnswerOpened {
				n++
			}
		}
		return n
	}
	finance := s.asID(s.hire(account.Finance).ID)
	finance.get(403, atDesk+"/files/q3")
	if page := finance.get(200, atDesk); strings.Contains(page, "窓ぎわ") || opened() != 0 {
		t.Errorf("who does not decide reads it, or the trail has %d lines of nobody", opened())
	}
	if got := g.get(200, atDesk+"/files/q3"); got != "写真の代わりの文章" || opened() != 1 {
		t.Errorf("the file is %q, with %d lines on the trail", got, opened())
	}
	page := g.get(200, atDesk)
	if has(t, "the appeal", page, "窓ぎわが静かです", "席.txt", "設問に答えています。"); !strings.Contains(page, `href="`+atDesk+`/files/q3"`) || opened() != 1 {
		t.Errorf("the file is not there, or one look a day has %d lines", opened())
	}
	other := s.hire(account.Support, account.Admin)
	s.asID(other.ID).get(200, atDesk)
	if opened() != 2 {
		t.Errorf("%d lines after a second person", opened())
	}
	has(t, "the trail", s.asID(other.ID).get(200, "/desk/trail"), "異議のある作業の閲覧")
	g.get(404, atDesk+"/files/q2")
	g.post(303, atDesk, url.Values{"decision": {"overturn"}, "reason": {"設問に答えているため"}, "once": {"yes"}})
	g.get(409, atDesk+"/files/q3")
}

// TestADisputeIsDecidedOnOneScreen: who decides sees what was agreed, delivered
// and sent back; the content of the files opens with the messages (R7, R13.3).
func TestADisputeIsDecidedOnOneScreen(t *testing.T) {
	s := openShop(t)
	var on contract.Contract
	all, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Dispute.Open() {
			on = c
		}
	}
	support := s.asID(s.hire(account.Support).ID)
	at := "/desk/disputes/" + on.Dispute.ID
	page := support.get(200, at)
	has(t, "the case", page, "検収基準", on.Criteria[0], "改修版を納品します。", "改修内容.pdf", "iPhoneでも開くように直しました。", "修正の依頼（1回目／1回まで）", "iPhoneで取り消しの画面が開きません。", "満たしていない検収基準")
	pdf, content := support.fetch(at + "/terms.pdf")
	if pdf.StatusCode != 200 || !strings.HasPrefix(string(content), "%PDF-") {
		t.Errorf("the terms: %d", pdf.StatusCode)
	}
	if page := s.asID(s.hire(account.Admin).ID).get(200, at); strings.Contains(page, "改修版を納品します。") {
		t.Error("who does not decide reads what was delivered")
	}
	s.asID(on.ClientID).get(404, at+"/terms.pdf")

	path, client, worker := s.running(contract.InProgress)
	worker.upload(303, path+"/messages", [][2]string{{"once", "m"}, {"body", "下書きです。"}}, sentFile{"下書き.png", png})
	worker.upload(303, path+"/deliver", [][2]string{{"once", "d"}, {"note", "納品します。"}, {"files", "https://example.jp/work\n"}}, sentFile{"成果物.png", png})
	client.upload(422, path+"/messages", [][2]string{{"once", "u"}, {"body", ""}}, sentFile{"未送信.png", png})
	client.post(303, path+"/dispute", url.Values{"reason": {"ちがいます。"}, "once": {"q"}})
	c := s.contractAt(path)
	at, files := "/desk/disputes/"+c.Dispute.ID, regexp.MustCompile(`<a href="(/desk/contracts/[a-z0-9_]+/files/att_[0-9a-z]+)" download>([^<]+)</a>`)
	page = support.get(200, at)
	if has(t, "closed", page, "成果物.png", "https://example.jp/work", "理由を記録してメッセージを開くと"); strings.Contains(page, "att_") {
		t.Error("a file opens without a reason")
	}
	finance := s.asID(s.hire(account.Finance).ID)
	has(t, "finance", finance.get(200, at), "成果物.png", "メッセージを開ける役割")
	sent := map[string]string{}
	every, err := s.engine.Store.Messages(t.Context(), c.ProposalID, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	carriers := []string{}
	for _, m := range every {
		carriers = append(carriers, m.ID)
	}
	carried, err := s.engine.Store.Attachments(t.Context(), carriers)
	if err != nil || len(carried) != 1 {
		t.Fatal(carried, err)
	}
	thread := "/desk/contracts/" + c.ID
	support.get(403, thread+"/files/"+carried[0].ID)
	support.post(303, thread+"/messages", url.Values{"reason": {"納品物の確認のため"}})
	for _, page := range []string{support.get(200, at), support.get(200, thread+"/messages")} {
		for _, f := range files.FindAllStringSubmatch(page, -1) {
			sent[f[2]] = f[1]
		}
	}
	if len(sent) != 2 {
		t.Errorf("what opens is %v", sent)
	}
	for name, path := range sent {
		if got, content := support.fetch(path); got.StatusCode != 200 || string(content) != string(png) {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
		finance.get(403, path)
		s.asID(c.ClientID).get(404, path)
	}
	unsent, err := s.engine.Store.UnsentAttachments(t.Context(), c.ProposalID, c.ClientID)
	if err != nil || len(unsent) != 1 {
		t.Fatal(unsent, err)
	}
	support.get(404, thread+"/files/"+unsent[0].ID)
	support.get(403, "/desk/contracts/"+on.ID+"/files/"+carried[0].ID) // not opened
	elsewhere, other, _ := s.running(contract.InProgress)
	other.upload(303, elsewhere+"/messages", [][2]string{{"once", "e"}, {"body", "資料です。"}}, sentFile{"資料.png", png})
	theirs := filePath.FindStringSubmatch(other.get(200, elsewhere))
	if theirs == nil || elsewhere == path {
		t.Fatal("no other contract has a file")
	}
	support.get(404, thread+theirs[1]) // opened, but another contract's file
	s.asID(on.ClientID).get(404, thread+"/messages")
}

// TestEveryFormatCanBeReported: and a contest or a task is offered no removal,
// which it cannot have.
func TestEveryFormatCanBeReported(t *testing.T) {
	s := openShop(t)
	jobs := map[job.Format]job.Job{}
	err := s.engine.Store.Scan(t.Context(), store.Scan{Job: func(j job.Job) error {
		if j.State == job.Open {
			jobs[j.Format] = j
		}
		return nil
	}})
	if err != nil || len(jobs) != 3 {
		t.Fatal(jobs, err)
	}
	support := s.asID(s.hire(account.Support).ID)
	reporter := s.join("hokoku@example.jp", good)
	for format, j := range jobs {
		link := `href="/report/` + j.ID + `"`
		if page := reporter.get(200, "/jobs/"+j.ID); !strings.Contains(page, link) {
			t.Errorf("a %s cannot be reported", format)
		}
		if page := s.asID(j.ClientID).get(200, "/jobs/"+j.ID); strings.Contains(page, link) {
			t.Errorf("one's own %s can be reported", format)
		}
		reporter.post(303, "/report/"+j.ID, url.Values{"kind": {"fraud"}, "text": {"あやしい募集です。"}, "once": {string(format)}})
		open, err := s.engine.Store.Reports(t.Context(), store.ReportQuery{State: report.Open}, store.Page{Limit: 1})
		if err != nil || len(open) != 1 || open[0].Subject.ID != j.ID {
			t.Fatal(open, err)
		}
		at, stays := "/desk/reports/"+open[0].ID, format != job.Project
		page := support.get(200, at)
		if strings.Contains(page, `value="removed"`) == stays || strings.Contains(said(page), "非公開にできません") != stays {
			t.Errorf("a %s: %s", format, said(page))
		}
		outcome, removed := "removed", url.Values{"outcome": {"removed"}, "reason": {"確認しました。"}, "once": {"a"}}
		if stays {
			page, _ = support.post(422, at, removed)
			has(t, string(format), page, "結果をお選びください。")
			outcome = "warned"
		}
		support.post(303, at, url.Values{"outcome": {outcome}, "reason": {"確認しました。"}, "once": {"b"}})
		if r, err := s.engine.Store.Report(t.Context(), open[0].ID); err != nil || string(r.State) != outcome {
			t.Errorf("a %s is %s, %v", format, r.State, err)
		}
	}
}
