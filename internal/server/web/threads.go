package web

import (
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// threadRows is how many threads one page shows.
const threadRows = 30

// threads lists the viewer's threads, the one with the newest message first.
func threads(v *visit) error {
	p, err := v.page(v.t(words.NavMessages))
	if err != nil {
		return err
	}
	p.Live = "/events?account=" + v.viewer.ID
	after := clean(v.r.URL.Query().Get("after"), 64)
	found, err := v.Engine.Store.Threads(v.ctx, v.viewer.ID, store.Page{Limit: threadRows + 1, Cursor: after})
	if err != nil {
		return err
	}
	list := view.Threads{Past: after != ""}
	if len(found) > threadRows {
		found = found[:threadRows]
		list.Older = "/messages?after=" + found[threadRows-1].Last.ID
	}
	last := make([]message.Message, len(found))
	for i, t := range found {
		last[i] = t.Last
	}
	removed, err := v.removed(last...)
	if err != nil {
		return err
	}
	for _, t := range found {
		if removed[t.Last.ID] && t.Last.From != v.viewer.ID {
			t.Last.Body = v.t(words.HiddenMessage)
		}
		row := view.ThreadRow{
			Path: "/proposals/" + t.ID, Partner: v.t(words.ThreadsWith, t.OtherName), Title: t.Title, State: v.t(words.ThreadsProposal), Tone: "waiting",
			Excerpt: v.lastly(t.Last), At: t.Last.At, Unread: t.Unread,
		}
		if t.ContractID != "" {
			c, err := v.Engine.Store.Contract(v.ctx, t.ContractID)
			if err != nil {
				return err
			}
			c = contract.CatchUp(c, v.occasion()).Contract
			l := look{visit: v, c: &c}
			row.Path, row.State, row.Tone = contractPath(c.ID)+"#messages", l.state(), l.tone()
		}
		list.Rows = append(list.Rows, row)
	}
	return v.ok(view.ThreadsPage(p, &list))
}

// lastly is the beginning of a thread's last message, and whose it is.
func (v *visit) lastly(m message.Message) string {
	text := excerpt(m.Body, 80)
	switch {
	case text == "":
		return v.t(words.ThreadsNone)
	case m.From == v.viewer.ID:
		return v.t(words.ThreadsYou, text)
	case m.From == "":
		return v.t(words.ThreadsPlatform, text)
	}
	return text
}
