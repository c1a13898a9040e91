package transact

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// Competition is a contest with its job: what commands on a contest answer with.
type Competition struct {
	Job     job.Job
	Contest contest.Contest
	Entry   string // the entry that the command made
	Formed  string // the contract that the command formed
	Changed bool   // the command moved something
}

// contestRoom is how the clock and the cashier come by.
var contestRoom = room{
	name: nameContest,
	catchUp: func(w *Work, jobID string) ([]Fired, error) {
		_, fired, err := w.contest(jobID)
		return firedIn(store.ContestRoom, jobID, fired), err
	},
	fund: func(w *Work, jobID string) (Paying, error) { return w.payContest(jobID, contest.Fund{}) },
	settle: func(w *Work, jobID, payment string, paid bool) (Paying, error) {
		return w.payContest(jobID, contest.SettlePayment{PaymentID: payment, Paid: paid})
	},
	look: func(w *Work, jobID string) (any, error) {
		c, _, err := w.contest(jobID)
		return Competition{Job: w.Rows.Jobs[jobID], Contest: c}, err
	},
	runs: func(w *Work, jobID string, reminder event.Kind, then calendar.Instant) (bool, error) {
		c, _, err := w.contest(jobID)
		return c.Runs(reminder, then), err
	},
}

func nameContest(n *store.Names, jobID string) {
	n.Contests = append(n.Contests, jobID)
	n.Jobs = append(n.Jobs, jobID)
}

func (w *Work) payContest(jobID string, cmd contest.Command) (Paying, error) {
	before := w.Rows.Contests[jobID].Payment
	change, err := w.onContest(jobID, cmd)
	if err != nil {
		return Paying{}, err
	}
	c := change.Contest
	p := paying(store.ContestRoom, jobID, before, c.Payment)
	p.State, p.Changed = c.State, len(change.Facts) > 0
	p.Result = Competition{Job: w.Rows.Jobs[jobID], Contest: c, Changed: p.Changed}
	return p, nil
}

// PostContest posts a job as a contest, which awaits its escrow (R2.2, R8.1); the
// answer is a Competition.
type PostContest struct {
	Job    job.Job
	Rules  contest.Rules
	Prizes []money.Yen
}

// Names nothing: the job is new.
func (PostContest) Names() store.Names { return store.Names{} }

// Decide posts it for its client, the actor.
func (o PostContest) Decide(w *Work) (any, error) {
	if err := w.takes(job.Contest); err != nil {
		return nil, err
	}
	o.Job.ClientID = w.Actor.Account
	draft := job.Draft(o.Job, w.IDs, w.Now)
	change, err := contest.Post(draft, o.Rules, o.Prizes, w.Occasion())
	if err != nil {
		return nil, err
	}
	w.putJob(draft)
	w.applyContest(change)
	return Competition{Job: draft, Contest: change.Contest, Changed: true}, nil
}

// OnContest gives a command to a contest; the answer is a Competition.
type OnContest struct {
	JobID   string
	Command contest.Command
}

// Names the contest with its job.
func (o OnContest) Names() (n store.Names) {
	nameContest(&n, o.JobID)
	return n
}

// Decide takes what the clock owed first, then the command.
func (o OnContest) Decide(w *Work) (any, error) {
	change, err := w.onContest(o.JobID, o.Command)
	return Competition{Job: w.Rows.Jobs[o.JobID], Contest: change.Contest, Changed: len(change.Facts) > 0}, err
}

// EnterContest puts an entry into a contest with its files, whose contents are
// kept already; the answer is a Competition.
type EnterContest struct {
	JobID string
	Text  string
	Links []string
	Files []message.File
}

// Names the contest with its job.
func (o EnterContest) Names() (n store.Names) {
	nameContest(&n, o.JobID)
	return n
}

// Decide enters it. The entry is a proposal, whose thread its files are in.
func (o EnterContest) Decide(w *Work) (any, error) {
	j, ok := w.Rows.Jobs[o.JobID]
	if !ok {
		return nil, refusal.NoSuch("contest")
	}
	p := job.Enter(j, w.Actor.Account, o.Text, w.IDs, w.Now)
	enter := contest.Enter{EntryID: p.ID, Text: o.Text, Links: o.Links}
	for _, f := range o.Files {
		enter.Files = append(enter.Files, contest.File{Name: f.Name, Size: f.Size, SHA256: f.SHA256})
	}
	change, err := w.decideContest(o.JobID, enter)
	if err != nil {
		return nil, err
	}
	w.putProposal(p)
	w.applyContest(change)
	for _, f := range o.Files {
		a := message.Attach(p.ID, f, w.Actor.Account, w.IDs, w.Now)
		a.SentIn = p.ID
		w.putAttachment(a)
	}
	return Competition{Job: w.Rows.Jobs[o.JobID], Contest: change.Contest, Entry: p.ID, Changed: true}, nil
}

// OnEntry gives a command that is about one entry, whose proposal follows; the
// answer is a Competition.
type OnEntry struct {
	JobID   string
	EntryID string
	Command contest.Command
}

