package job

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
)

// Enter makes the proposal that an entry to a contest is: its thread, which goes
// on into the contract should it win (R11.1). The contest decides whether it may
// be entered, and what becomes of it.
func Enter(j Job, worker, text string, ids *id.Minter, now calendar.Instant) Proposal {
	return Proposal{
		ID: ids.New(id.Proposal, now), JobID: j.ID, ClientID: j.ClientID, WorkerID: worker,
		State: Entered, Message: text, CreatedAt: now, Version: 1,
	}
}

// Win accepts an entry with its prize, under the contest's conditions.
func (p Proposal) Win(prize money.Yen, dueOn string, conditions Conditions, contractID string) Proposal {
	p.Offer = Offer{Amount: prize, DueOn: dueOn, Conditions: conditions}
	p.State, p.ContractID = Accepted, contractID
	p.Version++
	return p
}

// TakeBack withdraws an entry.
func (p Proposal) TakeBack() Proposal {
	p.State = Withdrawn
	p.Version++
	return p
}
