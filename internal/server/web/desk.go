package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// deskPages are the operator's (R13.3): one queue of all that waits, and a page
// for each case.
func deskPages() []page {
	saids["desk"], saids["claimed"], saids["given"], saids["together"], saids["staff"] = words.DeskDone, words.DeskClaimed, words.DeskGiven, words.DeskBulkDone, words.StaffSaved
	all := []page{
		{"GET", "/desk", staff(""), showQueue},
		{"POST", "/desk/claims/{id}", staff(""), claimCase},
		{"GET", "/desk/nudges/together", staff(account.DecideRequests), showTogether},
		{"POST", "/desk/nudges/together", staff(account.DecideRequests), approveTogether},
		{"GET", "/desk/contracts/{id}/messages", staff(account.ReadMessages), readMessages},
		{"POST", "/desk/contracts/{id}/messages", staff(account.ReadMessages), openMessages},
		{"GET", "/desk/contracts/{id}/files/{file}", staff(account.ReadMessages), readFile},
		{"GET", "/desk/disputes/{id}/terms.pdf", staff(account.DecideDisputes), disputedTerms},
		{"GET", "/desk/appeals/{id}/files/{question}", staff(account.DecideRequests), appealFile},
		{"GET", "/desk/mail", staff(""), showBounced},
		{"GET", "/desk/trail", staff(account.RunHouse), showTrail},
		{"GET", "/desk/staff", staff(account.RunHouse), showStaff},
		{"POST", "/desk/staff", staff(account.RunHouse), addStaff},
		{"POST", "/desk/staff/{id}", staff(account.RunHouse), changeRoles},
	}
	for _, k := range caseKinds {
		all = append(all, page{"GET", "/desk/" + k.name + "/{id}", staff(""), func(v *visit) error { return v.showCase(k, http.StatusOK, form()) }})
		if k.decide != nil {
			all = append(all, page{"POST", "/desk/" + k.name + "/{id}", staff(k.duty), func(v *visit) error { return v.decideCase(k) }})
		}
	}
	all = append(all, deskSettingsPages()...)
	all = append(all, deskReceiptPages()...)
	return append(all, deskPayoutPages()...)
}

// atDesk lets the operator's staff in who have a duty, and sends those without a
// second factor to set one up.
func (v *visit) atDesk(duty account.Duty) (bool, error) {
	switch {
	case !v.viewer.Staff():
		return false, refusal.NoSuch("page")
	case !v.viewer.AtDesk(v.session):
		v.redirect("/settings/two-factor?next=" + url.QueryEscape(v.here()))
		return false, nil
	case duty != "" && !v.viewer.Roles.May(duty):
		return false, refusal.Denied("R13.2", "This is for another role of the staff.")
	}
	return true, nil
}

// A waiting is one case of the queue.
type waiting struct {
	kind, id, title string
	path            string // empty: the kind and the id
	by              calendar.Instant
	bulk            bool
}

func (w waiting) at() string { return cmp.Or(w.path, "/desk/"+w.kind+"/"+w.id) }

