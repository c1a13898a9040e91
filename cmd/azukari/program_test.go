package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// program is the built program; each test runs it as its users do.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "azukari-program-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "azukari")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// patience bounds every wait for the program.
const patience = 20 * time.Second

// command is the program with nothing set but what the test sets.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, program, args...)
	c.Dir = t.TempDir()
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + c.Dir, "TMPDIR=" + c.Dir}
	return c
}

func exitCode(err error) int {
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return ended.ExitCode()
	}
	return 0
}

// TestWrongSettingsEndTheProgramAtOnce gives one wrong setting each: exit code
// 78, and what is wrong, why, and what to do.
func TestWrongSettingsEndTheProgramAtOnce(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() }) // after the subtests, which run together
	silent := "127.0.0.1:1"             // no database answers there
	file := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(file, []byte("not a directory"), 0o600); err != nil {
		t.Fatal(err)
	}
	garbage := t.TempDir()
	if err := os.WriteFile(filepath.Join(garbage, "azukari.db"), bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args    []string
		setting string
	}{
		"no such command":          {[]string{"sevre"}, "sevre"},
		"no such flag":             {[]string{"serve", "--prot=80"}, "--prot"},
		"listen: no port":          {[]string{"serve", "--listen=8080"}, "--listen"},
		"listen: port too large":   {[]string{"serve", "--listen=127.0.0.1:70000"}, "--listen"},
		"listen: in use":           {[]string{"serve", "--listen=" + taken.Addr().String()}, "--listen"},
		"listen: demo":             {[]string{"demo", "--listen=127.0.0.1"}, "--listen"},
		"zone: unknown":            {[]string{"serve", "--zone=Asia/Tokio"}, "--zone"},
		"zone: of the machine":     {[]string{"serve", "--zone=Local"}, "--zone"},
		"data: a file":             {[]string{"serve", "--data=" + file}, "--data"},
		"data: no database":        {[]string{"serve", "--data=" + garbage}, "--data"},
		"db: no address":           {[]string{"serve", "--db=mysql://localhost/azukari"}, "--db"},
		"db: nobody there":         {[]string{"serve", "--db=postgres://azukari@" + silent + "/azukari"}, "--db"},
		"smtp: no scheme":          {[]string{"serve", "--smtp=mail.example.jp"}, "--smtp"},
		"smtp: web address":        {[]string{"serve", "--smtp=https://mail.example.jp"}, "--smtp"},
		"smtp: no such port":       {[]string{"serve", "--smtp=smtp://mail.example.jp:99999"}, "--smtp"},
		"smtp: no sender":          {[]string{"serve", "--smtp=smtp://localhost", "--mail-from=azukari"}, "--smtp"},
		"log level":                {[]string{"serve", "--log-level=loud"}, "--log-level"},
		"log format":               {[]string{"serve", "--log-format=xml"}, "--log-format"},
		"base url: no scheme":      {[]string{"serve", "--base-url=azukari.example"}, "--base-url"},
		"base url: with a path":    {[]string{"serve", "--base-url=https://example.jp/azukari"}, "--base-url"},
		"secret: short":            {[]string{"serve", "--secret=guess"}, "--secret"},
		"doctor: zone":             {[]string{"doctor", "--zone=Mars"}, "--zone"},
		"bench: nothing to repeat": {[]string{"bench", "--rounds=0"}, "--rounds"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := test.args
			if !strings.Contains(strings.Join(args, " "), "--listen") && args[0] == "serve" {
				args = append(args, "--listen=127.0.0.1:0")
			}
			c := command(t, args...)
			out, err := c.CombinedOutput()
			if exitCode(err) != exitConfig {
				t.Fatalf("ended with %v: %s", err, out)
			}
			for _, part := range []string{test.setting, "fix:"} {
				if !strings.Contains(string(out), part) {
					t.Errorf("%q is not said: %s", part, out)
				}
			}
		})
	}
}

// A served program answers at an address of its own.
type served struct {
	*exec.Cmd
	url string
	log *bufio.Scanner
}

var address = regexp.MustCompile(`address=(http://\S+)`)

// start runs the program and waits until it serves.
func start(t *testing.T, args ...string) *served {
	t.Helper()
	s := &served{Cmd: command(t, append(args, "--listen=127.0.0.1:0")...)}
	out, err := s.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	s.log = bufio.NewScanner(out)
	var lines []string
	for s.log.Scan() {
		lines = append(lines, s.log.Text())
		if found := address.FindStringSubmatch(s.log.Text()); found != nil {
			s.url = found[1]
			return s
		}
	}
	t.Fatalf("it does not serve: %s", strings.Join(lines, "\n"))
	return nil
}

// stop asks it to end, and expects it to end well.
func (s *served) stop(t *testing.T) {
	t.Helper()
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for s.log.Scan() {
	}
	if err := s.Wait(); err != nil {
		t.Fatalf("it ended with %v", err)
	}
}

