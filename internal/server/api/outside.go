package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/outside"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var outsideRoutes = []route{
	post[outsideIn, OutsideContact]("/v1/contracts/{id}/outside-contact", "outside contact", "Ask to be in touch outside the platform (サービス外連絡申請)", person, askOutside, http.StatusCreated),
	get("/v1/contracts/{id}/outside-contact", "outside contact", "The contract's requests to be in touch outside, newest first", person, listOutside),
	post[byID, OutsideContact]("/v1/contracts/{id}/outside-contact/agree", "outside contact", "Agree: an operator decides next", person, agreeOutside, http.StatusOK),
	post[mayReasonIn, OutsideContact]("/v1/contracts/{id}/outside-contact/decline", "outside contact", "Decline, without any harm", person, declineOutside, http.StatusOK),
	post[byID, OutsideContact]("/v1/contracts/{id}/outside-contact/withdraw", "outside contact", "Take one's own request back", person, withdrawOutside, http.StatusOK),
	get("/v1/operator/outside-contacts", "operator", "Requests to be in touch outside, newest first", staff(account.DecideRequests), listOutsideCases),
	post[mayReasonIn, OutsideContact]("/v1/operator/outside-contacts/{id}/approve", "operator", "Approve contact outside; payment stays inside", staff(account.DecideRequests), approveOutside, http.StatusOK),
	post[mustReasonIn, OutsideContact]("/v1/operator/outside-contacts/{id}/deny", "operator", "Deny, with a reason that both sides read", staff(account.DecideRequests), denyOutside, http.StatusOK),
}

type outsideIn struct {
	ID   string `path:"id"`
	Body struct {
		Means  prose `json:"means" maxLength:"200" doc:"By what: a video call, a chat, a meeting"`
		Reason prose `json:"reason" maxLength:"2000" doc:"What the other side and an operator read"`
	}
}

type mayReasonIn struct {
	ID   string `path:"id"`
	Body *struct {
		Reason string `json:"reason,omitempty" maxLength:"2000" doc:"What both sides read"`
	} `required:"false"`
}

func (in *mayReasonIn) reason() string {
	if in.Body == nil {
		return ""
	}
	return in.Body.Reason
}

type mustReasonIn struct {
	ID   string `path:"id"`
	Body struct {
		Reason prose `json:"reason" maxLength:"2000" doc:"What both sides read"`
	}
}

// OutsideContact is a request to be in touch outside the platform.
type OutsideContact struct {
	ID         string            `json:"id"`
	ContractID string            `json:"contract_id"`
	By         string            `json:"by" enum:"client,worker"`
	Means      string            `json:"means"`
	Reason     string            `json:"reason"`
	State      string            `json:"state" enum:"requested,agreed,approved,denied,declined,withdrawn,lapsed" doc:"requested: awaits the other side; agreed: awaits an operator"`
	Answer     *string           `json:"answer" doc:"Why it was declined, or what the operator says of it"`
	AskedAt    calendar.Instant  `json:"asked_at" format:"date-time"`
	AnswerBy   calendar.Instant  `json:"answer_by" format:"date-time" doc:"The other side's silence lapses the request here"`
	AnsweredAt *calendar.Instant `json:"answered_at"`
	DecideBy   *calendar.Instant `json:"decide_by" doc:"An operator should have decided by then; it is never approved by the clock"`
	DecidedAt  *calendar.Instant `json:"decided_at"`
	Late       bool              `json:"late" doc:"The operator is late"`
	Actions    []string          `json:"actions" nullable:"false" doc:"What the caller may do now: the last part of the path"`
}

func (q *request) viewOutside(c contract.Contract, r outside.Request, now calendar.Instant) OutsideContact {
	r = r.Seen(now)
	v := OutsideContact{
		ID: r.ID, ContractID: r.ContractID, By: string(r.By), Means: r.Means, Reason: r.Reason, State: string(r.State), Answer: optional(r.Answer),
		AskedAt: r.AskedAt, AnswerBy: r.AnswerBy, AnsweredAt: instant(r.AnsweredAt), DecideBy: instant(r.DecideBy), DecidedAt: instant(r.DecidedAt),
		Late: r.Late(now), Actions: []string{},
	}
	for _, verb := range outside.Verbs(c, r, q.who()) {
		v.Actions = append(v.Actions, outside.Name(verb))
	}
	return v
}

func (q *request) renderOutside(status int) func(any) (int, any) {
	return func(result any) (int, any) {
		at := result.(transact.Contact)
		return status, q.viewOutside(at.Contract, at.Request, at.Contract.UpdatedAt)
	}
}

func askOutside(q *request, in *outsideIn) (reply, error) {
	return q.do(transact.AskOutside{ContractID: in.ID, Means: string(in.Body.Means), Reason: string(in.Body.Reason)}, q.renderOutside(http.StatusCreated))
}

func agreeOutside(q *request, in *byID) (reply, error) {
	return q.onOutside(transact.OnOutside{ContractID: in.ID, Verb: outside.VerbAgree})
}

func declineOutside(q *request, in *mayReasonIn) (reply, error) {
	return q.onOutside(transact.OnOutside{ContractID: in.ID, Verb: outside.VerbDecline, Text: in.reason()})
}

func withdrawOutside(q *request, in *byID) (reply, error) {
	return q.onOutside(transact.OnOutside{ContractID: in.ID, Verb: outside.VerbWithdraw})
}

func (q *request) onOutside(cmd transact.OnOutside) (reply, error) {
	return q.do(cmd, q.renderOutside(http.StatusOK))
}

func listOutside(q *request, in *threadIn) (List[OutsideContact], error) {
	c, on, err := q.asSeen(in.ID)
	if err != nil {
		return List[OutsideContact]{}, err
	}
	return page(in.Paging, func(p store.Page) ([]outside.Request, error) {
		return q.store().OutsideRequests(q.ctx, store.OutsideQuery{ContractID: c.ID}, p)
	}, func(r outside.Request) string { return r.ID }, func(r outside.Request) OutsideContact { return q.viewOutside(c, r, on.Now) })
}

func listOutsideCases(q *request, in *struct {
	Paging
	State string `query:"state" enum:"requested,agreed,approved,denied,declined,withdrawn,lapsed" default:"agreed"`
}) (List[OutsideContact], error) {
	now, err := q.now()
	if err != nil {
		return List[OutsideContact]{}, err
	}
	contracts := map[string]contract.Contract{}
	return page(in.Paging, func(p store.Page) ([]outside.Request, error) {
		found, err := q.store().OutsideRequests(q.ctx, store.OutsideQuery{State: lifecycle.State(in.State)}, p)
		for _, r := range found {
			if err == nil {
				contracts[r.ContractID], err = q.store().Contract(q.ctx, r.ContractID)
			}
		}
		return found, err
	}, func(r outside.Request) string { return r.ID }, func(r outside.Request) OutsideContact {
		return q.viewOutside(contracts[r.ContractID], r, now)
	})
}

func approveOutside(q *request, in *mayReasonIn) (reply, error) {
	return q.decideOutside(in.ID, outside.VerbApprove, in.reason())
}

func denyOutside(q *request, in *mustReasonIn) (reply, error) {
	return q.decideOutside(in.ID, outside.VerbDeny, string(in.Body.Reason))
}

func (q *request) decideOutside(id string, verb lifecycle.Verb, reason string) (reply, error) {
	r, err := q.store().OutsideRequest(q.ctx, id)
	if err != nil {
		return reply{}, err
	}
	return q.onOutside(transact.OnOutside{ContractID: r.ContractID, RequestID: id, Verb: verb, Text: reason})
}
