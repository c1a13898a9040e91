package storetest

import (
	"cmp"
	"slices"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/job"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
)

// decisionsAreFound: what the operator decided, by kind, and nothing that others
// settled or that still waits (R13.3).
func decisionsAreFound(w *world) {
	since := func(from calendar.Instant) []desk.Decision {
		found, err := w.store.Decisions(w.ctx(), from)
		all := get(w, found, err)
		slices.SortFunc(all, func(a, b desk.Decision) int {
			return cmp.Or(cmp.Compare(a.DecidedAt, b.DecidedAt), cmp.Compare(a.Kind, b.Kind))
		})
		return all
	}
	w.same("nothing was decided", since(1), []desk.Decision{})
	var want []desk.Decision
	expect := func(kind string, asked, due calendar.Instant, byClock bool) {
		want = append(want, desk.Decision{Kind: kind, AskedAt: asked, DueBy: due, DecidedAt: w.now, ByClock: byClock})
	}

	// A nudge that is approved, one that the clock approves, one that is open.
	nudged := func() contract.Contract {
		c := w.take(w.funded(20_000, job.Conditions{}), contract.Say{Body: "いますか"}, w.by(w.client))
		w.now = w.now.Add(80 * time.Hour)
		return w.take(c, contract.RequestNudge{}, w.by(w.client))
	}
	c := nudged()
	w.now = w.now.Add(3 * time.Hour)
	c = w.take(c, contract.ApproveNudge{}, w.by(w.operator))
	w.now = c.Nudge.DecidedAt
	expect("nudges", c.Nudge.RequestedAt, c.Nudge.ReviewBy, false)
	late := nudged()
	late = w.wait(late, late.Nudge.ReviewBy)
	w.now = late.Nudge.DecidedAt
	expect("nudges", late.Nudge.RequestedAt, late.Nudge.ReviewBy, true)
	nudged()

	// A dispute that is decided, and one that the two settle.
	disputed := func() contract.Contract {
		c := w.take(w.funded(20_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
		return w.take(c, contract.OpenDispute{Reason: "違う"}, w.by(w.client))
	}
	d := disputed()
	w.now = w.now.Add(5 * time.Hour)
	d = w.take(d, contract.ResolveDispute{WorkerAmount: 10_000, Reason: "半分です"}, w.by(w.operator))
	w.now = d.Dispute.ClosedAt
	expect("disputes", d.Dispute.OpenedAt, d.Dispute.DecideBy, false)
	settled := w.take(disputed(), contract.OfferSettlement{WorkerAmount: 100}, w.by(w.client))
	w.take(settled, contract.AcceptOffer{}, w.by(w.worker))

	// A report, and one that is open; a request that the other side declines.
	r := w.decided(w.reported(w.worker, report.Subject{ID: w.client.ID, OwnerID: w.client.ID}), report.Warned)
	w.now = r.DecidedAt
	expect("reports", r.At, r.DecideBy, false)
	w.reported(w.client, report.Subject{ID: w.worker.ID, OwnerID: w.worker.ID})
	on := w.funded(10_000, job.Conditions{})
	w.asked(&on)
	w.answered(&on, w.worker, outside.VerbDecline)
	w.asked(&on)
	w.answered(&on, w.worker, outside.VerbAgree)
	o := w.answered(&on, w.operator, outside.VerbApprove)
	w.now = o.DecidedAt
	expect("outside-contacts", o.AnsweredAt, o.DecideBy, false)

	// Of three rejections one is upheld, one the clock overturns, and one nobody
	// appeals.
	b := w.tasked(4)
	b.do(task.Fund{}, w.by(w.client))
	b.do(task.SettlePayment{PaymentID: b.task.Payment.ID, Paid: true}, contract.Actor{System: contract.Gateway})
	first := b.hold(w.worker)
	b.submit(w.worker, first)
	second := b.hold(w.worker)
	b.submit(w.worker, second)
	b.do(task.Reject{AnswerIDs: []string{first, second}, Reason: "短すぎます。"}, w.by(w.client), first, second)
	b.do(task.Appeal{AnswerID: first, Text: "設問どおりです。"}, w.by(w.worker), first)
	asked, due := w.now, b.answers[first].Until
	b.do(task.Uphold{AnswerID: first, Finding: "足りません。"}, w.by(w.operator), first)
	expect("appeals", asked, due, false)
	b.do(task.Appeal{AnswerID: second, Text: "設問どおりです。"}, w.by(w.worker), second)
	asked, due = w.now, b.answers[second].Until
	w.now = due
	b.catchUp(second)
	want = append(want, desk.Decision{Kind: "appeals", AskedAt: asked, DueBy: due, DecidedAt: due, ByClock: true})

	w.same("what was decided", since(1), want)
	w.same("from an instant on", since(want[3].DecidedAt), want[3:])
	w.same("after the last", since(w.now+1), []desk.Decision{})
}
