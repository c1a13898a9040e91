package web

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// bounces are the mails that did not arrive and that nobody has seen to, newest
// first, by whose they are.
func (v *visit) bounces() (map[string][]notice.Notice, error) {
	all, err := v.Engine.Store.BouncedMail(v.ctx, true, store.Page{})
	by := map[string][]notice.Notice{}
	for _, n := range all {
		by[n.AccountID] = append(by[n.AccountID], n)
	}
	return by, err
}

// seenToBy is when somebody of the staff should have seen to mail that does not
// arrive: the days of a nudge's review, from the first mail on.
func (v *visit) seenToBy(some []notice.Notice) calendar.Instant {
	first := slices.MinFunc(some, func(a, b notice.Notice) int { return int(a.MailAt - b.MailAt) })
	return v.Engine.Calendar.EndOfBusinessDays(first.MailAt, v.occasion().Policy().NudgeReviewDays)
}

// bouncesWaiting is a case for each person whom mail does not reach (R11.3).
func (v *visit) bouncesWaiting() (all []waiting, err error) {
	by, err := v.bounces()
	if err != nil {
		return nil, err
	}
	for id, some := range by {
		a, err := v.Engine.Store.Account(v.ctx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, waiting{kind: "mail", id: id, title: v.t(words.DeskBounces, a.Name, len(some)), by: v.seenToBy(some)})
	}
	return all, nil
}

func (c *casing) bounced() error {
	by, err := c.bounces()
	if err != nil {
		return err
	}
	some := by[c.id]
	if len(some) == 0 {
		return refusal.Conflict(refusal.StateConflict, "R11.3", "Somebody has seen to this already.")
	}
	a, err := c.Engine.Store.Account(c.ctx, c.id)
	if err != nil {
		return err
	}
	c.by, c.view.Title, c.view.Own = c.seenToBy(some), c.t(words.DeskBounces, a.Name, len(some)), a.ID == c.viewer.ID
	c.fact(words.DeskAddress, masked(a.Email))
	seen, err := c.Engine.Store.Attention(c.ctx, a.ID)
	if err != nil {
		return err
	}
	if err := c.party(words.DeskBounceTo, a.ID, "", 0); err != nil {
		return err
	}
	if !seen.SeenAt.IsZero() {
		c.fact(words.DeskVisited, c.page.When(seen.SeenAt))
	}
	contracts, err := c.Engine.Store.Contracts(c.ctx, store.ContractQuery{Party: a.ID}, store.Page{})
	if err != nil {
		return err
	}
	for _, on := range contracts {
		for _, d := range contract.Coming(on, contract.Operator) { // what a reminder would have told them
			c.fact(words.DeskAtRisk, c.t(words.Titled, on.Title, c.page.When(d.At)+" "+c.t(words.Happened[d.Kind])))
		}
		if t := on.Termination; t.Open() && t.PutOffAt != 0 {
			c.fact(words.DeskAtRisk, c.t(words.Titled, on.Title, c.t(words.Happened[string(contract.TerminationPutOff)])))
		}
	}
	for _, n := range some {
		said, err := c.bounce(n)
		if err != nil {
			return err
		}
		c.view.Texts = append(c.view.Texts, view.CaseText{Name: words.NoticeName(c.lang, string(n.Kind)), Text: strings.TrimSpace(c.page.When(n.MailAt) + "\n" + said)})
		c.view.Named = append(c.view.Named, n.ID)
	}
	c.view.Reason = view.Field{Name: "reason", Label: c.t(words.DeskBounceNote), Hint: c.t(words.DeskBounceHint), Required: true, Max: transact.MaxHandled, Rows: 3}
	return nil
}

// decideBounced notes what was done about the mails that stood on the page.
func decideBounced(v *visit, e *entered, id string) (transact.Command, error) {
	return transact.HandleBounces{AccountID: id, Notices: v.r.PostForm["mail"], Note: e.text("reason", transact.MaxHandled, true)}, nil
}

// bounce is what a mail server said of a mail that did not arrive, without the
// address in it.
func (v *visit) bounce(n notice.Notice) (string, error) {
	attempts, err := v.Engine.Store.Attempts(v.ctx, n.ID)
	if err != nil || len(attempts) == 0 {
		return "", err
	}
	return addresses.ReplaceAllStringFunc(attempts[len(attempts)-1].Detail, masked), nil
}

// addresses finds mail addresses: a server writes them as it likes, and may name
// another than it was given.
var addresses = regexp.MustCompile(`[^\s<>()\[\]"',;:]+@[^\s<>()\[\]"',;:]+`)

// masked is an address of which its owner alone sees all.
func masked(email string) string {
	local, host, _ := strings.Cut(email, "@")
	if local == "" {
		return ""
	}
	return string([]rune(local)[:1]) + "***@" + host
}

// What the clock could not take for so long is a case for the desk, of which the
// first are shown.
const (
	overdueAfter = 10 * time.Minute
	overdueShown = 50
)

// overdueWaiting is a case for each deadline that a fault holds up.
func (v *visit) overdueWaiting() (all []waiting, err error) {
	if held, err := v.Engine.Door.Quarantined(v.ctx); err != nil || held { // then nothing is taken at all
		return nil, err
	}
	due, err := v.Engine.Store.Due(v.ctx, 0, v.now.Add(-overdueAfter), overdueShown)
	if err != nil {
		return nil, err
	}
	for _, d := range due {
		title, err := v.dueTitle(d)
		if err != nil {
			return nil, err
		}
		all = append(all, waiting{kind: "overdue", id: string(d.Room) + "-" + d.ID, title: title, by: d.At})
	}
	return all, nil
}

// dueTitle names what a deadline is of.
func (v *visit) dueTitle(d store.Due) (string, error) {
	switch d.Room {
	case store.ContractRoom, store.OutsideRoom:
		c, err := v.Engine.Store.Contract(v.ctx, d.ID)
		return c.Title, err
	case store.ContestRoom, store.TaskRoom:
		j, err := v.Engine.Store.Job(v.ctx, d.ID)
		return j.Title, err
	case store.WorkRoom:
		a, err := v.Engine.Store.Work(v.ctx, d.ID)
		if err != nil {
			return "", err
		}
		j, err := v.Engine.Store.Job(v.ctx, a.JobID)
		return j.Title, err
	}
	a, err := v.Engine.Store.Account(v.ctx, d.ID)
	return a.Name, err
}

func (c *casing) overdue() error {
	room, id, _ := strings.Cut(c.id, "-")
	due, err := c.Engine.Store.Due(c.ctx, 0, c.now.Add(-overdueAfter), overdueShown)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(due, func(d store.Due) bool { return string(d.Room) == room && d.ID == id })
	if i < 0 {
		return refusal.Conflict(refusal.StateConflict, "R0.6", "This deadline was taken.")
	}
	c.by = due[i].At
	if c.view.Title, err = c.dueTitle(due[i]); err != nil {
		return err
	}
	c.fact(words.DeskDueSince, c.page.When(due[i].At))
	c.fact(words.DeskDueOf, fmt.Sprintf("%s %s", room, id))
	if due[i].Room == store.ContractRoom {
		on, err := c.Engine.Store.Contract(c.ctx, id)
		if err == nil {
			err = c.onContract(&on)
		}
		if err != nil {
			return err
		}
		c.view.Messages = nil // no case for which messages open
	}
	if fault := c.Engine.Keeper.Fault(due[i].Room, id); fault != nil && c.viewer.Roles.May(account.RunHouse) {
		c.text(words.DeskFaultSays, fault.Error(), true)
	}
	return nil
}
