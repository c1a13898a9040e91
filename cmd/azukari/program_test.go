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

	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
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
	defer os.RemoveAll(dir)
	pgtest.Main(m, pgtest.Options{NoFsync: true})
}

// patience bounds every wait for the program.
const patience = time.Minute

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
	held := t.TempDir()
	other, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(held, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Close() })
	for name, test := range map[string]struct {
		args    []string
		setting string
		reason  string
	}{
		"no command":              {[]string{}, "serve", "expected one of"},
		"no such command":         {[]string{"sevre"}, "sevre", "unexpected argument"},
		"no such flag":            {[]string{"serve", "--prot=80"}, "--prot", "unknown flag"},
		"flag without a value":    {[]string{"serve", "--log-level"}, "--log-level", "expected string value"},
		"one word too many":       {[]string{"serve", "now"}, "now", "unexpected argument"},
		"listen: no port":         {[]string{"serve", "--listen=8080"}, "--listen", "is not an address"},
		"listen: port too large":  {[]string{"serve", "--listen=127.0.0.1:70000"}, "--listen", "is not an address"},
		"listen: port below zero": {[]string{"serve", "--listen=127.0.0.1:-1"}, "--listen", "is not an address"},
		"listen: in use":          {[]string{"serve", "--listen=" + taken.Addr().String()}, "--listen", "in use\nfix: choose a free port"},
		"listen: elsewhere":       {[]string{"serve", "--listen=192.0.2.1:8080"}, "--listen", "assign requested address\nfix: name an address of this machine"},
		"listen: demo":            {[]string{"demo", "--listen=127.0.0.1"}, "--listen", "is not an address"},
		"zone: unknown":           {[]string{"serve", "--zone=Asia/Tokio"}, "--zone", "is not a time zone"},
		"zone: of the machine":    {[]string{"serve", "--zone=Local"}, "--zone", "is not a time zone"},
		"host: an address":        {[]string{"serve", "--host=https://azukari.example"}, "--host", "is not the name of a host"},
		"host: nothing":           {[]string{"serve", "--host="}, "--host", "is not the name of a host"},
		"data: a file":            {[]string{"serve", "--data=" + file}, "--data", "not a directory"},
		"data: nothing":           {[]string{"serve", "--data="}, "--data", "no such file"},
		"data: nowhere":           {[]string{"serve", "--data=" + filepath.Join(file, "below")}, "--data", "not a directory"},
		"data: no database":       {[]string{"serve", "--data=" + garbage}, "--data", "not a database"},
		"data: held by another":   {[]string{"serve", "--data=" + held}, "--data", "another process"},
		"db: another kind":        {[]string{"serve", "--db=mysql://azukari:geheim@localhost/azukari"}, "--db", "not a PostgreSQL address"},
		"db: no such port":        {[]string{"serve", "--db=postgres://azukari:geheim@localhost:x/azukari"}, "--db", "not a PostgreSQL address"},
		"db: nobody there":        {[]string{"serve", "--db=postgres://azukari:geheim@" + silent + "/azukari"}, "--db", "connection refused"},
		"db: no answer":           {[]string{"serve", "--db=postgres://azukari:geheim@" + taken.Addr().String() + "/azukari?sslmode=disable"}, "--db", "timeout"},
		"smtp: no scheme":         {[]string{"serve", "--smtp=mail.example.jp"}, "--smtp", "neither smtp nor smtps"},
		"smtp: web address":       {[]string{"serve", "--smtp=https://mail.example.jp"}, "--smtp", "neither smtp nor smtps"},
		"smtp: no host":           {[]string{"serve", "--smtp=smtp://"}, "--smtp", "is not a mail server's name"},
		"smtp: no such port":      {[]string{"serve", "--smtp=smtp://mail.example.jp:99999"}, "--smtp", "is not a port"},
		"smtp: no password":       {[]string{"serve", "--smtp=smtp://azukari:geheim@mail.example.jp"}, "--smtp", "username and password come together"},
		"mail-from: no address":   {[]string{"serve", "--smtp=smtp://localhost", "--mail-from=azukari"}, "--mail-from", "is not an address to send from"},
		"mail-from: without smtp": {[]string{"serve", "--mail-from=azukari"}, "--mail-from", "is not an address to send from"},
		"log level":               {[]string{"serve", "--log-level=loud"}, "--log-level", "must be one of"},
		"log format":              {[]string{"serve", "--log-format=xml"}, "--log-format", "must be one of"},
		"base url: no scheme":     {[]string{"serve", "--base-url=azukari.example"}, "--base-url", "is not the address of a site"},
		"base url: with a path":   {[]string{"serve", "--base-url=https://example.jp/azukari"}, "--base-url", "is not the address of a site"},
		"secret: short":           {[]string{"serve", "--secret=geheim"}, "--secret", "shorter than 32"},
		"warning rules: none":     {[]string{"serve", "--warning-rules=" + file + "s"}, "--warning-rules", "no such file"},
		"warning rules: no rules": {[]string{"serve", "--warning-rules=" + file}, "--warning-rules", "a-file: "},
		"bank transfer: blank":    {[]string{"serve", "--bank-transfer= "}, "--bank-transfer", "no account number"},
		"bank transfer: no digit": {[]string{"serve", "--bank-transfer=みずほ銀行"}, "--bank-transfer", "no account number"},
		"bank transfer: lines":    {[]string{"doctor", "--bank-transfer=みずほ銀行\n1234567"}, "--bank-transfer", "not one line"},
		"doctor: zone":            {[]string{"doctor", "--zone=Mars"}, "--zone", "is not a time zone"},
		"bench: no repetition":    {[]string{"bench", "--rounds=0"}, "--rounds", "says nothing"},
		"bench: below zero":       {[]string{"bench", "--rounds=-3"}, "--rounds", "says nothing"},
		"bench: no number":        {[]string{"bench", "--rounds=many"}, "--rounds", "expected a valid"},
		"bench: no directory":     {[]string{"bench", "--dir=" + file}, "--dir", "is not a directory"},
		"bench: no report":        {[]string{"bench", "--json=" + filepath.Join(file, "report.json")}, "--json", "not a directory"},
		"bench: no such row":      {[]string{"bench", "--rows=dor/message"}, "--rows", "no row's name begins"},
		"bench: no picture":       {[]string{"bench", "--svg=" + filepath.Join(file, "report.svg")}, "--svg", "not a directory"},
		"bench: nothing to draw":  {[]string{"bench", "draw", file, "--svg=x.svg"}, "REPORT", "is no report of azukari bench"},
		"bench: no database":      {[]string{"bench", "--db=postgres://azukari:geheim@" + silent + "/azukari"}, "--db", "connection refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := test.args
			if len(args) > 0 && args[0] == "serve" && !strings.Contains(strings.Join(args, " "), "--listen") {
				args = append([]string{"serve", "--listen=127.0.0.1:0"}, args[1:]...)
			}
			c := command(t, args...)
			out, err := c.CombinedOutput()
			if exitCode(err) != exitConfig {
				t.Fatalf("ended with %v: %s", err, out)
			}
			_, complaint, _ := strings.Cut(string(out), "azukari: ") // what comes before is the log
			for _, part := range []string{test.setting, test.reason, "\nfix: "} {
				if !strings.Contains(complaint, part) {
					t.Errorf("%q is not said: %s", part, out)
				}
			}
			if strings.Contains(string(out), "geheim") {
				t.Errorf("a secret is said: %s", out)
			}
			if left, err := os.ReadDir(c.Dir); err != nil || len(left) > 0 {
				t.Errorf("it leaves %v behind: %v", left, err)
			}
		})
	}
}

