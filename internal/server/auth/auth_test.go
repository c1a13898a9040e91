package auth

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/seal"
	"azukari/internal/domain/account"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
	"azukari/internal/store/memory"
)

// cheap hashes make the tests quick; what they are made of is another test's.
var cheap = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const site = "https://azukari.example"

var noon = func() calendar.Instant {
	at, err := calendar.Parse("2026-11-24T03:00:00Z")
	if err != nil {
		panic(err)
	}
	return at
}()

func must[T any](t testing.TB, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func is(t testing.TB, what string, err error, code refusal.Code) {
	t.Helper()
	var no *refusal.Refusal
	if !errors.As(err, &no) || no.Code != code {
		t.Errorf("%s: %v, not %s", what, err, code)
	}
}

func tooMany(t testing.TB, what string, err error, after time.Duration) {
	t.Helper()
	var no *TooMany
	if !errors.As(err, &no) || no.RetryAfter != after {
		t.Errorf("%s: %v, not to wait for %s", what, err, after)
	}
}

func TestNewHashesAreArgon2idAsStrongAsWeSay(t *testing.T) {
	hash, err := must2(NewPasswords()).Hash(t.Context(), "長い合言葉をひとつ")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%s, %v", hash, err)
	}
}

func TestPasswordsMatchThemselvesAlone(t *testing.T) {
	p := must2(newPasswords(cheap))
	hash := must2(p.Hash(t.Context(), "ﾊﾟｽﾜｰﾄﾞ と１２３"))
	for _, test := range []struct {
		password, hash string
		want           bool
	}{
		{"ﾊﾟｽﾜｰﾄﾞ と１２３", hash, true},
		{"パスワード と123", hash, true}, // the same text from another keyboard
		{"パスワード と124", hash, false},
		{"", hash, false},
		{"", "", false},
		{"パスワード と123", "", false},
	} {
		ok, rehashed, err := p.Check(t.Context(), test.password, test.hash)
		if ok != test.want || rehashed != "" || err != nil {
			t.Errorf("%q against %q: %v, %q, %v", test.password, test.hash, ok, rehashed, err)
		}
	}
	stronger := cheap
	stronger.Iterations++
	q := must2(newPasswords(stronger))
	ok, rehashed, err := q.Check(t.Context(), "パスワード と123", hash)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	if again, more, err := q.Check(t.Context(), "パスワード と123", rehashed); !again || more != "" || err != nil {
		t.Errorf("the rehashed password: %v, %q, %v", again, more, err)
	}
	if _, rehashed, _ := q.Check(t.Context(), "wrong", hash); rehashed != "" {
		t.Error("a wrong password was hashed anew")
	}
}

func must2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestLoginsCannotStopTheSite fills both places and the queue.
func TestLoginsCannotStopTheSite(t *testing.T) {
	p := must2(newPasswords(cheap))
	hold, entered := make(chan struct{}), make(chan struct{}, atOnce+waiting)
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() { _ = p.turn(context.Background(), func() error { entered <- struct{}{}; <-hold; return nil }) })
	}
	for range atOnce {
		<-entered
	}
	for range waiting {
		all.Go(func() { _ = p.turn(context.Background(), func() error { entered <- struct{}{}; return nil }) })
	}
	for p.inside.Load() < atOnce+waiting {
		time.Sleep(time.Millisecond)
	}
	if _, err := p.Hash(t.Context(), "one too many"); !errors.Is(err, ErrBusy) {
		t.Errorf("the 23rd: %v", err)
	}
	if len(entered) != 0 {
		t.Errorf("%d more than two run at once", len(entered))
	}
	close(hold)
	all.Wait()
	if _, err := p.Hash(t.Context(), "room again"); err != nil {
		t.Error(err)
	}
}

