package web

import (
	"fmt"
	"net/http"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/engine/live"
)

const (
	ping     = 25 * time.Second // keeps the connection open through proxies
	listened = 30 * time.Minute // then the browser asks again
)

// events tells an open page that something which it shows has changed; the page
// then reads it again, and also once it is connected, for it is listened for only
// from then on. Nothing is told but that.
func events(v *visit) error {
	topics, err := v.topics()
	if err != nil {
		return err
	}
	changed, cancel := v.Engine.Live.Subscribe(topics...)
	defer cancel()
	wire := http.NewResponseController(v.w)
	v.w.Header().Set("Content-Type", "text/event-stream")
	v.w.Header().Set("X-Accel-Buffering", "no")
	end, beat := time.NewTimer(listened), time.NewTicker(ping)
	defer end.Stop()
	defer beat.Stop()
	say := "retry: 2000\n\n"
	for {
		if _, err := fmt.Fprint(v.w, say); err != nil || wire.Flush() != nil {
			return nil // the browser has gone
		}
		select {
		case _, open := <-changed:
			if !open {
				return nil
			}
			say = "event: changed\ndata: \n\n"
		case <-beat.C:
			say = ": still here\n\n"
		case <-end.C:
			return nil
		case <-v.ctx.Done():
			return nil
		}
	}
}

// topics are what the page shows, as far as the viewer may see it.
func (v *visit) topics() ([]string, error) {
	topics := []string{v.viewer.ID}
	if v.Engine.Sandbox != nil {
		topics = append(topics, live.Clock)
	}
	q := v.r.URL.Query()
	if id := q.Get("contract"); id != "" {
		c, err := v.Engine.Store.Contract(v.ctx, id)
		if err != nil {
			return nil, err
		}
		if c.ClientID != v.viewer.ID && c.WorkerID != v.viewer.ID {
			return nil, refusal.NoSuch("contract")
		}
		topics = append(topics, c.ID, c.ProposalID)
	}
	if id := q.Get("job"); id != "" {
		j, err := v.Engine.Store.Job(v.ctx, id)
		if err != nil {
			return nil, err
		}
		if !j.SeenBy(v.viewer.ID) {
			return nil, refusal.NoSuch("job")
		}
		topics = append(topics, j.ID)
	}
	if id := q.Get("thread"); id != "" {
		o, err := v.Engine.Store.Proposal(v.ctx, id)
		if err != nil {
			return nil, err
		}
		if !o.Party(v.viewer.ID) {
			return nil, refusal.NoSuch("thread")
		}
		topics = append(topics, o.ID)
	}
	return topics, nil
}
