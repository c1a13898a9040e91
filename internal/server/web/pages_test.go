package web

import (
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/seal"
	"azukari/internal/base/words"
	"azukari/internal/demo"
	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store"
	"azukari/internal/store/blob"
	"azukari/internal/store/memory"
)

// A shop is the sample marketplace behind its pages.
type shop struct {
	t      *testing.T
	engine *engine.Engine
	url    string
	people map[string]demo.Person
}

func openShop(t *testing.T) *shop {
	t.Helper()
	present, err := calendar.Parse("2026-11-24T01:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true, Start: present.Add(-demo.Before)})
	if err != nil {
		t.Fatal(err)
	}
	sample, err := demo.Make(t.Context(), e, present)
	if err != nil {
		t.Fatal(err)
	}
	s := &shop{t: t, engine: e, people: map[string]demo.Person{}}
	for _, p := range sample.Everyone {
		s.people[p.Name] = p
	}
	mux := http.NewServeMux()
	desk, err := auth.NewDesk(e, "http://localhost:8080", nil, seal.ForTest())
	if err != nil {
		t.Fatal(err)
	}
	files, err := blob.Open(t.TempDir(), present.Time())
	if err != nil {
		t.Fatal(err)
	}
	New(mux, Options{Engine: e, Desk: desk, Files: files, Sender: &payer, Log: slog.New(slog.NewTextHandler(faults{t}, &slog.HandlerOptions{Level: slog.LevelError}))})
	served := httptest.NewServer(mux)
	t.Cleanup(func() { served.Close(); e.Close() })
	s.url = served.URL
	return s
}

// payer is the account from which the shop pays out.
var payer = bank.Sender{Code: "0123456789", Name: "ｶ)ｱｽﾞｶﾘ", Account: bank.Account{BankCode: "0005", BranchCode: "001", Kind: bank.Ordinary, Number: "1234567"}}

// faults fails the test that logs an error.
type faults struct{ t *testing.T }

func (f faults) Write(b []byte) (int, error) {
	f.t.Errorf("logged: %s", b)
	return len(b), nil
}

// A guest is one browser; nobody is signed in where the name is empty.
type guest struct {
	*shop
	client *http.Client
}

func (s *shop) as(name string, lang words.Language) *guest {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	g := &guest{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	g.post(303, "/language", url.Values{"to": {string(lang)}})
	if name != "" {
		if s.people[name].ID == "" {
			s.t.Fatalf("nobody is called %s", name)
		}
		g.post(303, "/sandbox/as", url.Values{"as": {s.people[name].ID}})
	}
	return g
}

// asID is a browser in which somebody is signed in by their id.
func (s *shop) asID(id string) *guest {
	g := s.as("", words.Japanese)
	g.post(303, "/sandbox/as", url.Values{"as": {id}})
	return g
}

func (g *guest) send(want int, r *http.Request, err error) (body, location string) {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	got, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	if got.StatusCode != want {
		g.t.Fatalf("%s %s: %d, not %d: %s", r.Method, r.URL.Path, got.StatusCode, want, said(string(b)))
	}
	if strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") && len(b) > 0 && got.StatusCode != 303 {
		wellMade(g.t, r.URL.Path, string(b))
	}
	return string(b), got.Header.Get("Location")
}

func (g *guest) get(want int, path string) string {
	g.t.Helper()
	r, err := http.NewRequest(http.MethodGet, g.url+path, nil)
	body, _ := g.send(want, r, err)
	return body
}

func (g *guest) post(want int, path string, form url.Values) (body, location string) {
	g.t.Helper()
	r, err := http.NewRequest(http.MethodPost, g.url+path, strings.NewReader(form.Encode()))
	if err == nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return g.send(want, r, err)
}

var (
	tags        = regexp.MustCompile(`(?s)<[^>]*>`)
	mainPart    = regexp.MustCompile(`(?s)<main.*</main>`)
	emptyTitle  = regexp.MustCompile(`<(h[1-6]|title|dt|th|caption|summary|button|legend)\b[^>]*>\s*</`)
	ids         = regexp.MustCompile(` id="([^"]*)"`)
	namesIDs    = regexp.MustCompile(` (?:aria-labelledby|aria-describedby|for)="([^"]*)"`)
	inlined     = regexp.MustCompile(` style="| on[a-z]+="|<style|<script>|javascript:`)
	unfilled    = regexp.MustCompile(`%!|\{[a-z_]+\}`)
	formsOnce   = regexp.MustCompile(`name="once" value="([^"]+)"`)
	entriesOlds = regexp.MustCompile(`href="(/earnings\?after=[^"]+)"`)
)

// said is what a page says in its main part, without its tags.
func said(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(mainPart.FindString(page), " "))), " ")
}