func TestGuessablePasswordsAreRefused(t *testing.T) {
	for _, password := range []string{
		"", "みじかい", "123456789", "1234567890", "0123456789", "9876543210", "password123", "PASSWORD123", "ｐａｓｓｗｏｒｄ１２３", "password2026!", "aaaaaaaaaaaa", "abababababab",
		"aoki.hanako@example.jp", "aoki.hanakoaoki.hanako", strings.Repeat("長い", 200),
	} {
		is(t, password, CheckPassword(password, "aoki.hanako@example.jp"), refusal.WeakPassword)
	}
	for _, password := range []string{"さくら の 木の下 で", "tomato-97-window", "kx8!mmQ2vvzz", strings.Repeat("長い文だ", 60)} {
		if err := CheckPassword(password, "aoki.hanako@example.jp"); err != nil {
			t.Errorf("%s: %v", password, err)
		}
	}
}

func TestGuessesAreSlowedAndNobodyIsLockedOut(t *testing.T) {
	l, now := NewLimits(), noon
	for range freeGuesses {
		if err := l.Guess("a@example.jp", now); err != nil {
			t.Fatal(err)
		}
	}
	delay := firstDelay
	for range 8 {
		tooMany(t, "the next guess", l.Guess("a@example.jp", now), delay)
		if err := l.Guess("b@example.jp", now); err != nil && delay == firstDelay {
			t.Errorf("somebody else: %v", err)
		}
		now = now.Add(delay)
		if err := l.Guess("a@example.jp", now); err != nil {
			t.Fatal(err)
		}
		delay = min(2*delay, longestDelay)
	}
	l.Guessed("a@example.jp")
	if err := l.Guess("a@example.jp", now); err != nil {
		t.Errorf("after the owner came in: %v", err)
	}
}

func TestEachRuleAllowsItsNumber(t *testing.T) {
	for _, rule := range []Rule{LoginsByIP, SignUpsByIP, ResetMails, Messages} {
		l, now := NewLimits(), noon
		for range rule.Most {
			if err := l.Allow(rule, "x", now); err != nil {
				t.Fatal(rule.Name, err)
			}
			now = now.Add(time.Millisecond)
		}
		wait := rule.Per - time.Duration(rule.Most)*time.Millisecond
		tooMany(t, rule.Name, l.Allow(rule, "x", now), wait)
		if err := l.Allow(rule, "y", now); err != nil {
			t.Error(rule.Name, err)
		}
		if err := l.Allow(rule, "x", now.Add(wait)); err != nil {
			t.Error(rule.Name, err)
		}
	}
	l := NewLimits()
	for i := range 10_000 {
		_ = l.Allow(Messages, strings.Repeat("x", i%100), noon.Add(time.Duration(i)*time.Second))
		_ = l.Guess(strings.Repeat("x", i%100), noon.Add(time.Duration(i)*time.Hour))
	}
	if len(l.tries) > 200 || len(l.last) > 200 || len(l.guess) > 2 {
		t.Errorf("%d, %d, %d entries are never forgotten", len(l.tries), len(l.last), len(l.guess))
	}
	if got := (&TooMany{1500 * time.Millisecond}).Seconds(); got != 2 {
		t.Errorf("Retry-After: %d", got)
	}
}

func TestAHouseholdHasOneNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::9": "2001:db8:1:2::/64",
	} {
		if got := ByIP(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
}

// at is a desk on a house in memory.
func at(t *testing.T) *Desk {
	t.Helper()
	e := must2(engine.Open(t.Context(), engine.Options{Store: memory.New(), Sandbox: true, Start: noon, BaseURL: site}))
	t.Cleanup(e.Close)
	d := must2(NewDesk(e, site, nil, seal.ForTest()))
	d.Passwords = must2(newPasswords(cheap))
	return d
}

var firefox = Visitor{IP: netip.MustParseAddr("192.0.2.1"), Agent: "Firefox/145"}

var linkLine = regexp.MustCompile(`(?m)^` + site + `/\w+/(.+)$`)

// lastSecret is the one of the last mail to an address.
func lastSecret(t *testing.T, d *Desk, email string) string {
	t.Helper()
	if err := d.Engine.Outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	sent := must2(d.Engine.Store.SentMail(t.Context(), email, store.Page{}))
	for _, n := range sent {
		text := d.Engine.Outbox.Letter(n, must2(d.Engine.Store.Account(t.Context(), n.AccountID))).Text
		if m := linkLine.FindStringSubmatch(text); m != nil {
			return m[1]
		}
	}
	t.Fatalf("no link was sent to %s", email)
	return ""
}

func (d *Desk) wait(t *testing.T, long time.Duration) {
	t.Helper()
	now := must2(d.Engine.Now(t.Context()))
	if err := d.do(t.Context(), account.Account{}, transact.MoveClock{To: now.Add(long)}); err != nil {
		t.Fatal(err)
	}
}

func join(t *testing.T, d *Desk, email, password string) account.Account {
	t.Helper()
	if err := d.SignUp(t.Context(), Form{Name: "青木", Email: email, Password: password}, firefox); err != nil {
		t.Fatal(err)
	}
	return must2(d.Confirm(t.Context(), lastSecret(t, d, email)))
}

func TestSomebodySignsUpAndInAndResetsThePassword(t *testing.T) {
	d, ctx := at(t), t.Context()
	is(t, "a weak password", d.SignUp(ctx, Form{Name: "青木", Email: "aoki@example.jp", Password: "password123"}, firefox), refusal.WeakPassword)
	a := join(t, d, "Aoki@example.jp", "tomato-97-window")

	_, err := d.SignIn(ctx, "aoki@example.jp", "tomato-97-windows", firefox)
	is(t, "a wrong password", err, refusal.SignInFailed)
	wrong := err.Error()
	_, err = d.SignIn(ctx, "nobody@example.jp", "tomato-97-window", firefox)
	is(t, "an unknown address", err, refusal.SignInFailed)
	if err.Error() != wrong {
		t.Errorf("an unknown address is told as %v", err)
	}
	_, err = d.SignIn(ctx, "no address\x00", "\xff", firefox)
	is(t, "no address", err, refusal.SignInFailed)

	secret := must2(d.SignIn(ctx, " AOKI@example.jp", "tomato-97-window", Visitor{IP: firefox.IP, Agent: "Fire\x00fox\xff/145"}))
	who, session, err := d.Session(ctx, secret)
	if err != nil || who.ID != a.ID || session.Agent != "Firefox�/145" {
		t.Errorf("%+v, %+v, %v", who, session, err)
	}
	d.wait(t, 2*time.Hour)
	if _, touched, err := d.Session(ctx, secret); err != nil || touched.LastSeenAt == session.LastSeenAt {
		t.Errorf("the session was not touched: %+v, %v", touched, err)
	}

	if err := d.RequestReset(ctx, "aoki@example.jp"); err != nil {
		t.Fatal(err)
	}
	link := lastSecret(t, d, "Aoki@example.jp")
	if err := d.ResetLink(ctx, link); err != nil {
		t.Error(err)
	}
	_, err = d.Reset(ctx, link, "short")
	is(t, "a short password", err, refusal.WeakPassword)
	must2(d.Reset(ctx, link, "carrot-53-mirror"))
	is(t, "the link once more", d.ResetLink(ctx, link), refusal.LinkExpired)
	_, err = d.Reset(ctx, "none", "carrot-53-mirror")
	is(t, "no link", err, refusal.LinkExpired)
	if _, _, err := d.Session(ctx, secret); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a session outlived the reset: %v", err)
	}
	must2(d.SignIn(ctx, "aoki@example.jp", "carrot-53-mirror", firefox))
}

func TestThePresentPasswordIsAskedForBeforeChanges(t *testing.T) {
	d, ctx := at(t), t.Context()
	a := join(t, d, "aoki@example.jp", "tomato-97-window")
	secret := must2(d.SignIn(ctx, a.Email, "tomato-97-window", firefox))
	_, session, err := d.Session(ctx, secret)
	must(t, session, err)
	is(t, "a password", d.ChangePassword(ctx, a, "wrong", "carrot-53-mirror", session), refusal.SignInFailed)
	is(t, "an address", d.ChangeEmail(ctx, a, "wrong", "new@example.jp"), refusal.SignInFailed)
	if err := d.ChangePassword(ctx, a, "tomato-97-window", "carrot-53-mirror", session); err != nil {
		t.Fatal(err)
	}
	a = must2(d.Engine.Store.Account(ctx, a.ID))
	if err := d.ChangeEmail(ctx, a, "carrot-53-mirror", "new@example.jp"); err != nil {
		t.Fatal(err)
	}
	must2(d.Confirm(ctx, lastSecret(t, d, "new@example.jp")))
	must2(d.SignIn(ctx, "new@example.jp", "carrot-53-mirror", firefox))
	if _, _, err := d.Session(ctx, secret); err != nil {
		t.Errorf("the own session ended: %v", err)
	}
}

