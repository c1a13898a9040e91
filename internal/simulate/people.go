package simulate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// A temper is how somebody is.
type temper string

// The tempers.
const (
	honest         temper = "honest"
	forgetful      temper = "forgetful"
	vanished       temper = "vanished" // from some day on, for ever
	hurried        temper = "hurried"
	doubleClicking temper = "double-clicking"
	fraudulent     temper = "fraudulent" // tries what is not theirs to do
	official       temper = "staff"
)

var tempers = []temper{honest, honest, forgetful, vanished, hurried, doubleClicking, fraudulent}

// eager is how often in 100 looks somebody does something.
var eager = map[temper]int{honest: 55, forgetful: 12, vanished: 55, hurried: 95, doubleClicking: 50, fraudulent: 60, official: 80}

// A person is a bot, client in one contract and worker in another.
type person struct {
	contract.Actor
	name    string
	number  int
	temper  temper
	until   int // the day after which they are never seen again; 0: they stay
	session string
}

// settle lets everybody in; nothing is made to fail yet.
func (r *run) settle() {
	r.calm = true
	defer func() { r.calm = false }()
	for i := range r.People + 3 {
		p := &person{number: i, temper: tempers[i%len(tempers)], name: fmt.Sprintf("%s%d", tempers[i%len(tempers)], i)}
		staff := i >= r.People
		if staff {
			p.temper, p.name = official, fmt.Sprintf("staff%d", i-r.People)
		}
		if p.temper == vanished {
			p.until = 1 + r.dice.IntN(max(r.Days, 1))
		}
		made := must(r.house.engine.Door.Do(r.ctx, transact.Request{Command: transact.OpenAccount{
			Account: account.Account{Name: p.name, Email: p.name + "@example.jp", Roles: account.AllRolesIf(staff)}, Token: "token of " + p.name,
		}}))
		p.Actor = contract.Actor{Account: made.Result.(account.Account).ID, Operator: staff}
		if staff {
			r.staff = append(r.staff, p)
			continue
		}
		r.people = append(r.people, p)
		if i%3 > 0 {
			r.registerBank(p)
		}
	}
}

// do brings a command to the door that nobody waits for.
func (r *run) do(cmd transact.Command, p *person) {
	if _, err := r.house.engine.Door.Do(r.ctx, transact.Request{Actor: p.Actor, Command: cmd}); err != nil && !isRefusal(err) {
		r.broken("the house answers", "%T by %s: %v", cmd, p.name, err)
	}
}

// registerBank says where somebody is paid to, in a session that was just begun.
func (r *run) registerBank(p *person) {
	session := "session " + r.key()
	r.do(transact.IssueToken{AccountID: p.Account, Hash: session, Kind: account.Session}, p)
	r.do(transact.RegisterBankAccount{
		AccountID: p.Account, Session: session, Sealed: "sealed",
		Account: bank.Account{BankCode: "0001", BranchCode: "001", Kind: bank.Ordinary, Number: fmt.Sprintf("%07d", p.number+1), Holder: "ヤマダ"},
	}, p)
}

// visit opens a page: so the house knows who looks, and who does not. Who was away
// for long signs in again.
func (r *run) visit(p *person) {
	_, err := r.house.engine.Door.Do(r.ctx, transact.Request{Actor: p.Actor, Command: transact.TouchSession{Session: p.session, AccountID: p.Account, Hold: account.Long}})
	switch {
	case isRefusal(err):
		p.session = "session " + r.key()
		r.do(transact.IssueToken{AccountID: p.Account, Hash: p.session, Kind: account.Session}, p)
	case err != nil:
		r.broken("the house answers", "a visit of %s: %v", p.name, err)
	}
}

// A step is one look of one person, or of the clock or the staff; each has dice
// of its own, so that a trace without it is otherwise thrown the same.
type step struct{ day, look, who int }

const (
	looks   = 4 // a day
	byClock = -1
	byStaff = -2
)

// take lets a step happen, unless the trace does without it, as it does without
// all people in the quiet phase.
func (r *run) take(s step, do func()) {
	if r.calm && s.who >= 0 || !r.calm && r.only != nil && !r.only[s] {
		return
	}
	r.dice = rand.New(rand.NewPCG(r.Seed, uint64(s.day)<<32|uint64(s.look)<<16|uint64(s.who+8)))
	do()
}

