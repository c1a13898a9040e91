package storetest

import (
	"testing"
	"time"

	"azukari/internal/domain/charter"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/store"
)

// Furnish fills an empty store with some of everything: contracts in every
// situation that its schema has a word for, money in every place.
func Furnish(t testing.TB, s store.Store) {
	t.Helper()
	w := newWorld(t, s)
	w.formed(10_000, job.Conditions{})
	w.take(w.formed(20_000, job.Conditions{}), contract.Fund{}, w.by(w.client))

	settled := w.take(w.funded(100_000, twoParts(60_000, 40_000)), contract.Deliver{Note: "できました"}, w.by(w.worker))
	w.take(settled, contract.Accept{}, w.by(w.client))
	split := w.take(w.funded(30_000, job.Conditions{}), contract.RequestTermination{Reason: "都合", WorkerAmount: 10_000}, w.by(w.client))
	split = w.take(split, contract.AgreeTermination{}, w.by(w.worker))
	w.rated(split, w.client, rating.Scores{5, 4, 3, 2, 1})
	w.rated(split, w.worker, rating.Scores{4, 4, 4, 4, 4})
	w.replied(w.ofContract(split)[0], w.worker)
	w.reported(w.worker, report.Subject{ID: w.client.ID, OwnerID: w.client.ID})
	w.decided(w.reported(w.client, report.Subject{ID: w.worker.ID, OwnerID: w.worker.ID}), report.Warned)
	talking, meeting := w.funded(15_000, job.Conditions{}), w.funded(16_000, job.Conditions{})
	w.asked(&talking)
	w.asked(&meeting)
	w.answered(&meeting, w.worker, outside.VerbAgree)
	w.answered(&meeting, w.operator, outside.VerbApprove)
	w.take(w.funded(40_000, job.Conditions{}), contract.RequestTermination{Reason: "都合"}, w.by(w.client))
	disputed := w.take(w.funded(50_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	w.take(disputed, contract.OpenDispute{Reason: "違う"}, w.by(w.client))
	changing := w.funded(70_000, job.Conditions{})
	w.take(changing, w.changeTo(changing, 80_000), w.by(w.worker))
	rewarded := w.take(w.funded(80_000, job.Conditions{}), contract.Deliver{Note: "できました"}, w.by(w.worker))
	rewarded = w.take(rewarded, contract.Accept{}, w.by(w.client))
	rewarded = w.take(rewarded, contract.PayBonus{Amount: 1_000}, w.by(w.client))
	w.take(rewarded, contract.SettlePayment{PaymentID: rewarded.Payment.ID, Paid: true}, contract.Actor{System: contract.Gateway})
	nudged := w.take(w.funded(60_000, job.Conditions{}), contract.Say{Body: "いますか"}, w.by(w.client))
	w.requestPayout(w.worker, 5_000)
	sent := w.attached(nudged.ProposalID, w.client.ID, "資料.pdf")
	w.attached(nudged.ProposalID, w.worker.ID, "下書き.pdf")
	sent.SentIn = w.said(nudged.ProposalID, w.client.ID, "添付します").ID
	w.must(w.tryWrite(store.Names{Attachments: []string{sent.ID}}, store.Changes{Attachments: []message.Attachment{sent}}))
	w.write(store.Changes{Marks: []message.Mark{{Thread: nudged.ProposalID, AccountID: w.worker.ID, Upto: sent.SentIn, At: w.now}}})

	w.write(store.Changes{Editions: []charter.Edition{{ID: "edn_1", Kind: charter.Face, Version: 1, StartsAt: w.now, At: w.now, By: w.operator.ID, Document: `{"name":"みなと仕事市場"}`}}})

	queued, err := s.QueuedMail(w.ctx(), w.now, 1)
	w.must(err)
	w.changeNotice(queued[0], func(n *notice.Notice) { n.Mail, n.MailTries, n.MailAt = notice.Sent, 1, w.tick() },
		store.MailAttempt{NoticeID: queued[0].ID, Try: 1, At: w.now, Outcome: "sent"})
	w.write(store.Changes{Answers: []store.Answer{{Key: "k", Fingerprint: "f", Status: 200, At: w.now}}, Clock: w.now})

	w.now = w.now.Add(100 * time.Hour)
	w.take(nudged, contract.RequestNudge{Note: "連絡がない"}, w.by(w.client))
}
