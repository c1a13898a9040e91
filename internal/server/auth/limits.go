package auth

import (
	"net/netip"
	"sync"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine/transact"
)

// A Rule allows so much in so long; then one waits until the oldest is that old.
type Rule struct {
	Name string
	Most int
	Per  time.Duration
}

// The rules of signing in, writing and searching.
var (
	LoginsByIP    = Rule{"logins by ip", 50, time.Hour}
	LoginsByEmail = Rule{"logins by address", 50, time.Hour} // from all networks together, but for browsers that are known
	SignUpsByIP   = Rule{"sign-ups by ip", 10, time.Hour}
	ResetMails    = Rule{"reset mails", 3, time.Hour} // to one address, of whatever kind
	Messages      = Rule{"messages", 30, time.Minute} // of one account, as are the rest
	MessagesADay  = Rule{"messages a day", 500, 24 * time.Hour}
	ProposalsADay = Rule{"proposals a day", 20, 24 * time.Hour}
	ReportsADay   = Rule{"reports a day", 20, 24 * time.Hour}
	Uploads       = Rule{"uploads", 60, time.Hour}
	KeysADay      = Rule{"API keys a day", 20, 24 * time.Hour}
	Searches      = Rule{"searches", 30, time.Minute} // or of one network, for visitors
)

// rulesOf lists the rules that a command counts under.
func rulesOf(cmd transact.Command) []Rule {
	switch cmd.(type) {
	case transact.WriteMessage:
		return []Rule{Messages, MessagesADay}
	case transact.Propose:
		return []Rule{ProposalsADay}
	case transact.Report:
		return []Rule{ReportsADay}
	case transact.AttachFile:
		return []Rule{Uploads}
	}
	return nil
}

// Command counts one more command of an account, or refuses it with a *TooMany.
func (l *Limits) Command(cmd transact.Command, accountID string, now calendar.Instant) error {
	for _, rule := range rulesOf(cmd) {
		if err := l.Allow(rule, accountID, now); err != nil {
			return err
		}
	}
	return nil
}

// Admit is Command for the door, which asks it of what was not answered before;
// nil where no rule counts.
func (l *Limits) Admit(cmd transact.Command, accountID string) func(calendar.Instant) error {
	if len(rulesOf(cmd)) == 0 {
		return nil
	}
	return func(now calendar.Instant) error { return l.Command(cmd, accountID, now) }
}

// Guesses of one who guesses: five in a quarter of an hour, then one at a time
// after a delay that grows.
const (
	freeGuesses  = 5
	guessesPer   = 15 * time.Minute
	firstDelay   = 30 * time.Second
	longestDelay = 15 * time.Minute
)

// Limits counts what was tried, in the memory of this process: several nodes
// allow as many times more.
type Limits struct {
	mu    sync.Mutex
	tries map[string][]calendar.Instant // by rule and key, oldest first
	last  map[string]calendar.Instant   // when an entry may go
	guess map[string]*guesses           // by what is guessed, and who does
	sweep calendar.Instant
}

type guesses struct {
	free  []calendar.Instant
	delay time.Duration
	next  calendar.Instant
	last  calendar.Instant
}

// NewLimits has seen nobody yet.
func NewLimits() *Limits {
	return &Limits{tries: map[string][]calendar.Instant{}, last: map[string]calendar.Instant{}, guess: map[string]*guesses{}}
}

// Allow counts one more try under a rule, or refuses it with a *TooMany.
func (l *Limits) Allow(rule Rule, key string, now calendar.Instant) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	name := rule.Name + " " + key
	kept := since(l.tries[name], now, rule.Per)
	l.tries[name], l.last[name] = kept, now.Add(rule.Per)
	if len(kept) >= rule.Most {
		return &TooMany{until(now, kept[0].Add(rule.Per))}
	}
	l.tries[name] = append(kept, now)
	return nil
}

// Guess counts one more try of a password or a code by whoever the key names, or
// refuses it with a *TooMany. Counting comes first, so that many tries at once
// are counted too.
func (l *Limits) Guess(key string, now calendar.Instant) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	g := l.guess[key]
	if g == nil || now >= g.last.Add(longestDelay+guessesPer) {
		g = &guesses{}
		l.guess[key] = g
	}
	g.free = since(g.free, now, guessesPer)
	switch {
	case g.delay == 0 && len(g.free) < freeGuesses:
		g.free = append(g.free, now)
		if len(g.free) == freeGuesses {
			g.delay, g.next = firstDelay, now.Add(firstDelay)
		}
	case now < g.next:
		return &TooMany{until(now, g.next)}
	default:
		g.delay = min(2*g.delay, longestDelay)
		g.next = now.Add(g.delay)
	}
	g.last = now
	return nil
}

// Guessed forgets the tries of who was right.
func (l *Limits) Guessed(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.guess, key)
}

// forget lets go, now and then, of what counts for nothing any more.
func (l *Limits) forget(now calendar.Instant) {
	if now < l.sweep {
		return
	}
	l.sweep = now.Add(time.Minute)
	for name, until := range l.last {
		if now >= until {
			delete(l.tries, name)
			delete(l.last, name)
		}
	}
	for key, g := range l.guess {
		if now >= g.last.Add(longestDelay+guessesPer) {
			delete(l.guess, key)
		}
	}
}

func since(times []calendar.Instant, now calendar.Instant, per time.Duration) []calendar.Instant {
	for len(times) > 0 && now >= times[0].Add(per) {
		times = times[1:]
	}
	return times
}

func until(now, then calendar.Instant) time.Duration { return then.Time().Sub(now.Time()) }

// ByIP is the key of whoever comes from an address: in IPv6 that is the network
// of a household, not one of its many addresses.
func ByIP(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