// wellMade looks for what no page may have.
func wellMade(t *testing.T, path, page string) {
	t.Helper()
	for _, bad := range []*regexp.Regexp{emptyTitle, inlined, unfilled} {
		if found := bad.FindString(page); found != "" {
			t.Errorf("%s has %q", path, found)
		}
	}
	if strings.Count(page, "<h1") != 1 {
		t.Errorf("%s has %d headings of the first order", path, strings.Count(page, "<h1"))
	}
	known := map[string]bool{}
	for _, id := range ids.FindAllStringSubmatch(page, -1) {
		if known[id[1]] {
			t.Errorf("%s has %q twice", path, id[1])
		}
		known[id[1]] = true
	}
	for _, named := range namesIDs.FindAllStringSubmatch(page, -1) {
		for _, id := range strings.Fields(named[1]) {
			if !known[id] {
				t.Errorf("%s points at %q, which is not there", path, id)
			}
		}
	}
}

// has expects texts on a page.
func has(t *testing.T, path, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(said(page), text) {
			t.Errorf("%s does not say %q: %s", path, text, said(page))
		}
	}
}

func TestThePagesSpeakBothLanguages(t *testing.T) {
	s := openShop(t)
	report, err := engine.Check(t.Context(), s.engine.Store)
	if err != nil {
		t.Fatal(err)
	}
	held := report.Totals["escrow"]
	ja, en := s.as("佐藤 健", words.Japanese), s.as("佐藤 健", words.English)
	for path, texts := range map[string][2][]string{
		"/earnings": {
			{"出金できる残高 213,778円", "お預かり中の報酬", "振込手続き中 330,000円", "これまでに受け取った報酬 543,778円", "月ごとの報酬", "残高の明細", "通販サイトの商品説明文", "+78,000円", "出金を申請する"},
			{"Available to withdraw ¥213,778", "Held for you now", "On its way to your bank ¥330,000", "Earned so far ¥543,778", "Earnings by month", "Statement", "+¥78,000", "Withdraw"},
		},
		"/payouts/new":                   {{"出金する金額", "213,778円", "2026年12月15日(火)"}, {"Amount", "¥213,778", "Tue 15 Dec 2026"}},
		"/messages":                      {{"青木商店さん", "多言語メニューの制作", "業務中", "あなた：本日から始めます。"}, {"青木商店", "In progress", "You: 本日から始めます。"}},
		"/people/" + s.people["青木商店"].ID: {{"青木商店さん", "から利用", "75%（終わった契約4件のうち3件）", "募集中の仕事", "予算 30,000円"}, {"Member since", "75% (3 of the 4 that ended)", "Open jobs", "Budget ¥30,000"}},
		"/guide/client":                  {{"はじめて仕事を依頼する方へ", "仮払い", "検収", "みなし検収", "連絡催促申請", "契約途中終了リクエスト", "72時間", "7日以内"}, {"First steps for clients", "Deemed acceptance", "Contact nudge", "72 hours"}},
		"/guide/worker":                  {{"はじめて働く方へ", "78,000円", "出金"}, {"First steps for workers", "¥78,000"}},
		"/proof":                         {{"お預かり金は、すべてそろっています。", words.Yen(words.Japanese, held), "二重に支払っていない 合格"}, {"All escrow is covered.", words.Yen(words.English, held), "Nothing is paid twice passed"}},
	} {
		has(t, path, ja.get(200, path), texts[0]...)
		page := en.get(200, path)
		has(t, path, page, texts[1]...)
		if !strings.Contains(page, `<html lang="en"`) {
			t.Errorf("%s is not in English", path)
		}
	}
}

