package auth

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
)

// The lengths of a password, in characters.
const (
	MinPassword = 10
	MaxPassword = 256
)

// One computation takes 19 MiB and some 50 ms of a core: two at once leave the
// site its breath, and whoever would be the 21st to wait is told to come back.
const (
	atOnce  = 2
	waiting = 20
)

// current is what new hashes are made with (OWASP's minimum for argon2id).
var current = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Passwords hashes and compares passwords.
type Passwords struct {
	params  argon2id.Params
	dummy   string // of nobody's password
	running chan struct{}
	inside  atomic.Int64
}

// NewPasswords is ready to hash.
func NewPasswords() (*Passwords, error) { return newPasswords(current) }

func newPasswords(params argon2id.Params) (*Passwords, error) {
	dummy, err := argon2id.CreateHash(account.Secret(), &params)
	if err != nil {
		return nil, fmt.Errorf("hash nobody's password: %w", err)
	}
	return &Passwords{params: params, dummy: dummy, running: make(chan struct{}, atOnce)}, nil
}

// Hash is what is kept of a password.
func (p *Passwords) Hash(ctx context.Context, password string) (hash string, err error) {
	err = p.turn(ctx, func() error {
		hash, err = argon2id.CreateHash(norm.NFKC.String(password), &p.params)
		return err
	})
	return hash, err
}

// Check compares a password with what is kept; with an empty hash it takes as
// long and answers no. Rehashed is the same password by today's parameters,
// when the hash has others.
func (p *Passwords) Check(ctx context.Context, password, hash string) (ok bool, rehashed string, err error) {
	against := hash
	if hash == "" {
		against = p.dummy
	}
	password = norm.NFKC.String(password)
	err = p.turn(ctx, func() error {
		match, params, err := argon2id.CheckHash(password, against)
		if err != nil {
			return fmt.Errorf("compare a password: %w", err)
		}
		ok = match && hash != ""
		if ok && (params.Memory != p.params.Memory || params.Iterations != p.params.Iterations || params.Parallelism != p.params.Parallelism) {
			rehashed, err = argon2id.CreateHash(password, &p.params)
		}
		return err
	})
	return ok, rehashed, err
}

// turn waits for one of the few places.
func (p *Passwords) turn(ctx context.Context, do func() error) error {
	if p.inside.Add(1) > atOnce+waiting {
		p.inside.Add(-1)
		return ErrBusy
	}
	defer p.inside.Add(-1)
	select {
	case p.running <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.running }()
	return do()
}

//go:embed common.txt
var commonText string

var common = func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(commonText) {
		words[word] = true
	}
	return words
}()

// CheckPassword refuses a password that others would guess. There are no rules
// on its characters: length is what helps.
func CheckPassword(password, email string) error {
	plain := strings.ToLower(norm.NFKC.String(password))
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	switch n := utf8.RuneCountInString(plain); {
	case n < MinPassword:
		return weak("A password has at least 10 characters.")
	case n > MaxPassword || len(password) > 4*MaxPassword:
		return weak("A password has at most 256 characters.")
	case common[plain] || common[strings.TrimRight(plain, "0123456789!?.")] || fewLetters(plain):
		return weak("This password is among those that are guessed first. Please choose another one.")
	case plain == strings.ToLower(email) || local != "" && strings.ReplaceAll(plain, local, "") == "":
		return weak("Please do not use your address as your password.")
	}
	return nil
}

// fewLetters finds what has fewer than four different characters, and runs such
// as 0123456789.
func fewLetters(s string) bool {
	different := map[rune]bool{}
	run, last := 0, rune(-1)
	for _, r := range s {
		different[r] = true
		if r == last+1 || r == last-1 {
			run++
		}
		last = r
	}
	return len(different) < 4 || run == utf8.RuneCountInString(s)-1
}

func weak(detail string) error {
	no := refusal.Invalid("password", "R13.1", detail)
	no.Code = refusal.WeakPassword
	return no
}
