package sqlstore

import "azukari/internal/store"

// answerRow is a kept answer. One that is there already is replaced only while
// it is the one that was read: two nodes that answer the same key at the same
// time must not both have their effect (R9.2).
type answerRow struct {
	store.Answer
	was int64 // when the answer that it replaces was given
}

var answers = table[answerRow]{
	name: "answers",
	fixed: func(a *answerRow) []column {
		return []column{{"key_hash", &a.Key}}
	},
	moving: func(a *answerRow) []column {
		return []column{
			{"fingerprint", &a.Fingerprint},
			{"status", &a.Status},
			{"body", &a.Body},
			{"at", (*int64)(&a.At)},
		}
	},
	guard: func(a *answerRow) column { return column{"at", &a.was} },
}

// purgeAnswers looks at the oldest rows alone, so that one step is cheap
// however many there are; those that were answered again since stay until they
// are old themselves.
const purgeAnswers = "delete from answers where seq in" +
	" (select seq from (select seq, at from answers order by seq limit $2) as oldest where at < $1)"
