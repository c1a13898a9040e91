package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var messageRoutes = []route{
	get("/v1/contracts/{id}/messages", "messages", "The contract's thread, oldest first", person, listContractMessages),
	post[messageIn, Message]("/v1/contracts/{id}/messages", "messages", "Write to the other side", person, writeToContract, http.StatusCreated),
	get("/v1/proposals/{id}/messages", "messages", "The proposal's thread, oldest first; it goes on as the contract's", person, listProposalMessages),
	post[messageIn, Message]("/v1/proposals/{id}/messages", "messages", "Write to the other side before there is a contract", person, writeToProposal, http.StatusCreated),
}

type messageIn struct {
	ID   string `path:"id"`
	Body struct {
		Body prose `json:"body" maxLength:"10000"`
	}
}

// Message is one entry of a thread.
type Message struct {
	ID   string           `json:"id"`
	From *string          `json:"from" doc:"null: the platform's own"`
	Body string           `json:"body"`
	At   calendar.Instant `json:"at" format:"date-time"`

	Hidden bool `json:"hidden" doc:"Removed from view by the operator: only its writer still reads its body"`
}

func viewMessage(m message.Message) Message {
	return Message{ID: m.ID, From: optional(m.From), Body: m.Body, At: m.At}
}

func renderMessage(result any) (int, any) {
	return http.StatusCreated, viewMessage(result.(message.Message))
}

func writeToContract(q *request, in *messageIn) (reply, error) {
	return q.do(transact.WriteMessage{ContractID: in.ID, Body: string(in.Body.Body)}, renderMessage)
}

func writeToProposal(q *request, in *messageIn) (reply, error) {
	return q.do(transact.WriteMessage{ProposalID: in.ID, Body: string(in.Body.Body)}, renderMessage)
}

type threadIn struct {
	ID string `path:"id"`
	Paging
}

func listContractMessages(q *request, in *threadIn) (List[Message], error) {
	c, on, err := q.asSeen(in.ID)
	if err != nil {
		return List[Message]{}, err
	}
	if c.RoleOf(on.Who) == contract.Operator {
		return List[Message]{}, refusal.Denied("R13.2", "Messages are closed to the operator's staff.")
	}
	return q.thread(c.ProposalID, in.Paging)
}

func listProposalMessages(q *request, in *threadIn) (List[Message], error) {
	p, err := q.store().Proposal(q.ctx, in.ID)
	if err == nil && !p.Party(q.caller.ID) {
		err = refusal.NoSuch("proposal")
	}
	if err != nil {
		return List[Message]{}, err
	}
	return q.thread(in.ID, in.Paging)
}

func (q *request) thread(id string, p Paging) (List[Message], error) {
	var removed map[string]bool
	return page(p, func(p store.Page) ([]message.Message, error) {
		found, err := q.store().Messages(q.ctx, id, p)
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(found))
		for i, m := range found {
			ids[i] = m.ID
		}
		removed, err = q.store().Removed(q.ctx, ids)
		return found, err
	}, func(m message.Message) string { return m.ID }, func(m message.Message) Message { return hiding(m, removed, q.caller.ID) })
}
