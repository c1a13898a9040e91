package crash

import (
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	days    = 8  // of the sandbox's clock, in a soak
	streams = 20 // open pages
	judged  = 20 * time.Minute
	logMost = 64 << 20
)

// A sample is what the house used at one moment.
type sample struct {
	rss, goroutines, descriptors, log int
}

// TestSoak lets the house live at 60 % of the commands that it can do with a page
// read after each, and their letters, with open pages and eight days of its clock; what it uses must not grow. After
// a warm-up of a quarter the samples are taken in thirds: the last may exceed the one
// before by 5 %, in the median of its memory and in the least of its goroutines and
// open descriptors, on top of which comes what is just under way; and the database's
// log never exceeds 64 MB. A soak of less than twenty minutes has too few samples to
// be judged by, and only shows that it would be seen.
func TestSoak(t *testing.T) {
	t.Parallel()
	program, data := build(t, ""), filepath.Join(t.TempDir(), "data")
	h := open(t, program, "serve", "--sandbox", "--log-level=info", "--data="+data)
	c := gather(t, h, lives)
	jar, _ := cookiejar.New(nil) // never fails
	guest := &http.Client{Jar: jar}
	contract := c.signIn(h, guest, 0)
	c.clocked(h, 0)

	var reads, heard atomic.Int64
	turn := func(ctx context.Context, l *life) { // one command, one page
		c.once(context.WithoutCancel(ctx), h, l, waits)
		path := []string{"/v1/jobs?limit=20", "/v1/contracts?limit=20", "/v1/notifications?limit=20", "/", "/jobs"}[int(reads.Add(1))%5]
		if status, text := h.status(path, l.client); status != http.StatusOK {
			t.Errorf("%s: %d %.200s", path, status, text)
		}
	}

	// What it can do: turns, until the letters have left too.
	begun, trial := time.Now(), min(20*time.Second, *soak/4)
	ctx, stop := context.WithTimeout(t.Context(), trial)
	var tried sync.WaitGroup
	for _, l := range c.lives {
		tried.Go(func() {
			for ctx.Err() == nil {
				turn(ctx, l)
			}
		})
	}
	tried.Wait()
	stop()
	h.drained(t)
	capacity := float64(c.acks.Load()) / time.Since(begun).Seconds()
	pause := time.Duration(float64(time.Second) / (0.6 * capacity))

	before := c.acks.Load()
	ctx, stop = context.WithTimeout(t.Context(), *soak)
	defer stop()
	var all sync.WaitGroup
	turns := make(chan bool)
	all.Go(func() {
		defer close(turns)
		for tick := time.NewTicker(pause); ; {
			select {
			case <-ctx.Done():
				tick.Stop()
				return
			case <-tick.C:
				select {
				case turns <- true:
				default: // everybody is at work
				}
			}
		}
	})
	for _, l := range c.lives {
		all.Go(func() {
			for range turns {
				turn(ctx, l)
			}
		})
	}
	all.Go(func() { // whose page it is leaves and comes back
		for ctx.Err() == nil {
			h.listen(ctx, guest, *soak/20, &heard)
		}
	})
	for range streams - 1 {
		all.Go(func() { h.listen(ctx, guest, *soak, &heard) })
	}
	all.Go(func() {
		const moves = days * 24 * time.Hour / stride
		for tick := time.NewTicker(*soak / moves); ; {
			select {
			case <-ctx.Done():
				tick.Stop()
				return
			case <-tick.C:
				c.move(context.WithoutCancel(ctx), h, stride, waits)
			}
		}
	})
	var samples []sample
	for tick := time.NewTicker(min(10*time.Second, *soak/20)); ctx.Err() == nil; {
		select {
		case <-ctx.Done():
			tick.Stop()
		case <-tick.C:
			samples = append(samples, h.sample(t, data))
		}
	}
	all.Wait()
	rate := float64(c.acks.Load()-before) / soak.Seconds()
	begun = time.Now()
	status, _ := h.status("/v1/sandbox/mail?limit=1") // who asks for it gets it sent first
	late := time.Since(begun)
	if status, text := guestStatus(t, guest, h.url+contract); status != http.StatusOK {
		t.Errorf("%s: %d %.200s", contract, status, text)
	}

	samples = samples[len(samples)/4:]
	middle, last := samples[len(samples)/3:2*len(samples)/3], samples[2*len(samples)/3:]
	t.Logf("capacity %.0f commands a second, with a page each and their letters; lived at %.0f for %v, %d reads, %d words to open pages, the clock moved %d times by %v", capacity, rate, *soak, reads.Load(), heard.Load(), c.hand.moves.Load(), stride)
	for _, what := range []struct {
		name string
		of   func(sample) int
		part int // of the samples, in their order
	}{
		{"resident bytes", func(s sample) int { return s.rss }, 2},
		{"goroutines", func(s sample) int { return s.goroutines }, 1 << 20},
		{"open descriptors", func(s sample) int { return s.descriptors }, 1 << 20},
	} {
		was, is := among(middle, what.of, what.part), among(last, what.of, what.part)
		t.Logf("%s: %d, then %d, then %d in the thirds after the warm-up", what.name, among(samples[:len(samples)/3], what.of, what.part), was, is)
		if was == 0 {
			t.Errorf("nothing is known of %s", what.name)
		}
		if *soak >= judged && is*100 > was*105 {
			t.Errorf("%s grow: %d, and %d before", what.name, is, was)
		}
	}
	largest := 0
	for _, s := range samples {
		largest = max(largest, s.log)
	}
	t.Logf("the database's log: at most %d bytes", largest)
	if largest == 0 || largest > logMost {
		t.Errorf("the database's log has %d bytes", largest)
	}

	t.Logf("the mail that was left took %v", late)
	if status != http.StatusOK || *soak >= judged && late > *soak/60 {
		t.Errorf("the mail does not leave as fast as it comes: %d after %v", status, late)
	}

	c.settle(h)
	c.whole(h)
	proofs, asked := 0, map[*life]int{} // a key is kept for a day
	for _, l := range c.lives {
		asked[l] = slices.IndexFunc(append(l.lines, &line{moved: math.MaxInt64}), func(given *line) bool { return given.moved >= c.hand.moves.Load()-strides })
		proofs += len(l.lines) - asked[l]
	}
	c.proved(h, asked)
	c.paid(h)
	h.stop()
	compareSQLite(t, c, data)
	examine(t, program, "--data="+data)
	t.Logf("%d deadlines and reminders fired; %s; %d asked for once more", c.fired, c.tally(), proofs)
	if rate == 0 || *soak >= judged && (rate < 0.4*capacity || c.fired == 0) {
		t.Errorf("too little was going on: %.0f commands a second", rate)
	}
}

