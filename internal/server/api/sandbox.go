package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var sandboxRoutes = []route{
	post[accountIn, NewAccount]("/v1/sandbox/accounts", "sandbox", "Make somebody up", sandbox, openAccount, http.StatusCreated),
	post[byID, LoginLink]("/v1/sandbox/accounts/{id}/login-link", "sandbox", "A link that signs a browser in, once", sandbox, loginLink, http.StatusOK),
	get("/v1/sandbox/clock", "sandbox", "The sandbox's time", sandbox, readClock),
	post[advanceIn, Advanced]("/v1/sandbox/clock/advance", "sandbox", "Move the clock; what falls due on the way happens, in due order", sandbox, advance, http.StatusOK),
	get("/v1/sandbox/mail", "sandbox", "Captured mail, newest first", sandbox, listMail),
	post[moodIn, Mood]("/v1/sandbox/gateway", "sandbox", "How the next payment goes", sandbox, setMood, http.StatusOK),
}

type accountIn struct {
	Body struct {
		Name     prose  `json:"name" maxLength:"100"`
		Email    string `json:"email" format:"email" maxLength:"254" pattern:"^[^@\\s<>\"(),:;]+@[^@\\s<>\"(),:;]+$" patternDescription:"an address such as aoki@example.jp"`
		Operator bool   `json:"operator,omitempty" doc:"Of the operator's staff, with every role, or with those of roles"`
		Roles    []role `json:"roles,omitempty" maxItems:"3" doc:"Of an operator; default all"`
	}
}

// role is a post on the operator's staff.
type role string

// Schema lists the roles.
func (role) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, r := range account.Everyone {
		s.Enum = append(s.Enum, string(r))
	}
	return s
}

// rolesOf are the roles that were asked for, all of them when none was named.
func rolesOf(operator bool, named []role) account.Roles {
	if !operator || len(named) == 0 {
		return account.AllRolesIf(operator)
	}
	roles := make([]account.Role, len(named))
	for i, r := range named {
		roles[i] = account.Role(r)
	}
	return account.RolesOf(roles...)
}

// Account is a person.
type Account struct {
	ID        string           `json:"id"`
	Name      string           `json:"name"`
	Email     string           `json:"email"`
	Operator  bool             `json:"operator"`
	CreatedAt calendar.Instant `json:"created_at" format:"date-time"`
}

// NewAccount is a person with the token that lets a program act as them.
type NewAccount struct {
	Account Account `json:"account"`
	Token   string  `json:"token"`
}

func openAccount(q *request, in *accountIn) (reply, error) {
	token := account.Secret()
	cmd := transact.OpenAccount{Account: account.Account{Name: string(in.Body.Name), Email: in.Body.Email, Roles: rolesOf(in.Body.Operator, in.Body.Roles)}, Token: account.Hash(token)}
	return q.do(cmd, func(result any) (int, any) {
		a := result.(account.Account)
		return http.StatusCreated, NewAccount{Account{a.ID, a.Name, a.Email, a.Staff(), a.CreatedAt}, token}
	})
}

// LoginLink is a path that signs a browser in.
type LoginLink struct {
	URL string `json:"url"`
}

func loginLink(q *request, in *byID) (reply, error) {
	link := account.Secret()
	return q.do(transact.IssueToken{AccountID: in.ID, Hash: account.Hash(link), Kind: account.Link}, func(any) (int, any) {
		return http.StatusOK, LoginLink{"/login/" + link}
	})
}

// ClockView is the sandbox's time.
type ClockView struct {
	Now calendar.Instant `json:"now" format:"date-time"`
}

func readClock(q *request, _ *struct{}) (ClockView, error) {
	now, err := q.now()
	return ClockView{now}, err
}

type advanceIn struct {
	Body struct {
		To string `json:"to,omitempty" format:"date-time" doc:"An instant; either this or by"`
		By string `json:"by,omitempty" maxLength:"40" doc:"A duration such as 168h, 90m, 1us"`
	}
}

// Advanced is what happened on the way.
type Advanced struct {
	Now   calendar.Instant `json:"now" format:"date-time"`
	Fired []Fired          `json:"fired" nullable:"false"`
}

// Fired is one deadline, reminder or payment.
type Fired struct {
	At         calendar.Instant `json:"at" format:"date-time"`
	Kind       string           `json:"kind"`
	ContractID *string          `json:"contract_id" doc:"null when it is no contract's"`
	JobID      *string          `json:"job_id,omitempty" doc:"Of the contest or the task, when it is one's"`
	AnswerID   *string          `json:"answer_id,omitempty" doc:"Of the answer of a task, when it is one's"`
}

