// Package seal keeps what must not be read in a stolen database (封緘): bank
// accounts, second factors. A value is sealed with AES-256-GCM by a key that no
// database and no backup holds, and bound to what it belongs to, so that it
// cannot be moved to another row. Each names its key.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// Size is the length of a key in bytes.
const Size = 32

// ErrKey is that a value was sealed by another key.
var ErrKey = errors.New("sealed by another key")

// ErrBroken is that a value was changed, or belongs to something else.
var ErrBroken = errors.New("this is not what was sealed here")

// A Key seals and opens. The zero Key does neither.
type Key struct {
	id   string
	aead cipher.AEAD
}

// NewKey makes a key of 32 secret bytes.
func NewKey(secret []byte) (Key, error) {
	if len(secret) != Size {
		return Key{}, fmt.Errorf("a key has %d bytes, not %d", Size, len(secret))
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	sum := sha256.Sum256(append([]byte("azukari key id\n"), secret...))
	return Key{hex.EncodeToString(sum[:4]), aead}, nil
}

// RandomKey is a key that nobody else will ever have.
func RandomKey() (Key, []byte) {
	secret := make([]byte, Size)
	_, _ = rand.Read(secret) // never fails
	k, err := NewKey(secret)
	if err != nil {
		panic(err) // of the right size
	}
	return k, secret
}

// ForTest is a random key.
func ForTest() Key {
	k, _ := RandomKey()
	return k
}

// ID names the key: eight hex digits that say nothing of it.
func (k Key) ID() string { return k.id }

// Seal seals a value for its owner: whatever names the row that will hold it.
func (k Key) Seal(value, owner string) string {
	nonce := make([]byte, k.aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return k.id + "." + base64.RawURLEncoding.EncodeToString(k.aead.Seal(nonce, nonce, []byte(value), []byte(owner)))
}

// Open opens what was sealed for the same owner; ErrKey or ErrBroken.
func (k Key) Open(sealed, owner string) (string, error) {
	by, text, found := strings.Cut(sealed, ".")
	b, err := base64.RawURLEncoding.DecodeString(text)
	switch {
	case !found || err != nil:
		return "", ErrBroken
	case by != k.id:
		return "", fmt.Errorf("%w: %s, this is %s", ErrKey, by, k.id)
	case len(b) < k.aead.NonceSize():
		return "", ErrBroken
	}
	n := k.aead.NonceSize()
	value, err := k.aead.Open(nil, b[:n], b[n:], []byte(owner))
	if err != nil {
		return "", ErrBroken
	}
	return string(value), nil
}

// By is the id of the key that a value is sealed by.
func By(sealed string) string {
	id, _, _ := strings.Cut(sealed, ".")
	return id
}
