package history

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// rows makes a list's rows comparable: an empty list is an empty list, and what
// only the kernel holds is left out.
func rows[T any](list []T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(list))
	for i, one := range list {
		if e, ok := any(&list[i]).(*store.Event); ok {
			e.Data = nil
			one = list[i]
		}
		texts[i] = show(one)
	}
	return texts, nil
}

func value[T any](v T, err error) (any, error) { return v, err }

// look asks every store the same question.
func (h *history) look() {
	ctx, who, now := context.Background(), h.anyone().Account, h.now()
	page := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2, 3})}
	contractID := h.one(h.contracts, id.Contract)
	c, _ := h.contract(contractID)
	proposal := h.one(h.proposals, id.Proposal)
	cursor := func(ids ...string) store.Page { // a page that may begin after one of these
		p := page
		if len(ids) > 0 && h.maybe("cursor") {
			p.Cursor = oneOf(h, "after", ids)
		}
		return p
	}
	states := append([]contract.State{""}, contract.Machine.States()...)
	questions := map[string]func() func(store.Reader) (any, error){
		"contract": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) { return value(r.Contract(ctx, contractID)) }
		},
		"terms": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) { return value(r.Terms(ctx, contractID, c.TermsHash)) }
		},
		"contracts": func() func(store.Reader) (any, error) {
			party := oneOf(h, "party", []string{"", who})
			q := oneOf(h, "query", []store.ContractQuery{
				{Party: party}, {ClientID: who}, {WorkerID: who}, {DisputeIn: contract.DisputeOpen},
				{State: oneOf(h, "state", states), Party: party},
			})
			p := cursor(h.contracts...)
			return func(r store.Reader) (any, error) { return rows(r.Contracts(ctx, q, p)) }
		},
		"nudges": func() func(store.Reader) (any, error) {
			state := oneOf(h, "nudge", append([]contract.State{""}, contract.NudgeMachine.States()...))
			return func(r store.Reader) (any, error) { return rows(r.Nudges(ctx, state, page)) }
		},
		"events": func() func(store.Reader) (any, error) {
			p := cursor(ids(h.events(contractID), func(e store.Event) string { return e.ID })...)
			return func(r store.Reader) (any, error) { return rows(r.Events(ctx, contractID, p)) }
		},
		"messages": func() func(store.Reader) (any, error) {
			known, _ := h.model().store.Messages(ctx, c.ProposalID, store.Page{})
			p := cursor(ids(known, func(m message.Message) string { return m.ID })...)
			return func(r store.Reader) (any, error) { return rows(r.Messages(ctx, c.ProposalID, p)) }
		},
		"jobs": func() func(store.Reader) (any, error) {
			q := oneOf(h, "query", []store.JobQuery{{}, {Text: "翻訳"}, {Text: "abc かたろぐ"}, {Text: "ない"}, {Category: "翻訳"}, {Format: job.Project}, {Text: "2 契約"},
				{Text: "翻", State: store.AnyState}, {State: job.Closed}, {ClientID: who, State: store.AnyState}, {MinBudget: 50_000, MaxBudget: 100_000}})
			p := cursor(h.jobs...)
			return func(r store.Reader) (any, error) { return rows(r.Jobs(ctx, q, p)) }
		},
		"proposals": func() func(store.Reader) (any, error) {
			q := oneOf(h, "query", []store.ProposalQuery{{JobID: h.one(h.jobs, id.Job)}, {WorkerID: who}})
			p := cursor(h.proposals...)
			return func(r store.Reader) (any, error) { return rows(r.Proposals(ctx, q, p)) }
		},
		"proposal": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) { return value(r.Proposal(ctx, proposal)) }
		},
		"notices": func() func(store.Reader) (any, error) {
			unread := h.maybe("unread")
			p := cursor(h.noticesOf(who)...)
			return func(r store.Reader) (any, error) { return rows(r.Notices(ctx, who, unread, p)) }
		},
		"letters": func() func(store.Reader) (any, error) {
			email := oneOf(h, "email", []string{"", "client1@example.jp", "worker1@example.jp", "nobody@example.jp"})
			return func(r store.Reader) (any, error) { return rows(r.SentMail(ctx, email, page)) }
		},
		"queue": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) { return rows(r.QueuedMail(ctx, now, 5)) }
		},
		"lines": func() func(store.Reader) (any, error) {
			known, _ := h.model().store.Lines(ctx, ledger.User(who), store.Page{})
			p := cursor(ids(known, func(l ledger.Line) string { return l.Transfer })...)
			return func(r store.Reader) (any, error) { return rows(r.Lines(ctx, ledger.User(who), p)) }
		},
		"payouts": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) {
				return rows(r.Payouts(ctx, store.PayoutQuery{AccountID: who}, page))
			}
		},
		"due": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) { return rows(r.Due(ctx, 0, now+1<<40, page.Limit)) }
		},
		"orders": func() func(store.Reader) (any, error) {
			return func(r store.Reader) (any, error) {
				open, err := r.OpenOrders(ctx)
				return show(append([]store.Order{}, open...)), err
			}
		},
		"threads":  func() func(store.Reader) (any, error) { return h.askThreads(who) },
		"contests": func() func(store.Reader) (any, error) { return h.askContests(who) },
		"tasks":    func() func(store.Reader) (any, error) { return h.askTasks(who) },
		"ratings":  func() func(store.Reader) (any, error) { return h.askRatings(who, now) },
		"cases":    func() func(store.Reader) (any, error) { return h.askCases(who) },
		"token": func() func(store.Reader) (any, error) {
			hash := "token of " + oneOf(h, "token", append(everybody, "nobody"))
			return func(r store.Reader) (any, error) {
				a, t, err := r.AccountByToken(ctx, hash, now)
				return show([]any{a, t}), err
			}
		},
	}
	names := make([]string, 0, len(questions))
	for name := range questions {
		names = append(names, name)
	}
	slices.Sort(names)
	ask := questions[oneOf(h, "question", names)]()
	_, _ = h.all(func(one *house) (any, error) { return ask(one.store) })
}