// liveDay is one virtual day.
func (r *run) liveDay() {
	if !r.calm {
		r.take(step{r.day, looks, byClock}, r.changeWeather)
	}
	midnight := r.calendar.StartOf(r.calendar.Day(must(calendar.Parse(start))).Plus(r.day - 1))
	for look := range looks {
		r.dice = rand.New(rand.NewPCG(r.Seed, uint64(r.day)<<32|uint64(look)<<16|6))
		span := 24 * time.Hour / looks
		to := midnight.Add(span * time.Duration(look)).Add(time.Duration(r.dice.Int64N(int64(span))).Truncate(time.Microsecond))
		awake := !r.hit(r.knobs.Sleepy)
		r.take(step{r.day, look, byClock}, func() { to, awake = r.whereTo(to, awake) })
		r.advance(to, awake)
		for _, p := range r.people {
			r.take(step{r.day, look, p.number}, func() { r.lookIn(p) })
		}
		r.take(step{r.day, look, byStaff}, r.staffLooks)
	}
}

// changeWeather says how the mail server is today.
func (r *run) changeWeather() {
	switch {
	case r.hit(r.knobs.MailDown):
		r.post.today = down
	case r.hit(r.knobs.MailRefuses):
		r.post.today = refuses
	case r.dice.IntN(3) > 0: // bad weather lasts
		r.post.today = fair
	}
}

// whereTo moves the next look: to the very instant of a deadline, or to the
// microsecond before it, with nobody having looked; or far on, after an outage.
func (r *run) whereTo(to calendar.Instant, awake bool) (calendar.Instant, bool) {
	next := must(r.house.store.NextDue(r.ctx))
	if r.dice.IntN(4) == 0 {
		r.house.back = 0 // somebody has set the machine's clock right
	}
	if r.hit(r.knobs.SetBack) {
		r.house.faults[string(setBack)]++
		r.house.back = oneOf(r, []time.Duration{time.Second, 90 * time.Second, time.Hour, 30 * time.Hour, 365 * 24 * time.Hour})
		if r.maybe(30) {
			r.house.restart(string(died))
		}
	}
	switch {
	case r.hit(r.knobs.Restart):
		r.house.restart(string(died))
	case r.hit(r.knobs.Outage):
		r.house.faults[string(outage)]++
		return to.Add(time.Duration(1+r.dice.IntN(4*24)) * time.Hour), false
	case r.hit(r.knobs.Stepped):
		r.house.faults[string(stepped)]++
		return to.Add(time.Duration(1+r.dice.IntN(10*24*3600)) * time.Second), false
	case next > r.now() && r.house.then(next) <= to && r.dice.IntN(3) == 0:
		return r.house.then(next) - calendar.Instant(r.dice.IntN(2)), false
	}
	return to, awake
}

// lookIn is somebody looking at the site, and perhaps doing something.
func (r *run) lookIn(p *person) {
	if p.until > 0 && r.day > p.until || r.dice.IntN(100) >= eager[p.temper] {
		return
	}
	r.visit(p)
	times := 1
	if p.temper == hurried {
		times = 2
	}
	for range times {
		weighed[r.dice.IntN(len(weighed))](r, p)
	}
}

func (r *run) anyone() *person { return oneOf(r, r.people) }

// by is the person behind an account.
func (r *run) by(account string) *person {
	at := slices.IndexFunc(r.people, func(p *person) bool { return p.Account == account })
	return r.people[at]
}

func oneOf[T any](r *run, of []T) T { return of[r.dice.IntN(len(of))] }

func (r *run) maybe(percent int) bool { return r.dice.IntN(100) < percent }

// amount is what work is about, mostly where the fee's bands meet.
func (r *run) amount() money.Yen {
	if r.maybe(40) {
		return money.Yen(1 + r.dice.Int64N(400_000))
	}
	return oneOf(r, []money.Yen{1, 5, 7, 49, 50, 99_999, 100_000, 100_001, 199_999, 200_000, 200_001, 1_000_000})
}
