package simulate

import (
	"fmt"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/policy"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
	"azukari/internal/store"
)

// A shelf is things of a kind as they were last written, in the order in which
// they came to be, and which of them were written since the last look.
type shelf[T any] struct {
	ids     []string
	of      map[string]T
	touched map[string]bool
}

func newShelf[T any]() shelf[T] { return shelf[T]{of: map[string]T{}, touched: map[string]bool{}} }

func (s *shelf[T]) put(id string, v T) {
	if _, known := s.of[id]; !known {
		s.ids = append(s.ids, id)
	}
	s.of[id], s.touched[id] = v, true
}

// where lists those of which something is true, in order.
func (s *shelf[T]) where(is func(T) bool) (all []T) {
	for _, id := range s.ids {
		if v := s.of[id]; is(v) {
			all = append(all, v)
		}
	}
	return all
}

// A book is what must be in the database, kept from the commits alone.
type book struct {
	sums      map[ledger.Account]money.Yen
	touched   map[ledger.Account]bool
	deposited money.Yen
	jobs      shelf[job.Job]
	proposals shelf[job.Proposal]
	contracts shelf[contract.Contract]
	contests  shelf[contest.Contest]
	tasks     shelf[task.Task]
	works     shelf[task.Answer]
	payouts   shelf[payout.Payout]
	batches   shelf[payout.Batch]
	reports   shelf[report.Report]
	outside   shelf[outside.Request] // by contract
	threads   shelf[message.Message] // the last of each
	letters   letters
	editions  []charter.Edition // of the numbers
}

func newBook() book {
	return book{
		sums: map[ledger.Account]money.Yen{}, touched: map[ledger.Account]bool{},
		jobs: newShelf[job.Job](), proposals: newShelf[job.Proposal](), contracts: newShelf[contract.Contract](), contests: newShelf[contest.Contest](),
		tasks: newShelf[task.Task](), works: newShelf[task.Answer](), payouts: newShelf[payout.Payout](), batches: newShelf[payout.Batch](),
		reports: newShelf[report.Report](), outside: newShelf[outside.Request](),
		threads: newShelf[message.Message](), letters: newLetters(),
	}
}

func (b *book) committed(c store.Changes) {
	for _, t := range c.Transfers {
		for _, e := range t.Entries() {
			b.sums[e.Account] += e.Amount
			b.touched[e.Account] = true
			if t.Kind() == ledger.Deposited && e.Amount > 0 {
				b.deposited += e.Amount
			}
		}
	}
	for _, x := range c.Jobs {
		b.jobs.put(x.ID, x)
	}
	for _, x := range c.Proposals {
		b.proposals.put(x.ID, x)
	}
	for _, x := range c.Contracts {
		b.contracts.put(x.After.ID, x.After)
	}
	for _, x := range c.Contests {
		b.contests.put(x.After.JobID, x.After)
	}
	for _, x := range c.Tasks {
		b.tasks.put(x.After.JobID, x.After)
	}
	for _, x := range c.Works {
		b.works.put(x.ID, x)
	}
	for _, x := range c.Payouts {
		b.payouts.put(x.ID, x)
	}
	for _, x := range c.Batches {
		b.batches.put(x.ID, x)
	}
	for _, x := range c.Reports {
		b.reports.put(x.ID, x)
	}
	for _, x := range c.Outside {
		b.outside.put(x.ContractID, x)
	}
	for _, e := range c.Editions {
		if e.Kind == charter.Numbers {
			b.editions = append(b.editions, e)
		}
	}
	for _, m := range c.Messages {
		b.threads.put(m.Thread, m)
		p := b.proposals.of[m.Thread]
		b.letters.wrote(m, p, b.jobs.of[p.JobID].Title)
	}
}

// version is that of the numbers that hold at an instant.
func (b *book) version(now calendar.Instant) int {
	inForce := policy.First.Version
	for _, e := range b.editions {
		if e.StartsAt <= now {
			inForce = e.Version
		}
	}
	return inForce
}

// formed says what is wrong with the contracts that a commit forms, empty when
// nothing is: each is under the numbers that hold when it begins (R0.5).
func (b *book) formed(c store.Changes, now calendar.Instant) (fault string) {
	for _, x := range c.Contracts {
		if under := b.version(now); x.Before == nil && x.After.PolicyVersion != under {
			fault = fmt.Sprintf("contract %s is formed under version %d of the numbers, and version %d holds", x.After.ID, x.After.PolicyVersion, under)
		}
	}
	return fault
}

// moved is the money that transfers move, each once.
func moved(all []ledger.Transfer) (sum money.Yen) {
	for _, t := range all {
		for _, e := range t.Entries() {
			if e.Amount > 0 {
				sum += e.Amount
			}
		}
	}
	return sum
}
