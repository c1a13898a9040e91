package web

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/warning"
	"azukari/internal/store"
)

// in is a sample contract in a state, with the names of its sides.
func (s *shop) in(state contract.State) (c contract.Contract, client, worker string) {
	s.t.Helper()
	all, err := s.engine.Store.Contracts(s.t.Context(), store.ContractQuery{}, store.Page{})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, one := range all {
		if one.State != state {
			continue
		}
		for name, p := range s.people {
			switch p.ID {
			case one.ClientID:
				client = name
			case one.WorkerID:
				worker = name
			}
		}
		return one, client, worker
	}
	s.t.Fatalf("no contract is %s", state)
	return c, "", ""
}

// written is what stands in a thread.
func (s *shop) written(thread string) (all []string) {
	s.t.Helper()
	found, err := s.engine.Store.Messages(s.t.Context(), thread, store.Page{})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range found {
		all = append(all, m.Body)
	}
	return all
}

// TestTheSenderIsWarnedBeforeSending (R11.5): the text is kept and marked, is
// sent only when its writer says so, and then the other side sees why it is
// risky, and nobody else hears of it.
func TestTheSenderIsWarnedBeforeSending(t *testing.T) {
	s := openShop(t)
	c, client, worker := s.in(contract.InProgress)
	g, path := s.as(client, words.Japanese), contractPath(c.ID)
	const text = "<b>次から</b>は LINE で話しましょう。電話は ０９０−１２３４−５６７８ です。"
	before := len(s.written(c.ProposalID))
	form := url.Values{"body": {text}, "once": {"o1"}}
	page, _ := g.post(200, path+"/messages", form)
	has(t, "the warning", page, "送信する前に、ご確認ください", "まだ送信していません。", "サービス外での連絡", "書き直す", "このまま送信する", "内容が運営や相手に知らされることはありません。")
	if strings.Contains(said(page), "仮払い前の作業") || strings.Contains(page, "<b>次から") {
		t.Error("it says too much")
	}
	for _, part := range []string{`href="#f-body"`, `name="warned" value="1"`, `<mark>０９０−１２３４−５６７８</mark>`, html.EscapeString(text) + "</textarea>", `name="once" value="o1"`} {
		if !strings.Contains(page, part) {
			t.Errorf("there is no %s in %s", part, mainPart.FindString(page))
		}
	}
	if got := s.written(c.ProposalID); len(got) != before {
		t.Fatalf("it was sent: %q", got)
	}
	form.Set("warned", "1")
	if _, to := g.post(303, path+"/messages", form); to != path+"?done=message" {
		t.Errorf("it leads to %s", to)
	}
	if got := s.written(c.ProposalID); len(got) != before+1 || got[before] != text {
		t.Fatalf("not sent as it is: %q", got)
	}
	const note = "このままここでやり取りすることをおすすめします。"
	has(t, "the receiver's", s.as(worker, words.Japanese).get(200, path), "ご注意：サービス外での連絡", note)
	has(t, "the receiver's", s.as(worker, words.English).get(200, path), "Contact outside this service", "Luring people away")
	if strings.Contains(said(g.get(200, path)), note) {
		t.Error("the sender is told what the receiver is")
	}
	// The journal and the notices tell of a message like any other.
	events, err := s.engine.Store.Events(t.Context(), c.ID, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if strings.Contains(strings.ToLower(string(e.Kind)+e.JSON), "warn") || strings.Contains(e.JSON, "contact_outside") {
			t.Errorf("the journal has %s %s", e.Kind, e.JSON)
		}
	}
}

// TestWorkBeforeTheEscrowIsWarnedOf, and no longer once it is funded (R2.4).
func TestWorkBeforeTheEscrowIsWarnedOf(t *testing.T) {
	s := openShop(t)
	form := url.Values{"body": {"仮払い前ですが、先に着手してもらえますか？"}, "once": {"o1"}}
	c, client, worker := s.in(contract.AwaitingEscrow)
	page, _ := s.as(client, words.English).post(200, contractPath(c.ID)+"/messages", form)
	has(t, "the warning", page, "Before you send this", "Work before the escrow is funded", "Rewrite it", "Send it as it is")
	form.Set("warned", "1")
	s.as(client, words.Japanese).post(303, contractPath(c.ID)+"/messages", form)
	has(t, "the receiver's", s.as(worker, words.Japanese).get(200, contractPath(c.ID)), "ご注意：仮払い前の作業")
	funded, client, _ := s.in(contract.InProgress)
	form.Del("warned")
	form.Set("once", "o2")
	s.as(client, words.Japanese).post(303, contractPath(funded.ID)+"/messages", form)
}

// TestOrdinaryMessagesGoAtOnce, and a wrong form says what is wrong first.
func TestOrdinaryMessagesGoAtOnce(t *testing.T) {
	s := openShop(t)
	c, client, _ := s.in(contract.InProgress)
	g := s.as(client, words.Japanese)
	g.post(303, contractPath(c.ID)+"/messages", url.Values{"body": {"LINEスタンプのラフを拝見しました。電話番号の入力欄も直っていますね。"}, "once": {"o1"}})
	page, _ := g.post(422, contractPath(c.ID)+"/messages", url.Values{"body": {strings.Repeat("LINEで話しましょう。", 2_000)}, "once": {"o2"}})
	if strings.Contains(said(page), "送信する前に") {
		t.Error("a text that cannot be sent is warned of")
	}
}

