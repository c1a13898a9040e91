package sqlstore

import "azukari/internal/base/id"

// A subject is what a chain or a transfer belongs to, as two columns hold it: a
// contract, or the job of a contest or a task. Both are empty for a payout.
type subject struct{ contract, job string }

func subjectOf(of string) subject {
	if id.Valid(id.Job, of) {
		return subject{job: of}
	}
	return subject{contract: of}
}

func (s subject) id() string { return s.contract + s.job }