// TestEnglishPagesAreEnglish looks for what stood on them in Japanese whatever the
// language: the category of a person's jobs, and the marks around a name.
func TestEnglishPagesAreEnglish(t *testing.T) {
	s := openShop(t)
	categories, entries := 0, 0
	err := s.engine.Store.Scan(t.Context(), store.Scan{Job: func(j job.Job) error {
		if j.State != job.Open {
			return nil
		}
		page := s.as("", words.English).get(200, "/people/"+j.ClientID)
		if english := words.Category(words.English, j.Category); english != j.Category {
			categories++
			if strings.Contains(page, `<span class="quiet">`+j.Category+`</span>`) || !strings.Contains(page, `<span class="quiet">`+english+`</span>`) {
				t.Errorf("%s is in the category %s on an English page", j.Title, j.Category)
			}
		}
		if j.Format == job.Contest {
			client := s.asID(j.ClientID)
			client.post(303, "/language", url.Values{"to": {string(words.English)}})
			for _, aside := range regexp.MustCompile(`<span class="only-read">([^<]*)</span>`).FindAllStringSubmatch(client.get(200, "/jobs/"+j.ID), -1) {
				entries++
				if strings.ContainsAny(aside[1], "（）") {
					t.Errorf("an English page says %q", aside[1])
				}
			}
		}
		return nil
	}})
	if err != nil || categories == 0 || entries == 0 {
		t.Errorf("%d categories, %d names were looked at: %v", categories, entries, err)
	}
}

func TestWhatIsOnesOwnAsksToSignIn(t *testing.T) {
	g := openShop(t).as("", words.Japanese)
	for _, path := range []string{"/earnings", "/payouts/new", "/messages"} {
		r, err := http.NewRequest(http.MethodGet, g.url+path, nil)
		if _, to := g.send(303, r, err); to != "/signin?next="+url.QueryEscape(path) {
			t.Errorf("%s leads to %s", path, to)
		}
	}
	if _, to := g.post(303, "/payouts/new", url.Values{"amount": {"1"}}); !strings.HasPrefix(to, "/signin") {
		t.Errorf("a visitor's withdrawal leads to %s", to)
	}
	for _, path := range []string{"/guide/client", "/guide/worker", "/proof", "/people/" + g.people["佐藤 健"].ID} {
		g.get(200, path)
	}
}

// TestTheFirstPagesAreNotEmpty is what somebody sees who has done nothing yet.
func TestTheFirstPagesAreNotEmpty(t *testing.T) {
	s := openShop(t)
	made, err := s.engine.Door.Do(t.Context(), transact.Request{Command: transact.OpenAccount{Account: account.Account{Name: "新人", Email: "new@example.jp"}, Token: strings.Repeat("0", 64)}})
	if err != nil {
		t.Fatal(err)
	}
	s.people["新人"] = demo.Person{Account: made.Result.(account.Account)}
	g := s.as("新人", words.Japanese)
	has(t, "/earnings", g.get(200, "/earnings"), "0円", "この12か月に受け取った報酬は、まだありません。", "お金の動きはまだありません。")
	page := g.get(200, "/payouts/new")
	has(t, "/payouts/new", page, "いま出金できる残高はありません。")
	if strings.Contains(page, `action="/payouts/new"`) {
		t.Error("there is a form for nothing")
	}
	has(t, "/messages", g.get(200, "/messages"), "メッセージはまだありません。")
	has(t, "/people", g.get(200, "/people/"+s.people["新人"].ID), "ワーカーとしての契約はまだありません。", "いま募集している仕事はありません。", "ほかの人から見た、あなたのページです。")
}

