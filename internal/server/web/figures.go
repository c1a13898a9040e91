package web

import (
	"context"
	"strconv"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/words"
	"azukari/internal/domain/desk"
	"azukari/internal/server/web/view"
)

// figuresAge is how long one count serves everybody who asks.
const figuresAge = time.Minute

// A counting keeps what was last counted.
type counting struct {
	mu    sync.Mutex
	at    calendar.Instant // zero before the first
	first calendar.Date    // of the first month
	all   []desk.Decision
}

// latest are the decisions of the last twelve months as of at most a minute ago,
// in a sandbox of this moment, for there the clock stands still.
func (c *counting) latest(v *visit) ([]desk.Decision, calendar.Date, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.at.IsZero() && v.now <= c.at.Add(figuresAge) && v.Engine.Sandbox == nil {
		return c.all, c.first, nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(v.ctx), figuresAge)
	defer cancel()
	first := firstMonth(v.Engine.Calendar.Day(v.now - 1))
	all, err := v.Engine.Store.Decisions(ctx, v.Engine.Calendar.StartOf(first)+1)
	if err == nil {
		c.at, c.first, c.all = v.now, first, all
	}
	return all, first, err
}

// firstMonth is where the twelve months begin that end with a day's.
func firstMonth(day calendar.Date) calendar.Date {
	return calendar.Date{Year: day.Year, Month: day.Month - (months - 1), Day: 1}.Plus(0)
}

// decisionKinds are the kinds of decisions that are counted, as the desk names
// its cases.
var decisionKinds = []string{"nudges", "disputes", "appeals", "reports", "outside-contacts"}

// show is 運営の対応状況: how long the operator took, for everyone (R13.3).
func (c *counting) show(v *visit) error {
	all, first, err := c.latest(v)
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.FiguresTitle))
	if err != nil {
		return err
	}
	month := func(i int) calendar.Date {
		return calendar.Date{Year: first.Year, Month: first.Month + time.Month(i), Day: 1}.Plus(0)
	}
	name := func(on calendar.Date) string { return words.Month(v.lang, on.Year, on.Month) }
	m := &view.Figures{
		Period: v.t(words.FiguresPeriod, name(first), name(month(months-1))),
		Whole:  v.figures(v.t(words.DeskAll), all), None: len(all) == 0,
	}
	byKind := map[string][]desk.Decision{}
	for _, d := range all {
		byKind[d.Kind] = append(byKind[d.Kind], d)
	}
	for _, kind := range decisionKinds {
		m.Kinds = append(m.Kinds, v.figures(v.t(words.CaseKinds[kind]), byKind[kind]))
	}
	best := 0
	for i, some := range desk.ByMonth(all, v.Engine.Calendar, first, months) {
		on := month(i)
		row := v.figures(name(on), some)
		row.Short, row.Rest = words.ShortMonth(v.lang, on.Month)
		if i == 0 && on.Month != time.December || on.Month == time.January {
			row.Year = strconv.Itoa(on.Year)
		}
		m.Months = append(m.Months, row)
		if row.Count > m.Months[best].Count {
			best = i
		}
	}
	m.Description = v.t(words.FiguresChartD, name(first), name(month(months-1)), months, m.Whole.Count, m.Whole.OnTime, m.Months[best].Name, m.Months[best].Count)
	return v.ok(view.FiguresPage(p, m))
}

// figures are some decisions in words.
func (v *visit) figures(name string, some []desk.Decision) view.FiguresRow {
	f := desk.Measure(some)
	none := v.t(words.DeskNobody)
	row := view.FiguresRow{Name: name, Count: f.Count, OnTime: f.OnTime, Median: none, OnTimeRate: none, AutoRate: none}
	if f.Count > 0 {
		row.Median = v.lasting(f.Median)
		row.OnTimeRate = strconv.Itoa(f.Percent(f.OnTime)) + "%"
		row.AutoRate = strconv.Itoa(f.Percent(f.ByClock)) + "%"
		row.OnTimeOf, row.AutoOf = v.t(words.FiguresOf, f.Count, f.OnTime), v.t(words.FiguresOf, f.Count, f.ByClock)
	}
	return row
}

// lasting is how long something took.
func (v *visit) lasting(d time.Duration) string {
	switch {
	case d >= 24*time.Hour:
		return v.t(words.FiguresDays, int(d/(24*time.Hour)), int(d%(24*time.Hour)/time.Hour))
	case d >= time.Hour:
		return v.t(words.FiguresHours, int(d/time.Hour), int(d%time.Hour/time.Minute))
	}
	return v.t(words.FiguresMinutes, int(d/time.Minute))
}
