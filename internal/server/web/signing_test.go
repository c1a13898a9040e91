package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/store"
)

var mailedLink = regexp.MustCompile(`http://localhost:8080(/(?:confirm|reset)/[A-Za-z0-9_-]+)`)

// linkTo is the newest link that was mailed, at an address.
func (s *shop) linkTo(email string) string {
	s.t.Helper()
	if err := s.engine.Outbox.Drain(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	page := s.as("", words.Japanese).get(200, "/sandbox/mail")
	_, after, found := strings.Cut(page, email)
	link := mailedLink.FindStringSubmatch(after)
	if !found || link == nil {
		s.t.Fatalf("no link was mailed to %s", email)
	}
	return link[1]
}

// join signs somebody up, in and leaves them signed in.
func (s *shop) join(email, password string) *guest {
	s.t.Helper()
	g := s.as("", words.Japanese)
	page, _ := g.post(200, "/signup", url.Values{"name": {"青木 葵"}, "email": {email}, "password": {password}})
	has(s.t, "/signup", page, "確認メールをお送りしました", email)
	g.post(422, "/signin", url.Values{"email": {email}, "password": {password}})
	link := s.linkTo(email)
	has(s.t, link, g.get(200, link), "確認を完了する")
	if _, to := g.post(303, link, nil); to != "/signin?done=confirmed" {
		s.t.Fatal(to)
	}
	if _, to := g.post(303, "/signin", url.Values{"email": {email}, "password": {password}, "next": {"/earnings"}}); to != "/earnings" {
		s.t.Fatal(to)
	}
	return g
}

const good = "きょうはよく晴れた日です"

func TestSomebodySignsUpByPlainForms(t *testing.T) {
	s := openShop(t)
	g := s.as("", words.Japanese)
	page, _ := g.post(422, "/signup", url.Values{"name": {"青木 葵"}, "email": {"aoki"}, "password": {"short"}})
	has(t, "/signup", page, "のような形で入力してください", "入力内容をご確認ください")
	page, _ = g.post(422, "/signup", url.Values{"name": {"青木 葵"}, "email": {"aoki@example.jp"}, "password": {"password123"}})
	has(t, "/signup", page, "推測されにくいパスワード")
	if strings.Contains(page, "password123") || !strings.Contains(page, "aoki@example.jp") {
		t.Error("the page shows the password, or forgot the address")
	}
	g = s.join("aoki@example.jp", good)
	has(t, "/settings/security", g.get(200, "/settings/security"), "aoki@example.jp", "この端末")
	page, _ = g.post(410, s.linkTo("aoki@example.jp"), nil)
	has(t, "/confirm", page, "すでに使われています")
}

// TestNobodyLearnsWhoIsKnown signs up, asks for a reset and signs in with
// addresses that are known and not.
func TestNobodyLearnsWhoIsKnown(t *testing.T) {
	s := openShop(t)
	s.join("aoki@example.jp", good)
	g := s.as("", words.Japanese)
	for path, form := range map[string]url.Values{"/signup": {"name": {"X"}, "password": {good}}, "/forgot": {}} {
		answers := map[string]bool{}
		for _, email := range []string{"aoki@example.jp", "nobody@example.jp"} {
			form.Set("email", email)
			page, _ := g.post(200, path, form)
			answers[strings.ReplaceAll(said(page), email, "…")] = true
		}
		if len(answers) != 1 {
			t.Errorf("%s answers in %d ways: %v", path, len(answers), answers)
		}
	}
	answers := map[string]bool{}
	for _, email := range []string{"aoki@example.jp", "stranger@example.jp"} {
		page, _ := g.post(422, "/signin", url.Values{"email": {email}, "password": {"wrong wrong wrong"}})
		answers[said(page)] = true
	}
	if len(answers) != 1 {
		t.Errorf("signing in answers in %d ways: %v", len(answers), answers)
	}
}

func TestGuessersWait(t *testing.T) {
	s := openShop(t)
	g := s.as("", words.English)
	form := url.Values{"email": {"aoki@example.jp"}, "password": {"wrong wrong wrong"}}
	for range 5 {
		g.post(422, "/signin", form)
	}
	page, _ := g.post(http.StatusTooManyRequests, "/signin", form)
	has(t, "/signin", page, "Please try again in", "your account is not locked")
}

// TestAKnownBrowserIsNotKeptOut has others guess in the same network until they
// must wait: the browser in which somebody signed in before does not wait.
func TestAKnownBrowserIsNotKeptOut(t *testing.T) {
	s := openShop(t)
	own, other := s.join("aoki@example.jp", good), s.as("", words.Japanese)
	own.post(303, "/signout", nil)
	form := url.Values{"email": {"aoki@example.jp"}, "password": {"wrong wrong wrong"}}
	for range 5 {
		other.post(422, "/signin", form)
	}
	form.Set("password", good)
	other.post(http.StatusTooManyRequests, "/signin", form)
	own.post(303, "/signin", form)
}

func TestAForgottenPasswordIsSetAnew(t *testing.T) {
	s := openShop(t)
	before := s.join("aoki@example.jp", good)
	g := s.as("", words.Japanese)
	g.post(200, "/forgot", url.Values{"email": {"aoki@example.jp"}})
	link := s.linkTo("aoki@example.jp")
	page, _ := g.post(422, link, url.Values{"password": {"aoki@example.jp"}})
	has(t, link, page, "推測されにくい")
	if _, to := g.post(303, link, url.Values{"password": {"あたらしい合言葉を決めました"}}); to != "/signin?done=reset" {
		t.Fatal(to)
	}
	g.get(410, link)
	before.get(303, "/my") // every session ended
	g.post(422, "/signin", url.Values{"email": {"aoki@example.jp"}, "password": {good}})
	if _, to := g.post(303, "/signin", url.Values{"email": {"aoki@example.jp"}, "password": {"あたらしい合言葉を決めました"}}); to != "/my" {
		t.Fatal(to)
	}
}

// TestASessionEndsOnTheServer keeps the cookie that a browser was told to forget.
func TestASessionEndsOnTheServer(t *testing.T) {
	s := openShop(t)
	phone := s.join("aoki@example.jp", good)
	desk := s.as("", words.Japanese)
	desk.post(303, "/signin", url.Values{"email": {"aoki@example.jp"}, "password": {good}})
	at, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	kept := desk.client.Jar.Cookies(at)
	desk.post(303, "/signout", nil)
	desk.client.Jar.SetCookies(at, kept)
	desk.get(303, "/my")

	desk.post(303, "/signin", url.Values{"email": {"aoki@example.jp"}, "password": {good}})
	page := desk.get(200, "/settings/security")
	other := regexp.MustCompile(`name="id" value="([0-9a-f]{64})"`).FindStringSubmatch(page)
	if other == nil {
		t.Fatal("the other session is not shown")
	}
	phone.get(200, "/my")
	s.as("佐藤 健", words.Japanese).post(404, "/settings/sessions/end", url.Values{"id": {other[1]}})
	phone.get(200, "/my")
	desk.post(303, "/settings/sessions/end", url.Values{"id": {other[1]}})
	phone.get(303, "/my")
	desk.get(200, "/my")
}

func TestTheProfileIsChanged(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	page, _ := g.post(422, "/settings", url.Values{"name": {" "}, "intro": {"はじめまして"}})
	has(t, "/settings", page, "入力してください", "はじめまして")
	g.post(303, "/settings", url.Values{"name": {"佐藤 健一"}, "intro": {"はじめまして"}, "language": {"en"}})
	has(t, "/settings", g.get(200, "/settings"), "Settings", "はじめまして")
	if !strings.Contains(g.get(200, "/settings"), `value="佐藤 健一"`) {
		t.Error("the name is not shown")
	}
}

func TestSomeNotificationsAreSwitchedOffAndOthersAreNot(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	box := regexp.MustCompile(`<input type="checkbox" name="((?:mail|site):[a-z._]+)" value="1"( checked)?`)
	before := box.FindAllStringSubmatch(g.get(200, "/settings/notifications"), -1)
	form := url.Values{}
	for _, b := range before {
		if b[2] == "" || strings.Contains(b[1], "nudge") || strings.Contains(b[1], "escrow") || strings.Contains(b[1], "termination") {
			t.Errorf("%v may be chosen, or is off", b)
		}
		if b[1] != "mail:message.received" {
			form.Set(b[1], "1")
		}
	}
	if len(before) == 0 {
		t.Fatal("there is nothing to choose")
	}
	g.post(303, "/settings/notifications", form)
	for _, b := range box.FindAllStringSubmatch(g.get(200, "/settings/notifications"), -1) {
		if on := b[2] != ""; on == (b[1] == "mail:message.received") {
			t.Errorf("%s is on: %v", b[1], on)
		}
	}
}

// TestFormsOfOtherSitesAreRefused posts as a page of another site would.
func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	for _, p := range pages() {
		if p.method != http.MethodPost {
			continue
		}
		path := regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(p.path, "x")
		for _, from := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"", ""}} {
			r, err := http.NewRequest(http.MethodPost, s.url+path, strings.NewReader("next=/"))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if from[0] != "" {
				r.Header.Set(from[0], from[1])
			}
			got, err := g.client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			got.Body.Close()
			if got.StatusCode != http.StatusForbidden {
				t.Errorf("POST %s with %v: %d", path, from, got.StatusCode)
			}
		}
	}
}

// TestBothSidesSignTheConfidentialityAgreement signs from each side's page.
func TestBothSidesSignTheConfidentialityAgreement(t *testing.T) {
	s := openShop(t)
	var all []contract.Contract
	for _, p := range s.people {
		mine, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{ClientID: p.ID}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, mine...)
	}
	var path string
	for _, c := range all {
		if !c.Ended() && c.Client.SignedNDA.IsZero() && c.Worker.SignedNDA.IsZero() {
			path = contractPath(c.ID) + "/nda"
			for i, side := range []string{c.ClientID, c.WorkerID} {
				g := s.asID(side)
				if page := g.get(200, path); i == 0 {
					has(t, path, page, "まだ同意していません", "秘密情報とは")
				}
				g.post(303, path, nil)
				g.post(409, path, nil)
				has(t, path, g.get(200, path), []string{"お相手の同意を待っています", "秘密保持契約が成立しています"}[i])
			}
			break
		}
	}
	if path == "" {
		t.Fatal("no contract runs")
	}
	stranger := s.join("aoki@example.jp", good)
	stranger.get(404, path)
	stranger.post(404, path, nil)
}
