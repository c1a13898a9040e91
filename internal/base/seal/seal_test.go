package seal

import (
	"errors"
	"strings"
	"testing"
)

func TestOnlyTheKeyOpensWhatItSealed(t *testing.T) {
	k, secret := RandomKey()
	again, err := NewKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	sealed := k.Seal("普通 1234567", "acc_1")
	if got, err := again.Open(sealed, "acc_1"); err != nil || got != "普通 1234567" {
		t.Errorf("the same key: %q %v", got, err)
	}
	if strings.Contains(sealed, "1234567") || sealed == k.Seal("普通 1234567", "acc_1") {
		t.Errorf("it can be read or compared: %s", sealed)
	}
	other, _ := RandomKey()
	if _, err := other.Open(sealed, "acc_1"); !errors.Is(err, ErrKey) {
		t.Errorf("another key: %v", err)
	}
	if _, err := k.Open(sealed, "acc_2"); !errors.Is(err, ErrBroken) {
		t.Errorf("another owner: %v", err)
	}
	id, text, _ := strings.Cut(sealed, ".")
	for i := range text {
		flipped := []byte(text)
		if flipped[i]++; flipped[i] > 'z' {
			flipped[i] = 'A'
		}
		if got, err := k.Open(id+"."+string(flipped), "acc_1"); err == nil && got != "普通 1234567" {
			t.Fatalf("changed at %d it opens to %q", i, got)
		}
	}
	for _, broken := range []string{"", ".", id, id + ".", id + ".AAAA", id + ".!"} {
		if _, err := k.Open(broken, "acc_1"); err == nil {
			t.Errorf("%q opens", broken)
		}
	}
	if By(sealed) != k.ID() || len(k.ID()) != 8 {
		t.Errorf("sealed by %q, the key is %q", By(sealed), k.ID())
	}
	if _, err := NewKey(secret[:31]); err == nil {
		t.Error("a short key")
	}
}
