package storetest

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// trailed writes lines as the door does.
func (w *world) trailed(by, subject string, n int) (lines []audit.Line) {
	w.t.Helper()
	w.must(w.store.Write(w.ctx(), store.Names{Audit: true}, func(rows store.Rows) (store.Changes, error) {
		lines = nil
		for range n {
			var l audit.Line
			l, rows.Audit = audit.Write(rows.Audit, by, "nudge/deny", subject, canonical.Object{"reason": "理由"}, w.tick())
			lines = append(lines, l)
		}
		return store.Changes{Audit: lines}, nil
	}))
	return lines
}

func theTrailIsWholeAndStays(w *world) {
	head, err := w.store.AuditHead(w.ctx())
	w.same("no trail yet", get(w, head, err), audit.Head{})
	first := w.trailed(w.operator.ID, "ctr_1", 2)
	second := w.trailed("", w.operator.ID, 1)
	head, err = w.store.AuditHead(w.ctx())
	w.same("its end", get(w, head, err), audit.Head{Seq: 3, Hash: second[0].Hash})

	var proof audit.Proof
	w.must(w.store.Scan(w.ctx(), store.Scan{Audit: proof.Follow}))
	w.must(proof.Reached(head))

	ask := func(q store.AuditQuery) []audit.Line {
		w.t.Helper()
		return paged(w, func(l audit.Line) string { return l.ID }, func(p store.Page) ([]audit.Line, error) { return w.store.AuditTrail(w.ctx(), q, p) })
	}
	w.same("all, newest first", ask(store.AuditQuery{}), []audit.Line{second[0], first[1], first[0]})
	w.same("the operator's", ask(store.AuditQuery{By: w.operator.ID}), []audit.Line{first[1], first[0]})
	w.same("of one thing", ask(store.AuditQuery{Subject: w.operator.ID}), []audit.Line{second[0]})

	l, _ := audit.Write(audit.Head{Seq: 1, Hash: first[0].Hash}, "", "x", "", nil, w.tick())
	w.refused("a second line 2", w.tryWrite(store.Names{}, store.Changes{Audit: []audit.Line{l}}), nil)
	unchanged, err := w.store.AuditHead(w.ctx())
	w.same("its end", get(w, unchanged, err), head)
}

func theStaffIsListed(w *world) {
	staff, err := w.store.Staff(w.ctx())
	w.same("the staff", get(w, staff, err), []account.Account{w.operator})
	a := w.worker
	a.Roles, a.Version = account.RolesOf(account.Support, account.Finance), a.Version+1
	a.TOTP = account.TOTP{Sealed: "sealed", Step: 58_000_000, Recovery: "one two"}
	w.must(w.tryWrite(store.Names{Accounts: []string{a.ID}}, store.Changes{Accounts: []account.Account{a}}))
	staff, err = w.store.Staff(w.ctx())
	w.same("the staff", get(w, staff, err), []account.Account{a, w.operator})
	sealed, err := w.store.Sealed(w.ctx())
	w.same("what is sealed", get(w, sealed, err), []string{"sealed"})
}

func casesAreInHandForAWhile(w *world) {
	ask := func(now calendar.Instant) []desk.Claim {
		w.t.Helper()
		claims, err := w.store.Claims(w.ctx(), now)
		return get(w, claims, err)
	}
	w.same("no claims", ask(w.now), []desk.Claim{})
	one, two := desk.Take("ndg_2", w.operator.ID, w.tick()), desk.Take("ndg_1", w.operator.ID, w.tick())
	w.write(store.Changes{Claims: []desk.Claim{one, two}})
	w.same("both", ask(w.now), []desk.Claim{two, one})
	w.same("the later one", ask(one.Until), []desk.Claim{two})
	two.By = ""
	w.write(store.Changes{Claims: []desk.Claim{two}})
	w.same("one given back", ask(w.now), []desk.Claim{one})
}

func bouncedMailIsFound(w *world) {
	a := notice.OfAccount(notice.NewDevice, w.client, nil, w.ids, w.tick())
	b := notice.OfAccount(notice.NewDevice, w.worker, nil, w.ids, w.tick())
	w.write(store.Changes{Notices: []notice.Notice{a, b}})
	b.Mail, b.MailAt = notice.Bounced, w.tick()
	w.must(w.tryWrite(store.Names{Notices: []string{b.ID}}, store.Changes{Notices: []notice.Notice{b}}))
	bounced := func(unhandled bool) []notice.Notice {
		return paged(w, func(n notice.Notice) string { return n.ID }, func(p store.Page) ([]notice.Notice, error) {
			return w.store.BouncedMail(w.ctx(), unhandled, p)
		})
	}
	w.same("what bounced", bounced(false), []notice.Notice{b})
	w.same("what nobody has seen to", bounced(true), []notice.Notice{b})
	b.HandledAt = w.tick()
	w.must(w.tryWrite(store.Names{Notices: []string{b.ID}}, store.Changes{Notices: []notice.Notice{b}}))
	w.same("what bounced and was seen to", bounced(false), []notice.Notice{b})
	w.same("nothing is left", bounced(true), []notice.Notice{})
}
