package live

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// node is a store whose only known side is its wire.
type node struct {
	store.Store
	wire store.Wire
}

func (n node) Wire() store.Wire { return n.wire }

func alone() *Hub { return New(node{}, slog.New(slog.DiscardHandler)) }

func changed(contractID string) store.Changes {
	return store.Changes{Contracts: []store.ContractChange{{After: contract.Contract{ID: contractID}}}}
}

// take gives what waits, without waiting.
func take(ch <-chan string) (keys []string) {
	for {
		select {
		case k, ok := <-ch:
			if !ok {
				return append(keys, "closed")
			}
			keys = append(keys, k)
		default:
			return keys
		}
	}
}

func expect(t *testing.T, ch <-chan string, want ...string) {
	t.Helper()
	got := take(ch)
	slices.Sort(got) // of one commit, in any order
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
}

func TestAPageHearsOnlyOfItsOwnTopics(t *testing.T) {
	h := alone()
	one, cancel := h.Subscribe("ctr_1", "acc_1")
	defer cancel()
	two, cancel := h.Subscribe("ctr_2")
	defer cancel()
	h.Committed(changed("ctr_1"))
	expect(t, one, "ctr_1")
	expect(t, two)
}

func TestACommitNamesEverythingThatLooksDifferent(t *testing.T) {
	got := Topics(store.Changes{
		Clock:     5,
		Contracts: []store.ContractChange{{After: contract.Contract{ID: "ctr", ProposalID: "prp", ClientID: "acc_c", WorkerID: "acc_w"}}},
		Messages:  []message.Message{{Thread: "prp"}, {Thread: "prp_2"}},
		Notices:   []notice.Notice{{AccountID: "acc_n"}, {AccountID: "acc_mailed", MailTries: 1}, {AccountID: "acc_read", MailTries: 1, ReadAt: 5}},
		Accounts:  []account.Account{{ID: "acc_new"}},
		Marks:     []message.Mark{{Thread: "prp_3", AccountID: "acc_reader"}},
	})
	if want := []string{"acc_c", "acc_n", "acc_read", "acc_reader", "acc_w", "clock", "ctr", "prp", "prp_2", "prp_3"}; !slices.Equal(got, want) {
		t.Errorf("topics are %q, want %q", got, want)
	}
}

func TestASlowPageHoldsNobodyUpAndMissesNothing(t *testing.T) {
	h := alone()
	slow, cancel := h.Subscribe("ctr_1", "ctr_2", "ctr_1")
	defer cancel()
	for range 10_000 { // would never end if it waited for the reader
		h.Committed(changed("ctr_2"))
		h.Committed(changed("ctr_1"))
	}
	expect(t, slow, "ctr_2", "ctr_1")
	h.Committed(changed("ctr_2"))
	expect(t, slow, "ctr_2")
}

func TestNothingIsLeftAfterCancel(t *testing.T) {
	h := alone()
	gone, cancel := h.Subscribe("ctr_1", "ctr_2")
	stays, cancelOther := h.Subscribe("ctr_1")
	cancel()
	cancel()
	h.Committed(changed("ctr_1"))
	expect(t, gone, "closed")
	expect(t, stays, "ctr_1")
	cancelOther()
	if len(h.pages) != 0 {
		t.Errorf("the hub still knows %v", h.pages)
	}
}

func TestCloseEndsEveryPage(t *testing.T) {
	h := alone()
	before, cancel := h.Subscribe("ctr_1", "ctr_2")
	h.Close()
	h.Close()
	after, _ := h.Subscribe("ctr_1")
	h.Committed(changed("ctr_1"))
	expect(t, before, "closed")
	expect(t, after, "closed")
	cancel()
}

func TestReadersAndWritersMayComeTogether(t *testing.T) {
	h := alone()
	var all sync.WaitGroup
	for i := range 8 {
		topic := "ctr_" + strconv.Itoa(i%3)
		ch, cancel := h.Subscribe(topic, "ctr_other")
		all.Go(func() {
			for range 100 {
				h.Committed(changed(topic))
				if got := <-ch; got != topic { // the other writers' word may be what we hear
					t.Errorf("heard %q on %q", got, topic)
				}
			}
			cancel()
		})
	}
	all.Wait()
}

// cable is a wire that fails as often as it is told to, and keeps what it carried.
type cable struct {
	mu        sync.Mutex
	fail      int
	told      []string
	listening chan func([]string)
	carried   chan struct{}
}

var errDown = errors.New("the line is down")

func (c *cable) failing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fail--
	return c.fail >= 0
}

func (c *cable) Tell(_ context.Context, keys []string) error {
	if c.failing() {
		return errDown
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told = append(c.told, keys...)
	c.carried <- struct{}{}
	return nil
}

func (c *cable) Listen(ctx context.Context, heard func([]string)) error {
	if c.failing() {
		return errDown
	}
	heard(nil)
	select {
	case c.listening <- heard:
	case <-ctx.Done():
		return ctx.Err()
	}
	<-ctx.Done()
	return ctx.Err()
}

func TestABrokenWireIsTriedAgainUntilItCarries(t *testing.T) {
	wire := &cable{fail: 5, listening: make(chan func([]string)), carried: make(chan struct{}, 10)}
	h := New(node{wire: wire}, slog.New(slog.DiscardHandler))
	h.pause, h.longest = time.Microsecond, time.Millisecond
	page, cancel := h.Subscribe("ctr_here", "ctr_there")
	defer cancel()
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { h.Run(ctx) })

	heard := <-wire.listening
	expect(t, page, "ctr_here", "ctr_there") // what was told before is not known: read again
	heard([]string{"ctr_there", "ctr_else"})
	expect(t, page, "ctr_there")

	h.Committed(changed("ctr_here"))
	<-wire.carried
	wire.mu.Lock()
	if !slices.Contains(wire.told, "ctr_here") {
		t.Errorf("the others were told %q", wire.told)
	}
	wire.mu.Unlock()
	expect(t, page, "ctr_here")
	stop()
	running.Wait()
	h.Committed(changed("ctr_here"))
	if len(h.untold) != 0 {
		t.Errorf("a hub that carries nothing keeps %v", h.untold)
	}
}
