package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// payees are people of the sample with money to withdraw, and how they are
// written in a bank's file.
var payees = []struct{ name, holder, written string }{
	{"佐藤 健", "サトウ ケン", "ｻﾄｳ ｹﾝ"}, {"田中 美咲", "タナカ ミサキ", "ﾀﾅｶ ﾐｻｷ"}, {"Liam Walsh", "ウォルシュ リアム", "ｳｵﾙｼﾕ ﾘｱﾑ"},
}

// results sends a file with what the bank says.
func (g *guest) results(want int, path string, content []byte) string {
	g.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("results", "kekka.csv")
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		g.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, g.url+path, &body)
	if err == nil {
		r.Header.Set("Content-Type", form.FormDataContentType())
	}
	page, _ := g.send(want, r, err)
	return page
}

// TestAFileForTheBankIsTheLedger: what a batch's trailer says is what the ledger
// has set aside for its payees; the table comes back with the bank's words, and
// what was returned is on its owner's balance again, to the yen (R10.2).
func TestAFileForTheBankIsTheLedger(t *testing.T) {
	s := openShop(t)
	finance, second := s.asID(s.hire(account.Finance).ID), s.asID(s.hire(account.Finance, account.Support).ID)
	has(t, "before", finance.get(200, "/desk/payouts"), "振込先口座が登録されていません")
	for _, p := range payees {
		form := url.Values{"bank_code": {"0001"}, "branch_code": {"001"}, "kind": {"1"}, "number": {"12345"}, "holder": {p.holder}, "once": {"a"}}
		s.as(p.name, words.Japanese).post(303, "/settings/bank", form)
	}
	var set money.Yen
	form := url.Values{"pay_on": {"2026-12-15"}, "once": {"a"}}
	waiting, err := s.engine.Store.Payouts(t.Context(), store.PayoutQuery{State: payout.Requested}, store.Page{})
	if err != nil || len(waiting) < 3 {
		t.Fatal(waiting, err)
	}
	amounts := map[string]money.Yen{}
	for _, p := range waiting {
		form.Add("id", p.ID)
		amounts[p.AccountID] += p.Amount
	}
	for id := range amounts {
		pending, err := s.engine.Store.Balance(t.Context(), ledger.Pending(id))
		if err != nil || pending != amounts[id] {
			t.Errorf("%s has %s set aside, and asked for %s (%v)", id, pending, amounts[id], err)
		}
		set += pending
	}
	_, at := finance.post(303, "/desk/payouts", form)
	at, _, _ = strings.Cut(at, "?")
	finance.post(409, at+"/file", url.Values{"as": {"zengin"}}) // a second person first
	finance.post(403, at+"/approve", nil)
	second.post(303, at+"/approve", nil)

	file, _ := finance.post(200, at+"/file", url.Values{"as": {"zengin"}})
	records := strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n")
	trailer := records[len(records)-2]
	count, err := strconv.Atoi(trailer[1:7])
	total, failed := strconv.ParseInt(trailer[7:19], 10, 64)
	if err != nil || failed != nil || trailer[0] != '8' || count != len(waiting) || money.Yen(total) != set || count != len(records)-3 {
		t.Errorf("the trailer says %d payouts of %d, the ledger %d of %s: %q", count, total, len(waiting), set, trailer)
	}
	kana, err := japanese.ShiftJIS.NewDecoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range payees {
		if !strings.Contains(kana, p.written) {
			t.Errorf("%s is not in the file", p.written)
		}
	}
	for i, r := range records {
		if len(r) != 120 {
			t.Errorf("record %d has %d bytes", i, len(r))
		}
	}

	table, _ := finance.post(200, at+"/file", url.Values{"as": {"csv"}})
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(waiting)+1 {
		t.Fatal(rows, err)
	}
	finance.results(422, at+"/results", nil)
	finance.post(422, at+"/results", nil)
	has(t, "a word that is none", finance.results(422, at+"/results", []byte(rows[1][0]+",たぶん\r\n")), "1行目を読み取れません")
	last := len(rows[0]) - 2 // result, reason
	rows[1][last], rows[1][last+1] = "返却", "口座名義相違"
	rows[2][last] = "振込済み"
	var back bytes.Buffer
	w := csv.NewWriter(&back)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	shiftJIS, err := japanese.ShiftJIS.NewEncoder().Bytes(back.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	finance.results(303, at+"/results", shiftJIS)
	has(t, "the batch", finance.get(200, at), "口座名義相違", "振込済み", "振込手続き中")
	for i, want := range []payout.State{payout.Returned, payout.Paid, payout.Batched} {
		p, err := s.engine.Store.Payout(t.Context(), rows[i+1][0])
		if err != nil || p.State != want {
			t.Errorf("row %d: %s, %v", i, p.State, err)
		}
	}
	returned, err := s.engine.Store.Payout(t.Context(), rows[1][0])
	if err != nil {
		t.Fatal(err)
	}
	lines, err := s.engine.Store.Lines(t.Context(), ledger.User(returned.AccountID), store.Page{Limit: 1})
	if err != nil || lines[0].Kind != ledger.Returned || lines[0].Amount != returned.Amount {
		t.Errorf("%+v, %v", lines, err)
	}
	told, err := s.engine.Store.Notices(t.Context(), returned.AccountID, true, store.Page{Limit: 1})
	if err != nil || len(told) != 1 || told[0].Kind != "payout.returned" || !strings.Contains(told[0].Data, "口座名義相違") {
		t.Errorf("its owner hears %+v, %v", told, err)
	}
	s.bookHolds()
}

// TestTheSoonestPayoutsAreProposed: the day is that of the first that can leave,
// and what leaves later is not ticked.
func TestTheSoonestPayoutsAreProposed(t *testing.T) {
	s := openShop(t)
	for _, p := range payees {
		s.as(p.name, words.Japanese).post(303, "/settings/bank", url.Values{"bank_code": {"0001"}, "branch_code": {"001"}, "kind": {"1"}, "number": {"12345"}, "holder": {p.holder}, "once": {"a"}})
	}
	finance := s.asID(s.hire(account.Finance).ID)
	page := finance.get(200, "/desk/payouts")
	if !strings.Contains(page, `value="2026-11-30"`) || strings.Count(page, " checked") != 1 {
		t.Errorf("the day is another: %s", said(page))
	}
	s.as("佐藤 健", words.Japanese).post(303, "/payouts/new", url.Values{"amount": {"1"}, "when": {"demand"}, "once": {"b"}})
	page = finance.get(200, "/desk/payouts")
	if !strings.Contains(page, fmt.Sprintf("value=%q", "2026-11-25")) || strings.Count(page, " checked") != 1 {
		t.Errorf("what leaves tomorrow is not first: %s", said(page))
	}
}

// TestARefusedResultKeepsWhatWasEntered: what was ticked as sent back stays
// ticked when the form comes again, so that the next press does not book it as
// paid (R10.2).
func TestARefusedResultKeepsWhatWasEntered(t *testing.T) {
	s := openShop(t)
	for _, p := range payees {
		s.as(p.name, words.Japanese).post(303, "/settings/bank", url.Values{"bank_code": {"0001"}, "branch_code": {"001"}, "kind": {"1"}, "number": {"12345"}, "holder": {p.holder}, "once": {"a"}})
	}
	waiting, err := s.engine.Store.Payouts(t.Context(), store.PayoutQuery{State: payout.Requested}, store.Page{})
	if err != nil || len(waiting) < 3 {
		t.Fatal(waiting, err)
	}
	form := url.Values{"pay_on": {"2026-12-15"}, "once": {"a"}}
	for _, p := range waiting {
		form.Add("id", p.ID)
	}
	finance, second := s.asID(s.hire(account.Finance).ID), s.asID(s.hire(account.Finance, account.Support).ID)
	_, at := finance.post(303, "/desk/payouts", form)
	at, _, _ = strings.Cut(at, "?")
	second.post(303, at+"/approve", nil)

	one, two, three := waiting[0].ID, waiting[1].ID, waiting[2].ID
	row := func(page, id string) string {
		_, rest, found := strings.Cut(page, `<tr id="`+id+`"`)
		if row, _, whole := strings.Cut(rest, "</tr>"); found && whole {
			return row
		}
		t.Fatalf("%s has no row", id)
		return ""
	}
	states := func(want ...payout.State) {
		t.Helper()
		for i, id := range []string{one, two, three} {
			if p, err := s.engine.Store.Payout(t.Context(), id); err != nil || p.State != want[i] {
				t.Errorf("payout %d is %s, not %s (%v)", i, p.State, want[i], err)
			}
		}
	}
	results := url.Values{"returned": {one, two}, "reason-" + one: {"口座名義相違"}, "reason-" + two: {" "}, "once": {"b"}}
	page, _ := finance.post(422, at+"/settle", results)
	if r := row(page, one); !strings.Contains(r, " checked") || !strings.Contains(r, `value="口座名義相違"`) || strings.Contains(r, `class="error"`) {
		t.Errorf("what was entered is lost: %s", r)
	}
	if r := row(page, two); !strings.Contains(r, " checked") || !strings.Contains(r, `id="e-reason-`+two+`"`) || !strings.Contains(r, `aria-invalid="true"`) {
		t.Errorf("what is wrong is not said where it is: %s", r)
	}
	if r := row(page, three); strings.Contains(r, " checked") || strings.Contains(r, `class="error"`) {
		t.Errorf("what was not ticked is: %s", r)
	}
	states(payout.Batched, payout.Batched, payout.Batched)

	results["returned"] = []string{two}
	results.Set("reason-"+two, "口座なし")
	page, _ = finance.post(422, at+"/settle", results)
	if r := row(page, one); strings.Contains(r, " checked") || !strings.Contains(r, `value="口座名義相違"`) || !strings.Contains(r, "「返却」にチェックを入れてください") {
		t.Errorf("a forgotten tick is not said: %s", r)
	}
	states(payout.Batched, payout.Batched, payout.Batched)

	results["returned"] = []string{one, two}
	finance.post(303, at+"/settle", results)
	states(payout.Returned, payout.Returned, payout.Paid)
	s.bookHolds()
}

// TestTheTableForTheBankHoldsNoFormula: also where it is written full width.
func TestTheTableForTheBankHoldsNoFormula(t *testing.T) {
	for holder, want := range map[string]string{"=1+1": "'=1+1", "＝1+1": "'＝1+1", "＠SUM": "'＠SUM", "サトウ ケン": "サトウ ケン"} {
		table, err := payoutsCSV([]payout.Payout{{ID: "pay_1"}}, []bank.Line{{To: bank.Account{Kind: bank.Ordinary, Holder: holder}, Amount: 1}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][5] != want {
			t.Errorf("%q becomes %q (%v)", holder, rows, err)
		}
	}
}
