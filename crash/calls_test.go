package crash

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/payout"
	"azukari/internal/store"
)

// faults are the system calls that fail, and how.
var faults = []struct{ call, error string }{
	{"fsync", "EIO"}, {"fsync", "ENOSPC"},
	{"fdatasync", "EIO"}, {"fdatasync", "ENOSPC"},
	{"pwrite64", "EIO"}, {"pwrite64", "ENOSPC"},
	{"write", "EIO"}, {"write", "ENOSPC"}, {"write", "EINTR"},
	{"openat", "EIO"}, {"openat", "EMFILE"}, {"openat", "EINTR"},
	{"renameat", "EIO"}, {"renameat", "ENOSPC"},
	{"ftruncate", "EIO"}, {"ftruncate", "EINTR"},
	{"linkat", "EIO"}, {"linkat", "ENOSPC"},
	{"mkdirat", "EIO"}, {"mkdirat", "ENOSPC"},
}

// A flow is something that somebody wants, with a house as it was just before.
type flow struct {
	name string
	line *line  // a command to give; or …
	file string // … a message with this file, to
	path string // this page; or …
	run  string // … a program to run on the data: backup; or
	// … nothing: to open the house.
	steps bool // of several commits: after a fault some of them may be there

	base   string         // the data as they were
	before map[string]int // what is kept in them
	after  map[string]int // and what when all is done
	calls  map[string]int // how often a thread makes each call, at most
}

// A play is a house that was prepared for the flows, and those who act in it.
type play struct {
	t       *testing.T
	program string
	crowd   *crowd
	cookies http.CookieJar
	home    *url.URL
	flows   []*flow
}

// TestEveryCallFails lets one system call fail in the middle of what people do:
// the first of its kind, the second, and so on. Who was told that it is done finds
// it done; what was not acknowledged is there whole or not at all, and given again
// with its key it is done once; the doctor finds nothing. When a sync of the
// database fails nothing more is acknowledged, and within a second the process is
// out. The calls are counted by thread, as strace does.
func TestEveryCallFails(t *testing.T) {
	t.Parallel()
	p, random := prepared(t), chance(t, 7)
	type attempt struct {
		flow  *flow
		fault struct{ call, error string }
		nth   int
	}
	flows := slices.Clone(p.flows)
	random.Shuffle(len(flows), func(i, j int) { flows[i], flows[j] = flows[j], flows[i] })
	var tried []attempt
	if *every {
		for _, f := range flows {
			p.rehearse(t, f)
			for _, fault := range faults {
				for n := range f.calls[fault.call] {
					tried = append(tried, attempt{f, fault, n + 1})
				}
			}
		}
	} else {
		for i := range *calls {
			f := flows[i%len(flows)]
			p.rehearse(t, f)
			fault := faults[random.IntN(len(faults))]
			for f.calls[fault.call] == 0 && !t.Failed() {
				fault = faults[random.IntN(len(faults))]
			}
			tried = append(tried, attempt{f, fault, 1 + random.IntN(max(1, f.calls[fault.call]))})
		}
	}
	if t.Failed() {
		return
	}
	var mu sync.Mutex
	counted := map[string]int{}
	jobs := make(chan attempt)
	var hands sync.WaitGroup
	for range 2 {
		hands.Go(func() {
			for a := range jobs {
				came := p.try(t, a.flow, a.fault.call, a.fault.error, a.nth)
				mu.Lock()
				for _, what := range came {
					counted[what]++
				}
				mu.Unlock()
			}
		})
	}
	for _, a := range tried {
		if !t.Failed() {
			jobs <- a
		}
	}
	close(jobs)
	hands.Wait()
	t.Logf("%d tries in %d flows: %v", len(tried), len(flows), counted)
	if len(tried) > 0 && counted["a call failed"] == 0 {
		t.Error("no call ever failed")
	}
}

