package storetest

import (
	"cmp"
	"slices"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// noticesOf reads everything that a person was told, newest first.
func (w *world) noticesOf(a account.Account, unread bool) []notice.Notice {
	w.t.Helper()
	return paged(w, func(n notice.Notice) string { return n.ID }, func(p store.Page) ([]notice.Notice, error) {
		return w.store.Notices(w.ctx(), a.ID, unread, p)
	})
}

// changeNotice loads one notification and writes it back changed.
func (w *world) changeNotice(n notice.Notice, change func(*notice.Notice), tried ...store.MailAttempt) notice.Notice {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{Notices: []string{n.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the notification as loaded", rows.Notices, map[string]notice.Notice{n.ID: n})
		change(&n)
		return store.Changes{Notices: []notice.Notice{n}, Attempts: tried}, nil
	}))
	return n
}

func notificationsComeBack(w *world) {
	j := w.posted("翻訳", "二千字")
	p := w.proposed(j, job.Offer{Amount: 10_000})
	var want []notice.Notice
	for range 3 {
		n := notice.OfProposal(notice.ProposalReceived, p, j, w.worker.ID, w.ids, w.tick())
		w.write(store.Changes{Notices: []notice.Notice{n}})
		want = append([]notice.Notice{n}, want...)
	}
	c := w.funded(10_000, job.Conditions{})
	for _, n := range w.noticesOf(w.client, false)[:1] {
		if n.ContractID != c.ID {
			w.t.Errorf("the newest notification is not of the contract: %+v", n)
		}
	}
	all := w.noticesOf(w.client, false)
	w.same("the first notifications", all[len(all)-3:], want)
	before := len(all)

	read := w.changeNotice(want[1], func(n *notice.Notice) { n.ReadAt = w.tick() })
	all = w.noticesOf(w.client, false)
	w.same("a notification that was read", all[len(all)-2], read)
	unread := w.noticesOf(w.client, true)
	if len(all) != before || len(unread) != before-1 || slices.ContainsFunc(unread, func(n notice.Notice) bool { return n.ID == read.ID }) {
		w.t.Errorf("%d notifications, %d unread, where one of %d was read", len(all), len(unread), before)
	}
	count, err := w.store.UnreadNotices(w.ctx(), w.client.ID)
	w.same("the count of unread", get(w, count, err), len(unread))
}

func mailIsQueuedTriedAndSent(w *world) {
	w.formed(10_000, job.Conditions{}) // tells both
	due, err := w.store.QueuedMail(w.ctx(), w.now, 10)
	w.must(err)
	if len(due) != 2 || due[0].MailAt > due[1].MailAt {
		w.t.Fatalf("the queue holds %+v", due)
	}
	none, err := w.store.QueuedMail(w.ctx(), due[0].MailAt-1, 10)
	w.same("the queue before its time", get(w, none, err), []notice.Notice{})
	one, err := w.store.QueuedMail(w.ctx(), w.now, 1)
	w.same("the head of the queue", get(w, one, err), due[:1])
	last, err := w.store.LastQueuedMail(w.ctx(), w.now)
	w.same("the end of the queue", get(w, last, err), due[1])
	last, err = w.store.LastQueuedMail(w.ctx(), due[0].MailAt-1)
	w.same("the end of no queue", get(w, last, err), notice.Notice{})

	retried := w.changeNotice(due[0], func(n *notice.Notice) { n.MailTries, n.MailAt = 1, w.now.Add(time.Hour) },
		store.MailAttempt{NoticeID: due[0].ID, Try: 1, At: w.now, Outcome: "failed", Detail: "450 あとで"})
	sent := w.changeNotice(due[1], func(n *notice.Notice) { n.Mail, n.MailTries, n.MailAt = notice.Sent, 1, w.tick() },
		store.MailAttempt{NoticeID: due[1].ID, Try: 1, At: w.now, Outcome: "sent"})
	later, err := w.store.QueuedMail(w.ctx(), w.now.Add(time.Hour), 10)
	w.same("the queue an hour later", get(w, later, err), []notice.Notice{retried})
	resent := w.changeNotice(retried, func(n *notice.Notice) { n.Mail, n.MailTries, n.MailAt = notice.Sent, 2, w.tick() },
		store.MailAttempt{NoticeID: retried.ID, Try: 2, At: w.now, Outcome: "sent"})

	tries, err := w.store.Attempts(w.ctx(), resent.ID)
	w.must(err)
	if len(tries) != 2 || tries[0].Try != 1 || tries[0].Detail != "450 あとで" || tries[1].Outcome != "sent" {
		w.t.Errorf("the attempts came back as %+v", tries)
	}
	byID := []notice.Notice{sent, resent}
	slices.SortFunc(byID, func(a, b notice.Notice) int { return cmp.Compare(b.ID, a.ID) })
	everybody := paged(w, func(n notice.Notice) string { return n.ID }, func(p store.Page) ([]notice.Notice, error) {
		return w.store.SentMail(w.ctx(), "", p)
	})
	w.same("all sent mail", everybody, byID)
	for _, n := range byID {
		owner, err := w.store.Account(w.ctx(), n.AccountID)
		w.must(err)
		own, err := w.store.SentMail(w.ctx(), owner.Email, page)
		w.same("the mail sent to "+owner.Email, get(w, own, err), []notice.Notice{n})
	}
	nobody, err := w.store.SentMail(w.ctx(), "nobody@example.com", page)
	w.same("the mail sent to nobody", get(w, nobody, err), []notice.Notice{})
}