// TestProposalsAndJobsAreLookedAtToo: the thread before a contract, the
// proposal, the counter-offer and the job.
func TestProposalsAndJobsAreLookedAtToo(t *testing.T) {
	s := openShop(t)
	const risky = "手数料がもったいないので、直接振り込みでお願いします。"
	client, worker := s.as("青木商店", words.Japanese), s.as("佐藤 健", words.Japanese)
	draft := url.Values{"title": {"名刺の作成"}, "description": {risky}, "category": {"デザイン"}, "budget": {"10000"}, "once": {"j1"}}
	page, _ := client.post(200, "/jobs/new", draft)
	has(t, "the draft", page, "送信する前に、ご確認ください", "サービス外での支払い", "このまま送信する")
	draft.Set("warned", "1")
	if page, _ = client.post(200, "/jobs/new", draft); !strings.Contains(page, `name="publish"`) {
		t.Fatal("it cannot be published all the same")
	}
	draft.Del("warned")
	draft.Set("publish", "1")
	_, to := client.post(303, "/jobs/new", draft)
	jobPath, _, _ := strings.Cut(to, "?")
	has(t, "the job", worker.get(200, jobPath), "ご注意：サービス外での支払い")
	if strings.Contains(said(client.get(200, jobPath)), "ご注意") {
		t.Error("the client is warned of the own job")
	}

	offer := url.Values{"amount": {"9000"}, "due_on": {"2026-12-20"}, "message": {risky}, "once": {"p1"}}
	page, _ = worker.post(200, jobPath+"/proposals", offer)
	has(t, "the proposal", page, "サービス外での支払い", "このまま送信する")
	if !strings.Contains(page, `value="9000"`) {
		t.Error("the amount is lost")
	}
	offer.Set("warned", "1")
	_, to = worker.post(303, jobPath+"/proposals", offer)
	path, _, _ := strings.Cut(to, "?")
	has(t, "the client's", client.get(200, path), "ご注意：サービス外での支払い")
	if strings.Contains(said(worker.get(200, path)), "ご注意") {
		t.Error("the worker is warned of the own proposal")
	}

	counter := url.Values{"amount": {"8000"}, "due_on": {"2026-12-20"}, "message": {"詳しくはお電話ください 090-1234-5678"}, "once": {"c1"}}
	page, _ = client.post(200, path+"/counter", counter)
	has(t, "the counter-offer", page, "サービス外での連絡", "このまま送信する")
	if !strings.Contains(page, "<details open>") {
		t.Error("the form is closed")
	}
	counter.Set("warned", "1")
	client.post(303, path+"/counter", counter)
	has(t, "the worker's", worker.get(200, path), "ご注意：サービス外での連絡")

	written := url.Values{"body": {"先に納品していただければ、そのあとすぐに仮払いします。"}, "once": {"m1"}}
	page, _ = client.post(200, path+"/messages", written)
	has(t, "the thread", page, "仮払い前の作業")
	written.Set("warned", "1")
	client.post(303, path+"/messages", written)
	has(t, "the worker's", worker.get(200, path), "ご注意：仮払い前の作業")
}

// TestTheOperatorsRulesDecide: with a table of its own a house warns of other
// things.
func TestTheOperatorsRulesDecide(t *testing.T) {
	s := openShop(t)
	own, err := warning.Parse(strings.NewReader("contact_outside\tja\t伝書鳩\t伝書鳩で送ります\t鳩の絵\n"))
	if err != nil {
		t.Fatal(err)
	}
	e := &entered{&visit{Site: &Site{Options: Options{Engine: s.engine, Warnings: own}}, r: httptest.NewRequest(http.MethodPost, "/", nil)}, form()}
	if e.warns("body", "LINEで話しましょう", warning.Situation{}) || !e.warns("body", "伝書鳩でお願いします", warning.Situation{}) {
		t.Error("they do not")
	}
}

// TestPiecesAreTheText: cut at what was found, nothing is lost or said twice.
func TestPiecesAreTheText(t *testing.T) {
	const text = "あ090い電話う"
	for _, found := range [][]warning.Finding{
		nil, {{From: 0, To: len(text)}}, {{From: 3, To: 6}, {From: 9, To: 15}}, {{From: 3, To: 9}, {From: 6, To: 15}, {From: 6, To: 9}},
	} {
		var whole strings.Builder
		risky := 0
		for _, p := range pieces(text, found) {
			whole.WriteString(p.Text)
			if p.Risky {
				risky++
			}
		}
		if whole.String() != text || (risky == 0) != (len(found) == 0) {
			t.Errorf("%v: %q, %d risky", found, whole.String(), risky)
		}
	}
	if all := pieces("", nil); len(all) != 0 {
		t.Errorf("of nothing: %v", all)
	}
}

// TestEveryKindHasItsWords in both languages.
func TestEveryKindHasItsWords(t *testing.T) {
	if len(words.Warnings) != len(warning.Kinds) {
		t.Errorf("%d words for %d kinds", len(words.Warnings), len(warning.Kinds))
	}
	for _, k := range warning.Kinds {
		for _, l := range []words.Language{words.Japanese, words.English} {
			w := words.Warnings[string(k)]
			for _, text := range []words.Text{w.Title, w.Sender, w.Reader} {
				if text.In(l) == "" {
					t.Errorf("%s has no word in %s", k, l)
				}
			}
		}
	}
}
