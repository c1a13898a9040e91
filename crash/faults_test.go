package crash

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestASyncFails lets the disk's sync, or a write, fail from some moment on, or
// once, under load. The process ends within a second of the first caller who hears of
// it, and whatever the disk then really holds (nothing of what a failed sync
// should have brought there is sure) nothing that was acknowledged is missing.
func TestASyncFails(t *testing.T) {
	t.Parallel()
	program := build(t, "")
	for fault, when := range map[string]string{
		"fdatasync:error=EIO": "20+", "fdatasync:error=EIO once": "20", "fdatasync:error=ENOSPC": "20+", "pwrite64:error=EIO": "300+", "pwrite64:error=EIO once": "300",
	} {
		t.Run(fault, func(t *testing.T) {
			s := &session{root: filepath.Join(memory(t), "data"), at: map[string]int{}}
			if err := os.Mkdir(s.root, 0o700); err != nil {
				t.Fatal(err)
			}
			h, log := s.open(t, program)
			s.crowd = gather(t, h, 6)
			h.stop()
			s.note(t, log)
			h, log = s.open(t, program, "-e", fmt.Sprintf("inject=%s:when=%s", strings.TrimSuffix(fault, " once"), when))
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			heard := make(chan time.Time, len(s.crowd.lives))
			for _, l := range s.crowd.lives {
				go func() {
					s.crowd.live(ctx, h, l, waits)
					heard <- time.Now()
				}()
			}
			first := <-heard
			h.await(patience)
			took := time.Since(first)
			for range len(s.crowd.lives) - 1 {
				<-heard
			}
			if took > time.Second {
				t.Errorf("it ended only %v after somebody heard of it", took)
			}
			if h.cmd.ProcessState.Success() {
				t.Error("it ended as if all were well")
			}
			s.note(t, log)
			failed := 0
			for _, c := range s.calls {
				if c.failed && (c.name == "fdatasync" || c.name == "pwrite64") {
					failed++
				}
			}
			places := make([]int, 40)
			for i := range places {
				places[i] = s.end
			}
			bad, missing := s.cutsAt(t, places, rand.New(rand.NewPCG(*seed, 5)), nil)
			if bad > 0 {
				t.Error(missing)
			}
			if failed == 0 || s.crowd.acks.Load() == 0 {
				t.Errorf("%d calls failed: %s", failed, s.crowd.tally())
			}
			t.Logf("%s: %d calls failed, ended %v after the first caller heard of it; %s; %d of %d disks with something missing",
				fault, failed, took.Round(time.Millisecond), s.crowd.tally(), bad, len(places))
		})
	}
}

// TestAFileIsSentAgain lets the sync of a directory fail once its file is there.
// Who sends the file is told that it was not kept; who sends it again, and is told
// that it was, has it after a power cut.
func TestAFileIsSentAgain(t *testing.T) {
	t.Parallel()
	program := build(t, "")
	s := &session{root: filepath.Join(memory(t), "data"), at: map[string]int{}}
	if err := os.Mkdir(s.root, 0o700); err != nil {
		t.Fatal(err)
	}
	h, log := s.open(t, program)
	s.crowd = gather(t, h, 1)
	h.stop()
	s.note(t, log)
	h, log = s.open(t, program, "-e", "inject=fsync:error=EIO:when=2+6")
	jar, _ := cookiejar.New(nil) // never fails
	guest := &http.Client{Jar: jar, Timeout: patience}
	page := h.url + s.crowd.signIn(h, guest, 0) + "/messages"
	s.crowd.once(t.Context(), h, s.crowd.lives[0], nil) // files may be sent once it is funded
	again := 0
	for nth := 0; again < 8 && nth < 100; nth++ {
		text := fmt.Sprint("file ", nth)
		for tries := range 5 {
			r, err := form(t.Context(), page, text, text)
			if err != nil {
				t.Fatal(err)
			}
			guest.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			got, err := guest.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			got.Body.Close()
			if got.StatusCode == http.StatusSeeOther {
				s.letters = append(s.letters, letter{text, fmt.Sprintf("%x", sha256.Sum256([]byte(text))), got.Header.Get("X-Request-Id")})
				again += min(tries, 1)
				break
			}
		}
	}
	h.kill()
	s.note(t, log)
	places := make([]int, 40)
	for i := range places {
		places[i] = s.end
	}
	if bad, missing := s.cutsAt(t, places, rand.New(rand.NewPCG(*seed, 8)), nil); bad > 0 {
		t.Errorf("on %d of %d disks: %v", bad, len(places), missing)
	}
	if again == 0 || len(s.letters) == 0 {
		t.Errorf("no sync failed, or no file was kept: %d times again, %d files", again, len(s.letters))
	}
}
