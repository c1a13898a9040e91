// Package demo fills a sandbox with a believable little marketplace: people,
// jobs with their proposals, and contracts in every state, each brought there
// through the door by the commands that real people would give, at the times
// when they would. Nothing is written past the rules. The tables of people, jobs
// and stories stand in files by theme.
package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A Person of the sample, with the token that lets a program act as them.
type Person struct {
	account.Account
	Role  string // what they are in the sample, for people
	Token string
}

// A Sample is what was made.
type Sample struct {
	People    []Person   // the main ones
	Everyone  []Person   // all of them
	Contracts []Contract // those that show something
}

// A Contract of the sample, by what it shows.
type Contract struct {
	ID    string
	Title string
	State contract.State
	Shows string
}

// Before is how long before the present the sample's story begins: a little more
// than its oldest moment.
const Before = 330 * 24 * time.Hour

// maker makes the sample; its first error stops everything after it.
type maker struct {
	ctx     context.Context
	engine  *engine.Engine
	present calendar.Instant

	people    map[string]Person
	jobs      map[string]job.Job      // by the posting's key
	proposals map[string]job.Proposal // by the posting's key and the worker's
	told      []*told                 // by story
	events    []event
	err       error
}

// An event is one thing that happens in the sample.
type event struct {
	at   calendar.Instant
	what string // for errors
	do   func()
}