func TestAWithdrawal(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	own := ledger.User(s.people["佐藤 健"].ID)
	balance := func() money.Yen {
		y, err := s.engine.Store.Balance(t.Context(), own)
		if err != nil {
			t.Fatal(err)
		}
		return y
	}
	for entered, says := range map[string]string{
		"213779": "出金できる残高は 213,778円 です。213,778円 以下の金額を入力してください。",
		"0":      "1円以上の金額を、数字で入力してください。", "-5": "1円以上の金額を、数字で入力してください。",
		"全部": "1円以上の金額を、数字で入力してください。", "": "1円以上の金額を、数字で入力してください。", "99999999999999999999": "1円以上の金額を、数字で入力してください。",
	} {
		page, _ := g.post(422, "/payouts/new", url.Values{"amount": {entered}, "once": {"o" + entered}})
		has(t, "/payouts/new", page, says)
		if !strings.Contains(page, `value="`+entered+`"`) || !strings.Contains(page, `aria-invalid="true"`) || !strings.Contains(page, `id="e-amount"`) {
			t.Errorf("after %q the form is %s", entered, mainPart.FindString(page))
		}
	}
	if balance() != 213_778 {
		t.Fatalf("a refused withdrawal moved money: %d", balance())
	}
	page := g.get(200, "/payouts/new")
	if !strings.Contains(page, `value="213778"`) {
		t.Error("the form does not propose everything")
	}
	form := url.Values{"amount": {"３，０００円"}, "once": {formsOnce.FindStringSubmatch(page)[1]}}
	for range 2 { // a second click is the same act
		if _, to := g.post(303, "/payouts/new", form); to != "/earnings?done=payout" {
			t.Errorf("it leads to %s", to)
		}
	}
	if balance() != 210_778 {
		t.Errorf("the balance is %d", balance())
	}
	has(t, "/earnings", g.get(200, "/earnings?done=payout"), "出金を申請しました。", "出金できる残高 210,778円", "振込手続き中 333,000円", "最近の出金 3,000円 受付済み 振込予定日 2026年12月15日(火)", "出金の申請", "−3,000円")
	has(t, "/proof", g.get(200, "/proof"), "振込手続き中 663,000円")
}

// TestEveryLineIsShownOnce follows the link to older lines to its end.
func TestEveryLineIsShownOnce(t *testing.T) {
	s := openShop(t)
	me := s.people["佐藤 健"].ID
	for range ledgerRows + 5 {
		if _, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: contract.Actor{Account: me}, Command: transact.RequestPayout{AccountID: me, Amount: 1}}); err != nil {
			t.Fatal(err)
		}
	}
	g := s.as("佐藤 健", words.English)
	shown, path := 0, "/earnings"
	for range 5 {
		page := g.get(200, path)
		shown += strings.Count(page, `class="what"`)
		older := entriesOlds.FindStringSubmatch(page)
		if older == nil {
			break
		}
		path = older[1]
	}
	if shown != ledgerRows+5+12 { // eleven times paid, once withdrawn before
		t.Errorf("%d lines", shown)
	}
	has(t, path, g.get(200, path), "Back to the newest")
	has(t, "/earnings", g.get(200, "/earnings?after=tfr_0"), "There is nothing older.")
}

// TestTheChartIsTheLedger adds the chart's table up.
func TestTheChartIsTheLedger(t *testing.T) {
	s := openShop(t)
	row := regexp.MustCompile(`<th scope="row">([A-Z][a-z]+ \d{4})</th>\s*<td>¥([\d,]+)</td>`)
	for _, name := range []string{"佐藤 健", "田中 美咲"} {
		page := s.as(name, words.English).get(200, "/earnings")
		rows := row.FindAllStringSubmatch(page, -1)
		if len(rows) != months || rows[0][1] != "December 2025" || rows[months-1][1] != "November 2026" {
			t.Errorf("%s: the chart has %v", name, rows)
			continue
		}
		var shown int
		for _, r := range rows {
			n, _ := strconv.Atoi(strings.ReplaceAll(r[2], ",", ""))
			shown += n
		}
		facts, err := s.engine.Store.Record(t.Context(), s.people[name].ID)
		if err != nil {
			t.Fatal(err)
		}
		earned := facts.Earned
		if earned == 0 || money.Yen(shown) != earned {
			t.Errorf("%s earned %d, the chart shows %d", name, earned, shown)
		}
		if !strings.Contains(page, "<svg class=\"months\"") || !strings.Contains(page, "months-description") {
			t.Errorf("%s: no chart", name)
		}
	}
}

