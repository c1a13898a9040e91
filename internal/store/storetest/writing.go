package storetest

import (
	"errors"
	"fmt"
	"sync"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// retried writes as the door does: again while the store says so.
func (w *world) retried(names store.Names, decide func(store.Rows) (store.Changes, error)) error {
	for range 50 {
		if err := w.store.Write(w.ctx(), names, decide); !errors.Is(err, store.ErrRetry) {
			return err
		}
	}
	return errors.New("fifty tries were not enough")
}

func answersAreKeptOnce(w *world) {
	first := store.Answer{Key: "k1", Fingerprint: "f1", Status: 201, Body: []byte("{\"a\":\"\x00é\"}"), At: w.tick()}
	names := store.Names{Answers: []string{"k1", "k2", "k1"}}
	read := func() (kept map[string]store.Answer) {
		w.must(w.store.Write(w.ctx(), names, func(rows store.Rows) (store.Changes, error) {
			kept = rows.Answers
			return store.Changes{}, nil
		}))
		return kept
	}
	w.must(w.tryWrite(names, store.Changes{Answers: []store.Answer{first}}))
	w.same("the answer", read(), map[string]store.Answer{"k1": first})

	again, other := first, store.Answer{Key: "k2", Fingerprint: "f2", Status: 422, At: w.tick()}
	again.Fingerprint, again.Status, again.Body, again.At = "f3", 200, []byte("後で"), w.tick()
	w.must(w.tryWrite(names, store.Changes{Answers: []store.Answer{again, other}}))
	w.same("the answer once replaced", read(), map[string]store.Answer{"k1": again, "k2": other})

	// Two nodes answer the same new key: the second one finds it taken, and
	// nothing of what it wanted happens.
	late := store.Answer{Key: "k3", Fingerprint: "f", Status: 201, At: w.tick()}
	w.must(w.tryWrite(store.Names{Answers: []string{"k3"}}, store.Changes{Answers: []store.Answer{late}}))
	j := job.Post(job.Job{ClientID: w.client.ID, Format: job.Project, Title: "二度目"}, w.ids, w.tick())
	err := w.tryWrite(store.Names{}, store.Changes{Answers: []store.Answer{late}, Jobs: []job.Job{j}})
	w.refused("an answer to a key that somebody else took first", err, store.ErrRetry)
	_, err = w.store.Job(w.ctx(), j.ID)
	w.refused("the effect of a second request", err, store.ErrNotFound)
}

func answersAreForgotten(w *world) {
	var at []calendar.Instant
	for i := range 5 {
		at = append(at, w.tick())
		key := fmt.Sprint("key ", 9-i)
		w.must(w.tryWrite(store.Names{Answers: []string{key}}, store.Changes{Answers: []store.Answer{{Key: key, Status: 200, At: w.now}}}))
	}
	forget := func(before calendar.Instant, limit, want int) {
		w.t.Helper()
		n, err := w.store.PurgeAnswers(w.ctx(), before, limit)
		w.same("how many were forgotten", get(w, n, err), want)
	}
	forget(at[0], 10, 0)
	forget(at[3], 2, 2)
	forget(at[3], 2, 1)
	forget(at[3], 2, 0)
	var left []string
	w.must(w.store.Scan(w.ctx(), store.Scan{Answer: func(a store.Answer) error { left = append(left, a.Key); return nil }}))
	w.same("the answers that are left", left, []string{"key 5", "key 6"})
}

func theClockStaysWhereItWasPut(w *world) {
	for _, want := range []calendar.Instant{0, start, start + 1} {
		if want != 0 {
			w.write(store.Changes{Clock: want})
		}
		got, err := w.store.Clock(w.ctx())
		w.same("the clock", get(w, got, err), want)
	}
}

func itIsKnownWhenSomethingWasWrittenLast(w *world) {
	last := func(what string) {
		w.t.Helper()
		got, err := w.store.Written(w.ctx())
		w.same(what, get(w, got, err), w.now)
	}
	w.write(store.Changes{Answers: []store.Answer{{Key: "k", Fingerprint: "f", Status: 200, At: w.tick()}}})
	last("an answer")
	w.formed(10_000, job.Conditions{})
	last("an event")
	w.write(store.Changes{Notices: []notice.Notice{{ID: w.ids.New(id.Notification, w.tick()), AccountID: w.client.ID, Kind: "account.password_changed", Data: "{}", At: w.now, Mail: notice.NoMail}}})
	last("a notification")
	w.trailed(w.operator.ID, "ctr_1", 2)
	last("a line of the audit trail")
	w.must(w.tryWrite(store.Names{Answers: []string{"k"}}, store.Changes{Answers: []store.Answer{{Key: "k", Fingerprint: "f", Status: 200, At: w.tick()}}}))
	last("an answer to a key that was used before")
}

func theLastRestoreCounts(w *world) {
	last := func(want store.Restore) {
		w.t.Helper()
		got, err := w.store.Restored(w.ctx())
		w.same("the last restore", get(w, got, err), want)
	}
	last(store.Restore{})
	first, second := store.Restore{At: start, TakenAt: start - 5, ReleasedAt: start + 1}, store.Restore{At: start + 9, TakenAt: start - 3}
	w.write(store.Changes{Restores: []store.Restore{second}})
	w.write(store.Changes{Restores: []store.Restore{first}})
	last(second)
	second.ReleasedAt = start + 10
	w.write(store.Changes{Restores: []store.Restore{second}})
	last(second)
}

func missingRowsAreNotFound(w *world) {
	asks := map[string]func() error{
		"Account":           func() error { _, err := w.store.Account(w.ctx(), "acc_none"); return err },
		"AccountByEmail":    func() error { _, err := w.store.AccountByEmail(w.ctx(), "none"); return err },
		"Token":             func() error { _, err := w.store.Token(w.ctx(), "none"); return err },
		"CredentialByID":    func() error { _, err := w.store.CredentialByID(w.ctx(), "none"); return err },
		"AccountByToken":    func() error { _, _, err := w.store.AccountByToken(w.ctx(), "none", w.now); return err },
		"Job":               func() error { _, err := w.store.Job(w.ctx(), "job_none"); return err },
		"Proposal":          func() error { _, err := w.store.Proposal(w.ctx(), "prp_none"); return err },
		"Contract":          func() error { _, err := w.store.Contract(w.ctx(), "ctr_none"); return err },
		"Terms":             func() error { _, err := w.store.Terms(w.ctx(), "ctr_none", "h"); return err },
		"ContractOfNudge":   func() error { _, err := w.store.ContractOfNudge(w.ctx(), "ndg_none"); return err },
		"ContractOfDispute": func() error { _, err := w.store.ContractOfDispute(w.ctx(), "dsp_none"); return err },
		"Rating":            func() error { _, err := w.store.Rating(w.ctx(), "rtg_none"); return err },
		"Attachment":        func() error { _, err := w.store.Attachment(w.ctx(), "att_none"); return err },
		"Balance":           func() error { _, err := w.store.Balance(w.ctx(), "user:acc_none"); return err },
	}
	for name, ask := range asks {
		if err := ask(); !errors.Is(err, store.ErrNotFound) {
			w.t.Errorf("%s of what is not there answers %v", name, err)
		}
	}
}

func unknownNamesAreNotInTheRows(w *world) {
	names := store.Names{
		Answers: []string{"none"}, Tokens: []string{"none"}, Accounts: []string{"acc_none", w.client.ID, w.client.ID}, Jobs: []string{"job_none"},
		Proposals: []string{"prp_none"}, Contracts: []string{"ctr_none"}, Balances: []ledger.Account{"user:acc_none"}, Notices: []string{"ntf_none"},
	}
	w.must(w.store.Write(w.ctx(), names, func(rows store.Rows) (store.Changes, error) {
		w.same("the only account that exists", rows.Accounts, map[string]account.Account{w.client.ID: w.client})
		if n := len(rows.Answers) + len(rows.Tokens) + len(rows.Jobs) + len(rows.Proposals) + len(rows.Contracts) + len(rows.Terms) + len(rows.Balances) + len(rows.Notices); n != 0 {
			w.t.Errorf("%d rows of nothing: %+v", n, rows)
		}
		rows.Answers["new"] = store.Answer{} // commands add to the maps what they make
		rows.Contracts["new"] = contract.Contract{}
		return store.Changes{}, nil
	}))
}

func anErrorLeavesEverythingAsItWas(w *world) {
	no := errors.New("no")
	err := w.store.Write(w.ctx(), store.Names{}, func(store.Rows) (store.Changes, error) {
		return store.Changes{Clock: start}, no
	})
	w.refused("what decide would not have", err, no)
	at, err := w.store.Clock(w.ctx())
	w.same("the clock", get(w, at, err), calendar.Instant(0))
}

func aPanicLeavesTheStoreUsable(w *world) {
	func() {
		defer func() {
			if recover() == nil {
				w.t.Error("the panic of decide was swallowed")
			}
		}()
		_ = w.store.Write(w.ctx(), store.Names{Accounts: []string{w.client.ID}}, func(store.Rows) (store.Changes, error) { panic("a broken table") })
	}()
	w.posted("その後", "も使える")
}

func emptyChangesChangeNothing(w *world) {
	called := false
	w.must(w.store.Write(w.ctx(), store.Names{Accounts: []string{w.client.ID}}, func(store.Rows) (store.Changes, error) {
		called = true
		return store.Changes{}, nil
	}))
	if !called {
		w.t.Error("decide was not called")
	}
	w.posted("その後", "も使える")
}

// aFailureInTheMiddleWritesNothing breaks a batch in its last statements.
func aFailureInTheMiddleWritesNothing(w *world) {
	c := w.funded(10_000, job.Conditions{})
	change, err := contract.Take(c, contract.Deliver{Note: "できました"}, w.on(w.by(w.worker)))
	w.must(err)
	changes := w.changes(&c, change)
	changes.Transfers = append(changes.Transfers, ledger.Hold("tfr_overdrawn", ledger.Origin{Cause: changes.Events[0].ID, Subject: c.ID, At: w.now}, c.Milestones[0].ID, w.client.ID, 5))
	w.refused("a batch with an overdrawing transfer", w.tryWrite(store.Names{Contracts: []string{c.ID}}, changes), nil)
	got, err := w.store.Contract(w.ctx(), c.ID)
	w.same("the contract", get(w, got, err), c)
	links, err := w.store.Events(w.ctx(), c.ID, page)
	w.same("the length of its chain", int64(len(get(w, links, err))), c.Events)
}

func aStaleContractIsWrittenAgain(w *world) {
	stale := w.funded(10_000, job.Conditions{})
	c := w.take(stale, contract.Say{Body: "先に書く"}, w.by(w.client))
	change, err := contract.Take(stale, contract.Deliver{Note: "できました"}, w.on(w.by(w.worker)))
	w.must(err)
	err = w.tryWrite(store.Names{Contracts: []string{c.ID}}, w.changes(&stale, change))
	w.refused("a decision on a contract that has changed since", err, store.ErrRetry)
	got, err := w.store.Contract(w.ctx(), c.ID)
	w.same("the contract", get(w, got, err), c)
}

// writesOnOneContractTakeTurns lets many write to one contract at once: each
// decides on what the one before left.
func writesOnOneContractTakeTurns(w *world) {
	const people, each = 4, 8
	c := w.funded(10_000, job.Conditions{})
	failures := make(chan error, people*each)
	var done sync.WaitGroup
	var mu sync.Mutex // the world's clock
	for range people {
		done.Go(func() {
			for range each {
				failures <- w.retried(store.Names{Contracts: []string{c.ID}}, func(rows store.Rows) (store.Changes, error) {
					mu.Lock()
					defer mu.Unlock()
					loaded := rows.Contracts[c.ID]
					change, err := contract.Take(loaded, contract.Say{Body: "もしもし"}, w.on(w.by(w.client)))
					return w.changes(&loaded, change), err
				})
			}
		})
	}
	done.Wait()
	close(failures)
	for err := range failures {
		w.must(err)
	}
	got, err := w.store.Contract(w.ctx(), c.ID)
	w.same("the number of commands", get(w, got, err).Version, c.Version+people*each)
	said, err := w.store.Messages(w.ctx(), c.ProposalID, page)
	n := 0
	for _, m := range get(w, said, err) {
		if m.From == w.client.ID {
			n++
		}
	}
	w.same("the number of messages", n, people*each)
}

// readersSeeOneMoment reads a contract over and over while it changes: its
// state is always that of its running milestone, which another row holds.
func readersSeeOneMoment(w *world) {
	c := w.funded(10_000, twoParts(4_000, 6_000))
	id, stop, failures := c.ID, make(chan struct{}), make(chan error, 1)
	var reading sync.WaitGroup
	reading.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			got, err := w.store.Contract(w.ctx(), id)
			if err == nil && got.Milestones[got.Current].State != got.State {
				err = fmt.Errorf("the contract is %s, its milestone %s", got.State, got.Milestones[got.Current].State)
			}
			if err != nil {
				select {
				case failures <- err:
				default:
				}
				return
			}
		}
	})
	for range 2 {
		c = w.take(c, contract.Deliver{Note: "できました"}, w.by(w.worker))
		c = w.take(c, contract.RequestRevision{Reason: "直して", FailedCriteria: []contract.Criterion{{Index: 0}}}, w.by(w.client))
		c = w.take(c, contract.Deliver{Note: "直しました"}, w.by(w.worker))
		c = w.take(c, contract.Accept{}, w.by(w.client))
		if !c.Ended() {
			c = w.fund(c)
		}
	}
	close(stop)
	reading.Wait()
	select {
	case err := <-failures:
		w.t.Error(err)
	default:
	}
}
