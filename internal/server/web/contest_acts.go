package web

import (
	"net/http"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/warning"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

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
			k.method(),
			{Name: k.t(words.ContestFundWhen), Value: k.t(words.ContestFundWhenIs)},
			{Name: k.t(words.ContestFundBack), Value: k.t(words.ContestFundBackIs, k.c.Guaranteed, k.page.When(k.c.EntriesUntil))},
			{Name: k.t(words.ContestFundElse), Value: k.t(words.ContestFundElseIs)},
		},
		Submit: k.orders(words.ContestFundNow), Tone: "primary",
	}, nil
}

func contestFunded(v *visit, result any) string {
	if k, ok := result.(transact.Competition); ok && k.Contest.State == contest.AwaitingEscrow {
		return v.underWay("contest-pending")
	}
	return "contest-fund"
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
	if e.warns("text", enter.Text, warning.Situation{}) {
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
