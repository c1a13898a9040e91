package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/receipt"
	"azukari/internal/domain/task"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

const ourAccount = "みずほ銀行 丸の内支店 普通 1234567 カ）アズカリ"

// byTransfer makes the shop one that is paid by bank transfer.
func (s *shop) byTransfer() { s.engine.Cashier.Gateway = gateway.Transfer{To: ourAccount} }

// orders are those that are open.
func (s *shop) orders() []store.Order {
	s.t.Helper()
	open, err := s.engine.Store.OpenOrders(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return open
}

// ordered pays for a contract of the sample that awaits its escrow.
func (s *shop) ordered() (c contract.Contract, client, worker *guest) {
	s.t.Helper()
	path, client, worker := s.running(contract.AwaitingEscrow)
	if _, to := client.post(303, path+"/fund", url.Values{"once": {"order"}}); to != path+"?done=transfer" {
		s.t.Errorf("ordering leads to %s", to)
	}
	return s.contractAt(path), client, worker
}

func (s *shop) balance(id string) money.Yen {
	s.t.Helper()
	y, err := s.engine.Store.Balance(s.t.Context(), ledger.User(id))
	if err != nil {
		s.t.Fatal(err)
	}
	return y
}

// paid is the form that says that an order was paid today.
func paid(o store.Order, once string) url.Values {
	return url.Values{"amount": {o.Amount.Digits()}, "on": {"2026-11-24"}, "once": {once}}
}

// TestTheClientIsShownWhereToPay: how it is paid before the order, and after it
// where to, what, under which code and by when; to nobody else (R2.5, R2.6).
func TestTheClientIsShownWhereToPay(t *testing.T) {
	s := openShop(t)
	path, _, _ := s.running(contract.AwaitingEscrow)
	other := s.contractAt(path)
	if page := s.asID(other.ClientID).get(200, path+"/fund"); strings.Contains(page, "振込") {
		t.Error("a house that is paid at once speaks of transfers")
	}
	s.byTransfer()
	before := s.asID(other.ClientID).get(200, path+"/fund?step=final")
	has(t, "the final confirmation", before, "最終確認", "お支払い方法 銀行振込", "振込手数料はご負担ください", "この内容で申し込み、振込先を見る")
	if strings.Contains(before, ourAccount) {
		t.Error("the account is shown before anything is ordered")
	}
	c, client, worker := s.ordered()
	code := receipt.Code(c.Payment.ID)
	amount := words.Yen(words.Japanese, c.Payment.Amount)
	now, err := s.engine.Now(t.Context())
	day, ok := receipt.SendBy(c.Until, now, s.engine.Calendar)
	if err != nil || !ok {
		t.Fatal("the sample's deadline is too near", err)
	}
	has(t, path, client.get(200, path+"?done=transfer"), "お申し込みを受け付けました。", "振込先 "+ourAccount, "金額 "+amount, "番号 "+code, "お振込の期限 "+words.Day(words.Japanese, day.String())+" までに届くように",
		words.When(words.Japanese, c.Until, s.engine.Calendar)+" までに入金を確認できない場合", "1営業日ほど", code+" オナマエ", "契約を取り消す")
	english := s.as("", words.English)
	english.post(303, "/sandbox/as", url.Values{"as": {c.ClientID}})
	has(t, path, english.get(200, path), "Account "+ourAccount, "Code "+code, "The bank's fee is yours")
	has(t, "to the worker", worker.get(200, path), "業務を開始しないでください")
	if page := worker.get(200, path); strings.Contains(page, ourAccount) || strings.Contains(page, code) {
		t.Error("the worker is asked to pay")
	}
	client.post(303, path+"/cancel", url.Values{"once": {"a"}})
	gone := client.get(200, path)
	has(t, "cancelled", gone, "お振り込みの必要はなくなりました。", "全額を残高にお戻しします")
	if strings.Contains(gone, ourAccount) {
		t.Error("a dead contract asks for money")
	}
}

// TestADeadlineThatIsTooNearIsSaid: no day is named on which money would be seen
// too late.
func TestADeadlineThatIsTooNearIsSaid(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	c, _, _ := s.ordered()
	if _, err := s.engine.Sandbox.Advance(t.Context(), c.Until-1); err != nil {
		t.Fatal(err)
	}
	has(t, "the last day", s.asID(c.ClientID).get(200, contractPath(c.ID)), "お振込の期限 お早めに")
}

// TestTheStaffConfirmsWhatArrived: found by its code or its amount, confirmed when
// it is the whole amount, once, by who may; and on the trail (R2.6, R13.2).
func TestTheStaffConfirmsWhatArrived(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	finance, second := s.hire(account.Finance), s.hire(account.Finance, account.Support)
	one, two := s.asID(finance.ID), s.asID(second.ID)
	has(t, "the desk", one.get(200, "/desk"), "入金")
	s.engine.Cashier.Gateway = s.engine.Sandbox.Gateway // its word counts alone
	one.get(404, "/desk/receipts")
	if strings.Contains(said(one.get(200, "/desk")), "入金") {
		t.Error("the desk has a page for what a gateway says")
	}
	s.byTransfer()
	has(t, "before", one.get(200, "/desk/receipts"), "お振り込みを待っている注文はありません。")
	c, client, _ := s.ordered()
	o := s.orders()[0]
	at, code := receiptPath(o.PaymentID), receipt.Code(o.PaymentID)
	for _, role := range []account.Role{account.Support, account.Admin} {
		g := s.asID(s.hire(role).ID)
		g.get(403, "/desk/receipts")
		g.get(403, at)
		g.post(403, at, paid(o, "x"))
		g.post(403, at+"/give-up", url.Values{"reason": {"x"}})
	}
	client.get(404, "/desk/receipts")
	client.post(404, at, paid(o, "x"))

	wide := strings.NewReplacer("0", "０", "1", "１").Replace(code)
	for _, q := range []string{"", code, strings.ToLower(code), wide, code[:5], code + " アオキシヨウテン", o.Amount.Digits(), words.Yen(words.Japanese, o.Amount)} {
		has(t, "looking for "+q, one.get(200, "/desk/receipts?q="+url.QueryEscape(q)), "1件", code, words.Yen(words.Japanese, o.Amount), c.Title, "仮払い", words.When(words.Japanese, c.Until, s.engine.Calendar))
	}
	for _, q := range []string{(o.Amount + 1).Digits(), "ZZZZZZZZ", "入金"} {
		has(t, "looking for "+q, one.get(200, "/desk/receipts?q="+url.QueryEscape(q)), "この番号または金額の注文は見つかりません。")
	}

	has(t, at, one.get(200, at), "この注文の入金を確認する", code, "元に戻すことはできません", "入金がないので取り消す")
	for name, wrong := range map[string]url.Values{
		"a yen less": with(paid(o, "a"), "amount", (o.Amount - 1).Digits()), "a yen more": with(paid(o, "b"), "amount", (o.Amount + 1).Digits()),
		"nothing": with(paid(o, "c"), "amount", ""), "tomorrow": with(paid(o, "d"), "on", "2026-11-25"), "before the order": with(paid(o, "e"), "on", "2026-11-23"), "no day": with(paid(o, "f"), "on", "きょう"),
	} {
		page, _ := one.post(422, at, wrong)
		if !strings.Contains(page, `aria-invalid="true"`) {
			t.Errorf("%s: nothing is said: %s", name, said(page))
		}
	}
	page, _ := one.post(422, at, with(paid(o, "g"), "amount", (o.Amount-1).Digits()))
	has(t, "less", page, "注文の金額（"+words.Yen(words.Japanese, o.Amount)+"）と同じではないため、確認できません。")
	if s.contractAt(contractPath(c.ID)).State != contract.AwaitingEscrow {
		t.Fatal("a refused receipt funds")
	}

	if _, to := one.post(303, at, with(paid(o, "h"), "amount", "　"+words.Yen(words.Japanese, o.Amount))); to != "/desk/receipts?done=receipt-funded" {
		t.Errorf("it leads to %s", to)
	}
	has(t, "afterwards", one.get(200, "/desk/receipts?done=receipt-funded"), "入金を確認し、関係する方々にお知らせしました。", "お振り込みを待っている注文はありません。")
	page, _ = two.post(409, at, paid(o, "i"))
	has(t, "the second", page, "この注文は、すでに処理されています。", finance.Name+"（入金の確認）")
	page, _ = two.post(409, at+"/give-up", url.Values{"reason": {"入金なし"}, "once": {"j"}})
	has(t, "the second", page, "すでに処理されています。")
	has(t, "the settled order", two.get(200, at), "すでに処理されています。")
	one.get(404, receiptPath("pmt_none"))
	if now := s.contractAt(contractPath(c.ID)); now.State != contract.InProgress || now.Escrow() != o.Amount {
		t.Errorf("%s, %s are held", now.State, words.Yen(words.English, now.Escrow()))
	}
	has(t, "the client", client.get(200, contractPath(c.ID)), "仮払いが完了")
	lines, err := s.engine.Store.AuditTrail(t.Context(), store.AuditQuery{Subject: o.PaymentID}, store.Page{})
	if err != nil || len(lines) != 1 || lines[0].By != finance.ID || lines[0].Act != audit.Act("receipt/confirm") || !strings.Contains(lines[0].Data, o.Amount.Digits()) {
		t.Errorf("the trail: %+v, %v", lines, err)
	}
	has(t, "the trail", s.asID(s.hire(account.Admin).ID).get(200, "/desk/trail"), "入金の確認", finance.Name)
	s.bookHolds()
}

// TestTwoOfTheStaffAtOnce: one of them confirms, the other is told (R2.6).
func TestTwoOfTheStaffAtOnce(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	staff := []*guest{s.asID(s.hire(account.Finance).ID), s.asID(s.hire(account.Finance, account.Support).ID)}
	c, _, _ := s.ordered()
	o := s.orders()[0]
	codes := make([]int, len(staff))
	var both sync.WaitGroup
	for i, g := range staff {
		both.Go(func() {
			r, err := http.NewRequest(http.MethodPost, g.url+receiptPath(o.PaymentID), strings.NewReader(paid(o, fmt.Sprint(i)).Encode()))
			if err != nil {
				t.Error(err)
				return
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			got, err := g.client.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			_ = got.Body.Close()
			codes[i] = got.StatusCode
		})
	}
	both.Wait()
	if codes[0]+codes[1] != 303+409 {
		t.Errorf("they hear %v", codes)
	}
	if now := s.contractAt(contractPath(c.ID)); now.Escrow() != o.Amount {
		t.Errorf("%d are held", now.Escrow())
	}
	s.bookHolds()
}

// TestMoneyForADeadContractIsTheClients, and an order for which none comes is
// given up (R2.3, R2.6).
func TestMoneyForADeadContractIsTheClients(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	finance := s.asID(s.hire(account.Finance).ID)
	c, client, _ := s.ordered()
	o := s.orders()[0]
	at := receiptPath(o.PaymentID)
	missing, _ := finance.post(422, at+"/give-up", url.Values{"reason": {" "}})
	has(t, "no reason", missing, "入力してください。")
	if _, to := finance.post(303, at+"/give-up", url.Values{"reason": {"期日までに入金なし"}, "once": {"a"}}); to != "/desk/receipts?done=receipt-given-up" {
		t.Errorf("it leads to %s", to)
	}
	has(t, "given up", client.get(200, contractPath(c.ID)), "仮払いをお願いします")
	told, err := s.engine.Store.Notices(t.Context(), c.ClientID, true, store.Page{Limit: 1})
	if err != nil || len(told) != 1 || told[0].Kind != "escrow.failed" {
		t.Errorf("the client hears %+v, %v", told, err)
	}
	client.post(303, contractPath(c.ID)+"/fund", url.Values{"once": {"again"}})
	client.post(303, contractPath(c.ID)+"/cancel", url.Values{"once": {"b"}})
	o = s.orders()[0]
	has(t, "the desk", finance.get(200, "/desk/receipts"), "終了（届いたら全額を返金）")
	has(t, "the order", finance.get(200, receiptPath(o.PaymentID)), "対象はすでに終わっています。")
	before := s.balance(c.ClientID)
	if _, to := finance.post(303, receiptPath(o.PaymentID), paid(o, "c")); to != "/desk/receipts?done=receipt-returned" {
		t.Errorf("it leads to %s", to)
	}
	if s.balance(c.ClientID) != before+o.Amount {
		t.Errorf("the client has %d more", s.balance(c.ClientID)-before)
	}
	has(t, "the client's statement", client.get(200, "/earnings"), "お支払いの受付", "仮払い金の返金")
	has(t, "the contract", client.get(200, contractPath(c.ID)), "取り消されました")
	s.bookHolds()
}

// TestAllThatIsPaidForIsPaidByTransfer: a contest, a task, a bonus and the
// difference of a change are shown and confirmed like an escrow.
func TestAllThatIsPaidForIsPaidByTransfer(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	finance := s.asID(s.hire(account.Finance).ID)
	confirm := func(what string) {
		t.Helper()
		open := s.orders()
		if len(open) != 1 {
			t.Fatalf("%s: %d orders", what, len(open))
		}
		o := open[0]
		has(t, "the desk", finance.get(200, "/desk/receipts"), what, receipt.Code(o.PaymentID))
		if _, to := finance.post(303, receiptPath(o.PaymentID), paid(o, o.PaymentID)); to != "/desk/receipts?done=receipt-funded" {
			t.Errorf("%s: it leads to %s", what, to)
		}
	}
	shown := func(g *guest, path string) {
		t.Helper()
		has(t, path, g.get(200, path), "お振り込みのご案内", ourAccount, receipt.Code(s.orders()[0].PaymentID))
	}

	contests, err := s.engine.Store.Contests(t.Context(), store.ContestQuery{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range contests {
		if c.State == contest.AwaitingEscrow {
			host := s.asID(c.ClientID)
			has(t, "the final confirmation", host.get(200, contestPath(c.JobID)+"/fund"), "銀行振込", "振込手数料", "振込先を見る")
			if _, to := host.post(303, contestPath(c.JobID)+"/fund", url.Values{"once": {"a"}}); !strings.HasSuffix(to, "?done=transfer") {
				t.Errorf("it leads to %s", to)
			}
			shown(host, contestPath(c.JobID))
			confirm("コンペの賞金")
			has(t, "the contest", host.get(200, contestPath(c.JobID)), "募集中")
			break
		}
	}
	owner := s.as("川辺 由美", words.Japanese)
	_, to := owner.post(303, "/jobs/new/task", with(draft("2026-12-10"), "publish", "1"))
	made := regexp.MustCompile(`job_[0-9a-z]+`).FindString(to)
	has(t, "the final confirmation", owner.get(200, "/tasks/"+made+"/fund"), "銀行振込", "振込手数料", "振込先を見る")
	if _, to := owner.post(303, "/tasks/"+made+"/fund", url.Values{"once": {"b"}}); !strings.HasSuffix(to, "?done=transfer") {
		t.Errorf("it leads to %s", to)
	}
	shown(owner, contestPath(made))
	confirm("タスクの仮払い")
	if k, err := s.engine.Store.Task(t.Context(), made); err != nil || k.State != task.Open {
		t.Errorf("the task is %s, %v", k.State, err)
	}

	path, client, worker := s.running(contract.InProgress)
	c := s.contractAt(path)
	raise, _ := worker.post(200, path+"/change", url.Values{"amount": {(c.Milestone().Amount + 7_000).Digits()}, "due_on": {c.Milestone().DueOn}, "scope": {s.scopeOf(c)},
		"criteria": {strings.Join(c.Criteria, "\r\n")}, "reason": {"量が増えたため"}, "once": {"c"}, "again": {"check"}})
	worker.post(303, path+"/change", sentBack(raise))
	client.post(303, path+"/change/agree", url.Values{"once": {"d"}})
	client.post(303, path+"/fund", url.Values{"once": {"e"}})
	shown(client, path)
	has(t, path, client.get(200, path), "条件は変わりません")
	confirm("条件変更の差額")
	if now := s.contractAt(path); now.Escrow() != c.Escrow()+7_000 {
		t.Errorf("%d are held", now.Escrow())
	}
	worker.post(303, path+"/deliver", url.Values{"note": {"納品します"}, "once": {"f"}})
	client.post(303, path+"/accept", url.Values{"once": {"g"}})
	check, _ := client.post(200, path+"/bonus", url.Values{"amount": {"5000"}, "once": {"h"}, "again": {"check"}})
	has(t, "the final confirmation", check, "銀行振込", "振込手数料")
	client.post(303, path+"/bonus", sentBack(check))
	shown(client, path)
	has(t, "the desk", finance.get(200, receiptPath(s.orders()[0].PaymentID)), "手数料を差し引いた金額がワーカーの残高に入り", "期限なし")
	confirm("追加支払い")
	if now := s.contractAt(path); now.Paid.Bonus != 5_000 {
		t.Errorf("the bonus: %+v", now.Paid)
	}
	s.bookHolds()
}

// TestManyOrdersAreTurnedOver: fifty to a page, each of them once.
func TestManyOrdersAreTurnedOver(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	client, worker := contract.Actor{Account: s.people["青木商店"].ID}, contract.Actor{Account: s.people["佐藤 健"].ID}
	do := func(who contract.Actor, cmd transact.Command) any {
		given, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: who, Command: cmd})
		if err != nil {
			t.Fatal(err)
		}
		return given.Result
	}
	posted := do(client, transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
	for range ordersShown + 2 {
		p := do(worker, transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 1_000, Message: "はい"}}).(job.Proposal)
		c := do(client, transact.AcceptProposal{ProposalID: p.ID}).(transact.Agreement).Contract
		do(client, transact.OrderPayment{Room: store.ContractRoom, ID: c.ID})
	}
	g := s.asID(s.hire(account.Finance).ID)
	seen, at := map[string]int{}, "/desk/receipts?q=1000"
	for turns := 0; at != "" && turns < 5; turns++ {
		page := g.get(200, at)
		has(t, at, page, fmt.Sprintf("%d件", ordersShown+2))
		for _, m := range regexp.MustCompile(`/desk/receipts/(pmt_[0-9a-z]+)`).FindAllStringSubmatch(page, -1) {
			seen[m[1]]++
		}
		at = ""
		if m := regexp.MustCompile(`href="(/desk/receipts\?after=[^"]+)"`).FindStringSubmatch(page); m != nil {
			at = html.UnescapeString(m[1])
		}
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s is shown %d times", id, n)
		}
	}
	if len(seen) != ordersShown+2 {
		t.Errorf("%d are shown", len(seen))
	}
}

