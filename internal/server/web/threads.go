package web

import (
	"cmp"
	"slices"
	"strings"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// A conversation is one thread of the viewer's, with its last message.
type conversation struct {
	id       string // the proposal's
	partner  string
	title    string
	contract *contract.Contract // none while it is a proposal
	last     message.Message    // of the proposal itself while nobody wrote
}

// threadRows is how many threads one page shows.
const threadRows = 30

// threads lists the viewer's threads, the one with the newest message first.
func threads(v *visit) error {
	p, err := v.page(v.t(words.NavMessages))
	if err != nil {
		return err
	}
	p.Live = "/events?account=" + v.viewer.ID
	after := v.r.URL.Query().Get("after")
	found, more, err := v.conversations(after, threadRows)
	if err != nil {
		return err
	}
	list := view.Threads{Past: after != ""}
	if more {
		list.Older = "/messages?after=" + found[len(found)-1].id
	}
	names := map[string]string{}
	for _, c := range found {
		if names[c.partner] == "" {
			partner, err := v.Engine.Store.Account(v.ctx, c.partner)
			if err != nil {
				return err
			}
			names[c.partner] = partner.Name
		}
		row := view.ThreadRow{Partner: v.t(words.ThreadsWith, names[c.partner]), Title: c.title, Excerpt: v.excerpt(c.last), At: c.last.At}
		if c.contract == nil {
			row.Path, row.State, row.Tone = "/proposals/"+c.id, v.t(words.ThreadsProposal), "waiting"
		} else {
			l := look{visit: v, c: c.contract}
			row.Path, row.State, row.Tone = contractPath(c.contract.ID)+"#messages", l.state(), l.tone()
		}
		list.Rows = append(list.Rows, row)
	}
	return v.ok(view.ThreadsPage(p, &list))
}

// excerpt is the beginning of a message, on one line.
func (v *visit) excerpt(m message.Message) string {
	const most = 80
	text := strings.Join(strings.Fields(m.Body), " ")
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
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

// conversations are at most limit of the viewer's threads after the one with
// that id, and whether there are more. The store has no list of threads: they
// are gathered from contracts and proposals, those of the viewer's closed jobs
// without a contract excepted.
func (v *visit) conversations(after string, limit int) (found []conversation, more bool, err error) {
	all, err := v.gathered()
	if err != nil {
		return nil, false, err
	}
	slices.SortStableFunc(all, func(a, b conversation) int {
		return cmp.Or(cmp.Compare(b.last.At, a.last.At), strings.Compare(b.id, a.id))
	})
	if i := slices.IndexFunc(all, func(c conversation) bool { return c.id == after }); i >= 0 {
		all = all[i+1:]
	}
	return all[:min(limit, len(all))], len(all) > limit, nil
}

func (v *visit) gathered() ([]conversation, error) {
	s, me := v.Engine.Store, v.viewer.ID
	agreed, err := s.Contracts(v.ctx, store.ContractQuery{Party: me}, store.Page{})
	if err != nil {
		return nil, err
	}
	var all []conversation
	for _, stored := range agreed {
		c := contract.CatchUp(stored, v.occasion()).Contract
		all = append(all, conversation{id: c.ProposalID, partner: c.Party(contract.Other(c.RoleOf(v.who()))), title: c.Title, contract: &c})
	}
	proposed, err := s.Proposals(v.ctx, store.ProposalQuery{WorkerID: me}, store.Page{})
	if err != nil {
		return nil, err
	}
	open, err := v.openJobs(me)
	if err != nil {
		return nil, err
	}
	for _, j := range open {
		received, err := s.Proposals(v.ctx, store.ProposalQuery{JobID: j.ID}, store.Page{})
		if err != nil {
			return nil, err
		}
		proposed = append(proposed, received...)
	}
	for _, p := range proposed {
		if p.ContractID != "" {
			continue
		}
		j, err := s.Job(v.ctx, p.JobID)
		if err != nil {
			return nil, err
		}
		c := conversation{id: p.ID, partner: p.ClientID, title: j.Title, last: message.Message{From: p.WorkerID, Body: p.Message, At: p.CreatedAt}}
		if p.ClientID == me {
			c.partner = p.WorkerID
		}
		all = append(all, c)
	}
	for i := range all {
		if err := v.lastOf(&all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// lastOf finds what was written last.
func (v *visit) lastOf(c *conversation) error {
	written, err := v.Engine.Store.Messages(v.ctx, c.id, store.Page{})
	if n := len(written); n > 0 {
		c.last = written[n-1]
	} else if c.contract != nil {
		c.last.At = c.contract.FormedAt
	}
	return err
}