// prepared lets two people and the staff come to everything that is tried, and
// keeps the data as they were each time.
func prepared(t *testing.T) *play {
	t.Helper()
	p := &play{t: t, program: build(t, "")}
	data := filepath.Join(memory(t), "data")
	h := open(t, p.program, "serve", "--sandbox", "--log-level=info", "--data="+data)
	p.crowd = gather(t, h, 1)
	c, l := p.crowd, p.crowd.lives[0]
	bases := memory(t)
	keep := func(f flow) *flow {
		f.base = filepath.Join(bases, fmt.Sprint(len(p.flows)))
		h.signal(syscall.SIGSTOP) // as a power cut leaves it
		copied(t, data, f.base)
		h.signal(syscall.SIGCONT)
		p.flows = append(p.flows, &f)
		return &f
	}
	give := func(by person, name, path, body string) string {
		t.Helper()
		one := &line{by: by, path: path, body: body, key: "the play: " + name + path}
		if name != "" {
			keep(flow{name: name, line: one, steps: strings.HasSuffix(path, "/fund") || strings.HasSuffix(path, "/advance")})
		}
		a, err := c.send(t.Context(), h, one)
		if err != nil || a.status > 299 {
			t.Fatalf("%s: %d %s %v", path, a.status, a.body, err)
		}
		var made struct{ ID string }
		_ = json.Unmarshal(a.body, &made) // some have none
		return made.ID
	}
	pay := func(name bool) string {
		called := func(s string) string {
			if name {
				return s
			}
			return ""
		}
		id := give(l.client, called("a job"), "/v1/jobs", `{"format":"project","title":"会社案内","description":"8ページ","category":"翻訳","budget_amount":100000}`)
		id = give(l.worker, called("a proposal"), "/v1/jobs/"+id+"/proposals", `{"amount":100000,"due_on":"2099-03-31","message":"お任せください"}`)
		id = give(l.client, called("a contract"), "/v1/proposals/"+id+"/accept", `{}`)
		give(l.client, called("the escrow"), "/v1/contracts/"+id+"/fund", `{}`)
		return "/v1/contracts/" + id
	}
	give(person{}, "an account", "/v1/sandbox/accounts", `{"name":"林","email":"hayashi@example.jp"}`)
	paid := pay(true)

	// The client's browser.
	p.cookies, _ = cookiejar.New(nil) // never fails
	p.home, _ = url.Parse(h.url)
	guest := &http.Client{Jar: p.cookies, Timeout: patience}
	l.contract, l.formed = strings.TrimPrefix(paid, "/v1/contracts/"), []string{"one"}
	page := c.signIn(h, guest, 0)
	keep(flow{name: "a message with a file", path: page + "/messages", file: strings.Repeat("見積書 ", 20<<10)})

	give(l.client, "a message", paid+"/messages", `{"body":"よろしくお願いします"}`)
	give(l.worker, "a delivery", paid+"/deliver", `{"note":"納品します"}`)
	give(l.client, "an acceptance", paid+"/accept", `{}`)
	banked(t, c, h, l.worker)
	payout := give(l.worker, "a payout", "/v1/payouts", `{"amount":1000}`)
	batch := give(c.staff, "a batch for the bank", "/v1/operator/payout-batches", fmt.Sprintf(`{"payout_ids":[%q],"pay_on":"2099-12-15"}`, payout))
	give(c.staff, "the bank's word", "/v1/operator/payout-batches/"+batch+"/settle", fmt.Sprintf(`{"paid":[%q]}`, payout))
	ended := pay(false)
	give(l.client, "a request to end", ended+"/termination", `{"reason":"連絡がとれないため","worker_amount":0}`)
	left := pay(false)
	give(l.worker, "", left+"/deliver", `{"note":"納品します"}`)
	c.clocked(h, 0)
	give(person{}, "a week of the clock", "/v1/sandbox/clock/advance", fmt.Sprintf(`{"to":%q}`, c.hand.at.Add(8*24*time.Hour)))
	keep(flow{name: "opening the house"})
	keep(flow{name: "a backup", run: "backup"})
	h.kill()
	p.flows = append(p.flows, &flow{name: "a new house", base: memory(t)})
	return p
}

