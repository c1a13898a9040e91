package server_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// browser is the same site in a browser of its own, in which somebody is signed
// in.
func (s *site) browser(id string) *site {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	b := &site{t: s.t, store: s.store, engine: s.engine, url: s.url, log: s.log, client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	_, link := s.status(200, http.MethodPost, "/v1/sandbox/accounts/"+id+"/login-link", "")
	b.status(303, http.MethodGet, "/login/"+strings.Split(strings.TrimSuffix(link, `"}`), "/login/")[1], "")
	return b
}

// fill sends a form as a browser does.
func (s *site) fill(want int, path string, form url.Values) (*http.Response, string) {
	s.t.Helper()
	return s.status(want, http.MethodPost, path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
}

// see is a page of a browser.
func (s *site) see(path string) string {
	s.t.Helper()
	_, page := s.status(200, http.MethodGet, path, "")
	return page
}

// call asks the API with a key.
func (s *site) call(want int, path, key string) {
	s.t.Helper()
	if want == http.StatusUnauthorized {
		s.problem(want, "unauthenticated", http.MethodGet, path, "", "Authorization", "Bearer "+key)
		return
	}
	s.status(want, http.MethodGet, path, "", "Authorization", "Bearer "+key)
}

// forward moves the sandbox's clock.
func (s *site) forward(d time.Duration) {
	s.t.Helper()
	now, err := s.engine.Now(s.t.Context())
	if err == nil {
		_, err = s.engine.Door.Do(s.t.Context(), transact.Request{Command: transact.MoveClock{To: now.Add(d)}})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

var (
	aKey   = regexp.MustCompile(`azk_[A-Za-z0-9_-]{43}`)
	aForm  = regexp.MustCompile(`name="once" value="([^"]+)"`)
	toEnd  = regexp.MustCompile(`href="(/settings/api-keys/[0-9a-f]{64}/revoke)"`)
	aTerms = regexp.MustCompile(`name="days" value="(\d+)"`)
)

// makeKey makes a key by the pages.
func (s *site) makeKey(name, days string) string {
	s.t.Helper()
	form := url.Values{"name": {name}, "days": {days}, "once": {aForm.FindStringSubmatch(s.see("/settings/api-keys/new"))[1]}}
	got, page := s.fill(200, "/settings/api-keys/new", form)
	keys := aKey.FindAllString(page, -1)
	if len(keys) != 2 || keys[0] != keys[1] || got.Header.Get("Cache-Control") != "no-store" { // the key, and in the example
		s.t.Fatalf("a key is shown as %q, to be kept %q", keys, got.Header.Get("Cache-Control"))
	}
	return keys[0]
}

// TestAKeyIsShownOnceAndCallsUntilItIsRevoked: the whole life of one.
func TestAKeyIsShownOnceAndCallsUntilItIsRevoked(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	sato, _ := s.account("佐藤")
	me, other := s.browser(aoki), s.browser(sato)
	form := url.Values{"name": {"在庫 <システム>"}, "days": {"30"}, "once": {aForm.FindStringSubmatch(me.see("/settings/api-keys/new"))[1]}}
	_, page := me.fill(200, "/settings/api-keys/new", form)
	key := aKey.FindString(page)
	if again, _ := me.fill(303, "/settings/api-keys/new", form); again.Header.Get("Location") != "/settings/api-keys?done=api-key-again" {
		t.Errorf("the same form once more leads to %s", again.Header.Get("Location"))
	}
	list := me.see("/settings/api-keys")
	for _, says := range []string{key[:10] + "…", "在庫 &lt;システム&gt;", "まだ使われていません", "2026年12月24日"} {
		if !strings.Contains(list, says) {
			t.Errorf("the list does not say %q", says)
		}
	}
	if strings.Contains(list, key[:11]) || len(toEnd.FindAllString(list, -1)) != 1 {
		t.Error("the list shows the key again, or two of them")
	}
	if k, err := s.store.Token(t.Context(), account.Hash(key)); err != nil || k.Start != key[:10] {
		t.Errorf("its hash and its start are not what is kept: %+v, %v", k, err)
	}

	s.call(200, "/v1/contracts", key)
	s.call(403, "/v1/operator/nudges", key)
	s.call(401, "/v1/contracts", key+"x")
	s.call(401, "/v1/contracts", strings.ToLower(key))
	s.call(401, "/v1/contracts", account.Hash(key))
	if page := me.see("/settings/api-keys"); strings.Contains(page, "まだ使われていません") || !strings.Contains(page, "最後の利用：2026年11月24日(火) 10:00") {
		t.Error("its first use is not noted")
	}

	revoke := toEnd.FindStringSubmatch(list)[1]
	if page := other.see("/settings/api-keys"); strings.Contains(page, key[:10]) || toEnd.MatchString(page) {
		t.Error("somebody else sees it")
	}
	other.status(404, http.MethodGet, revoke, "")
	other.fill(404, revoke, nil)
	s.call(200, "/v1/contracts", key)
	if page := me.see(revoke); !strings.Contains(page, "元に戻すことはできません") || !strings.Contains(page, key[:10]+"…") {
		t.Error("nobody is asked whether it is meant")
	}
	s.call(200, "/v1/contracts", key) // a look revokes nothing
	me.fill(303, revoke, nil)
	s.call(401, "/v1/contracts", key)
	me.status(404, http.MethodGet, revoke, "")
	if page := me.see("/settings/api-keys"); !strings.Contains(page, "使えるAPIキーはありません。") || !strings.Contains(page, "使えなくなったキー") {
		t.Error("it is not listed as ended")
	}
	if strings.Contains(s.log.String(), key[:11]) {
		t.Error("the log has the key")
	}
}

// TestAKeyEndsByTheClock moves it to the term's last moment, and past it.
func TestAKeyEndsByTheClock(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	me := s.browser(aoki)
	short, long := me.makeKey("短い", "30"), me.makeKey("長い", "365")
	s.forward(30*24*time.Hour - time.Microsecond)
	s.call(200, "/v1/contracts", short)
	s.forward(time.Microsecond)
	s.call(401, "/v1/contracts", short)
	s.call(200, "/v1/contracts", long)
}

// TestOnlyKeysCall: what opens pages opens no route, and the other way round.
func TestOnlyKeysCall(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	me := s.browser(aoki)
	key := me.makeKey("鍵", "90")
	at, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	cookie := me.client.Jar.Cookies(at)[0]
	s.call(401, "/v1/contracts", cookie.Value)
	cookie.Value = key
	me.client.Jar.SetCookies(at, []*http.Cookie{cookie})
	me.status(303, http.MethodGet, "/settings/api-keys", "")
	s.call(200, "/v1/contracts", key)
}

// TestAKeyTakesThePassword of who has one.
func TestAKeyTakesThePassword(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	me := s.browser(aoki)
	me.fill(303, "/settings/password", url.Values{"password": {"きょうはよく晴れた日です"}})
	form := url.Values{"name": {"鍵"}, "days": {"90"}, "once": {"a"}}
	me.fill(422, "/settings/api-keys/new", form)
	form.Set("present", "あしたはよく晴れた日です")
	if _, page := me.fill(422, "/settings/api-keys/new", form); !strings.Contains(page, "現在のパスワードが正しくありません。") || strings.Contains(page, "あした") || !strings.Contains(page, `value="鍵"`) {
		t.Error("it is not said what is wrong, or the form is empty, or shows the password")
	}
	if strings.Contains(me.see("/settings/api-keys"), "azk_") {
		t.Fatal("a key was made without the password")
	}
	form.Set("present", "きょうはよく晴れた日です")
	_, page := me.fill(200, "/settings/api-keys/new", form)
	s.call(200, "/v1/contracts", aKey.FindString(page))
	for _, wrong := range []url.Values{{"name": {" "}, "days": {"90"}}, {"name": {"鍵"}}, {"name": {"鍵"}, "days": {"7"}}, {"name": {strings.Repeat("鍵", 101)}, "days": {"90"}}} {
		wrong.Set("present", "きょうはよく晴れた日です")
		if _, page := me.fill(422, "/settings/api-keys/new", wrong); !strings.Contains(page, `class="error"`) {
			t.Errorf("%v: no field is named", wrong)
		}
	}
}

// TestWhoHasNoPasswordSignsInOnceMore: a session of long ago makes no key.
func TestWhoHasNoPasswordSignsInOnceMore(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	me := s.browser(aoki)
	s.forward(5*time.Minute + time.Microsecond)
	if !strings.Contains(me.see("/settings/api-keys/new"), "パスキーでもう一度ログイン") {
		t.Error("the page does not say so")
	}
	me.fill(422, "/settings/api-keys/new", url.Values{"name": {"鍵"}, "days": {"90"}, "once": {"a"}})
	if strings.Contains(me.see("/settings/api-keys"), "azk_") {
		t.Error("a key was made")
	}
}

// TestThereAreTenKeysAtMost and the page says so before.
func TestThereAreTenKeysAtMost(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	me := s.browser(aoki)
	for range account.MaxAPIKeys {
		me.makeKey("鍵", "90")
	}
	page := me.see("/settings/api-keys")
	if !strings.Contains(page, "同時に10個まで") || strings.Contains(page, `href="/settings/api-keys/new"`) {
		t.Error("the page offers an eleventh")
	}
	if _, page := me.fill(422, "/settings/api-keys/new", url.Values{"name": {"鍵"}, "days": {"90"}, "once": {"a"}}); !strings.Contains(page, "同時に10個まで作れます") || aKey.MatchString(page) {
		t.Error("it is not said that there are enough")
	}
	me.fill(303, toEnd.FindStringSubmatch(page)[1], nil)
	me.makeKey("鍵", "90")
}

// TestTheStaffMakeKeysWithTheirSecondFactor (R13.2): a session by a password
// alone is sent to it, and the key opens what the roles carry.
func TestTheStaffMakeKeysWithTheirSecondFactor(t *testing.T) {
	s := open(t)
	staff := account.Open(account.Account{Name: "運営", Email: "unei@example.jp", Roles: account.RolesOf(account.Support), ConfirmedAt: 1}, s.engine.IDs, 1)
	alone, proved := account.Secret(), account.Secret()
	now, err := s.engine.Now(t.Context())
	if err == nil {
		err = s.store.Write(t.Context(), store.Names{}, func(store.Rows) (store.Changes, error) {
			return store.Changes{Accounts: []account.Account{staff}, Tokens: []account.Token{
				account.Begin(account.Hash(alone), staff.ID, "", account.Long, now), account.Begin(account.Hash(proved), staff.ID, "", account.Long, now).Prove(now),
			}}, nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	in := func(session string) *site {
		b := s.browser(staff.ID)
		at, _ := url.Parse(s.url)
		b.client.Jar.SetCookies(at, []*http.Cookie{{Name: "azukari_session", Value: session, Path: "/"}})
		return b
	}
	first := in(alone)
	for _, ask := range []func() (*http.Response, string){
		func() (*http.Response, string) {
			return first.status(303, http.MethodGet, "/settings/api-keys/new", "")
		},
		func() (*http.Response, string) {
			return first.fill(303, "/settings/api-keys/new", url.Values{"name": {"鍵"}, "days": {"90"}, "once": {"a"}})
		},
	} {
		if got, _ := ask(); got.Header.Get("Location") != "/settings/two-factor?next=%2Fsettings%2Fapi-keys%2Fnew" {
			t.Errorf("a session by a password leads to %s", got.Header.Get("Location"))
		}
	}
	second := in(proved)
	if terms := aTerms.FindAllStringSubmatch(second.see("/settings/api-keys/new"), -1); len(terms) != 2 || terms[1][1] != "90" {
		t.Errorf("the staff's terms are %v", terms)
	}
	second.fill(422, "/settings/api-keys/new", url.Values{"name": {"鍵"}, "days": {"365"}, "once": {"a"}})
	key := second.makeKey("鍵", "90")
	s.call(200, "/v1/operator/nudges", key)
	s.call(403, "/v1/operator/payout-batches", key)
}

// TestACallGoesOnThoughItsKeysUseIsNotNoted: what can be read can be read.
func TestACallGoesOnThoughItsKeysUseIsNotNoted(t *testing.T) {
	s := open(t)
	aoki, _ := s.account("青木")
	key := s.browser(aoki).makeKey("鍵", "90")
	s.store.full = true
	s.call(200, "/v1/contracts", key)
	if !strings.Contains(s.log.String(), "the last use of an API key was not noted") {
		t.Error("nobody hears of it")
	}
	s.store.full = false
	s.call(200, "/v1/contracts", key)
	if k, err := s.store.Token(t.Context(), account.Hash(key)); err != nil || k.LastSeenAt.IsZero() {
		t.Errorf("noted later: %+v, %v", k, err)
	}
}