// TestAnOlderOrderComesToItsEndFirst: a difference whose change has lapsed with its
// milestone is still on its way when the next milestone waits for its escrow.
func TestAnOlderOrderComesToItsEndFirst(t *testing.T) {
	s := openShop(t)
	s.byTransfer()
	finance := s.asID(s.hire(account.Finance).ID)
	client, worker := contract.Actor{Account: s.people["青木商店"].ID}, contract.Actor{Account: s.people["佐藤 健"].ID}
	do := func(who contract.Actor, cmd transact.Command) any {
		t.Helper()
		given, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: who, Command: cmd})
		if err != nil {
			t.Fatal(err)
		}
		return given.Result
	}
	arrived := func() {
		t.Helper()
		o := s.orders()[0]
		finance.post(303, receiptPath(o.PaymentID), paid(o, o.PaymentID))
	}
	posted := do(client, transact.PostJob{Job: job.Job{Format: job.Project, Title: "翻訳", Description: "説明", Category: "翻訳", BudgetAmount: 1}}).(job.Job)
	p := do(worker, transact.Propose{JobID: posted.ID, Offer: job.Offer{Amount: 3_000, Message: "はい"}}).(job.Proposal)
	parts := job.Conditions{Milestones: []job.Milestone{{Title: "前半", Amount: 1_000}, {Title: "後半", Amount: 2_000}}}
	c := do(client, transact.AcceptProposal{ProposalID: p.ID, Conditions: &parts}).(transact.Agreement).Contract
	on := func(who contract.Actor, cmd contract.Command) {
		t.Helper()
		do(who, transact.OnContract{ContractID: c.ID, Command: cmd})
	}
	pay := transact.OrderPayment{Room: store.ContractRoom, ID: c.ID}
	do(client, pay)
	arrived()
	more := money.Yen(1_500)
	on(client, contract.RequestChange{MilestoneID: c.Milestone().ID, Amount: &more, Reason: "量が増えたため"})
	on(worker, contract.AgreeChange{})
	do(client, pay)
	on(worker, contract.Deliver{Note: "納品", Files: []string{}})
	on(client, contract.Accept{})
	g := s.as("青木商店", words.Japanese)
	has(t, "in between", g.get(200, contractPath(c.ID)), "お振り込みの必要はなくなりました。", "前のお支払いの確認か取り消しが済むと、仮払いができます。")
	before := s.balance(client.Account)
	arrived()
	if s.balance(client.Account) != before+500 {
		t.Errorf("%d more went back", s.balance(client.Account)-before)
	}
	has(t, "afterwards", g.get(200, contractPath(c.ID)), "仮払いをお願いします。")
	do(client, pay)
	arrived()
	if now := s.contractAt(contractPath(c.ID)); now.State != contract.InProgress || now.Escrow() != 2_000 {
		t.Errorf("%s, %d are held", now.State, now.Escrow())
	}
	s.bookHolds()
}