func ids[T any](list []T, id func(T) string) (all []string) {
	for _, one := range list {
		all = append(all, id(one))
	}
	return all
}

func (h *history) events(contractID string) []store.Event {
	return must(h.model().store.Events(context.Background(), contractID, store.Page{}))
}

func (h *history) noticesOf(account string) []string {
	all := must(h.model().store.Notices(context.Background(), account, false, store.Page{}))
	return ids(all, func(n notice.Notice) string { return n.ID })
}

// readNotice marks one as read, sometimes somebody else's.
func (h *history) readNotice() {
	who := h.anyone()
	_, _ = h.do(h.anyoneOr(who), transact.ReadNotice{NoticeID: h.one(h.noticesOf(who.Account), id.Notification)})
}

func (h *history) anyoneOr(who contract.Actor) contract.Actor {
	if h.between("somebody else", 0, 9) == 0 {
		return h.anyone()
	}
	return who
}

// compareAll holds all that is kept against the model, and what is kept twice
// against each other.
func (h *history) compareAll() {
	first := h.dump(h.model())
	for _, one := range h.houses[1:] {
		h.compare(h.model().name+" and "+one.name, first, h.dump(one))
	}
	for _, one := range h.houses {
		h.derived(one)
		h.stars(one)
		h.entered(one)
		h.cases(one)
		h.answered(one)
	}
	h.countWhatWasSeen()
}

// compare finds the first row that differs.
func (h *history) compare(what string, a, b []string) {
	for i := range max(len(a), len(b)) {
		x, y := "nothing", "nothing"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			h.r.Fatalf("%s keep\n%s\nand\n%s", what, x, y)
		}
	}
}

