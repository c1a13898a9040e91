package api

import (
	"net/http"
	"slices"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/policy"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A contest is known by its job's id.
var contestRoutes = []route{
	get("/v1/contests", "contests", "The caller's contests, newest first: as client, or with an entry of theirs", person, listContests),
	get("/v1/contests/{id}", "contests", "One contest (コンペ), by its job's id", person, readContest),
	post[byID, Contest]("/v1/contests/{id}/fund", "contests", "Pay all prizes into escrow, which publishes the contest (仮払い)"+byTransfer, person, fundContest, http.StatusOK, http.StatusAccepted),
	post[byID, Contest]("/v1/contests/{id}/cancel", "contests", "Cancel before funding", person, onContest(contest.Cancel{}), http.StatusOK),
	post[byID, Contest]("/v1/contests/{id}/close", "contests", "End the taking of entries with the end of the next day (早期終了)", person, onContest(contest.Close{}), http.StatusOK),
	post[entryIn, Entry]("/v1/contests/{id}/entries", "contests", "Enter the contest (提案する)", person, enterContest, http.StatusCreated),
	get("/v1/contests/{id}/entries", "contests", "The entries, the earliest first: number, time and hash of each; what was entered to who may see it", person, listEntries),
	post[onEntryIn, Entry]("/v1/contests/{id}/entries/{entry}/withdraw", "contests", "Withdraw an entry of one's own", person, withdrawEntry, http.StatusOK),
	post[favouriteIn, Entry]("/v1/contests/{id}/entries/{entry}/favourite", "contests", "Mark an entry, for oneself (お気に入り)", person, favourEntry, http.StatusOK),
	post[awardIn, Contest]("/v1/contests/{id}/award", "contests", "Give a prize to an entry, which forms a funded contract (受賞者の決定)", person, awardPrize, http.StatusOK),
	get("/v1/contests/{id}/shares", "contests", "What each entry gets if nobody is chosen in time", person, readShares),
	get("/v1/contests/{id}/events", "contests", "The contest's hash chain", person, listContestEvents),
}

// ContestIn is what a client lays down for a contest.
type ContestIn struct {
	Prizes         []PrizeIn `json:"prizes" nullable:"false" minItems:"1" maxItems:"20" doc:"From the highest to the lowest"`
	EntriesUntil   string    `json:"entries_until" format:"date" doc:"The last day for entries; they end with its end (24:00)"`
	Guaranteed     int       `json:"guaranteed_entries,omitempty" minimum:"1" maximum:"1000" doc:"With fewer entries the prizes go back in full; default 1"`
	ShownTo        string    `json:"entries_shown_to,omitempty" enum:"client,all" doc:"Who sees what was entered; default client"`
	Criteria       []prose   `json:"criteria,omitempty" nullable:"false" maxItems:"20" maxLength:"500"`
	InspectionDays *int      `json:"inspection_days,omitempty" minimum:"1" maximum:"30"`
	RevisionRounds *int      `json:"revision_rounds,omitempty" minimum:"0" maximum:"10"`
}

// PrizeIn is a prize to be funded.
type PrizeIn struct {
	Amount money.Yen `json:"amount" minimum:"1" maximum:"1000000000000"`
}

// command is the posting of a contest.
func (c *ContestIn) command(j job.Job, cal calendar.Calendar, numbers *policy.Policy) (transact.PostContest, error) {
	last, err := calendar.ParseDate(c.EntriesUntil)
	if err != nil {
		return transact.PostContest{}, refusal.Invalid("contest.entries_until", "R8.1", "This is not a date.")
	}
	defaults := numbers.Defaults
	post := transact.PostContest{Job: j, Rules: contest.Rules{
		EntriesUntil: cal.EndOfDays(cal.StartOf(last), 0), Guaranteed: max(1, c.Guaranteed), Shown: c.ShownTo == "all", Criteria: texts(c.Criteria),
		InspectionDays: defaults.InspectionDays, RevisionRounds: defaults.RevisionRounds,
	}}
	if c.InspectionDays != nil {
		post.Rules.InspectionDays = *c.InspectionDays
	}
	if c.RevisionRounds != nil {
		post.Rules.RevisionRounds = *c.RevisionRounds
	}
	for _, p := range c.Prizes {
		post.Prizes = append(post.Prizes, p.Amount)
	}
	return post, nil
}

// Contest is a contest as the caller may see it.
type Contest struct {
	JobID          string            `json:"job_id"`
	ClientID       string            `json:"client_id"`
	Title          string            `json:"title"`
	State          string            `json:"state" enum:"awaiting_escrow,open,choosing,completed,shared,refunded,cancelled"`
	Prizes         []Prize           `json:"prizes" nullable:"false"`
	TotalAmount    money.Yen         `json:"total_amount"`
	Currency       string            `json:"currency"`
	EntriesUntil   calendar.Instant  `json:"entries_until" format:"date-time"`
	ChooseBy       *calendar.Instant `json:"choose_by" doc:"Until when winners should be chosen"`
	Guaranteed     int               `json:"guaranteed_entries"`
	ShownTo        string            `json:"entries_shown_to" enum:"client,all"`
	Entries        int               `json:"entries" doc:"Those that stand"`
	Criteria       []string          `json:"criteria" nullable:"false"`
	InspectionDays int               `json:"inspection_days"`
	RevisionRounds int               `json:"revision_rounds"`
	Deadline       *ContestDeadline  `json:"deadline" doc:"What happens by itself next"`
	Transfer       *BankTransfer     `json:"bank_transfer" doc:"To the client, in a house that is paid by bank transfer: how to pay what is ordered"`
	Actions        []Action          `json:"actions" nullable:"false" doc:"What the caller may do now"`
	PostedAt       calendar.Instant  `json:"posted_at" format:"date-time"`
	UpdatedAt      calendar.Instant  `json:"updated_at" format:"date-time"`
}

// Prize is one prize (賞金).
type Prize struct {
	ID         string    `json:"id"`
	Amount     money.Yen `json:"amount"`
	State      string    `json:"state" enum:"pending,held,awarded,shared,refunded"`
	EntryID    *string   `json:"entry_id" doc:"That won it"`
	ContractID *string   `json:"contract_id" doc:"That it became; to its two sides"`
}

// ContestDeadline is what happens by itself, and when.
type ContestDeadline struct {
	Kind    string           `json:"kind" enum:"contest_escrow,contest_entries,contest_choice"`
	At      calendar.Instant `json:"at" format:"date-time"`
	Outcome string           `json:"outcome" enum:"cancelled,choosing,refunded,shared"`
}

// Entry is one entry (提案).
type Entry struct {
	ID        string           `json:"id" doc:"Of the proposal whose thread it has"`
	Number    int              `json:"number"`
	At        calendar.Instant `json:"at" format:"date-time"`
	SHA256    string           `json:"sha256" doc:"Of the document, as everybody may know it"`
	State     string           `json:"state" enum:"valid,withdrawn,won"`
	WorkerID  *string          `json:"worker_id" doc:"To who may see the entry"`
	Document  *string          `json:"document" doc:"What was entered, byte for byte as it was hashed; to who may see it"`
	Favourite *bool            `json:"favourite" doc:"To the client"`
}

func (q *request) viewContest(c contest.Contest, now calendar.Instant) Contest {
	v := Contest{
		JobID: c.JobID, ClientID: c.ClientID, Title: c.Title, State: string(c.State), TotalAmount: c.Total(), Currency: money.Currency,
		EntriesUntil: c.EntriesUntil, ChooseBy: instant(c.ChooseBy), Guaranteed: c.Guaranteed, ShownTo: "client", Entries: c.Counted(),
		Criteria: append([]string{}, c.Criteria...), InspectionDays: c.InspectionDays, RevisionRounds: c.RevisionRounds,
		PostedAt: c.PostedAt, UpdatedAt: c.UpdatedAt, Transfer: q.bankTransfer(c.Payment, c.ClientID),
	}
	if c.Shown {
		v.ShownTo = "all"
	}
	if c.State == contest.Open {
		v.EntriesUntil = c.Until // earlier after an early close
	}
	for _, p := range c.Prizes {
		prize := Prize{ID: p.ID, Amount: p.Amount, State: string(p.State), EntryID: optional(p.EntryID)}
		if e := c.Entry(p.EntryID); e != nil && (q.caller.ID == c.ClientID || q.caller.ID == e.WorkerID || q.caller.Staff()) {
			prize.ContractID = &p.ContractID
		}
		v.Prizes = append(v.Prizes, prize)
	}
	if d, ok := c.Deadline(); ok {
		v.Deadline = &ContestDeadline{d.Kind, d.At, string(d.Outcome)}
	}
	v.Actions = viewActions(contest.Actions(c, q.occasion(now)))
	return v
}

func viewActions(actions []contract.Action) []Action {
	views := []Action{}
	for _, a := range actions {
		views = append(views, Action{string(a.Command), a.Rule, instant(a.Deadline)})
	}
	return views
}

// contest is one that the caller may see, as the clock leaves it now.
func (q *request) contest(jobID string) (contest.Contest, calendar.Instant, error) {
	now, err := q.now()
	if err != nil {
		return contest.Contest{}, 0, err
	}
	c, err := q.store().Contest(q.ctx, jobID)
	if err != nil {
		return c, now, err
	}
	c = contest.CatchUp(c, q.occasion(now)).Contest
	if !c.Published() && q.caller.ID != c.ClientID && !q.caller.Staff() {
		err = refusal.NoSuch("contest")
	}
	return c, now, err
}

func readContest(q *request, in *struct {
	ID string `path:"id"`
}) (Contest, error) {
	c, now, err := q.contest(in.ID)
	if err != nil {
		return Contest{}, err
	}
	return q.viewContest(c, now), nil
}

func listContests(q *request, in *struct {
	Paging
	Role string `query:"role" enum:"client,worker" doc:"Default client"`
}) (List[Contest], error) {
	query := store.ContestQuery{ClientID: q.caller.ID}
	if in.Role == "worker" {
		query = store.ContestQuery{WorkerID: q.caller.ID}
	}
	now, err := q.now()
	if err != nil {
		return List[Contest]{}, err
	}
	return page(in.Paging, func(p store.Page) ([]contest.Contest, error) { return q.store().Contests(q.ctx, query, p) },
		func(c contest.Contest) string { return c.JobID }, func(c contest.Contest) Contest {
			return q.viewContest(contest.CatchUp(c, q.occasion(now)).Contest, now)
		})
}

// competition renders the contest that a command answers with, as it stood when
// the command was decided.
func (q *request) competition(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		c := result.(transact.Competition).Contest
		return status, q.viewContest(c, c.UpdatedAt)
	}
}