// furthest bounds one advance of the clock.
const furthest = 50 * 366 * 24 * time.Hour

// target is the instant that an advance asks for.
func (in *advanceIn) target(now calendar.Instant) (calendar.Instant, error) {
	var to calendar.Instant
	switch {
	case (in.Body.To == "") == (in.Body.By == ""):
		return 0, refusal.Invalid("to", "R20.2", "Give either \"to\", an instant, or \"by\", a duration.")
	case in.Body.To != "":
		at, err := calendar.Parse(in.Body.To)
		if err != nil {
			return 0, refusal.Invalid("to", "R20.2", err.Error())
		}
		to = at
	default:
		d, err := time.ParseDuration(in.Body.By)
		if err != nil {
			return 0, refusal.Invalid("by", "R20.2", "This is not a duration such as 168h.")
		}
		to = now.Add(d)
	}
	switch {
	case to < now:
		return 0, &refusal.Refusal{Kind: refusal.NotThis, Code: refusal.ClockBackwards, Rule: "R20.1", Field: "to",
			Detail: "The clock stands at " + now.String() + " and does not go back."}
	case to > now.Add(furthest):
		return 0, refusal.Invalid("to", "R20.2", "The clock moves at most 50 years at once.")
	}
	return to, nil
}

func advance(q *request, in *advanceIn) (reply, error) {
	before, err := q.kept()
	if err != nil || before != nil {
		return replied(before), err
	}
	fired, to, err := q.api.Engine.Sandbox.AdvanceFrom(q.ctx, in.target)
	if err != nil {
		return reply{}, err
	}
	v := Advanced{Now: to, Fired: []Fired{}}
	for _, f := range fired {
		v.Fired = append(v.Fired, viewFired(f))
	}
	return q.do(transact.Answered{Result: v}, asIs)
}

func viewFired(f transact.Fired) Fired {
	v := Fired{At: f.At, Kind: f.Kind}
	if f.Room == store.WorkRoom {
		v.AnswerID = &f.ID
		return v
	}
	v.ContractID, v.JobID = viewSubject(f.ID)
	return v
}

// asIs answers with a view that is made already.
func asIs(result any) (int, any) { return http.StatusOK, result }

// kept is the answer that the request's key already has, for calls that are
// more than one command; nil when there is none.
func (q *request) kept() (*transact.Outcome, error) {
	if q.key == "" {
		return nil, nil
	}
	peek := q.once(asIs).RefusalsOnly()
	outcome, err := q.api.Engine.Door.Do(q.ctx, transact.Request{Actor: q.who(), Command: transact.Answered{}, Once: peek})
	if err != nil || !outcome.Replay {
		return nil, err
	}
	return &outcome, nil
}

func replied(o *transact.Outcome) reply {
	if o == nil {
		return reply{}
	}
	return reply{status: o.Kept.Status, body: o.Kept.Body, replayed: true}
}

// Mail is one captured mail.
type Mail struct {
	To      string           `json:"to"`
	Subject string           `json:"subject"`
	Text    string           `json:"text"`
	SentAt  calendar.Instant `json:"sent_at" format:"date-time"`
	Kind    string           `json:"kind"`
}

func listMail(q *request, in *struct {
	Paging
	To string `query:"to" maxLength:"254" doc:"Only to this address"`
}) (List[Mail], error) {
	if err := q.api.Engine.Sandbox.SendMail(q.ctx); err != nil {
		return List[Mail]{}, err
	}
	people := map[string]account.Account{}
	return page(in.Paging, func(p store.Page) ([]notice.Notice, error) {
		sent, err := q.store().SentMail(q.ctx, in.To, p)
		for _, n := range sent {
			if err != nil {
				break
			}
			people[n.AccountID], err = q.store().Account(q.ctx, n.AccountID)
		}
		return sent, err
	}, func(n notice.Notice) string { return n.ID }, func(n notice.Notice) Mail {
		sent := q.api.Engine.Outbox.Letter(n, people[n.AccountID])
		return Mail{sent.To, sent.Subject, sent.Text, n.MailAt, string(n.Kind)}
	})
}

type moodIn struct{ Body Mood }

// Mood is how the next payment goes.
type Mood struct {
	Next string `json:"next" enum:"succeed,fail,delay,duplicate"`
}

func setMood(q *request, in *moodIn) (reply, error) {
	before, err := q.kept()
	if err != nil || before != nil {
		return replied(before), err
	}
	q.api.Engine.Sandbox.Gateway.Next(gateway.Mood(in.Body.Next))
	return q.do(transact.Answered{Result: in.Body}, asIs)
}