// TestAWrongSettingOfTheEnvironmentIsNamedToo gives it as AZUKARI_….
func TestAWrongSettingOfTheEnvironmentIsNamedToo(t *testing.T) {
	t.Parallel()
	for variable, setting := range map[string]string{
		"AZUKARI_ZONE=Mars": "--zone", "AZUKARI_SANDBOX=maybe": "--sandbox", "AZUKARI_SMTP=mail": "--smtp", "AZUKARI_SECRET=geheim": "--secret",
	} {
		c := command(t, "serve", "--listen=127.0.0.1:0")
		c.Env = append(c.Env, variable)
		out, err := c.CombinedOutput()
		if exitCode(err) != exitConfig || !strings.Contains(string(out), setting) || !strings.Contains(string(out), "\nfix: ") {
			t.Errorf("%s: %v: %s", variable, err, out)
		}
		if strings.Contains(string(out), "geheim") {
			t.Errorf("a secret is said: %s", out)
		}
	}
}

// A served program answers at an address of its own.
type served struct {
	*exec.Cmd
	url   string
	ended chan struct{} // it says nothing any more
}

var address = regexp.MustCompile(`address=(http://\S+)`)

// start runs the program and waits until it serves.
func start(t *testing.T, args ...string) *served {
	t.Helper()
	s := &served{Cmd: command(t, append(args, "--listen=127.0.0.1:0")...), ended: make(chan struct{})}
	out, err := s.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	log := bufio.NewScanner(out)
	var lines []string
	for log.Scan() {
		lines = append(lines, log.Text())
		if found := address.FindStringSubmatch(log.Text()); found != nil {
			s.url = found[1]
			go func() { // or it would stand still once nobody takes what it says
				defer close(s.ended)
				for log.Scan() {
				}
			}()
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
	<-s.ended
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

// TestNoSandboxInEarnest asks a sandbox and a house in earnest for what only a
// sandbox has: everything that its own document lists, and the pages beside it.
func TestNoSandboxInEarnest(t *testing.T) {
	t.Parallel()
	sandbox, earnest := start(t, "serve", "--sandbox"), start(t, "serve")
	_, text := sandbox.status(t, "GET", "/v1/openapi.json")
	var document struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	routes := [][2]string{{"POST", "/sandbox/clock"}, {"POST", "/sandbox/as"}, {"POST", "/sandbox/gateway"}, {"GET", "/sandbox/mail"}}
	for path, methods := range document.Paths {
		for method := range methods {
			if strings.HasPrefix(path, "/v1/sandbox/") {
				routes = append(routes, [2]string{strings.ToUpper(method), path})
			}
		}
	}
	if len(routes) < 10 {
		t.Fatalf("a sandbox has no more than %v", routes)
	}
	for _, r := range routes {
		// Where a path names an account, a sandbox too says that there is none.
		if code, body := sandbox.status(t, r[0], r[1]); code == http.StatusNotFound && !strings.Contains(r[1], "{") {
			t.Errorf("a sandbox: %s %s: %d %s", r[0], r[1], code, body)
		}
		if code, body := earnest.status(t, r[0], r[1]); code != http.StatusNotFound {
			t.Errorf("in earnest: %s %s: %d %s", r[0], r[1], code, body)
		}
	}
	for s, want := range map[*served]bool{sandbox: true, earnest: false} {
		if code, page := s.status(t, "GET", "/"); code != http.StatusOK || strings.Contains(page, `class="sandbox"`) != want {
			t.Errorf("/: %d; the page has the sandbox's bar: %v", code, !want)
		}
		s.stop(t)
	}
}

// TestTheDoctorFindsWhatWasChanged funds a contract in a sandbox, and then
// changes one event behind the program's back.
func TestTheDoctorFindsWhatWasChanged(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := start(t, "serve", "--sandbox", "--data="+data)
	fundOne(t, s, "英訳")
	s.stop(t)

	doctor := func() (string, int) {
		out, err := command(t, "doctor", "--data="+data).CombinedOutput()
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
func fundOne(t *testing.T, s *served, title string) {
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
	post(client.Token, "/v1/jobs", `{"format":"project","title":"`+title+`","description":"8ページ","category":"翻訳","budget_amount":50000}`, &made)
	post(worker.Token, "/v1/jobs/"+made.ID+"/proposals", `{"amount":50000,"due_on":"2027-03-31","message":"お任せください"}`, &made)
	post(client.Token, "/v1/proposals/"+made.ID+"/accept", `{}`, &made)
	post(client.Token, "/v1/contracts/"+made.ID+"/fund", `{}`, &made)
}

// TestTheBenchMeasuresTheProgramByItself asks for the rows that start azukari as
// processes of their own, and draws what they saw.
func TestTheBenchMeasuresTheProgramByItself(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("this system does not tell how much memory a process has")
	}
	server := pgtest.ForTest(t)
	dir := t.TempDir()
	report, document := filepath.Join(dir, "report.json"), filepath.Join(dir, "bench.md")
	out, err := command(t, "bench", "--rows=nodes,memory", "--slice=20ms", "--streams=30", "--db="+server.URL("postgres"), "--json="+report).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"message by two nodes", "messages by the API", "30 open pages", "MiB at rest", "KiB per stream", "Ledger and chains are whole"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the bench does not say %q:\n%s", want, out)
		}
	}
	if err := os.WriteFile(document, []byte("<!-- bench: written by `azukari bench draw` -->\n<!-- end of the bench -->\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(dir, "bench.svg")
	if out, err := command(t, "bench", "draw", report, "--svg="+picture, "--into="+document).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for file, want := range map[string]string{picture: "<title id=\"bench-title\">", document: "| 30 open pages | SQLite |"} {
		if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s does not say %q: %v\n%s", filepath.Base(file), want, err, text)
		}
	}
}