func TestAPersonIsKnownByFacts(t *testing.T) {
	s := openShop(t)
	g := s.as("", words.Japanese)
	g.get(404, "/people/acc_nobody")
	g.get(404, "/people/"+s.people["運営 窓口"].ID)
	worker := g.get(200, "/people/"+s.people["佐藤 健"].ID)
	has(t, "a worker", worker, "ワーカーとして 完了率 100%", "クライアントとしての契約はまだありません。")
	for _, secret := range []string{"@example.jp", "78,000"} {
		if strings.Contains(worker, secret) {
			t.Errorf("everyone sees %s", secret)
		}
	}
}

// TestTheProofIsTheBook compares the page with the ledger, and looks for what it
// may not tell.
func TestTheProofIsTheBook(t *testing.T) {
	s := openShop(t)
	report, err := engine.Check(t.Context(), s.engine.Store)
	if err != nil {
		t.Fatal(err)
	}
	g := s.as("", words.Japanese)
	page := g.get(200, "/proof")
	for kind, total := range report.Totals {
		if kind != "gateway" {
			has(t, "/proof", page, words.Yen(words.Japanese, total))
		}
	}
	has(t, "/proof", page, "受け取ったお金 "+words.Yen(words.Japanese, -report.Totals["gateway"]), "その行き先の合計 "+words.Yen(words.Japanese, -report.Totals["gateway"]), fmt.Sprintf("%d件の検査すべてに合格", len(report.Checks)))
	for _, c := range report.Checks {
		if _, ok := words.ProofChecks[c.Name]; !ok {
			t.Errorf("%s has no words", c.Name)
		}
	}
	for _, kind := range []string{"escrow", "user", "payout", "bank", "fee", "tax"} {
		delete(report.Totals, kind)
	}
	if delete(report.Totals, "gateway"); len(report.Totals) > 0 {
		t.Errorf("the page does not know %v", report.Totals)
	}
	for name := range s.people {
		if strings.Contains(said(page), name) {
			t.Errorf("the proof names %s", name)
		}
	}
}

// TestTheProofIsWorkedOutOnceAMinute counts the walks through the book.
func TestTheProofIsWorkedOutOnceAMinute(t *testing.T) {
	s := openShop(t)
	o := newProof()
	noon := calendar.Instant(1_800_000_000_000_000)
	counted := &walks{Store: s.engine.Store}
	v := &visit{Site: &Site{Options: Options{Engine: &engine.Engine{Store: counted}}}, ctx: t.Context(), now: noon}
	for range 5 {
		if report, _, err := o.latest(v); err != nil || !report.OK {
			t.Fatal(report, err)
		}
	}
	if counted.n != 1 {
		t.Errorf("the book was read %d times", counted.n)
	}
	v.now = noon.Add(proofAge + time.Second)
	if _, _, err := o.latest(v); err != nil || counted.n != 2 {
		t.Errorf("a minute later it was read %d times: %v", counted.n, err)
	}
}

type walks struct {
	store.Store
	n int
}

func (w *walks) Scan(ctx context.Context, each store.Scan) error {
	w.n++
	return w.Store.Scan(ctx, each)
}

// TestABrokenBookIsSaid shows a report with a fault: told in words, never by the
// names in it.
func TestABrokenBookIsSaid(t *testing.T) {
	s := openShop(t)
	report, err := engine.Check(t.Context(), s.engine.Store)
	if err != nil {
		t.Fatal(err)
	}
	report.OK, report.Checks[3].OK, report.Checks[3].Detail = false, false, "milestone mst_secret holds 1, not 2"
	report.Checks = append(report.Checks, engine.CheckResult{Name: "a_new_one", OK: true})
	o := &proof{check: func(context.Context, store.Reader) (engine.Report, error) { return report, nil }}
	answer := httptest.NewRecorder()
	site := &Site{Options: Options{Engine: s.engine, Log: slog.New(slog.DiscardHandler)}}
	site.handler(page{"GET", "/proof", anyone, o.show}).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/proof", nil))
	wellMade(t, "/proof", answer.Body.String())
	has(t, "/proof", answer.Body.String(), "帳簿に一致しないところがあります。", "件の検査のうち1件に合格していません。", "不合格", "そのほかの検査")
	if strings.Contains(answer.Body.String(), "mst_secret") || strings.Contains(said(answer.Body.String()), "すべてそろっています") {
		t.Error("it tells too much, or that all is well")
	}
}