// among is the one of which a part is below: the median for 2, the least for many.
func among(samples []sample, of func(sample) int, part int) int {
	var all []int
	for _, s := range samples {
		all = append(all, of(s))
	}
	slices.Sort(all)
	return all[len(all)/part]
}

var usedLine = regexp.MustCompile(`(?m)^(go_goroutines|process_resident_memory_bytes) (\S+)$`)

// sample reads what the house says of itself, and what the system says of it.
func (h *house) sample(t *testing.T, data string) (s sample) {
	t.Helper()
	_, text := h.status("/metrics")
	for _, found := range usedLine.FindAllStringSubmatch(text, -1) {
		n, err := strconv.ParseFloat(found[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		if found[1] == "go_goroutines" {
			s.goroutines = int(n)
		} else {
			s.rss = int(n)
		}
	}
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", h.pid))
	if err != nil {
		t.Fatal(err)
	}
	s.descriptors = len(open)
	if log, err := os.Stat(filepath.Join(data, "azukari.db-wal")); err == nil {
		s.log = int(log.Size())
	}
	return s
}

// drained waits until all mail has left: who asks for it gets it sent first.
func (h *house) drained(t *testing.T) {
	t.Helper()
	if status, text := h.status("/v1/sandbox/mail?limit=1"); status != http.StatusOK {
		t.Fatalf("the mail: %d %s", status, text)
	}
}

// listen keeps a page open for a while.
func (h *house) listen(ctx context.Context, guest *http.Client, long time.Duration, heard *atomic.Int64) {
	ctx, leave := context.WithTimeout(ctx, long)
	defer leave()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/events", nil)
	if err != nil {
		h.t.Error(err)
		return
	}
	got, err := guest.Do(r)
	if err != nil {
		if ctx.Err() == nil {
			h.t.Error(err)
		}
		return
	}
	defer got.Body.Close()
	if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/event-stream") {
		h.t.Errorf("an open page is answered with %d", got.StatusCode)
		leave()
		return
	}
	b := make([]byte, 4096)
	for {
		n, err := got.Body.Read(b)
		if err != nil {
			return
		}
		heard.Add(int64(strings.Count(string(b[:n]), "event: changed")))
	}
}

func guestStatus(t *testing.T, guest *http.Client, url string) (int, string) {
	t.Helper()
	got, err := guest.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, string(b)
}
