package storetest

import (
	"azukari/internal/domain/charter"
	"azukari/internal/store"
)

// editionsStay: what the house was set to is kept for ever, each version once.
func editionsStay(w *world) {
	none, err := w.store.Editions(w.ctx())
	w.same("nothing is set", get(w, none, err), []charter.Edition{})
	at := w.tick()
	edition := func(id string, k charter.Kind, version int) charter.Edition {
		return charter.Edition{ID: id, Kind: k, Version: version, StartsAt: at.Add(1), At: at, By: w.operator.ID, Document: `{"name":"あずかり"}`}
	}
	face, two, three := edition("edn_1", charter.Face, 1), edition("edn_3", charter.Numbers, 2), edition("edn_2", charter.Numbers, 3)
	w.write(store.Changes{Editions: []charter.Edition{face}})
	w.write(store.Changes{Editions: []charter.Edition{three, two}})
	all, err := w.store.Editions(w.ctx())
	w.same("by kind and version", get(w, all, err), []charter.Edition{face, two, three})
	w.refused("a version twice", w.tryWrite(store.Names{}, store.Changes{Editions: []charter.Edition{edition("edn_4", charter.Numbers, 3)}}), store.ErrRetry)
	early := edition("edn_5", charter.Numbers, 4)
	early.StartsAt = at - 1
	w.refused("one that began before it was published", w.tryWrite(store.Names{}, store.Changes{Editions: []charter.Edition{early}}), nil)
	w.refused("of nobody", w.tryWrite(store.Names{}, store.Changes{Editions: []charter.Edition{{ID: "edn_6", Kind: charter.Numbers, Version: 4, StartsAt: at, At: at, By: "acc_nobody", Document: "{}"}}}), nil)
	var walked []charter.Edition
	w.must(w.store.Scan(w.ctx(), store.Scan{Edition: func(e charter.Edition) error { walked = append(walked, e); return nil }}))
	w.same("a walk", walked, []charter.Edition{face, three, two})
}