func (s *served) status(t *testing.T, method, path string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	got, err := http.DefaultClient.Do(r)
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

func TestTheDemoServesAndEndsWhenAsked(t *testing.T) {
	t.Parallel()
	s := start(t, "demo")
	for _, path := range []string{"/healthz", "/readyz", "/", "/docs", "/jobs", "/proof", "/metrics"} {
		if code, body := s.status(t, "GET", path); code != http.StatusOK || body == "" {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	s.stop(t)
	left, err := filepath.Glob(filepath.Join(s.Dir, "azukari-demo-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("the demo leaves %v behind: %v", left, err)
	}
}

// TestNoSandboxInEarnest looks for what only a sandbox has.
func TestNoSandboxInEarnest(t *testing.T) {
	t.Parallel()
	s := start(t, "serve")
	for _, at := range [][2]string{
		{"POST", "/v1/sandbox/accounts"}, {"GET", "/v1/sandbox/clock"}, {"POST", "/v1/sandbox/clock/advance"}, {"GET", "/v1/sandbox/mail"},
		{"POST", "/v1/sandbox/gateway/next"}, {"GET", "/sandbox/mail"},
	} {
		if code, body := s.status(t, at[0], at[1]); code != http.StatusNotFound {
			t.Errorf("%s %s: %d %s", at[0], at[1], code, body)
		}
	}
	if code, page := s.status(t, "GET", "/"); code != http.StatusOK || strings.Contains(page, `class="sandbox"`) {
		t.Errorf("/: %d, or the page has the sandbox's bar", code)
	}
	s.stop(t)
}

// TestTheDoctorFindsWhatWasChanged funds a contract in a sandbox, and then
// changes one event behind the program's back.
func TestTheDoctorFindsWhatWasChanged(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := start(t, "serve", "--sandbox", "--data="+data)
	fundOne(t, s)
	s.stop(t)

	doctor := func() (string, int) {
		out, err := command(t, "doctor", "--data="+data, "--smtp=smtp://localhost").CombinedOutput()
		return string(out), exitCode(err)
	}
	if out, code := doctor(); code != 0 || strings.Contains(out, "BAD") {
		t.Fatalf("a healthy house: %d\n%s", code, out)
	}
	db, err := sql.Open("sqlite", filepath.Join(data, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("select name from sqlite_master where type = 'trigger' and tbl_name = 'events'")
	if err != nil {
		t.Fatal(err)
	}
	var triggers []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, name)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(triggers) == 0 {
		t.Fatalf("no trigger protects the events: %v", err)
	}
	if _, err := db.Exec("update events set actor = 'worker' where seq = 1"); err == nil {
		t.Fatal("an event could be changed in spite of the triggers")
	}
	for _, name := range triggers {
		if _, err := db.Exec("drop trigger " + name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec("update events set actor = 'worker' where seq = 1"); err != nil {
		t.Fatal(err)
	}
	if out, code := doctor(); code == 0 || !strings.Contains(out, "BAD") || !strings.Contains(out, "fix:") || !strings.Contains(out, "evt_") {
		t.Fatalf("a changed event: %d\n%s", code, out)
	}
	if out, err := command(t, "doctor", "--data="+t.TempDir()).CombinedOutput(); exitCode(err) == 0 || !strings.Contains(string(out), "no installation") {
		t.Errorf("an empty directory: %v\n%s", err, out)
	}
}

// fundOne takes one contract by API as far as its escrow.
func fundOne(t *testing.T, s *served) {
	t.Helper()
	post := func(token, path, body string, into any) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Idempotency-Key", fmt.Sprintf("%x", sha256.Sum256([]byte(path+body))))
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		b, err := io.ReadAll(got.Body)
		if err != nil || got.StatusCode >= 300 {
			t.Fatalf("%s: %d %s %v", path, got.StatusCode, b, err)
		}
		if err := json.Unmarshal(b, into); err != nil {
			t.Fatal(err)
		}
	}
	var client, worker struct{ Token string }
	var made struct{ ID string }
	post("", "/v1/sandbox/accounts", `{"name":"青木商店","email":"aoki@example.jp"}`, &client)
	post("", "/v1/sandbox/accounts", `{"name":"佐藤 健","email":"sato@example.jp"}`, &worker)
	post(client.Token, "/v1/jobs", `{"format":"project","title":"英訳","description":"8ページ","category":"翻訳","budget_amount":50000}`, &made)
	post(worker.Token, "/v1/jobs/"+made.ID+"/proposals", `{"amount":50000,"due_on":"2027-03-31","message":"お任せください"}`, &made)
	post(client.Token, "/v1/proposals/"+made.ID+"/accept", `{}`, &made)
	post(client.Token, "/v1/contracts/"+made.ID+"/fund", `{}`, &made)
}
