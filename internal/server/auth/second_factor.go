package auth

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"github.com/skip2/go-qrcode"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
)

// stepSeconds is how long a code of an authenticator app is shown (RFC 6238).
const stepSeconds = 30

// recoveryCodes is how many there are.
const recoveryCodes = 10

// An Enrolment is an authenticator app about to become somebody's second factor.
type Enrolment struct {
	Sealed string // hands the secret from one page to the next
	Secret string // in groups of four, to be typed
	URL    string // otpauth://…, to be opened on a phone
	QR     []byte // the same as a PNG
}

// Enrol makes a secret for an authenticator app; nothing is kept yet.
func (d *Desk) Enrol(a account.Account) (Enrolment, error) {
	secret := make([]byte, 20)
	_, _ = rand.Read(secret) // never fails
	return d.enrolment(a, base32.StdEncoding.EncodeToString(secret))
}

// EnrolAgain shows an enrolment that is under way once more.
func (d *Desk) EnrolAgain(a account.Account, sealed string) (Enrolment, error) {
	secret, err := d.Key.Open(sealed, a.ID)
	if err != nil {
		return d.Enrol(a)
	}
	return d.enrolment(a, secret)
}

// issuer is the house's name as an app for second factors can take it.
func (d *Desk) issuer() string {
	return strings.ReplaceAll(d.Engine.Door.Book().LastHouse().Called(), ":", " ")
}

func (d *Desk) enrolment(a account.Account, secret string) (Enrolment, error) {
	raw, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		return Enrolment{}, fmt.Errorf("read a secret: %w", err)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: d.issuer(), AccountName: a.Email, Secret: raw})
	if err != nil {
		return Enrolment{}, fmt.Errorf("make a second factor: %w", err)
	}
	e := Enrolment{Sealed: d.Key.Seal(secret, a.ID), URL: key.URL()}
	for i := 0; i < len(secret); i += 4 {
		e.Secret += secret[i:min(i+4, len(secret))] + " "
	}
	e.Secret = strings.TrimSpace(e.Secret)
	if e.QR, err = qrcode.Encode(e.URL, qrcode.Medium, 240); err != nil {
		return e, fmt.Errorf("draw a second factor: %w", err)
	}
	return e, nil
}

// SetSecondFactor makes an enrolment the account's second factor, once its first
// code is shown; the answer is the recovery codes, which nobody sees again.
func (d *Desk) SetSecondFactor(ctx context.Context, a account.Account, session account.Token, password, sealed, code string) ([]string, error) {
	verified, err := d.Verify(ctx, a, password)
	if err != nil {
		return nil, err
	}
	secret, err := d.Key.Open(sealed, a.ID)
	if err != nil {
		return nil, wrongCode()
	}
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return nil, err
	}
	step, ok, err := matched(secret, code, now)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, wrongCode()
	}
	codes := make([]string, recoveryCodes)
	hashes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = recoveryCode()
		hashes[i] = account.Hash(plainCode(codes[i]))
	}
	factor := account.TOTP{Sealed: sealed, Step: step, Recovery: strings.Join(hashes, " ")}
	return codes, d.do(ctx, a, transact.SetSecondFactor{AccountID: a.ID, Verified: verified, TOTP: factor, Session: session.Hash})
}

// RemoveSecondFactor takes it away, by the password.
func (d *Desk) RemoveSecondFactor(ctx context.Context, a account.Account, session account.Token, password string) error {
	verified, err := d.Verify(ctx, a, password)
	if err != nil {
		return err
	}
	return d.do(ctx, a, transact.RemoveSecondFactor{AccountID: a.ID, Verified: verified, Session: session.Hash})
}

// Prove checks a code of the app, or a recovery code, for a session.
func (d *Desk) Prove(ctx context.Context, a account.Account, session account.Token, code string) error {
	now, err := d.Engine.Now(ctx)
	if err != nil {
		return err
	}
	guessed := "second factor of " + a.ID
	if err := d.Limits.Guess(guessed, now); err != nil {
		return err
	}
	proof := transact.ProveSession{AccountID: a.ID, Session: session.Hash}
	if code = plainCode(code); len(code) == 6 {
		secret, err := d.Key.Open(a.TOTP.Sealed, a.ID)
		if err != nil {
			return fmt.Errorf("open the second factor of %s: %w", a.ID, err)
		}
		step, ok, err := matched(secret, code, now)
		if err != nil {
			return err
		}
		if !ok {
			return wrongCode()
		}
		proof.Step = step
	} else {
		proof.Recovery = account.Hash(code)
	}
	if err := d.do(ctx, a, proof); err != nil {
		return err
	}
	d.Limits.Guessed(guessed)
	return nil
}

func wrongCode() error {
	return refusal.Conflict(refusal.SecondFactorFailed, "R13.1", "This code is not right, or was used already.")
}

// matched finds the step whose code was shown: the present one, or one beside it
// for a clock that is a little off.
func matched(secret, code string, now calendar.Instant) (step int64, ok bool, err error) {
	code = plainCode(code)
	for _, off := range []int64{0, -1, 1} {
		step = now.Time().Unix()/stepSeconds + off
		want, err := totp.GenerateCodeCustom(secret, time.Unix(step*stepSeconds, 0), totp.ValidateOpts{Period: stepSeconds, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, fmt.Errorf("compute a code: %w", err)
		}
		if len(code) == 6 && account.Hash(want) == account.Hash(code) { // hashes take the same time whatever was typed
			return step, true, nil
		}
	}
	return 0, false, nil
}

// recoveryCode is 50 random bits, to be written on paper.
func recoveryCode() string {
	b := make([]byte, 10)
	_, _ = rand.Read(b) // never fails
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	code := make([]byte, 0, 11)
	for i, c := range b {
		if i == 5 {
			code = append(code, '-')
		}
		code = append(code, letters[int(c)%len(letters)])
	}
	return string(code)
}

// plainCode is a code as it is compared: people type spaces, dashes, capitals
// and full-width digits.
func plainCode(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == ' ' || r == '-' || r == '　' || r == '‐' || r == 'ー':
			return -1
		}
		return r
	}, strings.ToLower(code))
}
