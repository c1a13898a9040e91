// Package browser holds the tests that look at the pages as people do: in a
// real browser, with the mouse, with the keyboard alone, and without scripts.
// Each test starts demos of its own and lets a script of this directory walk
// through them; what the script finds, a line of JSON for each check, becomes a
// subtest.
package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	// What is looked at: a result is kept only as long as these stay as they are.
	_ "azukari/internal/demo"
	_ "azukari/internal/server"
	_ "azukari/internal/store/sqlstore"
)

// A check is one line of a script.
type check struct {
	Journey    string `json:"journey"`
	Mode       string `json:"mode"`
	OK         bool   `json:"ok"`
	Detail     string `json:"detail"`
	Screenshot string `json:"screenshot"`
}

func TestJourneys(t *testing.T)  { walk(t, "journeys.mjs", 2) }
func TestEveryPage(t *testing.T) { walk(t, "walk.mjs", 1) }
func TestAccess(t *testing.T)    { walk(t, "axe.mjs", 1) }
func TestWeight(t *testing.T)    { walk(t, "weight.mjs", 1) }

// walk lets a script run over demos of its own.
func walk(t *testing.T, script string, demos int) {
	needs(t)
	looksAt(t, "*.mjs", "../cmd/azukari/*.go")
	program := build(t)
	var sites []string
	for range demos {
		sites = append(sites, demo(t, program))
	}
	ctx, cancel := bounded(t)
	defer cancel()
	node := exec.CommandContext(ctx, "node", append([]string{script}, sites...)...)
	node.Cancel = func() error { return node.Process.Signal(syscall.SIGTERM) } // it closes its browser
	node.WaitDelay = 10 * time.Second
	var complaints bytes.Buffer
	node.Stderr = &complaints
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	checks := 0
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c check
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Errorf("%s said %q", script, lines.Text())
			continue
		}
		checks++
		t.Run(c.Journey+"/"+c.Mode, func(t *testing.T) {
			if !c.OK {
				t.Errorf("%s\n%s", c.Detail, c.Screenshot)
			} else if c.Detail != "" {
				t.Log(c.Detail)
			}
		})
	}
	if err := errors.Join(lines.Err(), node.Wait()); err != nil {
		t.Errorf("%s: %v\n%s", script, err, complaints.String())
	}
	if checks == 0 {
		t.Errorf("%s checked nothing\n%s", script, complaints.String())
	}
}

// looksAt reads files, so that the result is kept only as long as they stay.
func looksAt(t *testing.T, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s (%v)", pattern, err)
		}
		for _, f := range files {
			if _, err := os.ReadFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// bounded ends a little before the test would be ended.
func bounded(t *testing.T) (context.Context, context.CancelFunc) {
	if end, ok := t.Deadline(); ok {
		return context.WithDeadline(t.Context(), end.Add(-20*time.Second))
	}
	return context.WithCancel(t.Context())
}

// needs skips the test where the programs are missing, and fails it where they
// must be there.
func needs(t *testing.T) {
	t.Helper()
	missing := func(what, how string) {
		t.Helper()
		if os.Getenv("AZUKARI_REQUIRE_BROWSER") == "1" {
			t.Fatalf("%s missing: %s", what, how)
		}
		t.Skipf("SKIP browser tests: %s missing (%s)", what, how)
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing("node", "Debian: apt-get install nodejs npm")
	}
	if _, err := os.Stat("node_modules/playwright-core/package.json"); err != nil {
		missing("node_modules", "npm ci --prefix browser")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			return
		}
	}
	missing("chromium", "Debian: apt-get install chromium fonts-noto-cjk")
}

var (
	built sync.Once
	house string // where the program is
	fault error
)

func TestMain(m *testing.M) {
	code := m.Run()
	if house != "" {
		os.RemoveAll(house)
	}
	os.Exit(code)
}

// build makes the program, once.
func build(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		if house, fault = os.MkdirTemp("", "azukari-browser-"); fault != nil {
			return
		}
		if out, err := exec.Command("go", "build", "-o", filepath.Join(house, "azukari"), "../cmd/azukari").CombinedOutput(); err != nil {
			fault = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if fault != nil {
		t.Fatal(fault)
	}
	return filepath.Join(house, "azukari")
}

var address = regexp.MustCompile(`http://localhost:[0-9]+`)

// demo starts a demo on a free port, and ends it with the test.
func demo(t *testing.T, program string) (site string) {
	t.Helper()
	d := exec.Command(program, "demo", "--listen", "127.0.0.1:0", "--log-level", "warn")
	d.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	var complaints bytes.Buffer
	d.Stderr = &complaints
	out, err := d.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1)
	go func() {
		defer close(said)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if found := address.FindString(lines.Text()); found != "" && site == "" {
				site = found
				said <- found
			}
		}
	}()
	t.Cleanup(func() {
		_ = d.Process.Signal(syscall.SIGTERM) // it may have ended
		for range said {                      // its output ends first
		}
		if err := d.Wait(); err != nil {
			t.Errorf("the demo ended with %v\n%s", err, complaints.String())
		}
		if text := complaints.String(); strings.Contains(text, "level=ERROR") || strings.Contains(text, "level=WARN") {
			t.Errorf("the demo complained:\n%s", text)
		}
	})
	select {
	case site := <-said:
		if site == "" {
			t.Fatalf("the demo did not start\n%s", complaints.String())
		}
		return site
	case <-time.After(time.Minute):
		t.Fatal("the demo did not start within a minute")
	}
	return ""
}