// banked lets somebody register a bank account, as the pages do.
func banked(t *testing.T, c *crowd, h *house, who person) {
	t.Helper()
	jar, _ := cookiejar.New(nil) // never fails
	guest := &http.Client{Jar: jar, Timeout: patience}
	a, err := c.send(t.Context(), h, &line{path: "/v1/sandbox/accounts/" + who.id + "/login-link", key: "link of " + who.id, body: "{}"})
	if err != nil || a.status != http.StatusOK {
		t.Fatalf("a link to sign in: %d %s %v", a.status, a.body, err)
	}
	if status, page := guestStatus(t, guest, h.url+strings.Split(string(a.body), `"`)[3]); status != http.StatusOK {
		t.Fatalf("signing in: %d %s", status, page)
	}
	form := url.Values{"bank_code": {"0001"}, "branch_code": {"001"}, "kind": {"1"}, "number": {"1234567"}, "holder": {"ヤマダ タロウ"}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/settings/bank", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	got, err := guest.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if page, _ := io.ReadAll(got.Body); got.StatusCode != http.StatusOK || !bytes.Contains(page, []byte("567")) {
		t.Fatalf("a bank account: %d %s", got.StatusCode, page)
	}
}

// An act is how a flow went.
type act struct {
	acked  bool
	answer answer
	served bool          // the house could be opened
	out    time.Duration // of the process, after it was known that something was wrong; 0: it stayed
	log    string        // of strace
}

// perform gives the flow's command to a house on some data while strace watches,
// with its options.
func (p *play) perform(t *testing.T, f *flow, data string, after func(*house, *act), options ...string) (a act) {
	t.Helper()
	log := filepath.Join(filepath.Dir(data), "record")
	a.log = log
	if err := os.RemoveAll(log); err != nil {
		t.Fatal(err)
	}
	watch := traced(t, append([]string{"-y", "-s", "0", "-o", log, "-e", "trace=fsync,fdatasync,pwrite64,write,openat,renameat,linkat,ftruncate,mkdirat"}, options...)...)
	if f.run != "" {
		to := filepath.Join(filepath.Dir(data), "copy")
		out, err := exec.CommandContext(t.Context(), watch[0], append(watch[1:], p.program, f.run, "--data="+data, "--to="+to)...).CombinedOutput()
		a.acked = err == nil
		if _, none := os.Stat(to); none == nil || a.acked {
			if said, err := exec.CommandContext(t.Context(), p.program, f.run, "verify", to).CombinedOutput(); err != nil {
				t.Errorf("%s %v: a copy that is not whole has its name: %v %s\n%s", f.name, options, err, said, out)
			}
		}
		return a
	}
	serve := []string{p.program, "serve", "--sandbox", "--log-level=info", "--data=" + data}
	if f.line == nil && f.file == "" {
		h, err := tryOpen(t, patience/4, append(watch, serve...)...) // one that cannot write its log serves and does not say so
		if err == nil {
			a.served = true
			a.acked = true
			h.kill()
		}
		return a
	}
	h := open(t, serve...)
	a.served = true
	tracer := exec.Command(watch[0], append(watch[1:], "-p", fmt.Sprint(h.pid))...)
	said, err := tracer.StderrPipe()
	if err == nil {
		err = tracer.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	words := bufio.NewReader(said)
	for text := ""; !strings.HasPrefix(text, "strace: Process "); {
		if text, err = words.ReadString('\n'); err != nil {
			t.Fatalf("strace: %s %v", text, err)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, words) }()
	ctx, leave := context.WithTimeout(t.Context(), patience)
	defer leave()
	if f.line != nil {
		a.answer, err = p.crowd.send(ctx, h, f.line)
		a.acked = err == nil && a.answer.status < 300
	} else {
		var status int
		if status, err = tryForm(ctx, p.guest(h), h.url+f.path, f.name, f.file); err == nil {
			a.answer.status, a.acked = status, status == http.StatusSeeOther
		}
	}
	if after != nil {
		after(h, &a)
	}
	h.kill()
	_ = tracer.Wait() // it ends with what it watched
	return a
}

// guest is the client's browser, which may come to the house wherever it is.
func (p *play) guest(h *house) *http.Client {
	jar, _ := cookiejar.New(nil) // never fails
	there, _ := url.Parse(h.url)
	jar.SetCookies(there, p.cookies.Cookies(p.home))
	return &http.Client{Jar: jar, Timeout: patience}
}

// rehearse sees how a flow goes when nothing fails.
func (p *play) rehearse(t *testing.T, f *flow) {
	t.Helper()
	if f.calls != nil {
		return
	}
	dir := memory(t)
	data := filepath.Join(dir, "data")
	f.copied(t, data)
	f.before = map[string]int{}
	if f.name != "a new house" {
		f.before = keptIn(t, data)
		f.copied(t, data)
	}
	a := p.perform(t, f, data, nil)
	if !a.acked {
		t.Fatalf("%s is answered with %d %s", f.name, a.answer.status, a.answer.body)
	}
	f.after = keptIn(t, data)
	if f.line != nil && !f.steps && maps.Equal(f.before, f.after) {
		t.Errorf("%s leaves no trace: %v", f.name, f.after)
	}
	f.calls = map[string]int{}
	for _, n := range callsIn(t, a.log) {
		f.calls[n.name] = max(f.calls[n.name], n.nth)
	}
	t.Logf("%s: %v calls of a thread", f.name, f.calls)
	if len(f.calls) == 0 {
		text, _ := os.ReadFile(a.log)
		t.Fatalf("nothing was seen: %s", text)
	}
}

func (f *flow) copied(t *testing.T, data string) {
	t.Helper()
	if err := os.RemoveAll(data); err != nil {
		t.Fatal(err)
	}
	copied(t, f.base, data)
}

// copied copies a directory with all that it is.
func copied(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "cp", "-a", from, to).CombinedOutput(); err != nil {
		t.Fatalf("copy %s: %v %s", from, err, out)
	}
}

