package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/base/seal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// TestARefusalStandsBesideItsField finds the field that a refusal names by the
// API's name, in both languages.
func TestARefusalStandsBesideItsField(t *testing.T) {
	sent := url.Values{"pay_on": {"2026-12-06"}, "reason": {" "}, "until": {"2030-01-01"}, "q1-label": {"感想"}, "questions": {"1"}, "milestones": {"前半, 1"}, "payouts": {"pay_1"}}
	for _, c := range []struct {
		named, field, ja, en string
	}{
		{"pay_on", "pay_on", "この内容では受け付けられません。ご確認ください。", "Banks are closed on this day."},
		{"reason", "reason", "入力してください。", "Please fill this in."},
		{"task.answers_until", "until", "この内容では受け付けられません。ご確認ください。", "Banks are closed on this day."},
		{"task.questions", "q1-label", "この内容では受け付けられません。ご確認ください。", "Banks are closed on this day."},
		{"terms.milestones", "milestones", "この内容では受け付けられません。ご確認ください。", "Banks are closed on this day."},
		{"holder", "", "入力内容に誤りがあります。ご確認ください。", "Banks are closed on this day."},
		{"", "", "入力内容に誤りがあります。ご確認ください。", "Banks are closed on this day."},
	} {
		for lang, want := range map[words.Language]string{words.Japanese: c.ja, words.English: c.en} {
			v := &visit{Site: &Site{}, lang: lang, r: &http.Request{PostForm: sent, Form: sent}}
			e := v.entered()
			if err := e.refused(refusal.Invalid(c.named, "R10.2", "Banks are closed on this day.")); err != nil {
				t.Fatal(err)
			}
			got := e.form.Said
			if c.field != "" {
				got = e.form.Errors[c.field]
			}
			if got != want || len(e.form.Errors) > 1 || c.field != "" && e.form.Said != "" {
				t.Errorf("%q in %s: %q above, %v", c.named, lang, e.form.Said, e.form.Errors)
			}
		}
	}
}

// TestATroubleKeepsTheForm: what was entered stays, with the status that says
// when to come again, and the form keeps its id where it may have been done.
func TestATroubleKeepsTheForm(t *testing.T) {
	sent := url.Values{"once": {"o1"}, "body": {"長い文章"}}
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{
		{&auth.TooMany{}, 429, "しばらく待ってから、もう一度お試しください。入力した内容は、このまま下に残っています。"},
		{fmt.Errorf("write: %w", store.ErrFull), 507, "サーバーの空き容量が不足しています。"},
		{store.ErrAway, 503, "変更は保存されていません。"},
		{transact.ErrClosed, 503, "変更は保存されていません。"},
		{auth.ErrBusy, 503, "変更は保存されていません。"},
		{store.ErrUnknown, 503, "もう一度、同じボタンを押してください。二重に実行されることはありません。"},
	} {
		answer := httptest.NewRecorder()
		v := &visit{Site: &Site{Options: Options{Log: quiet}}, lang: words.Japanese, ctx: t.Context(), w: answer, r: &http.Request{PostForm: sent, Form: sent}}
		e := v.entered()
		if err := e.refused(c.err); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(e.form.Said, c.says) || !strings.Contains(e.form.Said, "入力した内容は、このまま下に残っています。") || e.form.Once != "o1" || e.form.Values["body"] != "長い文章" || v.trouble.status != c.status {
			t.Errorf("%v: %d, %+v", c.err, v.trouble.status, e.form)
		}
		if errors.Is(c.err, store.ErrUnknown) != (answer.Header().Get("Retry-After") == "") && c.status != 429 {
			t.Errorf("%v: come again after %q", c.err, answer.Header().Get("Retry-After"))
		}
	}
}

var quiet = slog.New(slog.DiscardHandler)

// quietly serves the same shop to a guest by a site that may log faults.
func (s *shop) quietly(g *guest) *guest {
	s.t.Helper()
	desk, err := auth.NewDesk(s.engine, "http://localhost:8080", nil, seal.ForTest())
	if err != nil {
		s.t.Fatal(err)
	}
	files, err := blob.Open(s.t.TempDir(), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		s.t.Fatal(err)
	}
	mux := http.NewServeMux()
	New(mux, Options{Engine: s.engine, Desk: desk, Files: files, Log: quiet})
	served := httptest.NewServer(mux)
	s.t.Cleanup(served.Close)
	other := *s
	other.url = served.URL
	return &guest{&other, g.client}
}

// A full store has no room for what is written.
type full struct{ store.Store }

func (f full) Write(context.Context, store.Names, func(store.Rows) (store.Changes, error)) error {
	return fmt.Errorf("commit: %w", store.ErrFull)
}

// TestLongFormsKeepWhatWasEntered sends them while nothing can be written, and
// the same form once more when there is room.
func TestLongFormsKeepWhatWasEntered(t *testing.T) {
	s := openShop(t)
	path, _, worker := s.running(contract.InProgress)
	client := s.as("青木商店", words.Japanese)
	client, worker = s.quietly(client), s.quietly(worker)
	task := draft("2026-12-10")
	task.Set("publish", "1")
	task.Set("once", "o3")
	const text = "これは、とても長い時間をかけて書いた文章です。"
	task.Set("description", text)
	forms := []struct {
		path string
		by   *guest
		sent url.Values
	}{
		{"/jobs/new", client, url.Values{"once": {"o1"}, "title": {"校正"}, "category": {"翻訳"}, "description": {text}, "budget": {"3000"}, "publish": {"1"}}},
		{"/jobs/new/contest", client, url.Values{"once": {"o2"}, "title": {"ロゴ"}, "category": {"デザイン"}, "description": {text}, "prize-1": {"30000"}, "until": {"2026-12-10"}, "guaranteed": {"1"}, "shown": {"client"}, "inspection_days": {"7"}, "revision_rounds": {"2"}, "publish": {"1"}}},
		{"/jobs/new/task", client, task},
		{path + "/messages", worker, url.Values{"once": {"o4"}, "body": {text}}},
	}
	door := s.engine.Door
	for _, reason := range []struct {
		status int
		door   func() *transact.Door
	}{
		{503, func() *transact.Door {
			closed := transact.Open(s.engine.Store, s.engine.Clock, s.engine.Calendar, s.engine.IDs, quiet)
			closed.Close()
			return closed
		}},
		{507, func() *transact.Door {
			return transact.Open(full{s.engine.Store}, s.engine.Clock, s.engine.Calendar, s.engine.IDs, quiet)
		}},
	} {
		shut := reason.door()
		for _, f := range forms {
			s.engine.Door = shut
			page, _ := f.by.post(reason.status, f.path, f.sent)
			s.engine.Door = door
			has(t, f.path, page, "入力した内容は、このまま下に残っています。", text)
			if !strings.Contains(page, `name="once" value="`+f.sent.Get("once")+`"`) {
				t.Errorf("%s: the form is another one", f.path)
			}
		}
		if reason.status == 507 {
			shut.Close()
		}
	}
	for _, f := range forms {
		f.by.post(303, f.path, f.sent)
	}
}
