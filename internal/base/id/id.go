// Package id makes the names of things: a prefix that says what it is, then 24
// characters that sort by time (56 bits of microseconds, 64 random bits). Ids
// of one Minter always increase, also within one microsecond and when the
// clock stands still, so "newest first" is "highest id first".
package id

import (
	"encoding/binary"
	"io"
	"strings"
	"sync"

	"azukari/internal/base/calendar"
)

// Prefix says what kind of thing an id names.
type Prefix string

// The prefixes of the public API, and pmt for payments at the gateway.
const (
	Account      Prefix = "acc"
	Job          Prefix = "job"
	Proposal     Prefix = "prp"
	Contract     Prefix = "ctr"
	Milestone    Prefix = "mst"
	Nudge        Prefix = "ndg"
	Termination  Prefix = "trm"
	Change       Prefix = "chg"
	Bonus        Prefix = "bns"
	Dispute      Prefix = "dsp"
	Message      Prefix = "msg"
	Event        Prefix = "evt"
	Payout       Prefix = "pay"
	Transfer     Prefix = "tfr"
	Notification Prefix = "ntf"
	Payment      Prefix = "pmt"
	Attachment   Prefix = "att"
	Rating       Prefix = "rtg"
	Answer       Prefix = "ans"
	Report       Prefix = "rpt"

	OutsideContact Prefix = "otc"
	Audit          Prefix = "adt"
	BankAccount    Prefix = "bnk"
	Batch          Prefix = "bat"
	Edition        Prefix = "edn"
)

// Crockford's base 32 in lower case: no i, l, o, u.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// A Minter makes ids. It is safe for concurrent use.
type Minter struct {
	mu     sync.Mutex
	random io.Reader
	micros uint64
	tail   uint64
}

// NewMinter draws its random bits from random: crypto/rand in earnest, a
// seeded source where a history must be repeatable.
func NewMinter(random io.Reader) *Minter { return &Minter{random: random} }

// New makes the id of a thing that came to be at the instant.
func (m *Minter) New(p Prefix, at calendar.Instant) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if micros := uint64(at); micros > m.micros {
		m.micros, m.tail = micros, m.draw()>>1 // the top bit free: room to count up
	} else {
		m.tail += 1 + m.draw()>>32
	}
	return string(p) + "_" + encode(m.micros, m.tail)
}

// Past makes all ids to come sort after one that another Minter may have made:
// before a restart, or on another node, in the microsecond that it still is.
func (m *Minter) Past(made string) {
	micros, tail := decode(made)
	m.mu.Lock()
	defer m.mu.Unlock()
	if micros > m.micros || micros == m.micros && tail > m.tail {
		m.micros, m.tail = micros, tail
	}
}

func (m *Minter) draw() uint64 {
	var b [8]byte
	if _, err := io.ReadFull(m.random, b[:]); err != nil {
		panic("id: the random source failed: " + err.Error())
	}
	return binary.BigEndian.Uint64(b[:])
}

// encode writes 56 bits of time and 64 of tail as 24 characters of 5 bits.
func encode(micros, tail uint64) string {
	var out [24]byte
	hi, lo := micros<<8|tail>>56, tail<<8 // 120 bits, left-aligned in two words of 64 and 56
	for i := range out {
		out[i] = alphabet[hi>>59]
		hi = hi<<5 | lo>>59
		lo <<= 5
	}
	return string(out[:])
}

// decode reads what encode wrote after the prefix; zero when it is no id.
func decode(made string) (micros, tail uint64) {
	_, body, _ := strings.Cut(made, "_")
	if len(body) != 24 {
		return 0, 0
	}
	for i := range len(body) {
		micros = micros<<5 | tail>>59
		tail = tail<<5 | uint64(max(strings.IndexByte(alphabet, body[i]), 0))
	}
	return micros, tail
}

// Made is when an id was made; zero when it is no id.
func Made(id string) calendar.Instant {
	micros, _ := decode(id)
	return calendar.Instant(micros)
}

// Valid reports whether s is shaped like an id of that prefix.
func Valid(p Prefix, s string) bool {
	body, ok := strings.CutPrefix(s, string(p)+"_")
	return ok && len(body) == 24 && strings.Trim(body, alphabet) == ""
}
