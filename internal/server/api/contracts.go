package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/store"
)

var contractRoutes = append([]route{
	get("/v1/contracts", "contracts", "The caller's contracts, newest first", person, listContracts),
	get("/v1/contracts/{id}", "contracts", "One contract, as the caller sees it", person, readContract),
	download("/v1/contracts/{id}/terms", "contracts", "The terms document in force, the very bytes that were hashed", person, readTerms),
	download("/v1/contracts/{id}/terms/{sha256}", "contracts", "A terms document by its hash: an earlier one (previous_sha256), or one that a change asks for", person, readTermsOf),
	get("/v1/contracts/{id}/events", "contracts", "The contract's events, a hash chain, oldest first", person, listEvents),

	post[previewIn, Preview]("/v1/contracts/{id}/preview", "contracts", "What a command would do, without doing it (もしも)", person, preview, http.StatusOK),
}, commandRoutes()...)

// asSeen is the contract as the clock leaves it now, for who may see it.
func (q *request) asSeen(id string) (contract.Contract, contract.Occasion, error) {
	now, err := q.now()
	if err != nil {
		return contract.Contract{}, contract.Occasion{}, err
	}
	c, err := q.store().Contract(q.ctx, id)
	if err != nil {
		return c, contract.Occasion{}, err
	}
	on := q.occasion(now)
	if c.RoleOf(on.Who) == contract.Stranger {
		return c, on, refusal.NoSuch("contract")
	}
	return contract.CatchUp(c, on).Contract, on, nil
}

func readContract(q *request, in *struct {
	ID string `path:"id"`
}) (Contract, error) {
	c, on, err := q.asSeen(in.ID)
	if err != nil {
		return Contract{}, err
	}
	terms, err := q.store().Terms(q.ctx, in.ID, c.TermsHash)
	if err != nil {
		return Contract{}, err
	}
	return q.viewContract(c, terms, on), nil
}

func readTerms(q *request, in *struct {
	ID string `path:"id"`
}) (reply, error) {
	c, _, err := q.asSeen(in.ID)
	if err != nil {
		return reply{}, err
	}
	return q.terms(in.ID, c.TermsHash)
}

func readTermsOf(q *request, in *struct {
	ID     string `path:"id"`
	SHA256 string `path:"sha256"`
}) (reply, error) {
	if _, _, err := q.asSeen(in.ID); err != nil {
		return reply{}, err
	}
	return q.terms(in.ID, in.SHA256)
}

func (q *request) terms(contractID, sha256 string) (reply, error) {
	terms, err := q.store().Terms(q.ctx, contractID, sha256)
	return reply{status: http.StatusOK, body: []byte(terms), file: contractID + "-terms.json"}, err
}

// document is JSON that is sent as it is kept.
type document []byte

// MarshalJSON hands the kept bytes on.
func (d document) MarshalJSON() ([]byte, error) { return d, nil }

func listContracts(q *request, in *struct {
	Paging
	Role  string `query:"role" enum:"client,worker" doc:"Only where the caller is this"`
	State string `query:"state" enum:"awaiting_escrow,in_progress,delivered,revising,disputed,completed,terminated,cancelled"`
}) (List[Contract], error) {
	query := store.ContractQuery{State: contract.State(in.State)}
	switch in.Role {
	case "client":
		query.ClientID = q.caller.ID
	case "worker":
		query.WorkerID = q.caller.ID
	default:
		query.Party = q.caller.ID
	}
	now, err := q.now()
	if err != nil {
		return List[Contract]{}, err
	}
	on := q.occasion(now)
	terms := map[string]string{}
	return page(in.Paging, func(p store.Page) ([]contract.Contract, error) {
		found, err := q.store().Contracts(q.ctx, query, p)
		for i, c := range found {
			if err != nil {
				break
			}
			found[i] = contract.CatchUp(c, on).Contract
			terms[c.ID], err = q.store().Terms(q.ctx, c.ID, c.TermsHash)
		}
		return found, err
	}, func(c contract.Contract) string { return c.ID }, func(c contract.Contract) Contract {
		return q.viewContract(c, terms[c.ID], on)
	})
}

// occasion is who asks and when; ids that it makes are thrown away.
func (q *request) occasion(now calendar.Instant) contract.Occasion {
	return contract.Occasion{Who: q.who(), Now: now, Calendar: q.api.Engine.Calendar, IDs: q.api.Engine.IDs, Numbers: q.api.Engine.Door.Book().Policy(now)}
}

// Event is one link of a contract's hash chain.
type Event struct {
	ID       string           `json:"id"`
	Seq      int64            `json:"seq"`
	At       calendar.Instant `json:"at" format:"date-time"`
	Kind     string           `json:"kind"`
	Actor    string           `json:"actor" enum:"client,worker,operator,clock,gateway"`
	Deemed   bool             `json:"deemed,omitempty" doc:"Done by the clock in a person's place"`
	Data     document         `json:"data"`
	Hash     string           `json:"hash"`
	PrevHash string           `json:"prev_hash"`
}

func listEvents(q *request, in *struct {
	ID string `path:"id"`
	Paging
}) (List[Event], error) {
	if _, _, err := q.asSeen(in.ID); err != nil {
		return List[Event]{}, err
	}
	return q.events(in.ID, in.Paging)
}

// events is a page of a chain, oldest first.
func (q *request) events(of string, p Paging) (List[Event], error) {
	return page(p, func(p store.Page) ([]store.Event, error) { return q.store().Events(q.ctx, of, p) },
		func(e store.Event) string { return e.ID }, func(e store.Event) Event {
			return Event{e.ID, e.Seq, e.At, string(e.Kind), string(e.Actor), e.Deemed, document(e.JSON), e.Hash, e.PrevHash}
		})
}