// Make tells the sample's story in a fresh sandbox whose clock stands at the
// story's beginning, and leaves the clock at the present.
func Make(ctx context.Context, e *engine.Engine, present calendar.Instant) (Sample, error) {
	m := &maker{ctx: ctx, engine: e, present: present, people: map[string]Person{}, jobs: map[string]job.Job{}, proposals: map[string]job.Proposal{}}
	var sample Sample
	for _, p := range cast {
		made := m.open(p)
		sample.Everyone = append(sample.Everyone, made)
		if p.main {
			sample.People = append(sample.People, made)
		}
	}
	for _, p := range postings() {
		m.plan(p)
	}
	for i := range stories {
		m.tell(&stories[i])
	}
	for _, c := range contests {
		m.compete(c)
	}
	for _, a := range tasks {
		m.ask(a)
	}
	for _, a := range asides {
		m.later(m.at(a.at), a.who+" withdraws", func() {
			m.do(m.actor(a.who), transact.RequestPayout{AccountID: m.people[a.who].ID, Amount: money.Yen(a.yen)})
		})
	}
	for _, who := range identified {
		m.later(m.at(d(40, "14:00")), who+" is identified", func() {
			m.do(m.actor("unei"), transact.CheckIdentity{AccountID: m.people[who].ID, Checked: true, Reason: "運転免許証の原本をビデオ通話で確認"})
		})
	}
	for _, r := range readings {
		for _, p := range cast {
			if last, gone := vanished[p.key]; !gone || r.days > last {
				m.later(m.at(r), p.key+" reads", func() { m.read(p.key) })
			}
		}
	}
	slices.SortStableFunc(m.events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	for _, happens := range m.events {
		m.wait(happens.at)
		if m.err == nil {
			happens.do()
		}
		if m.err != nil {
			return sample, fmt.Errorf("%s: %w", happens.what, m.err)
		}
	}
	m.wait(present)
	for i, s := range stories {
		if m.err == nil && s.shows != "" {
			c, err := e.Store.Contract(ctx, m.told[i].contractID)
			sample.Contracts = append(sample.Contracts, Contract{ID: c.ID, Title: c.Title, State: c.State, Shows: s.shows})
			m.err = err
		}
	}
	return sample, m.err
}

func (m *maker) at(when moment) calendar.Instant { return when.before(m.present, m.engine.Calendar) }

// later plans what happens at an instant; what would come after the present, as
// the last proposals of yesterday's jobs just after midnight, happens now.
func (m *maker) later(at calendar.Instant, what string, do func()) {
	m.events = append(m.events, event{min(at, m.present), what, do})
}

func (m *maker) open(p member) Person {
	token := account.Secret()
	made, _ := m.do(contract.Actor{}, transact.OpenAccount{
		Account: account.Account{Name: p.name, Email: p.key + "@example.jp", Roles: account.AllRolesIf(p.role == "運営")},
		Token:   account.Hash(token),
	}).(account.Account)
	if p.intro != "" {
		m.do(contract.Actor{Account: made.ID}, transact.ChangeIntro{AccountID: made.ID, Intro: p.intro})
	}
	m.people[p.key] = Person{made, p.role, token}
	return m.people[p.key]
}

const (
	betweenBids  = 5*time.Hour + 17*time.Minute // one proposal after another
	betweenWords = 23 * time.Minute             // one message after another
)

// plan puts a posting with its proposals into the events.
func (m *maker) plan(p posting) {
	posted := m.at(p.posted)
	m.later(posted, "post "+p.key, func() {
		m.jobs[p.key], _ = m.do(m.actor(p.by), transact.PostJob{Job: job.Job{
			Format: job.Project, Title: p.title, Category: p.category, BudgetAmount: p.budget, DueOn: m.due(p.due), Description: m.text(p.text),
		}}).(job.Job)
	})
	for i, b := range p.bids {
		m.bid(p, b, posted.Add(time.Duration(i+1)*betweenBids))
	}
}

// bid puts one proposal, and what is said about it, into the events.
func (m *maker) bid(p posting, b bid, at calendar.Instant) {
	what, key := b.who+" on "+p.key, p.key+"/"+b.who
	m.later(at, what, func() {
		amount := cmp.Or(b.yen, p.budget)
		m.proposals[key], _ = m.do(m.actor(b.who), transact.Propose{JobID: m.jobs[p.key].ID, Offer: job.Offer{
			Amount: amount, DueOn: m.due(p.due), Message: m.text(b.text),
		}}).(job.Proposal)
	})
	for i, text := range b.talk {
		at = at.Add(betweenWords)
		m.later(at, what, func() {
			who := p.by
			if i%2 == 1 {
				who = b.who
			}
			m.do(m.actor(who), transact.WriteMessage{ProposalID: m.proposals[key].ID, Body: m.text(text)})
		})
	}
	at = at.Add(betweenWords)
	if b.counter > 0 {
		m.later(at, what, func() {
			m.do(m.actor(p.by), transact.CounterOffer{ProposalID: m.proposals[key].ID, Offer: func(standing job.Offer) job.Offer {
				standing.Amount = b.counter
				return standing
			}})
		})
	}
	if b.no {
		m.later(at, what, func() { m.do(m.actor(p.by), transact.DeclineProposal{ProposalID: m.proposals[key].ID}) })
	}
}

// tell puts a story into the events: a proposal is accepted, the job is closed,
// and the beats follow.
func (m *maker) tell(s *story) {
	t := &told{worker: s.worker}
	m.told = append(m.told, t)
	what := "story of " + s.job
	m.later(m.at(s.formed), what, func() {
		posted := m.jobs[s.job]
		for key, p := range m.people {
			if p.ID == posted.ClientID {
				t.client = key
			}
		}
		accepted := transact.AcceptProposal{ProposalID: m.proposals[s.job+"/"+s.worker].ID, Conditions: m.dated(s.terms)}
		formed, _ := m.do(m.actor(t.client), accepted).(transact.Agreement)
		t.contractID = formed.Contract.ID
		m.do(m.actor(t.client), transact.CloseJob{JobID: posted.ID})
	})
	for _, b := range s.beats {
		m.later(m.at(b.at), what, func() { b.do(m, t) })
	}
}

// dated gives milestones their days, which the tables count from the present.
func (m *maker) dated(c job.Conditions) *job.Conditions {
	c.Milestones = slices.Clone(c.Milestones)
	for i := range c.Milestones {
		var days int
		if _, err := fmt.Sscan(c.Milestones[i].DueOn, &days); err == nil {
			c.Milestones[i].DueOn = m.due(days)
		}
	}
	return &c
}

// due is a day counted from the present, empty for 0.
func (m *maker) due(days int) string {
	if days == 0 {
		return ""
	}
	return m.engine.Calendar.Day(m.present).Plus(days).String()
}

// read has somebody look through all their notifications and threads, at one
// instant and so in few commits.
func (m *maker) read(key string) {
	who := m.actor(key)
	notices, err := m.engine.Store.Notices(m.ctx, who.Account, true, store.Page{})
	threads, err2 := m.engine.Store.Threads(m.ctx, who.Account, store.Page{})
	var looks []transact.Command
	for _, n := range notices {
		looks = append(looks, transact.ReadNotice{NoticeID: n.ID})
	}
	for _, t := range threads {
		if t.Unread > 0 {
			looks = append(looks, transact.MarkRead{Thread: t.ID, Upto: t.Last.ID})
		}
	}
	errs := make([]error, len(looks))
	var all sync.WaitGroup
	for i, look := range looks {
		all.Go(func() { _, errs[i] = m.engine.Door.Do(m.ctx, transact.Request{Actor: who, Command: look}) })
	}
	all.Wait()
	m.err = errors.Join(append(errs, err, err2)...)
}

var dayInText = regexp.MustCompile(`\{-?\d+\}`)

// text fills in the days that a text names, counted from the present: {5} is
// 11月29日.
func (m *maker) text(s string) string {
	return dayInText.ReplaceAllStringFunc(s, func(day string) string {
		n, _ := strconv.Atoi(day[1 : len(day)-1]) // the pattern is a number
		d := m.engine.Calendar.Day(m.present).Plus(n)
		return fmt.Sprintf("%d月%d日", d.Month, d.Day)
	})
}

func (m *maker) actor(key string) contract.Actor {
	p := m.people[key]
	return contract.Actor{Account: p.ID, Operator: p.Staff()}
}

func (m *maker) command(who string, s *told, cmd contract.Command) {
	m.do(m.actor(who), transact.OnContract{ContractID: s.contractID, Command: cmd})
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
