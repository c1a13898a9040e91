package transact

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// contractRoom is how the clock and the cashier come by.
var contractRoom = room{
	name: func(n *store.Names, id string) { n.Contracts = append(n.Contracts, id) },
	catchUp: func(w *Work, id string) ([]Fired, error) {
		_, fired, err := w.Contract(id)
		return firedIn(store.ContractRoom, id, fired), err
	},
	fund: func(w *Work, id string) (Paying, error) { return w.payContract(id, contract.Fund{}) },
	settle: func(w *Work, id, payment string, paid bool) (Paying, error) {
		return w.payContract(id, contract.SettlePayment{PaymentID: payment, Paid: paid})
	},
	look: func(w *Work, id string) (any, error) { return Look{id}.Decide(w) },
	runs: func(w *Work, id string, reminder event.Kind, then calendar.Instant) (bool, error) {
		c, _, err := w.Contract(id)
		return c.Runs(reminder, then), err
	},
}

func (w *Work) payContract(id string, cmd contract.Command) (Paying, error) {
	before := w.Rows.Contracts[id].Payment
	given, err := OnContract{id, cmd}.Decide(w)
	if err != nil {
		return Paying{}, err
	}
	a := given.(Agreement)
	p := paying(store.ContractRoom, id, before, a.Contract.Payment)
	p.Result, p.State, p.Changed = a, a.Contract.State, a.Changed
	return p, nil
}

// OrderBonus is the client's wish to pay a bonus on a completed contract (R1.7);
// the answer is a Paying.
type OrderBonus struct {
	ContractID string
	Bonus      contract.PayBonus
}

// Names the contract.
func (o OrderBonus) Names() store.Names { return store.Names{Contracts: []string{o.ContractID}} }

// Decide orders the payment.
func (o OrderBonus) Decide(w *Work) (any, error) { return w.payContract(o.ContractID, o.Bonus) }

// Agreement is a contract with the document of its terms: what commands on a
// contract answer with.
type Agreement struct {
	Contract contract.Contract
	Terms    string
	Changed  bool             // the command moved something
	Now      calendar.Instant // when it was decided
}

// OnContract gives one of the kernel's commands to one contract.
type OnContract struct {
	ContractID string
	Command    contract.Command
}

// Names the contract, and the files that the command delivers.
func (o OnContract) Names() store.Names {
	return store.Names{Contracts: []string{o.ContractID}, Attachments: filesOf(o.Command)}
}

// Decide takes what the clock owed first, then the command.
func (o OnContract) Decide(w *Work) (any, error) {
	change, err := w.take(o.ContractID, o.Command, filesOf(o.Command))
	if err != nil {
		return nil, err
	}
	return Agreement{change.Contract, w.Rows.Terms[change.Contract.TermsHash], len(change.Facts) > 0, w.Now}, nil
}

// OnRequest gives a command that is meant for one nudge of the contract, and
// for no later one.
type OnRequest struct {
	RequestID string
	OnContract
}

// Decide refuses when another request has taken the place of the one meant.
func (o OnRequest) Decide(w *Work) (any, error) {
	c, _, err := w.Contract(o.ContractID)
	if err != nil {
		return nil, err
	}
	if c.Nudge == nil || c.Nudge.ID != o.RequestID {
		return nil, refusal.Conflict(refusal.StateConflict, "R5.4", "This contact nudge is decided already.").In(string(c.State))
	}
	return o.OnContract.Decide(w)
}

// Look reads a contract as it stands now, through the door so that the answer
// can be kept for a key; it changes nothing but what the clock owes.
type Look struct{ ContractID string }

// Names the contract.
func (o Look) Names() store.Names { return store.Names{Contracts: []string{o.ContractID}} }

// Decide reads.
func (o Look) Decide(w *Work) (any, error) {
	c, _, err := w.Contract(o.ContractID)
	return Agreement{Contract: c, Terms: w.Rows.Terms[c.TermsHash], Now: w.Now}, err
}

// Preview tries a command on a copy of the contract (もしも, R6.8); the answer is
// a contract.Outlook.
type Preview struct {
	ContractID string
	Command    contract.Command
}

// Names the contract.
func (o Preview) Names() store.Names { return store.Names{Contracts: []string{o.ContractID}} }

// Decide tries.
func (o Preview) Decide(w *Work) (any, error) {
	c, _, err := w.Contract(o.ContractID)
	if err != nil {
		return nil, err
	}
	return contract.Preview(c, w.informed(o.Command, c), w.Occasion())
}

// AcceptProposal takes the offer that stands, and so forms a contract (R1.3).
type AcceptProposal struct {
	ProposalID string
	Seen       int64           // the proposal's version that is accepted; 0: whatever stands
	Conditions *job.Conditions // what a client adds; nil: the policy's defaults
}

// Names the proposal.
func (o AcceptProposal) Names() store.Names { return store.Names{Proposals: []string{o.ProposalID}} }

// Decide forms the contract.
func (o AcceptProposal) Decide(w *Work) (any, error) {
	p, err := w.proposal(o.ProposalID)
	if err != nil {
		return nil, err
	}
	if p, err = p.Accept(w.Actor.Account, o.Seen, o.Conditions); err != nil {
		return nil, err
	}
	client, worker := w.Rows.Accounts[p.ClientID], w.Rows.Accounts[p.WorkerID]
	terms, err := contract.Agree(w.Rows.Jobs[p.JobID], p,
		contract.Person{ID: client.ID, Name: client.Name}, contract.Person{ID: worker.ID, Name: worker.Name}, w.Occasion())
	if err != nil {
		return nil, err
	}
	p.ContractID = terms.ContractID
	w.putProposal(p)
	return w.form(terms, func(hash string) contract.Change { return contract.Form(terms, hash, w.Occasion()) }), nil
}

// form makes the contract of terms, and keeps their document with it.
func (w *Work) form(terms contract.Terms, form func(hash string) contract.Change) Agreement {
	document := terms.Document()
	formed := form(contract.HashOf(document))
	w.putTerms(terms.ContractID, document)
	w.Apply(formed)
	return Agreement{formed.Contract, document, true, w.Now}
}

func (w *Work) putTerms(contractID, document string) {
	hash := contract.HashOf(document)
	w.pending.Terms = append(w.pending.Terms, store.Terms{ContractID: contractID, SHA256: hash, Document: document})
	w.Rows.Terms[hash] = document
}

// informed hands a command the terms in force, if it needs them.
func (w *Work) informed(cmd contract.Command, c contract.Contract) contract.Command {
	if r, asks := cmd.(contract.RequestChange); asks {
		r.Terms = w.Rows.Terms[c.TermsHash]
		return r
	}
	return cmd
}
