package web

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
)

var hiddenInputs = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// sentBack are the hidden entries of a page's form, as a browser sends them.
func sentBack(page string) url.Values {
	form := url.Values{}
	for _, m := range hiddenInputs.FindAllStringSubmatch(mainPart.FindString(page), -1) {
		form.Set(m[1], html.UnescapeString(m[2]))
	}
	return form
}

// TestAChangeIsProposedSeenAndAgreed goes by plain forms alone: the form, the
// check of old and new, the answer, the difference (R1.6).
func TestAChangeIsProposedSeenAndAgreed(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	c := s.contractAt(path)
	was := c.Milestone().Amount
	has(t, path, worker.get(200, path), "条件の変更を提案する")
	form := worker.get(200, path+"/change")
	has(t, "the form", form, "条件の変更を提案する", "7日以内にお返事がない場合、提案は失効します", "変更の理由")
	scope := s.scopeOf(c)
	entered := url.Values{"amount": {fmt.Sprint(int64(was) + 20_000)}, "due_on": {c.Milestone().DueOn}, "scope": {scope}, "criteria": {"誤字がない\r\n\r\n図版も訳す"}, "reason": {"<点数>が増えたため"}, "once": {"a"}, "again": {"check"}}
	unchanged := url.Values{"amount": {fmt.Sprint(int64(was))}, "due_on": {c.Milestone().DueOn}, "scope": {scope}, "criteria": {strings.Join(c.Criteria, "\r\n")}, "reason": {"理由"}, "again": {"check"}}
	nothing, _ := worker.post(200, path+"/change", unchanged)
	has(t, "nothing to change", nothing, "変更する項目がありません。")
	bad, _ := worker.post(200, path+"/change", url.Values{"amount": {"0"}, "due_on": {"明日"}, "scope": {""}, "again": {"check"}})
	has(t, "what will not do", bad, "1円以上の金額", "日付を入力してください", "入力してください。")
	check, _ := worker.post(200, path+"/change", entered)
	has(t, "the check", check, "変更の内容の確認", "変更前 "+words.Yen(words.Japanese, was), "変更後 "+words.Yen(words.Japanese, was+20_000), "差額 20,000円 を追加で仮払い",
		"変更なし "+strings.Join(strings.Fields(scope), " "), "誤字がない 図版も訳す", "<点数>が増えたため", "この変更を提案する")
	if s.contractAt(path).Amendment != nil {
		t.Fatal("looking at it has sent it")
	}
	again := sentBack(check)
	again.Set("again", "edit")
	back, _ := worker.post(200, path+"/change", again)
	if !strings.Contains(back, "誤字がない") || !strings.Contains(back, fmt.Sprintf(`value="%d"`, int64(was)+20_000)) {
		t.Error("going back loses what was entered")
	}
	for range 2 { // a second click is the same act
		if _, to := worker.post(303, path+"/change", sentBack(check)); to != path+"?done=change" {
			t.Errorf("it leads to %s", to)
		}
	}
	has(t, path, worker.get(200, path), "条件変更の提案へのお返事を待っています。", "条件変更の提案を取り下げる", "条件変更の提案 あなた")
	has(t, path, client.get(200, path), "条件変更の提案が届いています。", "条件変更の提案に回答する", "<点数>が増えたため")
	has(t, "a second one", client.get(200, path+"/change"), "条件変更の手続きがすでに進んでいます。")
	answer := client.get(200, path+"/change/agree")
	has(t, "the answer", answer, "さんから、条件変更の提案が届いています。", "変更前 "+words.Yen(words.Japanese, was), "この変更に同意する", "同意しない", "変更後の契約条件書（PDF）")
	if worker.get(200, path+"/change/agree"); !strings.Contains(answer, "/terms/"+s.contractAt(path).Amendment.TermsHash+"/terms.pdf") {
		t.Error("the terms with the change cannot be read before agreeing")
	}
	if _, to := client.post(303, path+"/change/agree", url.Values{"once": {"b"}}); to != path+"?done=change-agree" {
		t.Errorf("agreeing leads to %s", to)
	}
	has(t, path, client.get(200, path), "差額 20,000円 の仮払いをお願いします。", "差額を仮払いする")
	has(t, path, worker.get(200, path), "クライアントによる差額 20,000円 の仮払いを待っています。", "変更後の業務は、まだ開始しないでください")
	has(t, "the final confirmation", client.get(200, path+"/fund?step=final"), "最終確認", "お支払い金額 20,000円", "条件変更に伴う差額")
	client.post(303, path+"/fund", url.Values{"once": {"c"}})
	page := client.get(200, path)
	has(t, path, page, "以前の契約条件書", "第1版（契約成立時）", "図版も訳す", "差額の仮払いが完了")
	first := c.TermsHash
	if pdf := client.get(200, path+"/terms/"+first+"/terms.pdf"); !strings.HasPrefix(pdf, "%PDF") {
		t.Error("the earlier terms are no PDF")
	}
	if text := client.get(200, path+"/terms/"+first+"/terms.json"); contract.HashOf(text) != first {
		t.Error("the earlier terms have another hash")
	}
	client.get(404, path+"/terms/"+strings.Repeat("0", 64)+"/terms.json")
	if now := s.contractAt(path); now.Milestone().Funded != was+20_000 || contract.HashOf(client.get(200, path+"/terms.json")) != now.TermsHash {
		t.Errorf("%+v", now)
	}
	s.bookHolds()
}

