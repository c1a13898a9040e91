package auth

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/audit"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// code is what the app shows now.
func (d *Desk) code(t *testing.T, secret string) string {
	return must2(totp.GenerateCode(strings.ReplaceAll(secret, " ", ""), must2(d.Engine.Now(t.Context())).Time()))
}

// TestASecondFactorIsSetShownAndLost walks through the life of one (R13.1).
func TestASecondFactorIsSetShownAndLost(t *testing.T) {
	d, ctx := at(t), t.Context()
	join(t, d, "aoki@example.jp", "tomato-97-window")
	signIn := func() (account.Account, account.Token) {
		t.Helper()
		who, session, err := d.Session(ctx, must2(d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", firefox)))
		if err != nil {
			t.Fatal(err)
		}
		return who, session
	}
	a, session := signIn()
	enrol := must2(d.Enrol(a))
	if len(enrol.QR) == 0 || !strings.Contains(enrol.URL, "otpauth://totp/") {
		t.Errorf("an app cannot read %q", enrol.URL)
	}
	again := must2(d.EnrolAgain(a, enrol.Sealed))
	if again.Secret != enrol.Secret {
		t.Error("a mistyped code makes another secret")
	}
	_, err := d.SetSecondFactor(ctx, a, session, "tomato-97-window", enrol.Sealed, "000000")
	is(t, "a wrong first code", err, refusal.SecondFactorFailed)
	_, err = d.SetSecondFactor(ctx, a, session, "wrong-97-window", enrol.Sealed, d.code(t, enrol.Secret))
	is(t, "a wrong password", err, refusal.SignInFailed)
	first := d.code(t, enrol.Secret)
	codes := must2(d.SetSecondFactor(ctx, a, session, "tomato-97-window", enrol.Sealed, " "+first[:3]+" "+first[3:]))
	if len(codes) != recoveryCodes {
		t.Errorf("%d recovery codes", len(codes))
	}
	a = must2(d.Engine.Store.Account(ctx, a.ID))
	if strings.Contains(a.TOTP.Sealed, strings.ReplaceAll(enrol.Secret, " ", "")) || !a.TOTP.Set() {
		t.Error("the secret can be read in the database, or is not there")
	}
	if session = must2(d.Engine.Store.Token(ctx, session.Hash)); a.ProofNeeded(session) {
		t.Error("who has just shown a code must show another")
	}

	a, session = signIn()
	if !a.ProofNeeded(session) {
		t.Fatal("a password alone is enough")
	}
	is(t, "the first code again", d.Prove(ctx, a, session, first), refusal.SecondFactorFailed)
	is(t, "changing it without showing it", d.RemoveSecondFactor(ctx, a, session, "tomato-97-window"), refusal.Forbidden)
	d.wait(t, 31*time.Second)
	if err := d.Prove(ctx, a, session, d.code(t, enrol.Secret)); err != nil {
		t.Fatal(err)
	}
	a = must2(d.Engine.Store.Account(ctx, a.ID))
	if a.ProofNeeded(must2(d.Engine.Store.Token(ctx, session.Hash))) {
		t.Error("it was shown, and is asked for")
	}

	a, session = signIn()
	if err := d.Prove(ctx, a, session, strings.ToUpper(codes[3])); err != nil {
		t.Errorf("a recovery code: %v", err)
	}
	a, session = signIn()
	is(t, "a recovery code again", d.Prove(ctx, a, session, codes[3]), refusal.SecondFactorFailed)
	if a.TOTP.RecoveryLeft() != recoveryCodes-1 {
		t.Errorf("%d are left", a.TOTP.RecoveryLeft())
	}
	if err := d.Prove(ctx, a, session, codes[4]); err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveSecondFactor(ctx, a, session, "tomato-97-window"); err != nil {
		t.Fatal(err)
	}
	if a, session = signIn(); a.ProofNeeded(session) {
		t.Error("it is removed, and asked for")
	}
	trail := must2(d.Engine.Store.AuditTrail(ctx, store.AuditQuery{Subject: a.ID}, store.Page{}))
	acts := map[audit.Act]int{}
	for _, l := range trail {
		acts[l.Act]++
	}
	if acts[audit.SignedIn] != 5 || acts[audit.Proved] != 5 {
		t.Errorf("the trail tells of %v", acts)
	}
}

// TestCodesAreNotGuessed: six digits are tried a few times only.
func TestCodesAreNotGuessed(t *testing.T) {
	d, ctx := at(t), t.Context()
	join(t, d, "aoki@example.jp", "tomato-97-window")
	a, session, err := d.Session(ctx, must2(d.SignIn(ctx, "aoki@example.jp", "tomato-97-window", firefox)))
	if err != nil {
		t.Fatal(err)
	}
	enrol := must2(d.Enrol(a))
	must2(d.SetSecondFactor(ctx, a, session, "tomato-97-window", enrol.Sealed, d.code(t, enrol.Secret)))
	a = must2(d.Engine.Store.Account(ctx, a.ID))
	for range freeGuesses {
		is(t, "a guess", d.Prove(ctx, a, session, "123456"), refusal.SecondFactorFailed)
	}
	if _, many := d.Prove(ctx, a, session, "123456").(*TooMany); !many {
		t.Error("one may guess for ever")
	}
}

// TestTheStaffCannotDoWithoutASecondFactor (R13.2).
func TestTheStaffCannotDoWithoutASecondFactor(t *testing.T) {
	d, ctx := at(t), t.Context()
	join(t, d, "unei@example.jp", "tomato-97-window")
	someone := must2(d.Engine.Store.AccountByEmail(ctx, "unei@example.jp"))
	if err := d.do(ctx, account.Account{}, transact.GrantRoles{AccountID: someone.ID, Roles: account.RolesOf(account.Support)}); err != nil {
		t.Fatal(err)
	}
	a, session, err := d.Session(ctx, must2(d.SignIn(ctx, "unei@example.jp", "tomato-97-window", firefox)))
	if err != nil || a.AtDesk(session) {
		t.Fatalf("without a second factor at the desk: %v", err)
	}
	enrol := must2(d.Enrol(a))
	must2(d.SetSecondFactor(ctx, a, session, "tomato-97-window", enrol.Sealed, d.code(t, enrol.Secret)))
	a, session = must2(d.Engine.Store.Account(ctx, a.ID)), must2(d.Engine.Store.Token(ctx, session.Hash))
	if !a.AtDesk(session) {
		t.Error("with a second factor not at the desk")
	}
	is(t, "removing it", d.RemoveSecondFactor(ctx, a, session, "tomato-97-window"), refusal.Forbidden)
	if life := session.ExpiresAt.Time().Sub(session.CreatedAt.Time()); life > account.Brief.Life {
		t.Errorf("a session of the staff lives %s", life)
	}
}
