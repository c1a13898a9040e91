package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// draft is a form for a task of three questions.
func draft(until string) url.Values {
	return url.Values{
		"title": {"喫茶店のアンケート"}, "category": {"事務"}, "description": {"静かさについて教えてください。"}, "unit": {"110"}, "count": {"4"}, "until": {until}, "minutes": {"60"}, "per_worker": {"1"},
		"questions": {"3"}, "q1-label": {"感想"}, "q1-kind": {"text"}, "q1-must": {"1"}, "q2-label": {"好きな席"}, "q2-kind": {"choices"}, "q2-options": {"窓\n奥\n中央"},
		"q3-label": {"写真"}, "q3-kind": {"file"},
	}
}

// TestATaskOnThePages goes from the draft to the export, with what others see
// on the way.
func TestATaskOnThePages(t *testing.T) {
	s := openShop(t)
	client, worker, other := s.as("川辺 由美", words.Japanese), s.as("佐藤 健", words.Japanese), s.as("田中 美咲", words.English)

	// The form grows and shrinks without losing what was entered.
	form := draft("2026-12-10")
	form.Set("add", "1")
	page, _ := client.post(200, "/jobs/new/task", form)
	has(t, "a further question", page, "設問 4")
	form.Del("add")
	form.Set("remove", "1")
	if page, _ = client.post(200, "/jobs/new/task", form); !strings.Contains(page, `name="q1-label" required value="好きな席"`) && !strings.Contains(page, `value="好きな席"`) || strings.Contains(page, "設問 3") {
		t.Error("the second question does not follow the first one that was removed")
	}
	form.Del("remove")
	for field, bad := range map[string]string{"unit": "0", "count": "10001", "until": "2026-11-24", "minutes": "5", "per_worker": "5", "rate": "101", "q1-label": "　", "q2-options": "窓"} {
		wrong := draft("2026-12-10")
		wrong.Set(field, bad)
		if page, _ := client.post(422, "/jobs/new/task", wrong); !strings.Contains(page, `id="e-`+field+`"`) {
			t.Errorf("%s = %q is not said to be wrong beside its field", field, bad)
		}
	}
	page, _ = client.post(200, "/jobs/new/task", form)
	has(t, "the preview", page, "単価 110円 × 4件 = 440円", "30%（最低3件）", "好きな席")
	form.Set("publish", "1")
	_, to := client.post(303, "/jobs/new/task", form)
	id := regexp.MustCompile(`job_\w+`).FindString(to)
	if !strings.HasPrefix(to, "/tasks/"+id+"/fund") {
		t.Fatalf("posted, it leads to %s", to)
	}
	has(t, "the confirmation", client.get(200, "/tasks/"+id+"/fund"), "440円", "110円 × 4件")
	worker.get(404, "/jobs/"+id)
	client.post(303, "/tasks/"+id+"/fund", url.Values{"once": {"fund"}})

	// Taking a slot, twice the same form, and answering wrongly and rightly.
	page = worker.get(200, "/jobs/"+id)
	wellMade(t, "/jobs/"+id, page)
	has(t, "the task", page, "1件 110円（受取額 86円）", "作業を始める", "残り 4件")
	has(t, "the task to a visitor", s.as("", words.Japanese).get(200, "/jobs/"+id), "作業するには、ログインしてください。")
	_, to = worker.post(303, "/tasks/"+id+"/slots", url.Values{"once": {"slot"}})
	answer := strings.TrimSuffix(to, "?done=slot")
	if !strings.HasPrefix(answer, "/answers/ans_") {
		t.Fatalf("a slot leads to %s", to)
	}
	worker.post(303, "/tasks/"+id+"/slots", url.Values{"once": {"slot"}})
	page, _ = worker.post(409, "/tasks/"+id+"/slots", url.Values{"once": {"again"}})
	has(t, "a second slot", page, "状態が変わったため")
	other.get(404, answer)
	client.get(404, answer)
	page, _ = worker.post(422, answer+"/submit", url.Values{"q1": {""}, "q2": {"窓", "奥"}})
	if has(t, "an empty answer", page, "入力してください"); strings.Count(page, "checked") != 2 {
		t.Error("what was chosen is lost")
	}
	page, _ = worker.post(422, answer+"/submit", url.Values{"q1": {"静か"}, "q2": {"屋根"}})
	has(t, "a wrong answer", page, "この設問に合う答えを入れてください。")
	worker.submitWithFile(answer, map[string][]string{"q1": {"静かで良い"}, "q2": {"奥", "窓"}}, "q3", "席.txt", "写真の代わりの文章")
	page = worker.get(200, answer)
	wellMade(t, answer, page)
	has(t, "one's own answer", page, "静かで良い", "席.txt", "確認待ち")

	_, to = other.post(303, "/tasks/"+id+"/slots", url.Values{"once": {"slot"}})
	second := strings.TrimSuffix(to, "?done=slot")
	other.post(303, second+"/submit", url.Values{"q1": {"bad"}})

	// Deciding: a preview first, then the confirmation.
	page = client.get(200, "/tasks/"+id+"/review")
	wellMade(t, "the review", page)
	has(t, "the review", page, "佐藤 健 さんの作業", "静かで良い", "あと3件まで非承認にできます。")
	worker.get(403, "/tasks/"+id+"/review")
	page, _ = client.post(422, "/tasks/"+id+"/decide", url.Values{"decision": {"approve"}})
	has(t, "nothing chosen", page, "作業を1件以上選んでください。")
	mine, theirs := strings.TrimPrefix(answer, "/answers/"), strings.TrimPrefix(second, "/answers/")
	page, _ = client.post(200, "/tasks/"+id+"/decide", url.Values{"decision": {"approve"}, "answer": {mine, theirs}})
	has(t, "a preview", page, "2件を承認する", "220円", "172円")
	client.post(303, "/tasks/"+id+"/decide", url.Values{"decision": {"approve"}, "answer": {mine}, "confirm": {"1"}, "once": {"a"}})
	page, _ = client.post(422, "/tasks/"+id+"/decide", url.Values{"decision": {"reject"}, "answer": {theirs}, "confirm": {"1"}, "reason": {""}})
	has(t, "no reason", page, "入力してください")
	client.post(303, "/tasks/"+id+"/decide", url.Values{"decision": {"reject"}, "answer": {theirs}, "confirm": {"1"}, "reason": {"一言だけのため"}, "once": {"b"}})
	page = client.get(200, "/tasks/"+id+"/review?state=rejected")
	if has(t, "what was rejected", page, "一言だけのため", "非承認にした作業の内容は、お渡しできません。"); strings.Contains(said(page), "bad") {
		t.Error("the client reads what was rejected")
	}
	client.get(404, answer+"/files/q2")
	if got := client.get(200, answer+"/files/q3"); got != "写真の代わりの文章" {
		t.Errorf("the file is %q", got)
	}
	csv := client.get(200, "/tasks/"+id+"/answers.csv")
	if !strings.Contains(csv, "静かで良い") || strings.Contains(csv, "bad") || !strings.HasPrefix(csv, "\ufeff作業ID,ワーカー,提出日時,感想,好きな席,写真\r\n") {
		t.Errorf("the export is %q", csv)
	}
	worker.get(403, "/tasks/"+id+"/answers.csv")

	// An appeal.
	has(t, "a rejection", other.get(200, second), "Rejected", "一言だけのため", "you can appeal")
	worker.get(404, second+"/appeal")
	other.post(422, second+"/appeal", url.Values{"text": {""}})
	other.post(303, second+"/appeal", url.Values{"text": {"It answers the question."}})
	has(t, "an appeal", other.get(200, second), "Appealed", "The operator decides by")
	other.get(409, second+"/appeal")
	has(t, "one's answers", other.get(200, "/answers"), "喫茶店のアンケート", "Appealed")

	client.post(303, "/tasks/"+id+"/close", url.Values{"once": {"c"}})
	has(t, "closed", client.get(200, "/jobs/"+id), "異議申立て期間")
	errand, err := s.engine.Store.Task(t.Context(), id)
	if err != nil || errand.State != task.Appeals || errand.Approved != 1 || errand.Claims != 1 {
		t.Errorf("in the end %+v, %v", errand.Counts, err)
	}
}

