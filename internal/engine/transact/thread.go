package transact

import (
	"slices"

	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// AttachFile registers an uploaded file for a thread; it is its uploader's alone
// until a message or a delivery names it. The answer is the message.Attachment.
type AttachFile struct {
	ProposalID string // either: the thread of a proposal …
	ContractID string // … or of a contract
	File       message.File
}

// Names the proposal or the contract.
func (o AttachFile) Names() store.Names { return threadNames(o.ProposalID, o.ContractID) }

// Decide registers it for a party of the thread.
func (o AttachFile) Decide(w *Work) (any, error) {
	thread, err := w.thread(o.ProposalID, o.ContractID)
	if err != nil {
		return nil, err
	}
	a := message.Attach(thread, o.File, w.Actor.Account, w.IDs, w.Now)
	w.putAttachment(a)
	return a, nil
}

// WriteMessage writes into the thread of a proposal and, once formed, of its
// contract (R11.1); the answer is the message.Message.
type WriteMessage struct {
	ProposalID  string // either: a proposal without a contract yet …
	ContractID  string // … or a contract
	Body        string
	Attachments []string // the writer's own unsent files of this thread, by id
	Confirmed   bool     // sends files although no escrow holds the pay for them (R2.4)
}

// Names the proposal or the contract, and the files.
func (o WriteMessage) Names() store.Names {
	names := threadNames(o.ProposalID, o.ContractID)
	names.Attachments = o.Attachments
	return names
}

// Decide writes the message, and sends its files with it. On a contract it is a
// command of the kernel, as it answers a nudge.
func (o WriteMessage) Decide(w *Work) (any, error) {
	if o.ContractID != "" {
		say := contract.Say{Body: o.Body, Files: len(o.Attachments), Confirmed: o.Confirmed}
		if _, err := w.take(o.ContractID, say, o.Attachments); err != nil {
			return nil, err
		}
		return w.pending.Messages[len(w.pending.Messages)-1], nil
	}
	p, err := w.proposal(o.ProposalID)
	if err != nil {
		return nil, err
	}
	if p.ContractID != "" {
		return nil, refusal.Conflict(refusal.StateConflict, "R11.1", "The thread goes on in the contract "+p.ContractID+".").In(string(p.State))
	}
	if err := w.sendable(p.ID, o.Attachments); err != nil {
		return nil, err
	}
	m := message.Message{ID: w.IDs.New(id.Message, w.Now), Thread: p.ID, From: w.Actor.Account, Body: o.Body, At: w.Now}
	w.pending.Messages = append(w.pending.Messages, m)
	w.tell(notice.ProposalMessage, p, w.Rows.Jobs[p.JobID])
	return m, w.send(p.ID, o.Attachments, m.ID)
}

// MarkRead notes that the actor has read a thread up to a message (既読); the
// answer is the message.Mark. One that lies behind an earlier one changes
// nothing.
type MarkRead struct {
	Thread string // the proposal's id
	Upto   string // a message's id
}

// Names the proposal.
func (o MarkRead) Names() store.Names { return store.Names{Proposals: []string{o.Thread}} }

// Decide notes it. Nobody has read what is not written yet.
func (o MarkRead) Decide(w *Work) (any, error) {
	p, err := w.proposal(o.Thread)
	if err != nil {
		return nil, err
	}
	if !id.Valid(id.Message, o.Upto) {
		return nil, refusal.Invalid("upto", "R11.1", "There is no such message.")
	}
	m := message.Mark{Thread: p.ID, AccountID: w.Actor.Account, Upto: min(o.Upto, w.IDs.New(id.Message, w.Now)), At: w.Now}
	w.pending.Marks = append(w.pending.Marks, m)
	return m, nil
}

func threadNames(proposalID, contractID string) store.Names {
	if contractID != "" {
		return store.Names{Contracts: []string{contractID}}
	}
	return store.Names{Proposals: []string{proposalID}}
}

// thread is the thread of a proposal or a contract, for its two sides: to all
// others there is none, the operator's staff included (R13.2).
func (w *Work) thread(proposalID, contractID string) (string, error) {
	if contractID == "" {
		p, err := w.proposal(proposalID)
		return p.ID, err
	}
	c, ok := w.Rows.Contracts[contractID]
	if !ok {
		return "", refusal.NoSuch("contract")
	}
	switch c.RoleOf(w.Actor) {
	case contract.Client, contract.Worker:
		return c.ProposalID, nil
	case contract.Operator:
		return "", refusal.Denied("R11.1", "This is not for the operator to do.")
	}
	return "", refusal.NoSuch("contract")
}

// sendable refuses files that could not go out, before anything else happens.
func (w *Work) sendable(thread string, ids []string) error {
	if len(ids) > message.MostFiles {
		return refusal.Invalid("attachments", "R11.1", "A message or a delivery carries at most 20 files.")
	}
	for i, one := range ids {
		if slices.Contains(ids[:i], one) {
			return refusal.Invalid("attachments", "R11.1", "A file is named twice.")
		}
		if _, err := w.Rows.Attachments[one].Send(thread, w.Actor.Account, "sent"); err != nil {
			return err
		}
	}
	return nil
}

// send lets a message or a delivery carry files that are sendable.
func (w *Work) send(thread string, ids []string, in string) error {
	for _, one := range ids {
		a, err := w.Rows.Attachments[one].Send(thread, w.Actor.Account, in)
		if err != nil {
			return err
		}
		w.putAttachment(a)
	}
	return nil
}

func (w *Work) putAttachment(a message.Attachment) {
	w.Rows.Attachments[a.ID] = a
	w.pending.Attachments = put(w.pending.Attachments, a, func(o message.Attachment) bool { return o.ID == a.ID })
}

// filesOf lists the uploaded files among what a command names: a delivery's are
// attachments' ids, and links or other references beside them.
func filesOf(cmd contract.Command) (ids []string) {
	d, ok := cmd.(contract.Deliver)
	if !ok {
		return nil
	}
	for _, file := range d.Files {
		if id.Valid(id.Attachment, file) {
			ids = append(ids, file)
		}
	}
	return ids
}

// take gives a command to a contract, which sends the files that go with it.
func (w *Work) take(contractID string, cmd contract.Command, files []string) (contract.Change, error) {
	c, _, err := w.Contract(contractID)
	if err != nil {
		return contract.Change{}, err
	}
	change, err := contract.Take(c, w.informed(cmd, c), w.Occasion())
	if err != nil {
		return contract.Change{}, err
	}
	if err := w.sendable(c.ProposalID, files); err != nil {
		return contract.Change{}, err
	}
	w.Apply(change)
	return change, w.send(c.ProposalID, files, carrierOf(change))
}

// carrierOf is what carries a command's files: the delivery, or the message.
func carrierOf(change contract.Change) string {
	for _, f := range change.Facts {
		if f.Kind == contract.DeliveryMade {
			return f.ID
		}
	}
	for _, m := range change.Messages {
		if m.From != "" {
			return m.ID
		}
	}
	return ""
}