// queue is all that waits, what is due first comes first.
func (v *visit) queue() (all []waiting, err error) {
	s := v.Engine.Store
	nudges, err := s.Nudges(v.ctx, contract.NudgeRequested, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, n := range nudges {
		c, err := s.Contract(v.ctx, n.ContractID)
		if err != nil {
			return nil, err
		}
		all = append(all, waiting{kind: "nudges", id: n.ID, title: c.Title, by: n.ReviewBy, bulk: c.RoleOf(v.who()) == contract.Operator})
	}
	disputes, err := s.Contracts(v.ctx, store.ContractQuery{DisputeIn: contract.DisputeOpen}, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, c := range disputes {
		all = append(all, waiting{kind: "disputes", id: c.Dispute.ID, title: c.Title, by: c.Dispute.DecideBy})
	}
	appeals, err := s.Works(v.ctx, store.WorkQuery{State: task.AnswerAppealed, OldestFirst: true}, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, a := range appeals {
		j, err := s.Job(v.ctx, a.JobID)
		if err != nil {
			return nil, err
		}
		all = append(all, waiting{kind: "appeals", id: a.ID, title: j.Title, by: a.Until})
	}
	reports, err := s.Reports(v.ctx, store.ReportQuery{State: report.Open}, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, r := range reports {
		all = append(all, waiting{kind: "reports", id: r.ID, title: v.t(words.Titled, v.t(words.ReportKinds[string(r.Kind)]), r.Title), by: r.DecideBy})
	}
	outsides, err := s.OutsideRequests(v.ctx, store.OutsideQuery{State: outside.Agreed}, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, r := range outsides {
		c, err := s.Contract(v.ctx, r.ContractID)
		if err != nil {
			return nil, err
		}
		all = append(all, waiting{kind: "outside-contacts", id: r.ID, title: c.Title, by: r.DecideBy})
	}
	money, err := v.moneyWaiting()
	if err != nil {
		return nil, err
	}
	all = append(all, money...)
	for _, more := range []func() ([]waiting, error){v.bouncesWaiting, v.overdueWaiting} {
		some, err := more()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b waiting) int { return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.id, b.id)) })
	return all, nil
}

// moneyWaiting is what waits for the finance staff: payouts whose day comes, all
// together, and batches that a second person has to approve.
func (v *visit) moneyWaiting() (all []waiting, err error) {
	payouts, err := v.Engine.Store.Payouts(v.ctx, store.PayoutQuery{State: payout.Requested}, store.Page{})
	if err != nil {
		return nil, err
	}
	byDay := map[string][]payout.Payout{}
	for _, p := range payouts {
		byDay[p.PayOn] = append(byDay[p.PayOn], p)
	}
	for day, some := range byDay {
		date, err := calendar.ParseDate(day)
		if err != nil { // asked for before there was a plan
			date = v.Engine.Calendar.Day(some[0].RequestedAt)
		}
		all = append(all, waiting{
			kind: "payouts", id: "payouts-" + day, path: "/desk/payouts", by: v.Engine.Calendar.StartOf(date),
			title: v.t(words.PayoutsBatch, words.Day(v.lang, date.String()), len(some), words.Yen(v.lang, total(some))),
		})
	}
	proposed, err := v.Engine.Store.Batches(v.ctx, payout.Proposed, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, b := range proposed {
		date, err := calendar.ParseDate(b.PayOn)
		if err != nil {
			return nil, err
		}
		all = append(all, waiting{
			kind: "batches", id: b.ID, path: "/desk/payouts/" + b.ID, by: v.Engine.Calendar.StartOf(date),
			title: v.t(words.PayoutsBatch, words.Day(v.lang, b.PayOn), b.Count, words.Yen(v.lang, b.Total)),
		})
	}
	return all, nil
}

// clock is a case's service clock.
func (v *visit) clock(by calendar.Instant) view.ServiceClock {
	left, urgency := desk.Clock(v.Engine.Calendar, v.now, by)
	c := view.ServiceClock{Urgency: string(urgency), By: v.t(words.DeskUntil, words.When(v.lang, by, v.Engine.Calendar))}
	switch urgency {
	case desk.Late:
		c.Says = v.t(words.DeskLate)
	case desk.Today:
		c.Says = v.t(words.DeskToday)
	default:
		c.Says = v.t(words.DeskLeft, left)
	}
	return c
}

// deskTabs are the desk's pages, as far as the viewer's roles go.
func (v *visit) deskTabs(path string) (tabs []view.Tab) {
	for _, t := range []struct {
		path string
		name words.Text
		duty account.Duty
	}{
		{"/desk", words.DeskQueue, ""}, {"/desk/receipts", words.Receipts, account.TakeIn}, {"/desk/payouts", words.DeskPayouts, account.PayOut},
		{"/desk/identity", words.IdentityTitle, account.DecideRequests}, {"/desk/mail", words.DeskMail, ""},
		{"/desk/trail", words.DeskTrail, account.RunHouse}, {"/desk/staff", words.DeskStaff, account.RunHouse}, {"/desk/settings", words.DeskSettings, account.RunHouse},
	} {
		if (t.duty == "" || v.viewer.Roles.May(t.duty)) && (t.duty != account.TakeIn || v.takesInByHand()) {
			tabs = append(tabs, view.Tab{Name: v.t(t.name), Path: t.path, Count: -1, Chosen: t.path == path})
		}
	}
	return tabs
}

// inHand is who has which case in hand, by case.
func (v *visit) inHand() (map[string]account.Account, error) {
	claims, err := v.Engine.Store.Claims(v.ctx, v.now)
	if err != nil {
		return nil, err
	}
	all := map[string]account.Account{}
	for _, c := range claims {
		if all[c.CaseID], err = v.Engine.Store.Account(v.ctx, c.By); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func showQueue(v *visit) error {
	p, err := v.page(v.t(words.DeskTitle))
	if err != nil {
		return err
	}
	all, err := v.queue()
	if err != nil {
		return err
	}
	inHand, err := v.inHand()
	if err != nil {
		return err
	}
	kind := v.r.URL.Query().Get("kind")
	q := &view.Queue{Tabs: v.deskTabs("/desk"), Form: form(), MayBulk: v.viewer.Roles.May(account.DecideRequests)}
	counts := map[string]int{}
	for _, w := range all {
		counts[w.kind]++
		if kind != "" && kind != w.kind {
			continue
		}
		q.Rows = append(q.Rows, view.CaseRow{
			ID: w.id, Kind: w.kind, KindName: v.t(words.CaseKinds[w.kind]), Title: w.title, Path: w.at(), Clock: v.clock(w.by), Claim: inHand[w.id].Name, Bulk: w.bulk,
		})
	}
	q.MayBulk = q.MayBulk && counts["nudges"] > 1
	q.Kinds = []view.Tab{{Name: v.t(words.DeskAll), Path: "/desk", Count: len(all), Chosen: kind == ""}}
	for _, name := range []string{"nudges", "disputes", "appeals", "reports", "outside-contacts", "payouts", "batches", "mail", "overdue"} {
		if counts[name] > 0 {
			q.Kinds = append(q.Kinds, view.Tab{Name: v.t(words.CaseKinds[name]), Path: "/desk?kind=" + name, Count: counts[name], Chosen: kind == name})
		}
	}
	p.Live = "/events?account=" + v.viewer.ID
	return v.ok(view.QueuePage(p, q))
}

// claimCase takes a case in hand, or gives it back.
func claimCase(v *visit) error {
	back := v.r.PostFormValue("back") != ""
	if _, err := v.bring(transact.ClaimCase{CaseID: clean(v.r.PathValue("id"), 64), Back: back}, nil); err != nil {
		return err
	}
	said := "claimed"
	if back {
		said = "given"
	}
	to, _ := url.Parse(v.next())
	return v.done(to.Path, said)
}

// nudgesChosen are the waiting nudges that a form names, and that the viewer may
// decide.
func (v *visit) nudgesChosen() (chosen []waiting, err error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, err
	}
	all, err := v.queue()
	for _, w := range all {
		if w.bulk && slices.Contains(v.r.Form["id"], w.id) {
			chosen = append(chosen, w)
		}
	}
	return chosen, err
}

// showTogether shows what a bulk decision would do.
func showTogether(v *visit) error {
	chosen, err := v.nudgesChosen()
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.DeskBulkTitle))
	if err != nil {
		return err
	}
	if len(chosen) == 0 {
		v.redirect("/desk")
		return nil
	}
	var rows []view.CaseRow
	for _, w := range chosen {
		rows = append(rows, view.CaseRow{ID: w.id, Title: w.title, Clock: v.clock(w.by)})
	}
	return v.ok(view.TogetherPage(p, v.deskTabs("/desk"), rows, form()))
}

// approveTogether approves them one by one; what somebody else has decided
// meanwhile stays as they decided.
func approveTogether(v *visit) error {
	chosen, err := v.nudgesChosen()
	if err != nil {
		return err
	}
	for _, w := range chosen {
		id, err := v.Engine.Store.ContractOfNudge(v.ctx, w.id)
		if err != nil {
			return err
		}
		_, err = v.bring(transact.OnRequest{RequestID: w.id, OnContract: transact.OnContract{ContractID: id, Command: contract.ApproveNudge{}}}, nil)
		if err != nil && !notNow(err) {
			return err
		}
	}
	return v.done("/desk", "together")
}

func total(some []payout.Payout) (sum money.Yen) {
	for _, p := range some {
		sum += p.Amount
	}
	return sum
}