// dump renders everything that one house keeps, in the order of ids.
func (h *history) dump(one *house) (all []string) {
	keep := func(kind string, v any) error {
		all = append(all, kind+" "+show(v))
		return nil
	}
	ctx := context.Background()
	err := one.store.Scan(ctx, store.Scan{
		Account:  func(a account.Account) error { return keep("account", a) },
		Token:    func(t account.Token) error { return keep("token", t) },
		Login:    func(l account.Login) error { return keep("login", l) },
		Key:      func(k account.Credential) error { return keep("key", k) },
		Job:      func(j job.Job) error { return keep("job", j) },
		Proposal: func(p job.Proposal) error { return keep("proposal", p) },
		Balance:  func(b ledger.Balance) error { return keep("balance", b) },
		Contract: func(c contract.Contract) error { return keep("contract", c) },
		Contest:  func(c contest.Contest) error { return keep("contest", c) },
		Event:    func(e store.Event) error { e.Data = nil; return keep("event", e) },
		Transfer: func(t ledger.Posted) error {
			t.Entries = slices.Clone(t.Entries)
			slices.SortFunc(t.Entries, func(a, b ledger.Entry) int { return cmp.Compare(a.Account, b.Account) })
			return keep("transfer", t)
		},
		Message: func(m message.Message) error { return keep("message", m) },
		Payout:  func(p payout.Payout) error { return keep("payout", p) },
		Notice:  func(n notice.Notice) error { return keep("notice", n) },
		Answer:  func(a store.Answer) error { return keep("answer", a) },

		Attachment: func(a message.Attachment) error { return keep("file", a) },
		Mark:       func(m message.Mark) error { return keep("mark", m) },
		Rating:     func(r rating.Rating) error { return keep("rating", r) },
		Report:     func(r report.Report) error { return keep("report", r) },
		Attention:  func(a attention.Attention) error { return keep("attention", a) },
		Task:       func(t task.Task) error { return keep("task", t) },
		Work:       func(a task.Answer) error { return keep("answer to a task", a) },
		Outside:    func(r outside.Request) error { return keep("outside", r) },
	})
	if err != nil {
		h.r.Fatalf("%s: %v", one.name, err)
	}
	for _, request := range h.model().watch.Requests() {
		nudged, nudgeErr := one.store.ContractOfNudge(ctx, request)
		disputed, disputeErr := one.store.ContractOfDispute(ctx, request)
		_ = keep("request", []any{request, nudged, disputed, nudgeErr != nil, disputeErr != nil})
	}
	for _, id := range h.contracts {
		for hash := must(one.store.Contract(ctx, id)).TermsHash; hash != ""; {
			document := must(one.store.Terms(ctx, id, hash))
			_ = keep("terms", document)
			hash = contract.EditionOf(document).Previous
		}
	}
	return all
}

