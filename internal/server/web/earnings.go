package web

import (
	"strconv"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/payout"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() { saids["payout"], saids["payout-cancelled"] = words.PayoutDone, words.PayoutCancels }

// moneyPages are the pages of somebody's own money.
func moneyPages() []page {
	return []page{
		{"GET", "/earnings", member, earnings},
		{"GET", "/payouts/new", member, newPayout},
		{"POST", "/payouts/new", member, requestPayout},
		{"POST", "/payouts/{id}/cancel", member, cancelPayout},
	}
}

// ledgerRows is how many ledger lines one page shows.
const ledgerRows = 30

// earnings is 報酬・支払い: what was earned and is held for the viewer as a worker,
// by month; what is in escrow from them as a client; and every line.
func earnings(v *visit) error {
	p, err := v.page(v.t(words.NavEarnings))
	if err != nil {
		return err
	}
	b := book{v, map[string]contract.Contract{}}
	after := clean(v.r.URL.Query().Get("after"), 64)
	model := view.Earnings{}
	if model.Lines, model.Older, err = b.lines(p, after); err != nil {
		return err
	}
	if model.Past = after != ""; model.Past {
		return v.ok(view.EarningsPage(p, &model))
	}
	p.Live = "/events?account=" + v.viewer.ID
	if err := b.figures(p, &model); err != nil {
		return err
	}
	if model.Payouts, err = b.payouts(p); err != nil {
		return err
	}
	if model.Worker {
		if model.Chart, err = b.chart(p); err != nil {
			return err
		}
	}
	return v.ok(view.EarningsPage(p, &model))
}

// A book is the viewer reading their own accounts; it remembers the contracts
// that the lines name.
type book struct {
	*visit
	contracts map[string]contract.Contract
}

func (b *book) contract(id string) (contract.Contract, error) {
	if c, ok := b.contracts[id]; ok {
		return c, nil
	}
	c, err := b.Engine.Store.Contract(b.ctx, id)
	if err == nil {
		b.contracts[id] = c
	}
	return c, err
}

// figures are what was earned, what is held, what is on its way, what is there.
func (b *book) figures(p *view.Page, m *view.Earnings) error {
	available, err := b.Engine.Store.Balance(b.ctx, ledger.User(b.viewer.ID))
	if err != nil {
		return err
	}
	onWay, err := b.Engine.Store.Balance(b.ctx, ledger.Pending(b.viewer.ID))
	if err != nil {
		return err
	}
	all, err := b.Engine.Store.Contracts(b.ctx, store.ContractQuery{WorkerID: b.viewer.ID}, store.Page{})
	if err != nil {
		return err
	}
	facts, err := b.Engine.Store.Record(b.ctx, b.viewer.ID)
	if err != nil {
		return err
	}
	var held money.Yen
	for _, c := range all {
		b.contracts[c.ID] = c
		if c.Escrow() > 0 {
			held += c.IfAccepted().Net
		}
	}
	posted, err := b.Engine.Store.Jobs(b.ctx, store.JobQuery{ClientID: b.viewer.ID, State: store.AnyState}, store.Page{Limit: 1})
	if err != nil {
		return err
	}
	m.Client = len(posted) > 0
	m.Worker = !m.Client || len(all) > 0 || facts.Earned > 0
	if m.Client {
		paid, err := b.escrow()
		if err != nil {
			return err
		}
		m.Escrow = p.Yen(paid)
	}
	m.Balance, m.Held, m.OnWay, m.Earned = p.Yen(available), p.Yen(held), p.Yen(onWay), p.Yen(facts.Earned)
	m.MayWithdraw = available > 0
	return nil
}

// escrow is what is held from the viewer as a client.
func (v *visit) escrow() (sum money.Yen, err error) {
	agreed, err := v.Engine.Store.Contracts(v.ctx, store.ContractQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return 0, err
	}
	for _, c := range agreed {
		sum += c.Escrow()
	}
	contests, err := v.Engine.Store.Contests(v.ctx, store.ContestQuery{ClientID: v.viewer.ID}, store.Page{})
	if err != nil {
		return 0, err
	}
	for _, c := range contests {
		sum += c.Held()
	}
	tasks, err := v.Engine.Store.Tasks(v.ctx, store.TaskQuery{ClientID: v.viewer.ID}, store.Page{})
	for _, t := range tasks {
		sum += t.InEscrow()
	}
	return sum, err
}

// payouts are the latest withdrawals: those under way, and what became of others
// lately.
func (b *book) payouts(p *view.Page) ([]view.PayoutRow, error) {
	found, err := b.Engine.Store.Payouts(b.ctx, store.PayoutQuery{AccountID: b.viewer.ID}, store.Page{Limit: 20})
	if err != nil {
		return nil, err
	}
	var rows []view.PayoutRow
	for _, one := range found {
		row := view.PayoutRow{ID: one.ID, Amount: p.Yen(one.Amount), At: one.RequestedAt, State: b.t(words.PayoutStates[string(one.State)]), Open: one.Underway(), MayCancel: one.State == payout.Requested, Reason: one.Reason}
		if day, err := calendar.ParseDate(one.PayOn); err == nil && one.Underway() {
			row.Expected = p.Day(day.String())
		}
		if !one.Underway() && one.EndedAt.Add(30*24*time.Hour) < b.now {
			continue // it is on the statement
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// lines is one page of the viewer's ledger lines, newest first.
func (b *book) lines(p *view.Page, after string) (rows []view.LedgerRow, older string, err error) {
	found, err := b.Engine.Store.Lines(b.ctx, ledger.User(b.viewer.ID), store.Page{Limit: ledgerRows + 1, Cursor: after})
	if err != nil {
		return nil, "", err
	}
	if len(found) > ledgerRows {
		found = found[:ledgerRows]
		older = "/earnings?after=" + found[ledgerRows-1].Transfer
	}
	for _, l := range found {
		row := view.LedgerRow{What: b.t(words.LineKinds[string(l.Kind)]), In: l.Amount > 0, At: l.At}
		if row.Amount = "+" + p.Yen(l.Amount); !row.In {
			row.Amount = "−" + p.Yen(-l.Amount)
		}
		if row.Title, row.Path, err = b.subject(l.Subject); err != nil {
			return nil, "", err
		}
		rows = append(rows, row)
	}
	return rows, older, nil
}

// months is how many months the chart shows, this one included.
const months = 12

// chart is what the viewer earned by month.
func (b *book) chart(p *view.Page) (*view.MonthChart, error) {
	today := b.Engine.Calendar.Day(b.now)
	first := calendar.Date{Year: today.Year, Month: today.Month - (months - 1), Day: 1}.Plus(0)
	earned, err := b.byMonth(first)
	if err != nil {
		return nil, err
	}
	chart := &view.MonthChart{}
	var total, most money.Yen
	best := ""
	for i := range months {
		on := calendar.Date{Year: first.Year, Month: first.Month + time.Month(i), Day: 1}.Plus(0)
		m := view.Month{Name: words.Month(b.lang, on.Year, on.Month), Yen: earned[on]}
		m.Short, m.Rest = words.ShortMonth(b.lang, on.Month)
		if i == 0 && on.Month != time.December || on.Month == time.January {
			m.Year = strconv.Itoa(on.Year)
		}
		if total += m.Yen; m.Yen > most {
			most, best = m.Yen, m.Name
		}
		chart.Months = append(chart.Months, m)
	}
	chart.Total = p.Yen(total)
	if total > 0 {
		chart.Description = b.t(words.EarningsByMonthD, chart.Months[0].Name, chart.Months[months-1].Name, chart.Total, best, p.Yen(most))
	}
	return chart, nil
}

// byMonth adds up what the viewer earned since a day, by the first of the month.
// What was paid at 24:00 belongs to the day that ended.
func (b *book) byMonth(since calendar.Date) (map[calendar.Date]money.Yen, error) {
	earned := map[calendar.Date]money.Yen{}
	from := b.Engine.Calendar.StartOf(since)
	at := store.Page{Limit: 500}
	for {
		found, err := b.Engine.Store.Lines(b.ctx, ledger.User(b.viewer.ID), at)
		if err != nil {
			return nil, err
		}
		for _, l := range found {
			if l.At <= from {
				return earned, nil
			}
			pay, err := b.pay(l)
			if err != nil {
				return nil, err
			}
			day := b.Engine.Calendar.Day(l.At - 1)
			earned[calendar.Date{Year: day.Year, Month: day.Month, Day: 1}] += pay
		}
		if len(found) < at.Limit {
			return earned, nil
		}
		at.Cursor = found[len(found)-1].Transfer
	}
}

// subject names what a line belongs to; nothing for a payout.
func (b *book) subject(of string) (title, path string, err error) {
	switch {
	case of == "":
		return "", "", nil
	case id.Valid(id.Job, of):
		j, err := b.Engine.Store.Job(b.ctx, of)
		return j.Title, "/jobs/" + of, err
	}
	c, err := b.contract(of)
	return c.Title, contractPath(of), err
}

// pay is how much of a line the viewer earned as a worker.
func (b *book) pay(l ledger.Line) (money.Yen, error) {
	switch l.Kind {
	case ledger.Released, ledger.Shared:
		return l.Amount, nil
	case ledger.Splitted: // both sides have such a line
		c, err := b.contract(l.Subject)
		if err == nil && c.WorkerID == b.viewer.ID {
			return l.Amount, nil
		}
		return 0, err
	}
	return 0, nil
}
