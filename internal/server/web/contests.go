package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/warning"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

func init() {
	for key, text := range map[string]words.Text{
		"contest": words.ContestDrafted, "contest-fund": words.ContestFundDone, "contest-pending": words.ContestFundPending, "contest-cancel": words.ContestCancelDone,
		"contest-close": words.ContestCloseDone, "entered": words.ContestEntered, "favourite": words.ContestFavoured, "entry-withdrawn": words.ContestWithdrawn,
		"awarded": words.ContestAwarded,
	} {
		saids[key] = text
	}
}

// contestPages are a contest's own; it is shown on its job's page.
func contestPages() []page {
	return []page{
		{"GET", "/jobs/new/contest", member, taking(job.Contest, draftContest)},
		{"POST", "/jobs/new/contest", member, postContest},
		{"GET", "/jobs/{id}/fund", member, askContest(drawFundContest)},
		{"POST", "/jobs/{id}/fund", member, fundContest},
		{"GET", "/jobs/{id}/cancel", member, askContest(drawCancelContest)},
		{"POST", "/jobs/{id}/cancel", member, giveContest(contest.Cancel{}, "contest-cancel")},
		{"GET", "/jobs/{id}/close-early", member, askContest(drawCloseContest)},
		{"POST", "/jobs/{id}/close-early", member, giveContest(contest.Close{}, "contest-close")},
		{"POST", "/jobs/{id}/entries", bringer, enterContest},
		{"POST", "/jobs/{id}/entries/{entry}/favourite", member, favourEntry},
		{"GET", "/jobs/{id}/entries/{entry}/withdraw", member, askContest(drawWithdrawEntry)},
		{"POST", "/jobs/{id}/entries/{entry}/withdraw", member, withdrawEntry},
		{"GET", "/jobs/{id}/entries/{entry}/award", member, askContest(drawAward)},
		{"POST", "/jobs/{id}/entries/{entry}/award", member, awardEntry},
	}
}

var contestStates = map[contest.State]words.Text{
	contest.AwaitingEscrow: words.ContestAwaiting, contest.Open: words.ContestOpen, contest.Choosing: words.ContestChoosing, contest.Completed: words.ContestDone,
	contest.Shared: words.ContestShared, contest.Refunded: words.ContestRefunded, contest.Cancelled: words.ContestGone,
}

func contestPath(jobID string) string { return "/jobs/" + url.PathEscape(jobID) }

// A competition is the viewer looking at a contest.
type competition struct {
	*visit
	page *view.Page
	job  job.Job
	c    *contest.Contest
}

// compete looks at the contest of the address, as the clock leaves it now.
func (v *visit) compete() (*competition, error) {
	j, err := v.Engine.Store.Job(v.ctx, v.r.PathValue("id"))
	if err == nil && !j.SeenBy(v.viewer.ID) {
		err = refusal.NoSuch("job")
	}
	if err != nil {
		return nil, err
	}
	return v.competeFor(j)
}

func (v *visit) competeFor(j job.Job) (*competition, error) {
	c, err := v.Engine.Store.Contest(v.ctx, j.ID)
	if err != nil {
		return nil, err
	}
	c = contest.CatchUp(c, v.occasion()).Contest
	v.numbers = c.Policy()
	if !c.Published() && c.ClientID != v.viewer.ID {
		return nil, refusal.NoSuch("job")
	}
	p, err := v.page(j.Title)
	return &competition{v, p, j, &c}, err
}

func (k *competition) own() bool { return k.viewer.ID != "" && k.viewer.ID == k.c.ClientID }

func (k *competition) may(verb contest.Verb) bool {
	return slices.ContainsFunc(contest.Actions(*k.c, k.occasion()), func(a contract.Action) bool { return a.Command == verb })
}

// entriesShown is how many entries a page shows.
const entriesShown = 20