// TestWhoGuessesElsewhereKeepsNobodyOut guesses from one network, then from many:
// the owner comes in from another network, then still in a browser that is known.
func TestWhoGuessesElsewhereKeepsNobodyOut(t *testing.T) {
	d, ctx := at(t), t.Context()
	a := join(t, d, "aoki@example.jp", "tomato-97-window")
	try := func(ip, password string) error {
		_, err := d.SignIn(ctx, "aoki@example.jp", password, Visitor{IP: netip.MustParseAddr(ip)})
		return err
	}
	for range freeGuesses {
		is(t, "a guess", try("198.51.100.1", "wrong"), refusal.SignInFailed)
	}
	for range LoginsByIP.Most - freeGuesses { // refused, they count for nothing
		tooMany(t, "one more from there", try("198.51.100.1", "tomato-97-window"), firstDelay)
	}
	if err := try("203.0.113.1", "tomato-97-window"); err != nil {
		t.Errorf("the owner elsewhere: %v", err)
	}
	if _, err := d.Verify(ctx, a, "tomato-97-window"); err != nil {
		t.Errorf("the owner inside: %v", err)
	}
	for i := range LoginsByEmail.Most - freeGuesses - 1 {
		is(t, "a guess of many", try(fmt.Sprint("203.0.113.", 10+i), "wrong"), refusal.SignInFailed)
	}
	tooMany(t, "one more of many", try("203.0.113.200", "tomato-97-window"), LoginsByEmail.Per)

	own := Visitor{IP: netip.MustParseAddr("198.51.100.1"), Known: d.Know("Aoki@example.jp")}
	must2(d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", Visitor{IP: netip.MustParseAddr("192.0.2.9"), Known: own.Known}))
	for what, known := range map[string]string{"another's browser": d.Know("baba@example.jp"), "no browser": "known", "a changed one": own.Known + "A"} {
		_, err := d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", Visitor{IP: netip.MustParseAddr("203.0.113.201"), Known: known})
		if no := (*TooMany)(nil); !errors.As(err, &no) {
			t.Errorf("%s comes in: %v", what, err)
		}
	}
	for range freeGuesses {
		_, err := d.SignIn(ctx, "aoki@example.jp", "wrong", Visitor{IP: netip.MustParseAddr("192.0.2.9"), Known: own.Known})
		is(t, "a guess in a known browser", err, refusal.SignInFailed)
	}
	_, err := d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", Visitor{IP: netip.MustParseAddr("192.0.2.9"), Known: own.Known})
	tooMany(t, "a sixth in a known browser", err, firstDelay)
}

func TestTheDeskSlowsGuessersDown(t *testing.T) {
	d, ctx := at(t), t.Context()
	a := join(t, d, "aoki@example.jp", "tomato-97-window")
	for range freeGuesses {
		_, err := d.SignIn(ctx, "aoki@example.jp", "wrong", firefox)
		is(t, "a guess", err, refusal.SignInFailed)
	}
	_, err := d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", firefox)
	tooMany(t, "a sixth", err, firstDelay)
	d.wait(t, firstDelay)
	must2(d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", firefox))
	for range freeGuesses {
		is(t, "a guess by who is signed in", d.ChangeEmail(ctx, a, "wrong", "new@example.jp"), refusal.SignInFailed)
	}
	tooMany(t, "a sixth by who is signed in", d.ChangeEmail(ctx, a, "tomato-97-window", "new@example.jp"), firstDelay)
	for range 3 {
		_ = d.RequestReset(ctx, "aoki@example.jp")
	}
	var no *TooMany
	if err := d.RequestReset(ctx, "AOKI@example.jp"); !errors.As(err, &no) {
		t.Errorf("a fourth mail: %v", err)
	}
}

func TestAPasskeySignsInWithoutAnAddress(t *testing.T) {
	d, ctx := at(t), t.Context()
	a := join(t, d, "aoki@example.jp", "tomato-97-window")
	k := newKey(t, site)
	options, state, err := d.Passkeys.BeginRegistration("仕事の市", a, nil, noon)
	must(t, options, err)
	if !bytes.Contains(options, []byte(`"name":"仕事の市"`)) {
		t.Errorf("the device is told of another house: %s", options)
	}
	session := must2(d.Engine.Store.Token(ctx, account.Hash(must2(d.SignIn(ctx, a.Email, "tomato-97-window", firefox)))))
	answer := k.register(options)
	_, err = d.AddPasskey(ctx, a, session, "wrong", "電話", state, bytes.NewReader(answer))
	is(t, "without the password", err, refusal.SignInFailed)
	made := must2(d.AddPasskey(ctx, a, session, "tomato-97-window", "電話", state, bytes.NewReader(answer)))
	if made.Name != "電話" || made.AccountID != a.ID {
		t.Errorf("%+v", made)
	}
	login := func() error {
		options, state, err := d.Passkeys.BeginLogin(noon)
		must(t, options, err)
		secret, err := d.SignInByPasskey(ctx, state, bytes.NewReader(k.login(options)), firefox)
		if err != nil {
			return err
		}
		who, _, err := d.Session(ctx, secret)
		if who.ID != a.ID {
			t.Errorf("signed in as %s", who.ID)
		}
		return err
	}
	for range 2 {
		if err := login(); err != nil {
			t.Fatal(err)
		}
	}
	if used := must2(d.Engine.Store.CredentialByID(ctx, made.ID)); used.LastUsedAt.IsZero() || used.Data == made.Data {
		t.Errorf("the use was not noted: %+v", used)
	}
	k.count -= 2 // a copy of the key
	if err := login(); !errors.Is(err, ErrCeremony) {
		t.Errorf("a copied key: %v", err)
	}
	k.count += 10
	other := *k
	k.origin = "https://azukari.example.evil.example"
	if err := login(); !errors.Is(err, ErrCeremony) {
		t.Errorf("another site: %v", err)
	}
	*k = other
	stranger := newKey(t, site)
	stranger.user = k.user
	k = stranger
	if err := login(); !errors.Is(err, ErrCeremony) {
		t.Errorf("an unknown key: %v", err)
	}
	*k = other
	err = d.do(ctx, a, transact.RemovePasskey{AccountID: a.ID, CredentialID: made.ID})
	if err != nil {
		t.Fatal(err)
	}
	if err := login(); !errors.Is(err, ErrCeremony) {
		t.Errorf("a removed key: %v", err)
	}
}

func TestACeremonyIsFinishedOnceInTimeAndForItsPurpose(t *testing.T) {
	d, ctx := at(t), t.Context()
	a := join(t, d, "aoki@example.jp", "tomato-97-window")
	k := newKey(t, site)
	options, state, err := d.Passkeys.BeginRegistration("仕事の市", a, nil, noon)
	answer := k.register(must(t, options, err))
	refuse := func(what, state string, now calendar.Instant) {
		t.Helper()
		if _, err := d.Passkeys.FinishRegistration(a, nil, state, bytes.NewReader(answer), now); !errors.Is(err, ErrCeremony) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, login, err := d.Passkeys.BeginLogin(noon)
	must(t, login, err)
	refuse("another ceremony's state", login, noon)
	refuse("a state that was changed", "e30"+state, noon)
	refuse("no state", "", noon)
	refuse("too late", state, noon.Add(ceremonyLife))
	if _, err := d.Passkeys.FinishRegistration(a, nil, state, bytes.NewReader(answer), noon); err != nil {
		t.Fatal(err)
	}
	refuse("twice", state, noon)
	if _, err := d.Passkeys.FinishLogin(ctx, d.Engine.Store, login, strings.NewReader("{}"), noon); !errors.Is(err, ErrCeremony) {
		t.Errorf("nonsense: %v", err)
	}
}