// TestALowerPayIsWarnedOf shows each side the law's word, and declines (law.md 1).
func TestALowerPayIsWarnedOf(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	c := s.contractAt(path)
	entered := url.Values{"amount": {"1,000"}, "due_on": {""}, "scope": {s.scopeOf(c)}, "criteria": {strings.Join(c.Criteria, "\n")}, "reason": {"予算の都合"}, "once": {"a"}, "again": {"check"}}
	check, _ := client.post(200, path+"/change", entered)
	has(t, "the check", check, "フリーランス法", "ワーカーの同意があっても禁じています", "クライアントの残高に戻ります", "変更後 指定なし")
	client.post(303, path+"/change", sentBack(check))
	has(t, "the answer", worker.get(200, path+"/change/agree"), "報酬が減る提案です。同意する義務はありません。")
	missing, _ := worker.post(422, path+"/change/decline", url.Values{"reason": {""}})
	has(t, "no reason", missing, "この変更に同意する", "同意しない理由")
	worker.post(303, path+"/change/decline", url.Values{"reason": {"作業量は変わりません"}, "once": {"b"}})
	has(t, path, client.get(200, path), "条件変更の提案に同意がありませんでした", "作業量は変わりません")
	worker.post(303, path+"/deliver", url.Values{"note": {"納品します"}, "once": {"c"}})
	has(t, "after a delivery", client.get(200, path+"/change"), "契約金額を減らすことはできません。")
	entered.Set("once", "d")
	refused, _ := client.post(200, path+"/change", entered)
	has(t, "less after a delivery", refused, "納品のあとは、契約金額を減らす変更はできません。")
	withdrawn, _ := worker.post(200, path+"/change", url.Values{"amount": {fmt.Sprint(int64(c.Milestone().Amount))}, "due_on": {"2027-03-31"}, "scope": {s.scopeOf(c)}, "criteria": {strings.Join(c.Criteria, "\n")}, "reason": {"検収のため"}, "again": {"check"}, "once": {"e"}})
	worker.post(303, path+"/change", sentBack(withdrawn))
	has(t, "taking it back", worker.get(200, path+"/change/withdraw"), "提案を取り下げると、条件は変わらず", "変更後 2027年3月31日(水)")
	worker.post(303, path+"/change/withdraw", url.Values{"once": {"f"}})
	has(t, path, worker.get(200, path), "条件の変更を提案する")
	s.bookHolds()
}

// TestABonusIsConfirmedFirst pays one by plain forms (R1.7, R2.5).
func TestABonusIsConfirmedFirst(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.post(303, path+"/deliver", url.Values{"note": {"納品します"}, "once": {"a"}})
	has(t, "too early", client.get(200, path+"/bonus"), "この操作はできません")
	client.post(303, path+"/accept", url.Values{"once": {"b"}})
	before := s.contractAt(path).Paid
	has(t, path, client.get(200, path), "追加支払いをする")
	if strings.Contains(worker.get(200, path), "追加支払いをする") {
		t.Error("the worker is offered to pay")
	}
	wrong, _ := client.post(200, path+"/bonus", url.Values{"amount": {"たくさん"}, "again": {"check"}})
	has(t, "no amount", wrong, "1円以上の金額")
	check, _ := client.post(200, path+"/bonus", url.Values{"amount": {"１０，０００"}, "message": {"助かりました"}, "once": {"c"}, "again": {"check"}})
	has(t, "the final confirmation", check, "最終確認", "お支払い金額 10,000円", "への追加支払い", "ワーカーの受取額", "返金される場合", "助かりました", "この内容で支払う")
	if s.contractAt(path).Bonus != nil {
		t.Fatal("looking at it has paid")
	}
	for range 2 {
		if _, to := client.post(303, path+"/bonus", sentBack(check)); to != path+"?done=bonus" {
			t.Errorf("paying leads to %s", to)
		}
	}
	if c := s.contractAt(path); c.Paid.Bonus != 10_000 || c.Paid.Gross != before.Gross+10_000 {
		t.Errorf("paid %+v after %+v", c.Paid, before)
	}
	has(t, path, worker.get(200, path), "うち追加支払い 10,000円", "クライアントから追加支払いがありました。")
	has(t, "the earnings", worker.get(200, "/earnings"), words.Yen(words.Japanese, s.contractAt(path).Paid.Net-before.Net))
	s.engine.Sandbox.Gateway.Next("delay")
	waiting, _ := client.post(200, path+"/bonus", url.Values{"amount": {"100"}, "once": {"d"}, "again": {"check"}})
	if _, to := client.post(303, path+"/bonus", sentBack(waiting)); to != path+"?done=pending" {
		t.Errorf("a payment that takes its time leads to %s", to)
	}
	has(t, path, client.get(200, path), "確認中の追加支払い 100円")
	s.bookHolds()
}

func (s *shop) contractAt(path string) contract.Contract {
	s.t.Helper()
	c, err := s.engine.Store.Contract(s.t.Context(), strings.TrimPrefix(path, "/contracts/"))
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *shop) scopeOf(c contract.Contract) string {
	s.t.Helper()
	terms, err := s.engine.Store.Terms(s.t.Context(), c.ID, c.TermsHash)
	if err != nil {
		s.t.Fatal(err)
	}
	return contract.ScopeOf(terms)
}

func (s *shop) bookHolds() {
	s.t.Helper()
	if report, err := engine.Check(s.t.Context(), s.engine.Store); err != nil || !report.OK {
		s.t.Errorf("the book: %+v %v", report.Checks, err)
	}
}