func onContest(cmd contest.Command) func(*request, *byID) (reply, error) {
	return func(q *request, in *byID) (reply, error) {
		return q.do(transact.OnContest{JobID: in.ID, Command: cmd}, q.competition(http.StatusOK))
	}
}

func fundContest(q *request, in *byID) (reply, error) {
	render := func(result any) (int, any) {
		status := http.StatusOK
		if result.(transact.Competition).Contest.State == contest.AwaitingEscrow {
			status = http.StatusAccepted
		}
		return q.competition(status)(result)
	}
	outcome, err := q.api.Engine.Cashier.Fund(q.ctx, q.who(), store.ContestRoom, in.ID, q.once(render))
	return q.answer(outcome, err, render)
}

type entryIn struct {
	ID   string `path:"id"`
	Body struct {
		Text  string  `json:"text,omitempty" maxLength:"5000"`
		Links []prose `json:"links,omitempty" nullable:"false" maxItems:"20" maxLength:"500"`
	}
}

type onEntryIn struct {
	ID    string  `path:"id"`
	Entry string  `path:"entry"`
	Body  *noBody `required:"false"`
}

type favouriteIn struct {
	ID    string `path:"id"`
	Entry string `path:"entry"`
	Body  struct {
		Favourite bool `json:"favourite"`
	}
}

