package crash

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"azukari/internal/domain/message"
	"azukari/internal/store"
	"azukari/internal/store/sqlstore"
)

// A session is the record of a house under load, and the book of its customers.
type session struct {
	root    string
	calls   []*call
	end     int
	crowd   *crowd
	letters []letter       // messages with a file, sent by a form
	at      map[string]int // where the answer to a request begins to leave
}

// A letter is a message with a file.
type letter struct{ text, sha256, request string }

// changed builds the program with lines of a file of its source replaced.
func changed(t *testing.T, file string, pairs ...string) string {
	t.Helper()
	return changedIn(t, map[string][]string{file: pairs})
}

// changedIn does it in several files.
func changedIn(t *testing.T, files map[string][]string) string {
	t.Helper()
	replace := map[string]string{}
	for _, file := range sorted(files) {
		pairs := files[file]
		path, err := filepath.Abs(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(string(text), pairs[i]) {
				t.Fatalf("%s does not say %q any more", file, pairs[i])
			}
		}
		other := strings.NewReplacer(pairs...).Replace(string(text))
		replace[path] = filepath.Join(inWorkshop(t), fmt.Sprintf("%x.go", sha256.Sum256([]byte(other))))
		if err := os.WriteFile(replace[path], []byte(other), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	overlay := filepath.Join(inWorkshop(t), fmt.Sprintf("%x.json", sha256.Sum256(b)))
	if err = errors.Join(err, os.WriteFile(overlay, b, 0o600)); err != nil {
		t.Fatal(err)
	}
	return build(t, overlay)
}

// record lets a crowd live in a house, opened twice, and writes down what the
// house tells its disk: until so many commands are acknowledged and the house is
// asked to end, and then as many again, and it is killed.
func record(t *testing.T, program string, commands int64) *session {
	t.Helper()
	s := &session{root: filepath.Join(memory(t), "data"), at: map[string]int{}}
	if err := os.Mkdir(s.root, 0o700); err != nil {
		t.Fatal(err)
	}
	for life := range 2 {
		h, log := s.open(t, program)
		if s.crowd == nil {
			s.crowd = gather(t, h, 6)
		}
		jar, _ := cookiejar.New(nil) // never fails
		guest := &http.Client{Jar: jar, Timeout: patience}
		contract := s.crowd.signIn(h, guest, life)
		ctx, stop := context.WithCancel(t.Context())
		wait := s.crowd.persistent(ctx, h)
		for nth := 0; s.crowd.acks.Load() < commands*int64(life+1) && !t.Failed(); nth++ {
			text := fmt.Sprintf("letter %d/%d", life, nth)
			file := text + strings.Repeat(" .", 20<<10)
			request := post(t, guest, h.url+contract+"/messages", text, file)
			sum := sha256.Sum256([]byte(file))
			s.letters = append(s.letters, letter{text, hex.EncodeToString(sum[:]), request})
		}
		stop()
		wait()
		if life == 0 {
			h.stop()
		} else {
			h.kill()
		}
		s.note(t, log)
		if life == 0 {
			s.explains(t)
		}
	}
	return s
}

// open opens the house so that all is recorded; options are strace's.
func (s *session) open(t *testing.T, program string, options ...string) (h *house, log string) {
	t.Helper()
	log = filepath.Join(memory(t), "record")
	line := append(recorded(t, log), options...)
	h = open(t, append(line, program, "serve", "--sandbox", "--log-level=info", "--data="+s.root)...)
	h.pid = tracee(t, log)
	return h, log
}

// note adds a record to those before it.
func (s *session) note(t *testing.T, log string) {
	t.Helper()
	calls, end := readRecord(t, log)
	for request, at := range answered(calls) {
		s.at[request] = s.end + at
	}
	for _, c := range calls {
		c.begun, c.done = c.begun+s.end, c.done+s.end
	}
	s.calls, s.end = append(s.calls, calls...), s.end+end
}

// explains expects the record to say all that is on the disk when nothing runs.
func (s *session) explains(t *testing.T) {
	t.Helper()
	d := newDisk(s.root)
	for _, c := range s.calls {
		d.begin(c)
	}
	for path, f := range d.files {
		b := f.safe
		for _, w := range f.later {
			b = w.on(b)
		}
		if there, err := os.ReadFile(path); err != nil || !bytes.Equal(b, there) {
			t.Fatalf("the record makes %d bytes of %s, and there are %d %v", len(b), path, len(there), err)
		}
	}
	err := filepath.WalkDir(s.root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && d.ours(path) && d.files[path] == nil {
			err = fmt.Errorf("the record knows nothing of %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// post sends a message with a file, and answers the request's id.
func post(t *testing.T, guest *http.Client, url, text, content string) (request string) {
	t.Helper()
	guest.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	got := sent(t, guest, url, text, content)
	got.Body.Close()
	if got.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s: %d", text, got.StatusCode)
	}
	return got.Header.Get("X-Request-Id")
}

// memory is a directory of the test's on a disk in memory, where there is one.
func memory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "azukari-crash-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// upto is the book as it was at a place of the record: what had been answered
// by then, and of each life the one command that may have been under way.
func (s *session) upto(at int) (*crowd, []letter) {
	c := &crowd{t: s.crowd.t}
	for _, l := range s.crowd.lives {
		then := &life{open: l.open}
		for i, was := range l.lines {
			if s.at[was.request] >= at {
				then.lines, then.open = l.lines[:i], was
				break
			}
			then.lines = l.lines[:i+1]
		}
		c.lives = append(c.lives, then)
	}
	var sure []letter
	for _, l := range s.letters {
		if s.at[l.request] < at {
			c.also, sure = append(c.also, l.text), append(sure, l)
		} else {
			c.maybe = append(c.maybe, l.text)
		}
	}
	return c, sure
}

// cuts cuts the power at many places of a record, and answers at how many of
// them something is missing, and what. A sync that forget names is not one.
func (s *session) cuts(t *testing.T, n int, seed uint64, forget func(*call) bool) (bad int, first error) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 4))
	var places []int
	for range n {
		places = append(places, 1+random.IntN(s.end))
	}
	return s.cutsAt(t, places, random, forget)
}

// cutsAt cuts it at these places.
func (s *session) cutsAt(t *testing.T, places []int, random *rand.Rand, forget func(*call) bool) (bad int, first error) {
	t.Helper()
	slices.Sort(places)
	type image struct {
		at    int
		files map[string][]byte
	}
	images := make(chan image)
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range 2 {
		dir := memory(t)
		workers.Go(func() {
			for i := range images {
				if err := s.check(dir, i.at, i.files); err != nil {
					mu.Lock()
					bad++
					if first == nil {
						first = fmt.Errorf("cut at %d of %d: %w", i.at, s.end, err)
					}
					mu.Unlock()
				}
			}
		})
	}
	ends := slices.Clone(s.calls)
	slices.SortStableFunc(ends, func(a, b *call) int { return a.done - b.done })
	d := newDisk(s.root)
	begun, ended := 0, 0
	for _, at := range places {
		for begun < len(s.calls) && s.calls[begun].begun < at || ended < len(ends) && ends[ended].done < at {
			// what began before the next end comes first
			if begun < len(s.calls) && s.calls[begun].begun < at && (ended == len(ends) || s.calls[begun].begun <= ends[ended].done) {
				d.begin(s.calls[begun])
				begun++
				continue
			}
			if c := ends[ended]; len(c.paths) > 0 && (forget == nil || !forget(c)) {
				d.end(c)
			}
			ended++
		}
		images <- image{at, d.cut(random)}
	}
	close(images)
	workers.Wait()
	return bad, first
}

// check opens what a cut has left, as the house does, and compares it with the
// book.
func (s *session) check(dir string, at int, image map[string][]byte) error {
	c, sure := s.upto(at)
	data := filepath.Join(dir, "data")
	defer os.RemoveAll(data)
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	if err := lay(image, s.root, data); err != nil {
		return err
	}
	kept, err := sqlstore.OpenSQLite(context.Background(), filepath.Join(data, "azukari.db"))
	if err != nil {
		return err
	}
	defer kept.Close()
	if err := c.compare(context.Background(), kept); err != nil {
		return err
	}
	attached := map[string]bool{}
	err = kept.Scan(context.Background(), store.Scan{Attachment: func(a message.Attachment) error {
		path := filepath.Join(s.root, "files", a.SHA256[:2], a.SHA256[2:4], a.SHA256)
		if sum := sha256.Sum256(image[path]); hex.EncodeToString(sum[:]) != a.SHA256 {
			return fmt.Errorf("LOST: the content of %s, of which %d bytes are there", a.Name, len(image[path]))
		}
		attached[a.SHA256] = true
		return nil
	}})
	for _, l := range sure {
		if err == nil && !attached[l.sha256] {
			err = fmt.Errorf("LOST: the file of %q", l.text)
		}
	}
	return err
}

// shorter is the log of SQLite as short as makes checkpoints come often.
var shorter = []string{`{"wal_autocheckpoint", "12000"}`, `{"wal_autocheckpoint", "100"}`}

// TestPowerCuts records all that the house tells its disk while customers give
// it commands and send files, and then cuts the power at thousands of places of
// the record. What was not synced is there in part: by sectors, torn, reordered
// or not at all. What is left is opened as the house opens it.
func TestPowerCuts(t *testing.T) {
	t.Parallel()
	sessions := map[string]*session{
		"as it is":          record(t, build(t, ""), 40),
		"checkpoints often": record(t, changed(t, "internal/store/sqlstore/sqlite.go", shorter...), 100),
	}
	for name, s := range sessions {
		begun := time.Now()
		bad, first := s.cuts(t, *cuts/2, *seed, nil)
		t.Logf("%s: %d cuts among %d system calls with %d acknowledged commands and %d files, in %v: %d with something missing (-seed %d)",
			name, *cuts/2, len(s.calls), s.crowd.acks.Load(), len(s.letters), time.Since(begun).Round(time.Millisecond), bad, *seed)
		if bad > 0 {
			t.Error(first)
		}
	}

	// A disk on which this must be seen: files whose sync, or whose directory's, is forgotten.
	s := sessions["as it is"]
	for what, forget := range map[string]func(*call) bool{
		"the contents of files": func(c *call) bool { return strings.Contains(c.paths[0], "/files/coming/") },
		"the names of files": func(c *call) bool {
			return strings.HasPrefix(c.paths[0], s.root+"/files") && !strings.Contains(c.paths[0], "/coming/")
		},
		"the log": func(c *call) bool { return strings.HasSuffix(c.paths[0], "-wal") },
	} {
		bad, first := s.cuts(t, 60, *seed, forget)
		if bad == 0 {
			t.Errorf("nobody would notice that %s are not synced", what)
		}
		t.Logf("without syncs of %s: %d of 60 cuts are noticed, such as: %.900v", what, bad, first)
	}
}

// TestPowerCutsFindALooseSetting: with synchronous = NORMAL acknowledged
// commands are lost, and the cuts find them.
func TestPowerCutsFindALooseSetting(t *testing.T) {
	t.Parallel()
	s := record(t, changed(t, "internal/store/sqlstore/sqlite.go", append(shorter, `{"synchronous", "2"}`, `{"synchronous", "1"}`)...), 40)
	bad, first := s.cuts(t, 60, *seed, nil)
	if bad == 0 {
		t.Error("nobody noticed")
	}
	t.Logf("synchronous=NORMAL: %d of 60 cuts are noticed, such as: %.900v", bad, first)
}
