package id

import (
	"crypto/rand"
	"math/big"
	"strings"
	"testing"

	"azukari/internal/base/calendar"
)

func TestIdsIncreaseEvenWhenTheClockStands(t *testing.T) {
	m := NewMinter(rand.Reader)
	seen, last := map[string]bool{}, ""
	for i := range 10_000 {
		at := calendar.Instant(1_700_000_000_000_000 + i/100 - i%7) // stands, and steps back
		got := m.New(Contract, at)
		if got <= last || seen[got] {
			t.Fatalf("id %d: %s after %s", i, got, last)
		}
		if !Valid(Contract, got) || Valid(Job, got) {
			t.Fatalf("Valid is wrong about %s", got)
		}
		seen[got], last = true, got
	}
}

// TestIdsIncreaseFromMinterToMinter mints by turns within one microsecond, as
// before and after a restart, or on two nodes.
func TestIdsIncreaseFromMinterToMinter(t *testing.T) {
	minters := []*Minter{NewMinter(rand.Reader), NewMinter(rand.Reader)}
	last := ""
	for i := range 1_000 {
		m := minters[i%2]
		m.Past(last)
		got := m.New(Contract, calendar.Instant(1_700_000_000_000_000+i/100))
		if got <= last {
			t.Fatalf("id %d: %s after %s", i, got, last)
		}
		last = got
	}
}

func TestEncodeIsBase32OfTimeAndTail(t *testing.T) {
	const micros, tail = 0x06_12_34_56_78_9a_bc, 0xdead_beef_0123_4567
	n := new(big.Int).SetUint64(micros)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(tail))
	want := ""
	for range 24 {
		want = string(alphabet[new(big.Int).And(n, big.NewInt(31)).Int64()]) + want
		n.Rsh(n, 5)
	}
	if got := encode(micros, tail); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if m, n := decode("ctr_" + want); m != micros || n != tail {
		t.Errorf("read back as %x, %x", m, n)
	}
}

func TestMalformedIdsAreNotValid(t *testing.T) {
	for _, s := range []string{"", "ctr_", "ctr_" + strings.Repeat("0", 23), "ctr_" + strings.Repeat("i", 24), "ctr_" + strings.Repeat("0", 25)} {
		if Valid(Contract, s) {
			t.Errorf("%q is called valid", s)
		}
	}
}
