package web

import (
	"slices"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// people is how many the sandbox's bar offers to be.
const people = 60

// bar is the sandbox's own: the clock, whom to be, the gateway's mood (R20).
func (v *visit) bar() (*view.Bar, error) {
	next, err := v.Engine.Store.NextDue(v.ctx)
	if err != nil {
		return nil, err
	}
	b := &view.Bar{Next: next}
	all, err := v.Engine.Store.Accounts(v.ctx, store.Page{Limit: people})
	if err != nil {
		return nil, err
	}
	for _, a := range slices.Backward(all) {
		b.People = append(b.People, view.Choice{Value: a.ID, Name: a.Name, Chosen: a.ID == v.viewer.ID})
	}
	if _, ok := v.transfer(); ok { // nobody is asked
		return b, nil
	}
	mood := v.Engine.Sandbox.Gateway.Mood()
	for _, m := range moods {
		b.Moods = append(b.Moods, view.Choice{Value: string(m.mood), Name: v.t(m.name), Chosen: m.mood == mood})
	}
	return b, nil
}

var moods = []struct {
	mood gateway.Mood
	name words.Text
}{
	{gateway.Succeed, words.BarSucceed}, {gateway.Fail, words.BarFail}, {gateway.Delay, words.BarDelay}, {gateway.Duplicate, words.BarDuplicate},
}

// moveClock moves the sandbox's clock, to an instant or by a duration.
func moveClock(v *visit) error {
	_, now, err := v.Engine.Sandbox.AdvanceFrom(v.ctx, func(now calendar.Instant) (calendar.Instant, error) {
		if by := v.r.PostFormValue("by"); by != "" {
			d, err := time.ParseDuration(by)
			if err != nil || d < 0 || d > 366*24*time.Hour {
				return 0, refusal.Invalid("by", "R20.2", "This is not a duration such as 24h.")
			}
			return now.Add(d), nil
		}
		to, err := calendar.Parse(v.r.PostFormValue("to"))
		if err != nil || to < now {
			return now, nil // the deadline has passed meanwhile
		}
		return to, nil
	})
	if err != nil {
		return err
	}
	if v.viewer.ID != "" && !v.session.Live(now) {
		return v.be(v.viewer.ID) // weeks have passed, but not for this browser
	}
	v.redirect(v.next())
	return nil
}

// beSomebody signs the browser in as anybody.
func beSomebody(v *visit) error {
	as := v.r.PostFormValue("as")
	if as == "" {
		v.forget()
		v.redirect("/")
		return nil
	}
	return v.be(as)
}

// be begins a session as somebody.
func (v *visit) be(accountID string) error {
	session := account.Secret()
	_, err := v.Engine.Door.Do(v.ctx, transact.Request{Command: transact.IssueToken{AccountID: accountID, Hash: account.Hash(session), Kind: account.Session, Agent: v.r.UserAgent()}})
	if err != nil {
		return err
	}
	v.signIn(session)
	v.redirect(v.next())
	return nil
}

// setMood tells the gateway how to take the next payment.
func setMood(v *visit) error {
	for _, m := range moods {
		if string(m.mood) == v.r.PostFormValue("mood") {
			v.Engine.Sandbox.Gateway.Next(m.mood)
		}
	}
	v.redirect(v.next())
	return nil
}

// capturedMail shows the letters that did not leave the house.
func capturedMail(v *visit) error {
	p, err := v.page(v.t(words.BarMail))
	if err != nil {
		return err
	}
	sent, err := v.Engine.Store.SentMail(v.ctx, "", store.Page{Limit: 20})
	if err != nil {
		return err
	}
	var letters []view.Letter
	for _, n := range sent {
		to, err := v.Engine.Store.Account(v.ctx, n.AccountID)
		if err != nil {
			return err
		}
		l := v.Engine.Outbox.Letter(n, to)
		letters = append(letters, view.Letter{To: to.Name + " <" + l.To + ">", Subject: l.Subject, Body: l.Text, Link: v.Engine.Outbox.Link(n), At: n.MailAt})
	}
	return v.ok(view.MailPage(p, letters))
}
