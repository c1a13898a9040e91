package storetest

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/record"
	"azukari/internal/store"
)

func jobsAreFoundByShortWords(w *world) {
	kyoto := w.posted("京都の町家の紹介文", "英語への翻訳。「納期」は相談")
	server := w.posted("Webサーバの設定", "Ruby on Rails と email の整理, 100%在宅")
	shop := w.posted("ＥＣサイトの構築", "AIで要約する機能\x02も翻案も。さーば不要")
	long := w.posted("長い説明", strings.Repeat("仕事の説明がとても長く続きます。", 1_000)+"終わりに琴")
	tests := []struct {
		text string
		want []job.Job
	}{
		{"京都", []job.Job{kyoto}},
		{"翻訳", []job.Job{kyoto}},
		{"訳", []job.Job{kyoto}},
		{"翻", []job.Job{shop, kyoto}},
		{"さーば", []job.Job{shop, server}},
		{"サーバ", []job.Job{shop, server}},
		{"ｻｰﾊﾞの", []job.Job{server}},
		{"ecサイト", []job.Job{shop}},
		{"サイトec", nil},
		{"翻訳 京都", []job.Job{kyoto}},
		{"京都　翻訳　町家", []job.Job{kyoto}},
		{"翻訳 サーバ", nil},
		{"大阪", nil},
		{"ai", []job.Job{shop}},
		{"rail", []job.Job{server}},
		{"mail", nil},
		{"「納期」", []job.Job{kyoto}},
		{"『納期』", nil},
		{`"翻訳"`, nil},
		{`翻訳 OR サーバ`, nil},
		{`翻訳*`, nil},
		{`-翻訳`, nil},
		{`翻訳' | '設定`, nil},
		{`\`, nil},
		{"100%", []job.Job{server}},
		{"%在", []job.Job{server}},
		{"job_words:翻訳", nil},
		{"NEAR(翻訳)", nil},
		{"説明が続き", nil}, // all its pairs are there, but not side by side
		{"琴", []job.Job{long}},
		{"続きます。終わり", []job.Job{long}},
		{"", []job.Job{long, shop, server, kyoto}},
	}
	for _, test := range tests {
		q := store.JobQuery{Text: test.text}
		got, err := w.store.Jobs(w.ctx(), q, store.Page{})
		w.same("what is found by "+test.text, get(w, got, err), test.want)
		paged := paged(w, func(j job.Job) string { return j.ID }, func(p store.Page) ([]job.Job, error) { return w.store.Jobs(w.ctx(), q, p) })
		w.same("what is found page by page by "+test.text, paged, test.want)
	}
}

func jobsAreFiltered(w *world) {
	own, err := job.Close(w.posted("閉じた翻訳", "い"), w.client.ID)
	w.must(err)
	w.must(w.tryWrite(store.Names{Jobs: []string{own.ID}}, store.Changes{Jobs: []job.Job{own}}))
	cheap := job.Post(job.Job{ClientID: w.worker.ID, Format: job.Project, Title: "安い翻訳", Category: "翻訳", BudgetAmount: 1_000}, w.ids, w.tick())
	dear := job.Post(job.Job{ClientID: w.worker.ID, Format: job.Project, Title: "高い仕事", Category: "開発", BudgetAmount: 90_000}, w.ids, w.tick())
	w.write(store.Changes{Jobs: []job.Job{cheap, dear}})
	middle := w.posted("普通の翻訳", "五万円")
	tests := []struct {
		query store.JobQuery
		want  []job.Job
	}{
		{store.JobQuery{MinBudget: 50_000}, []job.Job{middle, dear}},
		{store.JobQuery{MaxBudget: 50_000}, []job.Job{middle, cheap}},
		{store.JobQuery{MinBudget: 1_001, MaxBudget: 89_999}, []job.Job{middle}},
		{store.JobQuery{ClientID: w.worker.ID}, []job.Job{dear, cheap}},
		{store.JobQuery{ClientID: w.client.ID, State: store.AnyState}, []job.Job{middle, own}},
		{store.JobQuery{ClientID: w.client.ID, State: job.Closed}, []job.Job{own}},
		{store.JobQuery{State: job.Open}, []job.Job{middle, dear, cheap}},
		{store.JobQuery{Text: "翻訳"}, []job.Job{middle, cheap}},
		{store.JobQuery{Text: "翻訳", State: store.AnyState}, []job.Job{middle, cheap, own}},
		{store.JobQuery{Text: "翻訳", Category: "翻訳", MaxBudget: 2_000, ClientID: w.worker.ID}, []job.Job{cheap}},
	}
	for _, test := range tests {
		got := paged(w, func(j job.Job) string { return j.ID }, func(p store.Page) ([]job.Job, error) {
			return w.store.Jobs(w.ctx(), test.query, p)
		})
		w.same("a filtered list", got, test.want)
	}
}

func (w *world) said(thread string, by string, body string) message.Message {
	m := message.Message{ID: w.ids.New("msg", w.tick()), Thread: thread, From: by, Body: body, At: w.now}
	w.write(store.Changes{Messages: []message.Message{m}})
	return m
}

// FileContent is what every file in a furnished store holds; it is kept nowhere
// but by who wants it kept.
const FileContent = "%PDF-1.7 見積書"

func (w *world) attached(thread, by, name string) message.Attachment {
	f := message.File{Name: name, Type: "application/pdf", Size: int64(len(FileContent)), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(FileContent)))}
	a := message.Attach(thread, f, by, w.ids, w.tick())
	w.write(store.Changes{Attachments: []message.Attachment{a}})
	return a
}

func filesGoOutOnce(w *world) {
	c := w.funded(10_000, job.Conditions{})
	first := w.attached(c.ProposalID, w.worker.ID, "見積書 \"1\".pdf")
	second := w.attached(c.ProposalID, w.worker.ID, "見積書.pdf")
	w.attached(c.ProposalID, w.client.ID, "資料.pdf")
	unsent, err := w.store.UnsentAttachments(w.ctx(), c.ProposalID, w.worker.ID)
	w.same("what is not sent", get(w, unsent, err), []message.Attachment{first, second})
	readable := func(id, by string) error {
		_, err := store.ReadableAttachment(w.ctx(), w.store, id, by)
		return err
	}
	w.must(readable(first.ID, w.worker.ID))
	w.refused("the other side's unsent file", readable(first.ID, w.client.ID), store.ErrNotFound)

	m := w.said(c.ProposalID, w.worker.ID, "添付します")
	w.must(w.store.Write(w.ctx(), store.Names{Attachments: []string{first.ID, first.ID, "att_none"}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the file as loaded", rows.Attachments, map[string]message.Attachment{first.ID: first})
		sent, err := rows.Attachments[first.ID].Send(c.ProposalID, w.worker.ID, m.ID)
		first = sent
		return store.Changes{Attachments: []message.Attachment{sent}}, err
	}))
	got, err := w.store.Attachment(w.ctx(), first.ID)
	w.same("a sent file", get(w, got, err), first)
	carried, err := w.store.Attachments(w.ctx(), []string{"msg_none", m.ID, ""})
	w.same("what a message carries", get(w, carried, err), []message.Attachment{first})
	none, err := w.store.Attachments(w.ctx(), nil)
	w.same("what no message carries", get(w, none, err), []message.Attachment{})
	unsent, err = w.store.UnsentAttachments(w.ctx(), c.ProposalID, w.worker.ID)
	w.same("what is still not sent", get(w, unsent, err), []message.Attachment{second})
	w.must(readable(first.ID, w.client.ID))
	w.refused("a file for a stranger", readable(first.ID, w.operator.ID), store.ErrNotFound)
	w.refused("a file that is not there", readable("att_none", w.client.ID), store.ErrNotFound)

	moved := first
	moved.SentIn = "msg_x"
	w.refused("a file sent twice", w.tryWrite(store.Names{Attachments: []string{first.ID}}, store.Changes{Attachments: []message.Attachment{moved}}), nil)
	empty := second
	empty.ID, empty.Size = "att_x", 0
	w.refused("an empty file", w.tryWrite(store.Names{}, store.Changes{Attachments: []message.Attachment{empty}}), nil)
}

func threadsAreReadUpToAMark(w *world) {
	j := w.posted("契約書の英訳", "十二ページ")
	quiet, busy := w.proposed(j, job.Offer{Amount: 1_000}), w.proposed(j, job.Offer{Amount: 2_000})
	c := w.formed(10_000, job.Conditions{})
	first := w.said(busy.ID, w.worker.ID, "はじめまして")
	second := w.said(busy.ID, w.worker.ID, "いかがでしょうか")
	answer := w.said(busy.ID, w.client.ID, "検討します")

	unread := func(by string, want map[string]int) {
		w.t.Helper()
		got, err := w.store.UnreadMessages(w.ctx(), by)
		w.same("what is unread", get(w, got, err), want)
	}
	threads := func(by string) []message.Thread {
		return paged(w, func(t message.Thread) string { return t.Last.ID }, func(p store.Page) ([]message.Thread, error) {
			return w.store.Threads(w.ctx(), by, p)
		})
	}
	unread(w.client.ID, map[string]int{busy.ID: 2})
	unread(w.worker.ID, map[string]int{busy.ID: 1})
	unread(w.operator.ID, map[string]int{})
	formed, err := w.store.Messages(w.ctx(), c.ProposalID, page)
	formedLast := get(w, formed, err)[len(formed)-1]
	w.same("the client's threads", threads(w.client.ID), []message.Thread{
		{ID: busy.ID, JobID: j.ID, Title: j.Title, OtherID: w.worker.ID, OtherName: w.worker.Name, Last: answer, Unread: 2, UnreadAt: second.At},
		{ID: c.ProposalID, JobID: c.JobID, ContractID: c.ID, Title: c.Title, OtherID: w.worker.ID, OtherName: w.worker.Name, Last: formedLast},
	})
	w.same("a stranger's threads", threads(w.operator.ID), []message.Thread{})

	mark := message.Mark{Thread: busy.ID, AccountID: w.client.ID, Upto: first.ID, At: w.tick()}
	w.write(store.Changes{Marks: []message.Mark{mark}})
	unread(w.client.ID, map[string]int{busy.ID: 1})
	further := message.Mark{Thread: busy.ID, AccountID: w.client.ID, Upto: second.ID, At: w.tick()}
	other := message.Mark{Thread: busy.ID, AccountID: w.worker.ID, Upto: answer.ID, At: w.tick()}
	back := mark
	back.At = w.tick()
	w.write(store.Changes{Marks: []message.Mark{other, further, back}})
	w.write(store.Changes{Marks: []message.Mark{back}}) // a mark does not go back
	marks, err := w.store.ReadMarks(w.ctx(), busy.ID)
	w.same("the marks", get(w, marks, err), []message.Mark{further, other})
	none, err := w.store.ReadMarks(w.ctx(), quiet.ID)
	w.same("no marks", get(w, none, err), []message.Mark{})
	unread(w.client.ID, map[string]int{})
	unread(w.worker.ID, map[string]int{})
	w.same("the worker's first thread", threads(w.worker.ID)[0],
		message.Thread{ID: busy.ID, JobID: j.ID, Title: j.Title, OtherID: w.client.ID, OtherName: w.client.Name, Last: answer})
	w.refused("a mark in no thread", w.tryWrite(store.Names{}, store.Changes{Marks: []message.Mark{{Thread: "prp_none", AccountID: w.client.ID, Upto: "x"}}}), nil)
}

func recordsCountContracts(w *world) {
	deliver := func(c contract.Contract) contract.Contract {
		return w.take(c, contract.Deliver{Note: "できました"}, w.by(w.worker))
	}
	w.formed(10_000, job.Conditions{})
	w.take(w.formed(10_000, job.Conditions{}), contract.Cancel{}, w.by(w.client))
	paid := w.take(deliver(w.funded(20_000, job.Conditions{})), contract.Accept{}, w.by(w.client))
	split := w.take(w.funded(30_000, job.Conditions{}), contract.RequestTermination{Reason: "都合", WorkerAmount: 10_000}, w.by(w.client))
	split = w.take(split, contract.AgreeTermination{}, w.by(w.worker))
	between := w.take(deliver(w.funded(50_000, twoParts(20_000, 30_000))), contract.Accept{}, w.by(w.client))
	deemed := deliver(w.funded(40_000, job.Conditions{}))
	nudged := w.take(w.funded(60_000, job.Conditions{}), contract.Say{Body: "いますか"}, w.by(w.client))
	deemed = w.wait(deemed, deemed.Until)
	nudged = w.take(nudged, contract.RequestNudge{Note: "連絡がない"}, w.by(w.client))
	nudged = w.take(nudged, contract.ApproveNudge{}, w.by(w.operator))
	both := record.Side{Formed: 7, Running: 3, Awaiting: 1, Completed: 2, Terminated: 1, Cancelled: 1, Funded: 5, Deemed: 1}
	hired, worked := both, both
	hired.Inspections, hired.InspectionMedian = 3, time.Microsecond // two at once, and one by the clock
	worked.NudgesReceived = 1
	of := func(id string) record.TrackRecord {
		r, err := w.store.Record(w.ctx(), id)
		return get(w, r, err)
	}
	earned := paid.Paid.Net + split.Paid.Net + between.Paid.Net + deemed.Paid.Net
	w.same("the client's record", of(w.client.ID), record.TrackRecord{AsClient: hired})
	w.same("the worker's record", of(w.worker.ID), record.TrackRecord{AsWorker: worked, Earned: earned})
	w.take(nudged, contract.Say{Body: "います"}, w.by(w.worker))
	worked.NudgesAnswered = 1
	w.same("the worker's record after an answer", of(w.worker.ID), record.TrackRecord{AsWorker: worked, Earned: earned})
	w.same("nobody's record", of("acc_none"), record.TrackRecord{})
}