// TestAProposalIsAThread from the first message on, on both sides.
func TestAProposalIsAThread(t *testing.T) {
	s := openShop(t)
	open, err := s.engine.Store.Jobs(t.Context(), store.JobQuery{}, store.Page{Limit: 1})
	if err != nil || len(open) == 0 {
		t.Fatal(open, err)
	}
	pitch := "<b>お任せください</b>\n" + strings.Repeat("長", 200)
	worker := s.people["田中 美咲"]
	by := contract.Actor{Account: worker.ID}
	proposed, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: by, Command: transact.Propose{JobID: open[0].ID, Offer: job.Offer{Amount: 1_000, Message: "よろしくお願いします"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: by, Command: transact.WriteMessage{ProposalID: proposed.Result.(job.Proposal).ID, Body: pitch}}); err != nil {
		t.Fatal(err)
	}
	client, err := s.engine.Store.Account(t.Context(), open[0].ClientID)
	if err != nil {
		t.Fatal(err)
	}
	page := s.as("田中 美咲", words.Japanese).get(200, "/messages")
	has(t, "the worker's", page, open[0].Title, "応募・提案中", "あなた：<b>お任せください</b> 長長", "長…")
	if strings.Contains(page, "<b>お任せ") {
		t.Error("what somebody wrote became part of the page")
	}
	page = s.as(client.Name, words.Japanese).get(200, "/messages")
	has(t, "the client's", page, "田中 美咲さん", "<b>お任せください</b>")
	if !strings.Contains(page, `href="/proposals/prp_`) {
		t.Error("it leads nowhere")
	}
}

func TestTheGuidesLeadToPages(t *testing.T) {
	for _, g := range []*words.Guide{&words.ClientGuide, &words.WorkerGuide} {
		for _, step := range g.Path {
			if (step.To == "") != (step.Link == words.Text{}) {
				t.Errorf("%v leads to %q", step.Name, step.To)
			}
		}
		if g.Path[0].To == "" {
			t.Error("a guide has no beginning")
		}
	}
}

func TestJobsAreFoundByTheirBudget(t *testing.T) {
	g := openShop(t).as("", words.Japanese)
	for query, found := range map[string][3]bool{ // 30,000, 50,000, 12,000
		"": {true, true, true}, "min=30000": {true, true, false}, "max=30000": {true, false, true}, "min=" + url.QueryEscape("２０，０００円") + "&max=40000": {true, false, false},
		"min=many&max=-1": {true, true, true}, // no amounts
	} {
		page := said(g.get(200, "/jobs?"+query))
		for i, title := range []string{"おせちの商品写真", "展示会パネル", "発表会アンケート"} {
			if strings.Contains(page, title) != found[i] {
				t.Errorf("with %q, %s: %v", query, title, !found[i])
			}
		}
	}
}

// TestWhereFormsArePostedOneMayLook opens the address of each form: a refused
// form stands there, and a change of language or of the sandbox's clock leads
// back to it.
func TestWhereFormsArePostedOneMayLook(t *testing.T) {
	s := openShop(t)
	g := s.as("青木商店", words.Japanese)
	contract := regexp.MustCompile(`/contracts/ctr_[0-9a-z]+`).FindString(g.get(200, "/work"))
	for _, p := range pages() {
		if p.method != http.MethodPost {
			continue
		}
		path := strings.Replace(p.path, "/contracts/{id}", contract, 1)
		path = regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, "x")
		r, err := http.NewRequest(http.MethodGet, s.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := g.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode == http.StatusMethodNotAllowed {
			t.Errorf("at %s nothing can be looked at", path)
		}
	}
	r, err := http.NewRequest(http.MethodGet, s.url+contract+"/messages", nil)
	if _, to := g.send(303, r, err); to != contract {
		t.Errorf("from the messages one comes to %s", to)
	}
	r, err = http.NewRequest(http.MethodGet, s.url+"/language", nil)
	if _, to := g.send(303, r, err); to != "/" {
		t.Errorf("from the language one comes to %s", to)
	}
}
