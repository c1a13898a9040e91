package transact

import (
	"azukari/internal/base/calendar"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/event"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

// attentionRoom is how the clock comes by somebody who does not look: with what
// waits for them, which the keeper has gathered.
var attentionRoom = room{
	name: func(n *store.Names, accountID string) { n.Attention = append(n.Attention, accountID) },
	catchUp: func(w *Work, accountID string) ([]Fired, error) {
		a, ok := w.Rows.Attention[accountID]
		if !ok || a.Next() == 0 || a.Next() > w.Now {
			return nil, nil // they came meanwhile
		}
		a, letters := a.CatchUp(w.waits[accountID], w.Now)
		w.putAttention(a)
		var fired []Fired
		for _, l := range letters {
			n := notice.OfAttention(accountID, l, w.IDs)
			w.pending.Notices = append(w.pending.Notices, n.Heeding(w.Rows.Muted[accountID]))
			fired = append(fired, Fired{l.At, string(l.Kind), store.AttentionRoom, accountID})
		}
		return fired, nil
	},
	runs: func(w *Work, accountID string, _ event.Kind, then calendar.Instant) (bool, error) {
		return w.Rows.Attention[accountID].SeenAt <= then, nil
	},
}

// visited notes that somebody looks; at a copy in quarantine the staff does, and
// what waits for people does not wait from then on.
func (w *Work) visited(accountID string) {
	if w.restored.Quarantined() {
		return
	}
	a := w.Rows.Attention[accountID]
	a.AccountID = accountID
	w.putAttention(a.Visited(w.Now))
}

func (w *Work) putAttention(a attention.Attention) {
	if w.Rows.Attention[a.AccountID] == a {
		return
	}
	w.Rows.Attention[a.AccountID] = a
	w.pending.Attention = put(w.pending.Attention, a, func(o attention.Attention) bool { return o.AccountID == a.AccountID })
}
