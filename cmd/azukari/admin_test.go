package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestTheFirstOperator makes an operator, who chooses a password by the printed
// link, signs in, and is signed out by the administrator.
func TestTheFirstOperator(t *testing.T) {
	t.Parallel()
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			keeping := []string{"--data=" + t.TempDir()}
			if database == "postgres" {
				keeping = append(keeping, "--db="+newDatabase(t))
			}
			start(t, append([]string{"serve"}, keeping...)...).stop(t)
			create := append([]string{"admin", "create-operator", "--email=unei@example.jp", "--base-url=https://azukari.example"}, keeping...)
			link := regexp.MustCompile(`https://azukari\.example(/reset/\S+)`).FindStringSubmatch(ran(t, create...))
			if link == nil {
				t.Fatal("no link is printed")
			}
			s := start(t, append([]string{"serve"}, keeping...)...)
			b := browser(t, s)
			b.post(link[1], url.Values{"password": {"carrot-53-mirror"}})
			b.post("/signin", url.Values{"email": {"unei@example.jp"}, "password": {"carrot-53-mirror"}})
			if code := b.get("/settings"); code != http.StatusOK {
				t.Fatalf("an operator is not signed in: %d", code)
			}
			s.stop(t)
			if out, err := command(t, create...).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "email_taken") {
				t.Errorf("the same once more: %v %s", err, out)
			}
			end := append([]string{"admin", "end-sessions", "--account=unei@example.jp"}, keeping...)
			if out := ran(t, end...); out != "1 sessions ended, 0 API keys revoked\n" {
				t.Errorf("sessions: %s", out)
			}
			if out := ran(t, append([]string{"admin", "end-sessions", "--all"}, keeping...)...); out != "0 sessions ended, 0 API keys revoked\n" {
				t.Errorf("sessions of all: %s", out)
			}
			proved := ran(t, append([]string{"audit", "verify"}, keeping...)...)
			head := regexp.MustCompile(`head (3:[0-9a-f]{64})`).FindStringSubmatch(proved) // the roles, signing in, and the session that was ended
			if head == nil {
				t.Fatalf("the trail: %s", proved)
			}
			verify := append([]string{"audit", "verify", "--head=" + head[1]}, keeping...)
			if out := ran(t, verify...); !strings.HasPrefix(out, "ok ") {
				t.Errorf("the trail with its head: %s", out)
			}
			verify[2] = "--head=9:" + head[1][2:]
			if out, err := command(t, verify...).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "cut off") {
				t.Errorf("a trail that was longer: %v %s", err, out)
			}
			verify[2] = "--head=3:" + strings.Repeat("0", 64)
			if out, err := command(t, verify...).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "written anew") {
				t.Errorf("a trail written anew: %v %s", err, out)
			}
			b.site = start(t, append([]string{"serve"}, keeping...)...)
			if code := b.get("/settings"); code != http.StatusSeeOther {
				t.Errorf("signed out, the browser sees %d", code)
			}
			b.site.stop(t)
		})
	}
}

// TestWhoRunsTheMachineIssuesAKey, which calls the API and ends with the sessions.
func TestWhoRunsTheMachineIssuesAKey(t *testing.T) {
	t.Parallel()
	keeping := []string{"--data=" + t.TempDir()}
	with := func(words ...string) []string { return append(append([]string{"admin"}, words...), keeping...) }
	start(t, append([]string{"serve"}, keeping...)...).stop(t)
	link := regexp.MustCompile(`(/reset/\S+)`).FindString(ran(t, with("create-operator", "--email=unei@example.jp", "--roles=support")...))
	issue := with("issue-key", "--account=unei@example.jp", "--name=夜間の集計", "--days=30")
	if out, err := command(t, issue...).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "email_unconfirmed") {
		t.Errorf("a key for who has not chosen a password: %v %s", err, out)
	}
	s := start(t, append([]string{"serve"}, keeping...)...)
	browser(t, s).post(link, url.Values{"password": {"carrot-53-mirror"}})
	s.stop(t)
	printed := regexp.MustCompile(`(?m)^acc_\S+  夜間の集計  until \S+\n(azk_[A-Za-z0-9_-]{43})$`).FindStringSubmatch(ran(t, issue...))
	if printed == nil {
		t.Fatal("no key is printed")
	}
	calls := func(want int) {
		t.Helper()
		s := start(t, append([]string{"serve"}, keeping...)...)
		defer s.stop(t)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/v1/operator/nudges", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+printed[1])
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != want {
			t.Errorf("a call is answered %d, not %d", got.StatusCode, want)
		}
	}
	calls(http.StatusOK)
	if out := ran(t, with("end-sessions", "--all")...); out != "0 sessions ended, 1 API keys revoked\n" {
		t.Errorf("all: %s", out)
	}
	calls(http.StatusUnauthorized)
	if out, err := command(t, with("issue-key", "--account=unei@example.jp", "--name=x", "--days=365")...).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "days") && !strings.Contains(string(out), "terms") {
		t.Errorf("a year for the staff: %v %s", err, out)
	}
}

// A browsing is somebody who uses the pages and follows no redirection.
type browsing struct {
	t    *testing.T
	site *served
	*http.Client
}

func browser(t *testing.T, s *served) *browsing {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browsing{t, s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (b *browsing) ask(method, path, body string) int {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.site.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	got, err := b.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	got.Body.Close()
	return got.StatusCode
}

func (b *browsing) get(path string) int { return b.ask(http.MethodGet, path, "") }

func (b *browsing) post(path string, form url.Values) {
	b.t.Helper()
	if code := b.ask(http.MethodPost, path, form.Encode()); code != http.StatusSeeOther {
		b.t.Fatalf("%s: %d", path, code)
	}
}