// Names the contest and the entry's proposal.
func (o OnEntry) Names() (n store.Names) {
	nameContest(&n, o.JobID)
	n.Proposals = append(n.Proposals, o.EntryID)
	return n
}

// Decide takes the command.
func (o OnEntry) Decide(w *Work) (any, error) {
	change, err := w.onContest(o.JobID, o.Command)
	if err != nil {
		return nil, err
	}
	if e := change.Contest.Entry(o.EntryID); e.State == contest.EntryWithdrawn {
		w.putProposal(w.Rows.Proposals[o.EntryID].TakeBack())
	}
	return Competition{Job: w.Rows.Jobs[o.JobID], Contest: change.Contest, Entry: o.EntryID, Changed: len(change.Facts) > 0}, nil
}

// AwardPrize gives a prize to an entry, and so forms the contract for the final
// files, funded by the prize (R8.1); the answer is a Competition.
type AwardPrize struct{ JobID, PrizeID, EntryID string }

// Names the contest and the entry's proposal.
func (o AwardPrize) Names() store.Names { return OnEntry{JobID: o.JobID, EntryID: o.EntryID}.Names() }

// Decide awards it.
func (o AwardPrize) Decide(w *Work) (any, error) {
	contractID := w.IDs.New(id.Contract, w.Now)
	change, err := w.decideContest(o.JobID, contest.Award{PrizeID: o.PrizeID, EntryID: o.EntryID, ContractID: contractID})
	if err != nil {
		return nil, err
	}
	c := change.Contest
	due := w.Calendar.Day(w.Calendar.EndOfDays(w.Now, c.Policy().ContestDeliveryDays) - 1).String()
	p := w.Rows.Proposals[o.EntryID].Win(c.Prize(o.PrizeID).Amount, due, job.Conditions{
		Criteria: c.Criteria, InspectionDays: &c.InspectionDays, RevisionRounds: &c.RevisionRounds,
	}, contractID)
	client, worker := w.Rows.Accounts[p.ClientID], w.Rows.Accounts[p.WorkerID]
	terms, err := contract.Agree(w.Rows.Jobs[o.JobID], p,
		contract.Person{ID: client.ID, Name: client.Name}, contract.Person{ID: worker.ID, Name: worker.Name}, w.Occasion())
	if err != nil {
		return nil, err
	}
	terms.ContractID = contractID
	w.applyContest(change)
	w.putProposal(p)
	w.form(terms, func(hash string) contract.Change { return contract.FormWon(terms, hash, o.PrizeID, w.Occasion()) })
	return Competition{Job: w.Rows.Jobs[o.JobID], Contest: c, Entry: o.EntryID, Formed: contractID, Changed: true}, nil
}

// contest is the contest as the clock leaves it now (R0.6).
func (w *Work) contest(jobID string) (contest.Contest, []event.Due, error) {
	c, ok := w.Rows.Contests[jobID]
	if !ok {
		return contest.Contest{}, nil, refusal.NoSuch("contest")
	}
	caughtUp := contest.CatchUp(c, w.Occasion())
	if len(caughtUp.Fired) > 0 {
		w.owing(func() { w.applyContest(caughtUp) })
	}
	return caughtUp.Contest, caughtUp.Fired, nil
}

func (w *Work) onContest(jobID string, cmd contest.Command) (contest.Change, error) {
	change, err := w.decideContest(jobID, cmd)
	if err == nil {
		w.applyContest(change)
	}
	return change, err
}

// decideContest takes what the clock owed, and decides a command.
func (w *Work) decideContest(jobID string, cmd contest.Command) (contest.Change, error) {
	c, _, err := w.contest(jobID)
	if err != nil {
		return contest.Change{}, err
	}
	return contest.Take(c, cmd, w.Occasion())
}

// applyContest notes a change of a contest with all that follows from it: its
// job's state, events, transfers, notifications.
func (w *Work) applyContest(change contest.Change) {
	w.applied++
	c := change.Contest
	if so := w.contests[c.JobID]; so != nil {
		so.After = c
	} else {
		so = &store.ContestChange{After: c}
		if loaded, ok := w.Rows.Contests[c.JobID]; ok {
			so.Before = &loaded
		}
		w.contests[c.JobID] = so
		w.touchedContests = append(w.touchedContests, c.JobID)
	}
	w.Rows.Contests[c.JobID] = c
	if j := w.Rows.Jobs[c.JobID]; j.State != jobStates[c.State] {
		w.putJob(j.Moved(jobStates[c.State]))
	}
	w.pending.Transfers = append(w.pending.Transfers, change.Transfers...)
	for _, f := range change.Facts {
		w.pending.Events = append(w.pending.Events, store.Event{SubjectID: c.JobID, Fact: f})
		w.notify(notice.OfContest(c, f, w.IDs)...)
	}
}

// jobStates is where a contest's state puts its job.
var jobStates = map[contest.State]job.State{
	contest.AwaitingEscrow: job.AwaitingEscrow, contest.Open: job.Open, contest.Choosing: job.Closed,
	contest.Completed: job.Closed, contest.Shared: job.Closed, contest.Refunded: job.Closed, contest.Cancelled: job.Closed,
}