// showContest is a contest's page.
func (k *competition) show(status int, f *view.Form) error {
	if k.viewer.ID != "" {
		k.page.Live = "/events?job=" + k.c.JobID
	}
	client, err := k.Engine.Store.Account(k.ctx, k.c.ClientID)
	if err != nil {
		return err
	}
	shown := view.Contest{
		ID: k.c.JobID, Title: k.job.Title, Description: k.job.Description, State: k.t(contestStates[k.c.State]), Total: k.page.Yen(k.c.Total()), Own: k.own(),
		Client: view.Person{ID: client.ID, Name: client.Name}, Card: k.card(), Prizes: k.prizes(), Facts: k.facts(), Criteria: k.c.Criteria,
		CanClose: k.may(contest.VerbClose), CanCancel: k.may(contest.VerbCancel), Entered: k.c.Counted(), Held: k.c.Held() > 0,
		SignIn: k.viewer.ID == "" && k.c.State == contest.Open,
	}
	if !shown.Own {
		if shown.Trust, err = k.trust(shown.Client, contract.Client); err != nil {
			return err
		}
		shown.Risks = k.received(k.job.Description, warning.Situation{})
		if k.may(contest.VerbEnter) {
			shown.Enter = f
		}
	}
	if err := k.entries(&shown); err != nil {
		return err
	}
	return k.visit.show(status, view.ContestPage(k.page, &shown))
}

// card says who must act, by when, and what happens by itself otherwise.
func (k *competition) card() (card view.Card) {
	if d, ok := k.c.Deadline(); ok {
		card.Due = d.At
	}
	say := func(t words.Text, fill ...any) { card.Sentences = append(card.Sentences, k.t(t, fill...)) }
	until := k.page.When(k.c.Until)
	switch k.c.State {
	case contest.AwaitingEscrow:
		if p := k.c.Payment; p != nil && p.State == contract.PaymentOrdered {
			say(words.ContestCardPaying, until)
			return card
		}
		say(words.ContestCardFund, k.page.Yen(k.c.Total()), until)
		card.Mine, card.Primary = true, []view.Button{{Path: contestPath(k.c.JobID) + "/fund", Name: k.t(words.ContestFund), Tone: "primary"}}
	case contest.Open:
		if !k.own() {
			say(words.ContestCardEnter, k.c.Counted(), until)
			if k.may(contest.VerbEnter) {
				card.Primary = []view.Button{{Path: "#enter", Name: k.t(words.ContestEnter), Tone: "primary"}}
			}
		} else {
			say(words.ContestCardOpen, k.c.Counted(), until)
		}
		if k.c.Counted() < k.c.Guaranteed {
			say(words.ContestCardFew, k.c.Guaranteed)
		}
	case contest.Choosing:
		if card.Mine = k.own(); card.Mine {
			say(words.ContestCardChoose, k.page.When(k.c.ChooseBy))
			card.Primary = []view.Button{{Path: "#entries", Name: k.t(words.ContestEntries), Tone: "primary"}}
		} else {
			say(words.ContestCardWait, k.page.When(k.c.ChooseBy))
		}
		say(words.ContestCardElse, until, k.page.Yen(k.c.Held()), k.c.Count(contest.EntryValid))
	case contest.Completed:
		say(words.ContestCardDone)
	case contest.Shared:
		say(words.ContestCardShared)
	case contest.Refunded:
		say(words.ContestCardRefunded)
	case contest.Cancelled:
		say(words.ContestCardCancelled)
	}
	return card
}