type awardIn struct {
	ID   string `path:"id"`
	Body struct {
		Prize int `json:"prize" minimum:"1" maximum:"20" doc:"1 is the first prize"`
		Entry int `json:"entry" minimum:"1" maximum:"1000" doc:"The entry's number"`
	}
}

func enterContest(q *request, in *entryIn) (reply, error) {
	return q.do(transact.EnterContest{JobID: in.ID, Text: in.Body.Text, Links: texts(in.Body.Links)}, q.entry(http.StatusCreated))
}

func withdrawEntry(q *request, in *onEntryIn) (reply, error) {
	return q.do(transact.OnEntry{JobID: in.ID, EntryID: in.Entry, Command: contest.WithdrawEntry{EntryID: in.Entry}}, q.entry(http.StatusOK))
}

func favourEntry(q *request, in *favouriteIn) (reply, error) {
	return q.do(transact.OnEntry{JobID: in.ID, EntryID: in.Entry, Command: contest.Favour{EntryID: in.Entry, On: in.Body.Favourite}}, q.entry(http.StatusOK))
}

func awardPrize(q *request, in *awardIn) (reply, error) {
	c, _, err := q.contest(in.ID)
	if err != nil {
		return reply{}, err
	}
	award := transact.AwardPrize{JobID: in.ID}
	if n := in.Body.Prize; n <= len(c.Prizes) {
		award.PrizeID = c.Prizes[n-1].ID
	}
	if n := in.Body.Entry; n <= len(c.Entries) {
		award.EntryID = c.Entries[n-1].ID
	}
	return q.do(award, q.competition(http.StatusOK))
}