// try lets one call fail.
func (p *play) try(t *testing.T, f *flow, call, fails string, nth int) (came []string) {
	t.Helper()
	dir := memory(t)
	defer os.RemoveAll(dir)
	data := filepath.Join(dir, "data")
	f.copied(t, data)
	where := fmt.Sprintf("%s, %s number %d fails with %s", f.name, call, nth, fails)
	later, known := 0, time.Time{}
	a := p.perform(t, f, data, func(h *house, a *act) {
		if !slices.ContainsFunc(callsIn(t, a.log), callNoted.ofTheDatabase) {
			return
		}
		known = time.Now()
		for n := range 50 { // whoever comes now hears no yes any more
			got, err := p.crowd.send(t.Context(), h, &line{path: "/v1/sandbox/accounts", key: fmt.Sprint("later ", n), body: `{"name":"森","email":"mori@example.jp"}`})
			if err == nil && got.status < 300 {
				later++
			}
			select {
			case <-h.ended:
				a.out = max(time.Since(known), 1)
				return
			case <-time.After(20 * time.Millisecond): // until it ends
			}
		}
	}, "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", call, fails, nth))

	if slices.ContainsFunc(callsIn(t, a.log), func(n callNoted) bool { return n.injected }) {
		came = append(came, "a call failed")
	}
	if a.acked {
		came = append(came, "done all the same")
	}
	if !known.IsZero() {
		came = append(came, "a sync of the database failed")
		if later > 0 || a.out == 0 || a.out > time.Second {
			t.Errorf("%s: afterwards %d commands were acknowledged, and it was out after %v (0: never)", where, later, a.out)
		}
	}
	done := a.acked
	if f.name != "a new house" || a.served {
		kept := keptIn(t, data)
		same := maps.Equal(kept, f.after)
		done = done || same
		switch {
		case a.acked && !same:
			t.Errorf("%s: LOST: it was acknowledged; kept is %v, wanted %v", where, kept, f.after)
		case !same && !maps.Equal(kept, f.before) && !f.steps:
			t.Errorf("%s: half of it is kept: %v, before %v, wanted %v", where, kept, f.before, f.after)
		}
	}
	if f.run != "" {
		examine(t, p.program, "--data="+data)
		return came
	}

	// Opened again, where everything works.
	h := open(t, p.program, "serve", "--sandbox", "--log-level=info", "--data="+data)
	switch {
	case f.line != nil:
		var again answer
		for tries := 0; ; tries++ {
			var err error
			if again, err = p.crowd.send(t.Context(), h, f.line); err != nil {
				t.Errorf("%s: then it is not answered: %v", where, err)
			}
			if !waits(again.status) || tries == 100 {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if again.status > 299 || a.acked && (!again.replayed || !bytes.Equal(again.body, a.answer.body)) {
			t.Errorf("%s: then it is answered with %d (replayed: %v) %s; before %d %s", where, again.status, again.replayed, again.body, a.answer.status, a.answer.body)
		}
	case f.file != "" && !done:
		if status, err := tryForm(t.Context(), p.guest(h), h.url+f.path, f.name, f.file); err != nil || status >= 400 {
			t.Errorf("%s: then it is answered with %d %v", where, status, err)
		}
	}
	h.stop()
	if kept := keptIn(t, data); !maps.Equal(kept, f.after) {
		t.Errorf("%s: in the end %v is kept, wanted %v", where, kept, f.after)
	}
	examine(t, p.program, "--data="+data)
	return came
}

// A callNoted is one line of strace's.
type callNoted struct {
	name, path string
	nth        int // of its name, in its thread
	injected   bool
}

func (n callNoted) ofTheDatabase() bool {
	return n.injected && (n.name == "fsync" || n.name == "fdatasync") && strings.Contains(n.path, "azukari.db")
}

var (
	notedLine   = regexp.MustCompile(`^(\d+) +(\w+)\((.*)$`)
	notedResume = regexp.MustCompile(`^(\d+) +<\.\.\. \w+ resumed>.*\(INJECTED\)`)
)

func callsIn(t *testing.T, log string) (all []callNoted) {
	t.Helper()
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	made, last := map[string]int{}, map[string]int{} // by thread
	for one := range strings.SplitSeq(string(text), "\n") {
		if m := notedLine.FindStringSubmatch(one); m != nil {
			made[m[1]+m[2]]++
			last[m[1]] = len(all)
			all = append(all, callNoted{m[2], m[3], made[m[1]+m[2]], strings.Contains(m[3], "(INJECTED)")})
		} else if m := notedResume.FindStringSubmatch(one); m != nil && len(all) > 0 {
			all[last[m[1]]].injected = true
		}
	}
	return all
}

// keptIn counts what is kept: of each sort, in each state. Whom the house was
// asked to know after a fault does not count.
func keptIn(t *testing.T, data string) map[string]int {
	t.Helper()
	s := openedSQLite(t, data)
	defer s.Close()
	kept := map[string]int{}
	note := func(what string, state any) { kept[fmt.Sprintf("%s %v", what, state)]++ }
	err := s.Scan(context.Background(), store.Scan{
		Account: func(a account.Account) error {
			if a.Name != "森" {
				note("account", a.Name)
			}
			return nil
		},
		Job:      func(j job.Job) error { note("job", j.State); return nil },
		Proposal: func(p job.Proposal) error { note("proposal", p.State); return nil },
		Contract: func(c contract.Contract) error { note("contract", c.State); return nil },
		Event:    func(e store.Event) error { note("event", e.Kind); return nil },
		Transfer: func(p ledger.Posted) error { note("transfer", p.Kind); return nil },
		Message:  func(m message.Message) error { note("message", m.Body); return nil },
		Attachment: func(a message.Attachment) error {
			if !a.Unsent() { // one that was brought, and whose message did not come to be, is nobody's
				note("file", a.SHA256)
			}
			return nil
		},
		Payout: func(p payout.Payout) error { note("payout", p.State); return nil },
		Batch:  func(b payout.Batch) error { note("batch", b.State); return nil },
		Notice: func(n notice.Notice) error { note("notice", n.Kind); return nil },
	})
	if err != nil {
		t.Error(err)
	}
	return kept
}

// tryForm sends a message with a file, and answers with the status.
func tryForm(ctx context.Context, guest *http.Client, url, text, content string) (int, error) {
	guest.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r, err := form(ctx, url, text, content)
	if err != nil {
		return 0, err
	}
	got, err := guest.Do(r)
	if err != nil {
		return 0, err
	}
	return got.StatusCode, got.Body.Close()
}
