// Package demo fills a sandbox with a believable little marketplace: people,
// jobs, and contracts in every state, each brought there through the door by
// the commands that real people would give. Nothing is written past the rules.
package demo

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
)

// A Person of the sample, with the token that lets a program act as them.
type Person struct {
	account.Account
	Role  string // what they are in the sample, for people
	Token string
}

// A Sample is what was made.
type Sample struct {
	People    []Person
	Contracts []Contract
}

// A Contract of the sample, by what it shows.
type Contract struct {
	ID    string
	Title string
	State contract.State
	Shows string
}

// Before is how long before the present the sample's story begins: a little more
// than its plots take.
const Before = 39*24*time.Hour + 3*time.Hour

// maker makes the sample; its first error stops everything after it.
type maker struct {
	ctx    context.Context
	engine *engine.Engine
	people map[string]Person
	sample Sample
	err    error
}

// Make tells the sample's story in a fresh sandbox whose clock stands at the
// story's beginning, and leaves the clock at the present.
func Make(ctx context.Context, e *engine.Engine, present calendar.Instant) (Sample, error) {
	m := &maker{ctx: ctx, engine: e, people: map[string]Person{}}
	for _, p := range cast {
		m.open(p.key, p.name, p.role)
	}
	for _, s := range plots {
		m.play(s)
	}
	for _, j := range openJobs {
		m.post(j.by, j.job)
	}
	m.wait(present)
	for i := range m.sample.Contracts {
		if m.err == nil {
			c, err := e.Store.Contract(ctx, m.sample.Contracts[i].ID)
			m.sample.Contracts[i].State, m.err = c.State, err
		}
	}
	return m.sample, m.err
}

// play brings one plot to its end, and lets the clock go on only as far as the
// plot asks for.
func (m *maker) play(p plot) {
	id := m.form(p)
	for _, act := range p.acts {
		if m.err == nil {
			act(m, id)
		}
		if m.err != nil {
			m.err = fmt.Errorf("%s: %w", p.job.Title, m.err)
			return
		}
	}
	m.sample.Contracts = append(m.sample.Contracts, Contract{ID: id, Title: p.job.Title, Shows: p.shows})
}

func (m *maker) open(key, name, role string) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	token := base64.RawURLEncoding.EncodeToString(secret)
	hash := sha256.Sum256([]byte(token))
	made, _ := m.do(contract.Actor{}, transact.OpenAccount{
		Account: account.Account{Name: name, Email: key + "@example.jp", Operator: role == "運営"},
		Token:   hex.EncodeToString(hash[:]),
	}).(account.Account)
	p := Person{made, role, token}
	m.people[key] = p
	m.sample.People = append(m.sample.People, p)
}

func (m *maker) post(by string, j job.Job) job.Job {
	posted, _ := m.do(m.actor(by), transact.PostJob{Job: j}).(job.Job)
	return posted
}

func (m *maker) form(p plot) (contractID string) {
	posted := m.post(p.client, p.job)
	proposed, _ := m.do(m.actor(p.worker), transact.Propose{JobID: posted.ID, Offer: job.Offer{
		Amount: p.job.BudgetAmount, DueOn: p.job.DueOn, Message: p.pitch,
	}}).(job.Proposal)
	formed, _ := m.do(m.actor(p.client), transact.AcceptProposal{ProposalID: proposed.ID, Conditions: &p.terms}).(transact.Agreement)
	return formed.Contract.ID
}

func (m *maker) actor(key string) contract.Actor {
	p := m.people[key]
	return contract.Actor{Account: p.ID, Operator: p.Operator}
}

func (m *maker) do(who contract.Actor, cmd transact.Command) any {
	if m.err != nil {
		return nil
	}
	outcome, err := m.engine.Door.Do(m.ctx, transact.Request{Actor: who, Command: cmd})
	m.err = err
	return outcome.Result
}

func (m *maker) wait(until calendar.Instant) {
	if m.err == nil {
		_, m.err = m.engine.Sandbox.Advance(m.ctx, until)
	}
}

// An act is one thing that somebody does on a contract.
type act func(m *maker, contractID string)

func by(key string, cmd contract.Command) act {
	return func(m *maker, id string) {
		m.do(m.actor(key), transact.OnContract{ContractID: id, Command: cmd})
	}
}

func says(key, body string) act {
	return func(m *maker, id string) {
		m.do(m.actor(key), transact.WriteMessage{ContractID: id, Body: body})
	}
}

func funds(key string) act {
	return func(m *maker, id string) {
		_, m.err = m.engine.Cashier.Fund(m.ctx, m.actor(key), id, nil)
	}
}

func later(d time.Duration) act {
	return func(m *maker, _ string) {
		now, err := m.engine.Now(m.ctx)
		if m.err = err; err == nil {
			m.wait(now.Add(d))
		}
	}
}
