package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"azukari/internal/base/seal"
	"azukari/internal/domain/bank"
	"azukari/internal/store"
)

// keyFile is where the key is that opens bank accounts and second factors.
func (k keeping) keyFile() string {
	if k.KeyFile != "" {
		return k.KeyFile
	}
	return filepath.Join(k.Data, "azukari.key")
}

// key reads the key, or makes one for a house that has sealed nothing yet. A
// house whose key is gone does not open: whatever was sealed would be lost
// without a word.
func (k keeping) key(ctx context.Context, s store.Reader) (seal.Key, error) {
	sealed, err := s.Sealed(ctx)
	if err != nil {
		return seal.Key{}, err
	}
	if _, err := os.Stat(k.keyFile()); errors.Is(err, fs.ErrNotExist) && len(sealed) == 0 {
		return newKey(k.keyFile())
	}
	return k.readKey(sealed)
}

// readKey reads the key that opens some sealed values.
func (k keeping) readKey(sealed []string) (seal.Key, error) {
	path := k.keyFile()
	wrong := func(reason, fix string) (seal.Key, error) {
		return seal.Key{}, &settingError{"--key-file", reason, fix}
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrong("there is no "+path+", and this house keeps what key "+seal.By(sealed[0])+" sealed", "put the file back from where you keep its copy; bank accounts and second factors cannot be opened without it")
	case err != nil:
		return wrong(err.Error(), "let this user read it")
	}
	if about, err := os.Stat(path); err == nil && about.Mode().Perm()&0o077 != 0 {
		return wrong(path+" can be read by others", "chmod 600 "+path)
	}
	secret, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return wrong(path+" holds no key", "it is one line of base64, as azukari wrote it; put the file back from where you keep its copy")
	}
	key, err := seal.NewKey(secret)
	if err != nil {
		return wrong(path+": "+err.Error(), "put the file back from where you keep its copy, or make one with: openssl rand -base64 32")
	}
	for _, one := range sealed {
		if by := seal.By(one); by != key.ID() {
			return wrong("this house keeps what key "+by+" sealed, and "+path+" is key "+key.ID(), "put the right file back from where you keep its copy")
		}
	}
	return key, nil
}

// newKey makes a key and writes it, for this user alone. It has its name only once
// it is on the disk whole, and is used only once its name is there too: what it
// seals could be opened by no other.
func newKey(path string) (seal.Key, error) {
	key, secret := seal.RandomKey()
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return seal.Key{}, &settingError{"--key-file", err.Error(), "name a file in a directory that this user may write to"}
	}
	defer os.Remove(f.Name())
	_, err = fmt.Fprintln(f, base64.StdEncoding.EncodeToString(secret))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return seal.Key{}, fmt.Errorf("write a key: %w", err)
	}
	if err := os.Link(f.Name(), path); errors.Is(err, fs.ErrExist) { // another node was quicker
		return seal.Key{}, &settingError{"--key-file", "another azukari has just made " + path, "start again"}
	} else if err != nil {
		return seal.Key{}, fmt.Errorf("name a key: %w", err)
	}
	return key, syncNames(filepath.Dir(path))
}

// payoutSender is the operator's own account for payouts (委託者), nil when it is
// not said.
func payoutSender(text string) (*bank.Sender, error) {
	if text == "" {
		return nil, nil
	}
	wrong := func(reason string) error {
		return &settingError{"--payout-sender", reason, "write it as 0123456789,カ）アズカリ,0005,001,1,1234567"}
	}
	f := strings.Split(text, ",")
	if len(f) != 6 {
		return nil, wrong(fmt.Sprintf("%d fields, not 6", len(f)))
	}
	kind, err := strconv.Atoi(f[4])
	if err != nil {
		return nil, wrong("the kind of account is a digit")
	}
	s, err := bank.Sender{Code: f[0], Name: f[1], Account: bank.Account{BankCode: f[2], BranchCode: f[3], Kind: bank.Kind(kind), Number: f[5]}}.Checked()
	if err != nil {
		return nil, wrong(err.Error())
	}
	return &s, nil
}
