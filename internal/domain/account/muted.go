package account

import (
	"slices"
	"strings"
)

// Channel is a way in which a notification comes.
type Channel string

// The channels.
const (
	Mail Channel = "mail"
	Site Channel = "site"
)

// Muted is the notifications that a person has switched off, for each channel
// (R11.2): "mail:message.received site:message.received", in that order. Which
// ones may be is for domain/notice to say.
type Muted string

// Has reports whether a kind is switched off on a channel.
func (m Muted) Has(c Channel, kind string) bool {
	return m != "" && slices.Contains(strings.Fields(string(m)), entry(c, kind))
}

// With switches a kind off on a channel.
func (m Muted) With(c Channel, kind string) Muted {
	all := append(strings.Fields(string(m)), entry(c, kind))
	slices.Sort(all)
	return Muted(strings.Join(slices.Compact(all), " "))
}

func entry(c Channel, kind string) string { return string(c) + ":" + kind }
