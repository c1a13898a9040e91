package web

import (
	"bytes"
	"image"
	drawn "image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/policy"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// TestEveryNumberHasItsWordsAndItsPlace: what can be changed can be read, in one
// group each.
func TestEveryNumberHasItsWordsAndItsPlace(t *testing.T) {
	var placed []string
	for _, g := range words.NumberGroups {
		placed = append(placed, g.Names...)
	}
	var all []string
	for _, n := range policy.Numbers {
		all = append(all, n.Name)
		if words.NumberNames[n.Name].In(words.Japanese) == "" || words.NumberUnits[string(n.Unit)].In(words.English) == "" {
			t.Errorf("%s has no words", n.Name)
		}
	}
	slices.Sort(placed)
	slices.Sort(all)
	if !slices.Equal(placed, all) || len(words.NumberNames) != len(all) {
		t.Errorf("%v is placed, %v there is", placed, all)
	}
}

func TestRatesAreReadAndWrittenInPercent(t *testing.T) {
	for text, want := range map[string]int64{"20": 2_000, "17.5": 1_750, "１７．５％": 1_750, "0.05": 5, "0": 0, "30.00": 3_000, " 5 % ": 500} {
		if got, ok := rate(text); !ok || got != want {
			t.Errorf("%q became %d, %t", text, got, ok)
		}
		if again, _ := rate(hundredths(want)); again != want {
			t.Errorf("%d is written %s", want, hundredths(want))
		}
	}
	for _, text := range []string{"", "x", "1.234", "1.-5", "-", "1,5", "5.5.5"} {
		if got, ok := rate(text); ok {
			t.Errorf("%q became %d", text, got)
		}
	}
}

// numbersForm is the form as it stands, with some fields changed.
func (g *guest) numbersForm(change map[string]string) url.Values {
	last := g.engine.Door.Book().LastPolicy()
	sent := url.Values{"version": {strconv.Itoa(last.Version + 1)}, "starts_on": {"2026-12-24"}}
	for _, n := range policy.Numbers {
		sent.Set(n.Name, typed(n, n.Of(last)))
	}
	for name, value := range change {
		sent.Set(name, value)
	}
	return sent
}

// TestNumbersArePreviewedThenPublished: what changes and from when is seen before
// it is published, then it holds from its day for what begins, and pages say so.
func TestNumbersArePreviewedThenPublished(t *testing.T) {
	s := openShop(t)
	admin := s.asID(s.hire(account.Admin).ID)
	change := map[string]string{"escrow_days": "５", "fee_rate_1": "17.5", "termination_days": "10", "task_fee_rate": "15", "task_review_days": "20", "starts_on": "2026-11-26"}
	sent := admin.numbersForm(change)
	page, _ := admin.post(200, "/desk/settings/numbers", sent)
	holds(t, "the preview", page, "2026年11月26日(木) 0:00 から適用", "17.5%", "80,750円", "変わらないもの", "仮払いの期限")
	if strings.Contains(page, "検収の期間（") {
		t.Error("the preview shows what does not change")
	}
	if s.engine.Door.Book().LastPolicy().Version != 1 {
		t.Fatal("a preview has published it")
	}
	holds(t, "back to the form", first(admin.post(200, "/desk/settings/numbers", with(sent, "edit", "1"))), `value="17.5"`)
	if _, to := admin.post(303, "/desk/settings/numbers", with(sent, "publish", "1")); to != "/desk/settings?done=policy" {
		t.Error(to)
	}
	holds(t, "the settings", admin.get(200, "/desk/settings"), "適用されているのは、第1版", "第2版が、2026年11月26日(木) 0:00 から", "適用予定", "17.5%")
	holds(t, "the trail", admin.get(200, "/desk/trail"), "policy/publish", "policy/2", "fee_rate_1", "2026-11-26")
	page, _ = admin.post(422, "/desk/settings/numbers", with(with(sent, "publish", "1"), "once", "another"))
	holds(t, "the second admin", page, "ほかの担当者が先に")

	for field, wrong := range map[string]string{"escrow_days": "31", "fee_rate_1": "30.01", "second_operator_above": "", "fee_up_to_2": "100,000", "starts_on": "2026-11-25"} {
		page, _ := admin.post(422, "/desk/settings/numbers", admin.numbersForm(map[string]string{field: wrong, "report_days": "3"}))
		holds(t, field, page, `id="e-`+field+`"`)
	}
	page, _ = admin.post(422, "/desk/settings/numbers", admin.numbersForm(nil))
	holds(t, "nothing new", page, "変更された数値がありません。")

	c, posted := s.worked(), s.openTask()
	visitor := s.as("", words.Japanese)
	holds(t, "what is to come", visitor.get(200, "/rules"), "これからの変更", "2026年11月26日(木) 0:00 から", "17.5%", "いまの数値", "契約途中終了リクエスト")
	holds(t, "the day before", visitor.get(200, "/guide/worker"), "7日以内に仮払い", "78,000円")
	now, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.engine.Sandbox.Advance(t.Context(), now.Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	holds(t, "from its day", visitor.get(200, "/guide/worker"), "5日以内に仮払い", "80,750円", "17.5%")
	if page := visitor.get(200, "/rules"); strings.Contains(page, "これからの変更") || !strings.Contains(page, "<dd>17.5%</dd>") {
		t.Error("the rules do not say what is in force")
	}
	holds(t, "the front", visitor.get(200, "/"), "10日間お返事がなければ")
	holds(t, "in force", admin.get(200, "/desk/settings"), "適用されているのは、第2版")
	holds(t, "what runs keeps its fee", s.asID(c.ClientID).get(200, "/contracts/"+c.ID), words.Yen(words.Japanese, c.IfAccepted().Net))
	holds(t, "what is posted keeps its days", visitor.get(200, "/jobs/"+posted), "締め切りの14日後に自動的に承認")
	holds(t, "what is new has the new ones", s.as("青木商店", words.Japanese).get(200, "/jobs/new/task"), "システム利用料（15%）")
}

// openTask is a task of the sample that takes answers.
func (s *shop) openTask() string {
	s.t.Helper()
	all, err := s.engine.Store.Tasks(s.t.Context(), store.TaskQuery{}, store.Page{})
	if err != nil {
		s.t.Fatal(err)
	}
	now, err := s.engine.Now(s.t.Context())
	for _, one := range all {
		if err == nil && one.State == task.Open && one.AnswersUntil > now.Add(72*time.Hour) {
			return one.JobID
		}
	}
	s.t.Fatal("no task is open", err)
	return ""
}

// worked is a contract of the sample that is being worked on.
func (s *shop) worked() contract.Contract {
	s.t.Helper()
	all, err := s.engine.Store.Contracts(s.t.Context(), store.ContractQuery{State: contract.InProgress}, store.Page{})
	if err != nil || len(all) == 0 {
		s.t.Fatal(all, err)
	}
	return all[0]
}

// holds is has for all of an answer, as it came.
func holds(t *testing.T, what, page string, all ...string) {
	t.Helper()
	for _, one := range all {
		if !strings.Contains(page, one) {
			t.Errorf("%s does not hold %q", what, one)
		}
	}
}

func with(v url.Values, name, value string) url.Values {
	next := url.Values{}
	for k, all := range v {
		next[k] = slices.Clone(all)
	}
	next.Set(name, value)
	return next
}

func first(page, _ string) string { return page }

// sendHouse sends the form of the face as a browser does, with a logo or none.
func (g *guest) sendHouse(want int, logo []byte, sent map[string]string) string {
	g.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range sent {
		if err := w.WriteField(name, value); err != nil {
			g.t.Fatal(err)
		}
	}
	if part, err := w.CreateFormFile("logo", "logo.png"); err != nil {
		g.t.Fatal(err)
	} else if _, err := part.Write(logo); err != nil {
		g.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		g.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, g.url+"/desk/settings/house", &body)
	if err == nil {
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	page, _ := g.send(want, r, err)
	return page
}

// TestTheHouseShowsItsFace: name, colour, logo, terms and the foot of its mail
// show at once, and a format that is switched off takes nothing new.
func TestTheHouseShowsItsFace(t *testing.T) {
	s := openShop(t)
	admin := s.asID(s.hire(account.Admin).ID)
	visitor, client := s.as("", words.Japanese), s.as("青木商店", words.Japanese)
	holds(t, "before", visitor.get(200, "/"), "- azukari</title>", "azukari（預かり）")
	visitor.get(404, "/terms")
	visitor.get(404, "/brand/logo")

	face := map[string]string{
		"version": "1", "name": "みなと仕事市場", "colour": "#7A1F5C", "mail_footer": "お問い合わせ：help@minato.example", "terms": "第1条\n<b>適用</b>します。",
		"open-project": "1", "open-task": "1", "once": "a",
	}
	look := map[string]string{"look": "1"}
	for k, v := range face {
		look[k] = v
	}
	holds(t, "the sample", admin.sendHouse(200, nil, look), `/brand/sample.css?colour=%237A1F5C`)
	holds(t, "its colours", visitor.get(200, "/brand/sample.css?colour=%237A1F5C"), ".sample", "--accent: #7a1f5c")
	if css := visitor.get(200, "/brand/sample.css?colour=%23fff;}*{"); css != "" {
		t.Errorf("a colour that is none: %s", css)
	}
	if s.engine.Door.Book().LastHouse().Version != 0 {
		t.Fatal("a look has changed it")
	}

	var mark bytes.Buffer
	if err := drawn.Encode(&mark, image.NewGray(image.Rect(0, 0, 40, 36))); err != nil {
		t.Fatal(err)
	}
	admin.sendHouse(303, mark.Bytes(), face)
	page := visitor.get(200, "/")
	holds(t, "the front", page, "- みなと仕事市場</title>", "/brand/colours.css?v=1", "/brand/logo?v=1", `alt="みなと仕事市場"`, "みなと仕事市場は、報酬を先に", `href="/terms"`)
	if strings.Contains(page, "azukari") && strings.Contains(strings.ReplaceAll(page, "/assets/", ""), ">azukari") {
		t.Error("the front still says the program's name")
	}
	if got := visitor.get(200, "/brand/logo?v=1"); got != mark.String() {
		t.Error("another logo is shown")
	}
	holds(t, "its style", visitor.get(200, "/brand/colours.css?v=1"), ":root", "--accent: #7a1f5c", "prefers-color-scheme: dark")
	holds(t, "the terms", visitor.get(200, "/terms"), "第1条", "&lt;b&gt;適用&lt;/b&gt;", "2026年11月24日")
	holds(t, "sign-up", visitor.get(200, "/signup"), "次の規約に同意")

	holds(t, "what is open", client.get(200, "/jobs/new"), "コンペの新しい依頼は受け付けていません", `href="/jobs/new/task"`)
	if page := client.get(200, "/jobs/new/contest"); strings.Contains(page, "<form method=\"post\" action=\"/jobs/new/contest\"") {
		t.Error("a contest can still be posted")
	}
	admin.post(303, "/signout", nil)
	sent, err := s.engine.Store.SentMail(t.Context(), "", store.Page{Limit: 1})
	if err != nil || len(sent) == 0 {
		t.Fatal(sent, err)
	}
	to, err := s.engine.Store.Account(t.Context(), sent[0].AccountID)
	if err != nil {
		t.Fatal(err)
	}
	if l := s.engine.Outbox.Letter(sent[0], to); l.Sender != "みなと仕事市場" || !strings.Contains(l.Text, "--\nみなと仕事市場\nお問い合わせ：help@minato.example\n") {
		t.Errorf("%q: %s", l.Sender, l.Text)
	}

	again := s.asID(s.hire(account.Admin, account.Support).ID)
	holds(t, "somebody was first", again.sendHouse(422, nil, face), "ほかの担当者が先に")
	face["version"], face["once"] = "2", "b"
	for field, wrong := range map[string]string{"colour": "#ffd700", "name": strings.Repeat("港", 41)} {
		was := face[field]
		face[field] = wrong
		holds(t, field, again.sendHouse(422, nil, face), `id="e-`+field+`"`)
		face[field] = was
	}
	holds(t, "a logo that is none", again.sendHouse(422, []byte("<svg onload=alert(1)>"), face), `id="e-logo"`)
	face["name"] = ""
	again.sendHouse(303, nil, face)
	holds(t, "the logo stays", visitor.get(200, "/"), "/brand/logo?v=2", "- azukari</title>")
	holds(t, "its history", again.get(200, "/desk/settings"), "変更：サイトの名前", "ロゴ画像")
	face["version"], face["once"], face["no_logo"] = "3", "c", "1"
	again.sendHouse(303, nil, face)
	visitor.get(404, "/brand/logo")
	holds(t, "the trail", again.get(200, "/desk/trail"), "house/change", "house/3", "contest")
}

// TestTheServiceFiguresAreForEveryone: R13.3, in both languages.
func TestTheServiceFiguresAreForEveryone(t *testing.T) {
	s := openShop(t)
	now, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	decided, err := s.engine.Store.Decisions(t.Context(), 1)
	if err != nil || len(decided) == 0 {
		t.Fatal(decided, err)
	}
	page := s.as("", words.Japanese).get(200, "/figures")
	holds(t, "the page", page, "運営の対応状況", "2025年12月", "2026年11月", "連絡催促", "期限までに判断した割合", `role="img"`, "表で見る")
	before := strings.Count(page, "100%")
	waiting, err := s.engine.Store.Nudges(t.Context(), contract.NudgeRequested, store.Page{})
	if err != nil || len(waiting) == 0 || before == 0 {
		t.Fatal(waiting, before, err)
	}
	if _, err := s.engine.Sandbox.Advance(t.Context(), now.Add(14*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	late := 0
	after, err := s.engine.Store.Decisions(t.Context(), 1)
	for _, d := range after {
		if d.ByClock {
			late++
		}
	}
	if err != nil || late == 0 {
		t.Fatal("the clock decided nothing", err)
	}
	page = s.as("", words.English).get(200, "/figures")
	holds(t, "once the clock had to", page, "How the operator serves", words.FiguresOf.In(words.English, len(after), late), "Approved by itself")
	if strings.Count(page, "100%") >= before {
		t.Error("what was late counts as on time")
	}
}