// submitWithFile sends a form with a file, as a browser does.
func (g *guest) submitWithFile(answer string, fields map[string][]string, field, name, content string) {
	g.t.Helper()
	g.submitFile(303, answer, fields, field, name, content)
}

func (g *guest) submitFile(want int, answer string, fields map[string][]string, field, name, content string) (page string) {
	g.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for key, values := range fields {
		for _, v := range values {
			_ = w.WriteField(key, v)
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write([]byte(content))
	}
	if err != nil || w.Close() != nil {
		g.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, g.url+answer+"/submit", &b)
	if err == nil {
		r.Header.Set("Content-Type", w.FormDataContentType())
	}
	page, _ = g.send(want, r, err)
	return page
}

// TestAReviewPages pages through more answers than a page shows.
func TestAReviewPages(t *testing.T) {
	s := openShop(t)
	client := s.as("川辺 由美", words.Japanese)
	form := draft("2026-12-10")
	form.Set("count", strconv.Itoa(answersShown+5))
	form.Set("per_worker", strconv.Itoa(answersShown+5))
	form.Set("publish", "1")
	_, to := client.post(303, "/jobs/new/task", form)
	id := regexp.MustCompile(`job_\w+`).FindString(to)
	client.post(303, "/tasks/"+id+"/fund", url.Values{"once": {"fund"}})
	worker := s.as("佐藤 健", words.Japanese)
	for i := range answersShown + 5 {
		_, to := worker.post(303, "/tasks/"+id+"/slots", url.Values{"once": {strconv.Itoa(i)}})
		worker.post(303, strings.TrimSuffix(to, "?done=slot")+"/submit", url.Values{"q1": {"感想" + strconv.Itoa(i)}})
	}
	first := client.get(200, "/tasks/"+id+"/review?all=1")
	if n := strings.Count(first, `name="answer"`); n != answersShown || strings.Count(first, "checked") != n {
		t.Errorf("%d answers on the first page", n)
	}
	more := regexp.MustCompile(`href="(/tasks/[^"]*after=[^"]*)"`).FindStringSubmatch(first)
	if more == nil {
		t.Fatal("no further page")
	}
	if n := strings.Count(client.get(200, strings.ReplaceAll(more[1], "&amp;", "&")), `name="answer"`); n != 5 {
		t.Errorf("%d answers on the second page", n)
	}
	all, err := s.engine.Store.Works(t.Context(), store.WorkQuery{JobID: id}, store.Page{})
	if err != nil || len(all) != answersShown+5 {
		t.Errorf("%d answers, %v", len(all), err)
	}
}