// derived recomputes from everything what the stores answer from their indexes:
// what is due, what is unread, what a statement sums to, what was agreed.
func (h *history) derived(one *house) {
	ctx := context.Background()
	var due []store.Due
	unread := map[string]int{}
	err := one.store.Scan(ctx, store.Scan{
		Contest: func(c contest.Contest) error {
			if c.Next.At != 0 {
				due = append(due, store.Due{At: c.Next.At, Room: store.ContestRoom, ID: c.JobID})
			}
			return nil
		},
		Contract: func(c contract.Contract) error {
			if c.Next.At != 0 {
				due = append(due, store.Due{At: c.Next.At, Room: store.ContractRoom, ID: c.ID})
			}
			if document, err := one.store.Terms(ctx, c.ID, c.TermsHash); err != nil || contract.HashOf(document) != c.TermsHash {
				return fmt.Errorf("contract %s: the terms do not have the hash that was agreed: %v", c.ID, err)
			}
			return nil
		},
		Task: func(t task.Task) error {
			if t.Next.At != 0 {
				due = append(due, store.Due{At: t.Next.At, Room: store.TaskRoom, ID: t.JobID})
			}
			return nil
		},
		Work: func(a task.Answer) error {
			if a.Until != 0 {
				due = append(due, store.Due{At: a.Until, Room: store.WorkRoom, ID: a.ID})
			}
			return nil
		},
		Attention: func(a attention.Attention) error {
			if a.Next() != 0 {
				due = append(due, store.Due{At: a.Next(), Room: store.AttentionRoom, ID: a.AccountID})
			}
			return nil
		},
		Outside: func(r outside.Request) error {
			if r.Due() != 0 {
				due = append(due, store.Due{At: r.Due(), Room: store.OutsideRoom, ID: r.ContractID})
			}
			return nil
		},
		Notice: func(n notice.Notice) error {
			if n.ReadAt.IsZero() {
				unread[n.AccountID]++
			}
			tried, err := one.store.Attempts(ctx, n.ID)
			if err == nil && len(tried) != n.MailTries {
				err = fmt.Errorf("notice %s was tried %d times, %d are noted", n.ID, n.MailTries, len(tried))
			}
			return err
		},
	})
	if err != nil {
		h.r.Fatalf("%s: %v", one.name, err)
	}
	slices.SortFunc(due, func(a, b store.Due) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Room, b.Room))
	})
	var next calendar.Instant
	if len(due) > 0 {
		next = due[0].At
	}
	if got := must(one.store.NextDue(ctx)); got != next {
		h.r.Fatalf("%s: next due is %s, not %s", one.name, got, next)
	}
	if got := must(one.store.Due(ctx, 0, 1<<61, 1_000)); show(append([]store.Due{}, got...)) != show(append([]store.Due{}, due...)) {
		h.r.Fatalf("%s: due are %v, not %v", one.name, got, due)
	}
	for _, who := range h.people {
		if got := must(one.store.UnreadNotices(ctx, who.Account)); got != unread[who.Account] {
			h.r.Fatalf("%s: %d unread notices of %s, counted %d", one.name, got, who.Account, unread[who.Account])
		}
		var sum money.Yen
		for _, l := range must(one.store.Lines(ctx, ledger.User(who.Account), store.Page{})) {
			sum += l.Amount
		}
		if standing := must(one.store.Balance(ctx, ledger.User(who.Account))); standing != sum {
			h.r.Fatalf("%s: %s has %d, the statement sums to %d", one.name, who.Account, standing, sum)
		}
	}
}

// countWhatWasSeen notes what the clock and the border brought about.
func (h *history) countWhatWasSeen() {
	err := h.model().store.Scan(context.Background(), store.Scan{
		Event: func(e store.Event) error {
			byClock := e.Actor == contract.Clock
			switch {
			case e.Kind == contract.Accepted && byClock:
				h.seen["deemed"]++
			case e.Kind == contract.TerminatedFact && byClock:
				h.seen["terminated by clock"]++
			case e.Kind == contract.DisputeOpened && byClock:
				h.seen["disputed by clock"]++
			case e.Kind == contract.CancelledFact && byClock:
				h.seen["cancelled by clock"]++
			case e.Kind == contract.EscrowReturned:
				h.seen["paid too late"]++
			case e.Kind == contract.EscrowRaised:
				h.seen["amount raised"]++
			case e.Kind == contract.EscrowLowered:
				h.seen["amount lowered"]++
			case e.Kind == contract.ChangeLapsedFact && e.Actor == contract.Clock:
				h.seen["change lapsed by clock"]++
			case e.Kind == contract.NudgeApproved && byClock:
				h.seen["nudge approved by clock"]++
			case e.Kind == contract.NudgeUnansweredFact:
				h.seen["nudge unanswered"]++
			}
			return nil
		},
		Notice: func(n notice.Notice) error {
			switch n.Mail {
			case notice.Superseded:
				h.seen["superseded letters"]++
			case notice.Bounced:
				h.seen["bounced letters"]++
			}
			return nil
		},
	})
	if err != nil {
		h.r.Fatal(err)
	}
}
