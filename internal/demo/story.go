package demo

import (
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// A moment of the past, seen from the present: the sample looks as lively
// whenever it is made.
type moment struct {
	days  int           // days ago …
	clock string        // … at this time of day, in the platform's zone
	ago   time.Duration // or: so long ago
}

// d is a time of day some days ago, at least one.
func d(days int, clock string) moment { return moment{days: days, clock: clock} }

// h is some hours ago, at most six, so that it is after d(1, "17:30") at any
// hour.
func h(hours int) moment { return moment{ago: time.Duration(hours) * time.Hour} }

// before is the moment as an instant.
func (m moment) before(present calendar.Instant, cal calendar.Calendar) calendar.Instant {
	if m.clock == "" {
		return present.Add(-m.ago)
	}
	clock, err := time.Parse("15:04", m.clock)
	if err != nil {
		panic("demo: no time of day: " + m.clock)
	}
	return cal.StartOf(cal.Day(present).Plus(-m.days)).Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
}

// A posting is one job with the proposals that it got.
type posting struct {
	key, by  string
	posted   moment
	category string
	budget   money.Yen
	due      int // days from the present, negative when past; 0: not agreed
	title    string
	text     string
	bids     []bid // one every few hours after the posting
}

// A bid is one proposal.
type bid struct {
	who     string
	yen     money.Yen // 0: the budget
	text    string
	talk    []string  // what is written before anything is agreed; the client begins
	counter money.Yen // the client's counter-offer, which stays; 0: none
	no      bool      // the client declines
}

// A story is one contract, from its formation to how it stands at the present.
type story struct {
	job    string // of which posting
	worker string // whose proposal is accepted
	formed moment
	terms  job.Conditions
	beats  []beat
	ends   contract.State // how it stands at the present
	shows  string         // what it is an example of; empty: it only belongs to the picture
}

// A beat is one thing that somebody does on the contract.
type beat struct {
	at moment
	do func(m *maker, s *told)
}

// told is a story that is being told.
type told struct {
	contractID, client, worker string
}

func client(at moment, cmd contract.Command) beat {
	return beat{at, func(m *maker, s *told) { m.command(s.client, s, cmd) }}
}

func worker(at moment, cmd contract.Command) beat {
	return beat{at, func(m *maker, s *told) { m.command(s.worker, s, cmd) }}
}

// desk is a decision of the operator's staff (運営).
func desk(at moment, who string, cmd contract.Command) beat {
	return beat{at, func(m *maker, s *told) { m.command(who, s, cmd) }}
}

func pays(at moment) beat {
	return beat{at, func(m *maker, s *told) {
		_, m.err = m.engine.Cashier.Fund(m.ctx, m.actor(s.client), store.ContractRoom, s.contractID, nil)
	}}
}

func clientSays(at moment, text string) beat {
	return beat{at, func(m *maker, s *told) { m.command(s.client, s, contract.Say{Body: m.text(text)}) }}
}

func workerSays(at moment, text string) beat {
	return beat{at, func(m *maker, s *told) { m.command(s.worker, s, contract.Say{Body: m.text(text)}) }}
}

func delivers(at moment, note string, files ...string) beat {
	return worker(at, contract.Deliver{Note: note, Files: append([]string{}, files...)})
}

func accepts(at moment) beat { return client(at, contract.Accept{}) }

// revises asks for a revision, naming the criteria that fail by their place.
func revises(at moment, reason string, failed ...int) beat {
	var fails []contract.Criterion
	for _, i := range failed {
		fails = append(fails, contract.Criterion{Index: i})
	}
	return client(at, contract.RequestRevision{Reason: reason, FailedCriteria: fails})
}

func number(n int) *int { return &n }