// prizes are the prizes with what became of each.
func (k *competition) prizes() (rows []view.PrizeRow) {
	for i, p := range k.c.Prizes {
		row := view.PrizeRow{Name: k.t(words.ContestPrizeIs, i+1, k.page.Yen(p.Amount))}
		switch p.State {
		case contest.PrizePending:
			row.State = k.t(words.ContestPrizePending)
		case contest.PrizeHeld:
			row.State = k.t(words.ContestPrizeHeld)
		case contest.PrizeShared:
			row.State = k.t(words.ContestPrizeShared)
		case contest.PrizeRefunded:
			row.State = k.t(words.ContestPrizeBack)
		case contest.PrizeAwarded:
			e := k.c.Entry(p.EntryID)
			row.State = k.t(words.ContestPrizeAwarded, e.Number)
			if k.own() || e.WorkerID == k.viewer.ID {
				row.Path = contractPath(p.ContractID)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (k *competition) facts() []view.Fact {
	until := k.c.EntriesUntil
	if k.c.State == contest.Open {
		until = k.c.Until
	}
	shown := words.ContestShownClient
	if k.c.Shown {
		shown = words.ContestShownAll
	}
	facts := []view.Fact{
		{Name: k.t(words.JobFormat), Value: k.t(words.JobContest)},
		{Name: k.t(words.JobStateIs), Value: k.t(contestStates[k.c.State])},
		{Name: k.t(words.ContestTotal), Value: k.page.Yen(k.c.Total())},
		{Name: k.t(words.ContestUntil), Value: k.page.When(until)},
	}
	if !k.c.ChooseBy.IsZero() {
		facts = append(facts, view.Fact{Name: k.t(words.ContestChooseBy), Value: k.page.When(k.c.ChooseBy)})
	}
	return append(facts,
		view.Fact{Name: k.t(words.ContestGuaranteed), Value: k.t(words.PersonCount, k.c.Guaranteed)},
		view.Fact{Name: k.t(words.ContestShown), Value: k.t(shown)},
		view.Fact{Name: k.t(words.ContestInspection), Value: strconv.Itoa(k.c.InspectionDays)},
		view.Fact{Name: k.t(words.ContestRevisions), Value: strconv.Itoa(k.c.RevisionRounds)},
		view.Fact{Name: k.t(words.JobsCategory), Value: words.Category(k.lang, k.job.Category)},
	)
}

// entries adds a page of the entries, with what the viewer may see of each.
func (k *competition) entries(shown *view.Contest) error {
	asked := k.r.URL.Query()
	shown.Favourites = k.own() && asked.Get("only") == "favourites"
	rows := k.c.Entries
	if shown.Favourites {
		rows = slices.DeleteFunc(slices.Clone(rows), func(e contest.Entry) bool { return !e.Favourite })
	}
	if at := slices.IndexFunc(rows, func(e contest.Entry) bool { return e.ID == asked.Get("after") }); at >= 0 {
		rows = rows[at+1:]
	}
	if len(rows) > entriesShown {
		rows = rows[:entriesShown]
		asked.Set("after", rows[entriesShown-1].ID)
		shown.More = contestPath(k.c.JobID) + "?" + asked.Encode() + "#entries"
	}
	var ids []string
	for _, e := range rows {
		ids = append(ids, e.ID)
	}
	files, err := k.filesIn(ids)
	if err != nil {
		return err
	}
	for _, e := range rows {
		row, err := k.entryRow(e, files[e.ID])
		if err != nil {
			return err
		}
		shown.Entries = append(shown.Entries, row)
	}
	return nil
}

func (k *competition) entryRow(e contest.Entry, files []view.File) (view.EntryRow, error) {
	row := view.EntryRow{
		ID: e.ID, Path: contestPath(k.c.JobID) + "/entries/" + e.ID, Number: e.Number, At: e.At, Hash: e.SHA256, Mine: e.WorkerID == k.viewer.ID && k.viewer.ID != "",
		Won: e.State == contest.EntryWon, Gone: e.State == contest.EntryWithdrawn,
	}
	if !k.c.MayRead(e, k.viewer.ID) {
		return row, nil
	}
	document, err := k.Engine.Store.EntryDocument(k.ctx, e.ID)
	if err != nil {
		return row, err
	}
	worker, err := k.Engine.Store.Account(k.ctx, e.WorkerID)
	if err != nil {
		return row, err
	}
	row.Readable, row.Document, row.By, row.Files = true, document, view.Person{ID: worker.ID, Name: worker.Name}, files
	row.Text, row.Links = words.Field(document, "text"), words.List(document, "links")
	if k.own() {
		row.Favourite, row.CanFavour = e.Favourite, k.may(contest.VerbFavour) && !row.Gone
		row.CanAward = k.may(contest.VerbAward) && e.State == contest.EntryValid
		row.Risks = k.received(row.Text, warning.Situation{})
	}
	if k.own() || row.Mine {
		row.Talk = "/proposals/" + e.ID
	}
	row.CanWithdraw = row.Mine && e.State == contest.EntryValid && k.may(contest.VerbWithdrawEntry)
	return row, nil
}

// draftContest is 仕事を依頼する as a contest.
func draftContest(v *visit) error {
	f := form()
	defaults := v.occasion().Policy().Defaults
	f.Values["guaranteed"], f.Values["shown"] = "1", "client"
	f.Values["inspection_days"], f.Values["revision_rounds"] = strconv.Itoa(defaults.InspectionDays), strconv.Itoa(defaults.RevisionRounds)
	return v.showContestDraft(http.StatusOK, f, nil)
}

// prizeFields is how many prizes the form offers.
const prizeFields = 5

func (v *visit) showContestDraft(status int, f *view.Form, ready *transact.PostContest) error {
	p, err := v.page(v.t(words.NavPostJob))
	if err != nil {
		return err
	}
	d := view.ContestDraft{JobDraft: view.JobDraft{Form: f, Categories: v.categories(f.Value("category")), Ready: ready != nil}, Prizes: prizeFields}
	if ready != nil {
		shown := words.ContestShownClient
		if ready.Rules.Shown {
			shown = words.ContestShownAll
		}
		for i, prize := range ready.Prizes {
			d.Facts = append(d.Facts, view.Fact{Name: v.t(words.ContestPrize, i+1), Value: p.Yen(prize)})
		}
		d.Facts = append(d.Facts,
			view.Fact{Name: v.t(words.ContestUntil), Value: p.When(ready.Rules.EntriesUntil)},
			view.Fact{Name: v.t(words.ContestGuaranteed), Value: v.t(words.PersonCount, ready.Rules.Guaranteed)},
			view.Fact{Name: v.t(words.ContestShown), Value: v.t(shown)},
			view.Fact{Name: v.t(words.JobsCategory), Value: words.Category(v.lang, ready.Job.Category)},
		)
		d.Cost, d.Text, d.Criteria = v.t(words.ContestCost, p.Yen(ready.Job.BudgetAmount)), ready.Job.Description, ready.Rules.Criteria
	}
	return v.show(status, view.ContestFormPage(p, &d))
}

// readContest makes the posting of what was entered.
func (e *entered) readContest() transact.PostContest {
	post := transact.PostContest{
		Job: job.Job{Format: job.Contest, Title: e.text("title", 200, true), Description: e.text("description", 20_000, true), Category: e.text("category", 100, true)},
		Rules: contest.Rules{
			Guaranteed: e.between("guaranteed", 1, e.occasion().Policy().ContestEntries), Shown: e.r.PostFormValue("shown") == "all",
			InspectionDays: e.between("inspection_days", 1, contract.MaxInspectionDays), RevisionRounds: e.between("revision_rounds", 0, contract.MaxRevisionRounds),
			Criteria: e.lines("criteria", contract.MaxCriteria, 500),
		},
	}
	if last, err := calendar.ParseDate(e.day("until", true)); err == nil {
		cal := e.Engine.Calendar
		post.Rules.EntriesUntil = cal.EndOfDays(cal.StartOf(last), 0)
		if end := cal.EndOfDays(e.now, 0); post.Rules.EntriesUntil <= end || post.Rules.EntriesUntil > cal.EndOfDays(e.now, e.occasion().Policy().ContestLongest) {
			e.wrong("until", words.ContestUntilHint)
		}
	}
	for i := range prizeFields {
		field := "prize-" + strconv.Itoa(i+1)
		if i > 0 && strings.TrimSpace(e.r.PostFormValue(field)) == "" {
			continue
		}
		prize := e.yen(field, 1)
		if n := len(post.Prizes); n > 0 && prize > post.Prizes[n-1] {
			e.wrong(field, words.ContestPrizeOrder)
		}
		post.Prizes = append(post.Prizes, prize)
		post.Job.BudgetAmount = min(post.Job.BudgetAmount+prize, money.Max)
	}
	return post
}

func postContest(v *visit) error {
	e := v.entered()
	post := e.readContest()
	switch {
	case !e.fit():
		return v.showContestDraft(http.StatusUnprocessableEntity, e.form, nil)
	case v.r.PostFormValue("edit") != "":
		return v.showContestDraft(http.StatusOK, e.form, nil)
	case v.r.PostFormValue("publish") == "" && e.warns("description", post.Job.Description, warning.Situation{}):
		return v.showContestDraft(http.StatusOK, e.form, nil)
	case v.r.PostFormValue("publish") == "":
		return v.showContestDraft(http.StatusOK, e.form, &post)
	}
	posted, err := v.do(post)
	if err != nil {
		if err = e.refused(err); err != nil {
			return err
		}
		return v.showContestDraft(http.StatusUnprocessableEntity, e.form, nil)
	}
	to := "/work?tab=open"
	if made, ok := posted.(transact.Competition); ok {
		to = contestPath(made.Job.ID) + "/fund"
	}
	return v.done(to, "contest")
}

// askContest is the page before an act on a contest: what it means, and one
// button.
func askContest(draw func(*competition) (view.Act, error)) func(*visit) error {
	return func(v *visit) error {
		k, err := v.compete()
		if err != nil {
			return err
		}
		a, err := draw(k)
		if err != nil {
			return err
		}
		a.Form = form()
		return k.ask(http.StatusOK, a)
	}
}

func (k *competition) ask(status int, a view.Act) error {
	k.page.Title = a.Title
	return k.visit.show(status, view.ActOn(k.page, view.Button{Path: contestPath(k.c.JobID), Name: k.job.Title}, &a))
}

// notNow is the page where an act cannot be done any more.
func (k *competition) notNow() error {
	return refusal.Conflict(refusal.StateConflict, "R8.1", "The contest has moved on.").In(string(k.c.State))
}

func drawFundContest(k *competition) (view.Act, error) {
	if !k.may(contest.VerbFund) {
		return view.Act{}, k.notNow()
	}
	return view.Act{
		Title: k.t(words.ContestFundTitle), Intro: []string{k.t(words.ContestFundIntro)}, Action: contestPath(k.c.JobID) + "/fund",
		Facts: []view.Fact{
			{Name: k.t(words.ContestFundAmount), Value: k.page.Yen(k.c.Total())},
			{Name: k.t(words.ContestFundFor), Value: k.t(words.ContestFundForIs, len(k.c.Prizes))},
			{Name: k.t(words.ContestUntil), Value: k.page.When(k.c.EntriesUntil)},
			{Name: k.t(words.ContestFundWhen), Value: k.t(words.ContestFundWhenIs)},
			{Name: k.t(words.ContestFundBack), Value: k.t(words.ContestFundBackIs, k.c.Guaranteed, k.page.When(k.c.EntriesUntil))},
			{Name: k.t(words.ContestFundElse), Value: k.t(words.ContestFundElseIs)},
		},
		Submit: k.t(words.ContestFundNow), Tone: "primary",
	}, nil
}

func fundContest(v *visit) error {
	id := v.r.PathValue("id")
	outcome, err := v.Engine.Cashier.Fund(v.ctx, v.who(), store.ContestRoom, id, v.once())
	if err == nil {
		said := "contest-fund"
		if k, ok := outcome.Result.(transact.Competition); ok && k.Contest.State == contest.AwaitingEscrow {
			said = "contest-pending"
		}
		return v.done(contestPath(id), said)
	}
	e := v.entered()
	if err = e.refused(err); err != nil {
		return err
	}
	k, err := v.compete()
	if err != nil {
		return err
	}
	a, err := drawFundContest(k)
	if err != nil {
		return err
	}
	a.Form = e.form
	return k.ask(http.StatusUnprocessableEntity, a)
}

func drawCancelContest(k *competition) (view.Act, error) {
	if !k.may(contest.VerbCancel) {
		return view.Act{}, k.notNow()
	}
	return view.Act{
		Title: k.t(words.ContestCancel), Intro: []string{k.t(words.ContestCancelIntro)}, Action: contestPath(k.c.JobID) + "/cancel",
		Submit: k.t(words.ContestCancel), Tone: "danger",
	}, nil
}

func drawCloseContest(k *competition) (view.Act, error) {
	if !k.own() {
		return view.Act{}, k.notNow()
	}
	if !k.may(contest.VerbClose) {
		return view.Act{Title: k.t(words.ContestClose), Intro: []string{k.t(words.ContestCloseNot)}}, nil
	}
	return view.Act{
		Title: k.t(words.ContestClose), Intro: []string{k.t(words.ContestCloseIntro, k.page.When(k.Engine.Calendar.EndOfDays(k.now, 1)))},
		Action: contestPath(k.c.JobID) + "/close-early", Submit: k.t(words.ContestCloseNow), Tone: "procedure",
	}, nil
}

func giveContest(cmd contest.Command, said string) func(*visit) error {
	return func(v *visit) error {
		if _, err := v.do(transact.OnContest{JobID: v.r.PathValue("id"), Command: cmd}); err != nil {
			return err
		}
		return v.done(contestPath(v.r.PathValue("id")), said)
	}
}

// enterContest puts an entry in.
func enterContest(v *visit) error {
	k, err := v.compete()
	if err != nil {
		return err
	}
	e, files, err := v.withNewFiles()
	if err != nil {
		return err
	}
	enter := transact.EnterContest{JobID: k.c.JobID, Text: e.text("text", contest.LongestEntry, false), Links: e.lines("links", contest.MostLinks, 500), Files: files}
	if enter.Text == "" && len(enter.Links)+len(files) == 0 {
		e.wrong("text", words.ContestEnterEmpty)
	}
	if e.fit() && len(files) == 0 && e.warns("text", enter.Text, warning.Situation{}) {
		return k.show(http.StatusOK, e.form)
	}
	if e.fit() {
		_, err := v.do(enter)
		if err == nil {
			return v.done(contestPath(k.c.JobID), "entered")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return k.show(http.StatusUnprocessableEntity, e.form)
}

func favourEntry(v *visit) error {
	job, entry := v.r.PathValue("id"), v.r.PathValue("entry")
	if _, err := v.do(transact.OnEntry{JobID: job, EntryID: entry, Command: contest.Favour{EntryID: entry, On: v.r.PostFormValue("on") != ""}}); err != nil {
		return err
	}
	return v.done(contestPath(job), "favourite")
}

// chosenEntry is the entry of the address.
func (k *competition) chosenEntry() (contest.Entry, error) {
	e := k.c.Entry(k.r.PathValue("entry"))
	if e == nil || !k.c.MayRead(*e, k.viewer.ID) {
		return contest.Entry{}, refusal.NoSuch("entry")
	}
	return *e, nil
}

func drawWithdrawEntry(k *competition) (view.Act, error) {
	e, err := k.chosenEntry()
	if err != nil {
		return view.Act{}, err
	}
	if e.WorkerID != k.viewer.ID || e.State != contest.EntryValid || !k.may(contest.VerbWithdrawEntry) {
		return view.Act{}, k.notNow()
	}
	return view.Act{
		Title: k.t(words.ContestWithdraw), Intro: []string{k.t(words.ContestWithdrawIs, e.Number)},
		Action: contestPath(k.c.JobID) + "/entries/" + e.ID + "/withdraw", Submit: k.t(words.ContestWithdraw), Tone: "danger",
	}, nil
}

func withdrawEntry(v *visit) error {
	job, entry := v.r.PathValue("id"), v.r.PathValue("entry")
	if _, err := v.do(transact.OnEntry{JobID: job, EntryID: entry, Command: contest.WithdrawEntry{EntryID: entry}}); err != nil {
		return err
	}
	return v.done(contestPath(job), "entry-withdrawn")
}

// drawAward shows what the winner gets for each prize that is left.
func drawAward(k *competition) (view.Act, error) {
	e, err := k.chosenEntry()
	if err != nil {
		return view.Act{}, err
	}
	if !k.may(contest.VerbAward) || e.State != contest.EntryValid {
		return view.Act{}, k.notNow()
	}
	a := view.Act{
		Title: k.t(words.ContestAwardTitle, e.Number), Intro: []string{k.t(words.ContestAwardIntro)},
		Action: contestPath(k.c.JobID) + "/entries/" + e.ID + "/award", Submit: k.t(words.ContestAwardNow), Tone: "primary",
		Preview: &view.Preview{Title: k.t(words.PreviewTitle)},
	}
	due := words.Day(k.lang, k.Engine.Calendar.Day(k.Engine.Calendar.EndOfDays(k.now, k.c.Policy().ContestDeliveryDays)-1).String())
	for i, p := range k.c.Prizes {
		if p.State != contest.PrizeHeld {
			continue
		}
		charge := ledger.FeeOn(k.c.Policy().Fees, 0, ledger.Charge{}, p.Amount)
		a.Prizes = append(a.Prizes, view.Choice{Value: p.ID, Name: k.t(words.ContestPrizeIs, i+1, k.page.Yen(p.Amount)), Chosen: len(a.Prizes) == 0})
		a.Preview.Cases = append(a.Preview.Cases, view.Case{When: k.t(words.ContestPrizeIs, i+1, k.page.Yen(p.Amount)), Facts: []view.Fact{
			{Name: k.t(words.ContestAwardGets), Value: k.page.Yen(p.Amount - charge.Sum())},
			{Name: k.t(words.ContestAwardFee), Value: k.page.Yen(charge.Sum())},
			{Name: k.t(words.ContestAwardDue), Value: due},
		}})
	}
	return a, nil
}

func awardEntry(v *visit) error {
	given, err := v.do(transact.AwardPrize{JobID: v.r.PathValue("id"), PrizeID: v.r.PostFormValue("prize"), EntryID: v.r.PathValue("entry")})
	if err != nil {
		return err
	}
	to := contestPath(v.r.PathValue("id"))
	if k, ok := given.(transact.Competition); ok && k.Formed != "" {
		to = contractPath(k.Formed)
	}
	return v.done(to, "awarded")
}