// entry renders the entry that a command is about. What was entered is shown by
// the list; a new entry has it with it.
func (q *request) entry(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		r := result.(transact.Competition)
		e := r.Contest.Entry(r.Entry)
		return status, q.viewEntry(&r.Contest, *e, e.Document)
	}
}

func (q *request) viewEntry(c *contest.Contest, e contest.Entry, document string) Entry {
	v := Entry{ID: e.ID, Number: e.Number, At: e.At, SHA256: e.SHA256, State: string(e.State)}
	if c.MayRead(e, q.caller.ID) {
		v.WorkerID, v.Document = &e.WorkerID, optional(document)
	}
	if q.caller.ID == c.ClientID {
		v.Favourite = &e.Favourite
	}
	return v
}

func listEntries(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (List[Entry], error) {
	c, _, err := q.contest(in.ID)
	if err != nil {
		return List[Entry]{}, err
	}
	documents := map[string]string{}
	return page(in.Paging, func(p store.Page) (rows []contest.Entry, err error) {
		after := 1 + slices.IndexFunc(c.Entries, func(e contest.Entry) bool { return e.ID == p.Cursor })
		rows = c.Entries[after:min(len(c.Entries), after+p.Rows())]
		for _, e := range rows {
			if err == nil && c.MayRead(e, q.caller.ID) {
				documents[e.ID], err = q.store().EntryDocument(q.ctx, e.ID)
			}
		}
		return rows, err
	}, func(e contest.Entry) string { return e.ID }, func(e contest.Entry) Entry { return q.viewEntry(&c, e, documents[e.ID]) })
}

// Shares is what each entry gets if nobody is chosen in time.
type Shares struct {
	At   *calendar.Instant `json:"at" doc:"When that happens; null outside the choice"`
	Data []Share           `json:"data" nullable:"false"`
}

// Share is one entry's part of one prize, before fee and tax.
type Share struct {
	PrizeID string    `json:"prize_id"`
	EntryID string    `json:"entry_id"`
	Amount  money.Yen `json:"amount"`
}

func readShares(q *request, in *struct {
	ID string `path:"id"`
}) (Shares, error) {
	c, _, err := q.contest(in.ID)
	v := Shares{Data: []Share{}}
	if err != nil || c.State != contest.Choosing {
		return v, err
	}
	v.At = &c.Until
	for _, s := range c.Shares() {
		v.Data = append(v.Data, Share{s.PrizeID, s.EntryID, s.Amount})
	}
	return v, nil
}

func listContestEvents(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (List[Event], error) {
	if _, _, err := q.contest(in.ID); err != nil {
		return List[Event]{}, err
	}
	return q.events(in.ID, in.Paging)
}

// budget is what a job's client means to pay: for a contest all prizes, for a
// task one answer.
func (in *jobIn) budget() (money.Yen, error) {
	b := in.Body
	if b.Task != nil {
		if b.BudgetAmount != 0 && b.BudgetAmount != b.Task.UnitAmount {
			return 0, refusal.Invalid("budget_amount", "R8.2", "The budget of a task is its unit price: leave it out.")
		}
		return b.Task.UnitAmount, nil
	}
	if b.Contest == nil {
		if b.BudgetAmount < 1 {
			return 0, refusal.Invalid("budget_amount", "R1.1", "Say what you mean to pay: at least 1 yen.")
		}
		return b.BudgetAmount, nil
	}
	var sum money.Yen
	for _, p := range b.Contest.Prizes {
		sum = min(sum+p.Amount, money.Max)
	}
	if b.BudgetAmount != 0 && b.BudgetAmount != sum {
		return 0, refusal.Invalid("budget_amount", "R8.1", "The budget of a contest is the sum of its prizes: leave it out.")
	}
	return sum, nil
}
