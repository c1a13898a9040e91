package web

import (
	"net/url"
	"slices"
	"strconv"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/warning"
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
		{"GET", "/jobs/{id}/fund", member, asks((*visit).compete, drawFundContest)},
		{"POST", "/jobs/{id}/fund", member, funds(store.ContestRoom, (*visit).compete, drawFundContest, contestFunded)},
		{"GET", "/jobs/{id}/cancel", member, asks((*visit).compete, drawCancelContest)},
		{"POST", "/jobs/{id}/cancel", member, giveContest(contest.Cancel{}, "contest-cancel")},
		{"GET", "/jobs/{id}/close-early", member, asks((*visit).compete, drawCloseContest)},
		{"POST", "/jobs/{id}/close-early", member, giveContest(contest.Close{}, "contest-close")},
		{"POST", "/jobs/{id}/entries", bringer, enterContest},
		{"POST", "/jobs/{id}/entries/{entry}/favourite", member, favourEntry},
		{"GET", "/jobs/{id}/entries/{entry}/withdraw", member, asks((*visit).compete, drawWithdrawEntry)},
		{"POST", "/jobs/{id}/entries/{entry}/withdraw", member, withdrawEntry},
		{"GET", "/jobs/{id}/entries/{entry}/award", member, asks((*visit).compete, drawAward)},
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
	room
	c *contest.Contest
}

// compete looks at the contest of the address, as the clock leaves it now.
func (v *visit) compete() (*competition, error) {
	j, err := v.jobHere()
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
	return &competition{room{v, p, j}, &c}, err
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
		shown.Report = reportPath(k.c.JobID)
		if shown.Trust, err = k.trust(shown.Client, contract.Client); err != nil {
			return err
		}
		shown.Risks = k.received(k.job.Description, warning.Situation{})
		if k.may(contest.VerbEnter) {
			shown.Enter, shown.Upload = f, view.Upload{Unsent: k.brought(f)}
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
	if k.c.Payment.UnderWay() && k.transferring(&card, k.page, k.orderedContest(*k.c)) && k.c.State == contest.AwaitingEscrow {
		return card
	}
	switch k.c.State {
	case contest.AwaitingEscrow:
		if k.c.Payment.UnderWay() {
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
