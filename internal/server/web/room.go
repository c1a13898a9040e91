package web

import (
	"net/http"

	"azukari/internal/base/refusal"
	"azukari/internal/domain/job"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// A room is the page of a job whose work is done in it: a contest, or a task.
type room struct {
	*visit
	page *view.Page
	job  job.Job
}

// jobHere is the job of the address.
func (v *visit) jobHere() (job.Job, error) {
	j, err := v.Engine.Store.Job(v.ctx, v.r.PathValue("id"))
	if err == nil && !j.SeenBy(v.viewer.ID) {
		err = refusal.NoSuch("job")
	}
	return j, err
}

func (k *room) ask(status int, a view.Act) error {
	k.page.Title = a.Title
	return k.visit.show(status, view.ActOn(k.page, view.Button{Path: contestPath(k.job.ID), Name: k.job.Title}, &a))
}

type asker interface {
	ask(status int, a view.Act) error
}

// asks is the page before an act: what it means, and one button.
func asks[Room asker](here func(*visit) (Room, error), draw func(Room) (view.Act, error)) func(*visit) error {
	return func(v *visit) error {
		return askWith(v, http.StatusOK, here, draw, form())
	}
}

func askWith[Room asker](v *visit, status int, here func(*visit) (Room, error), draw func(Room) (view.Act, error), f *view.Form) error {
	k, err := here(v)
	if err != nil {
		return err
	}
	a, err := draw(k)
	if err != nil {
		return err
	}
	a.Form = f
	return k.ask(status, a)
}

// funds pays a room's escrow (仮払い); said names what was done.
func funds[Room asker](of store.Room, here func(*visit) (Room, error), draw func(Room) (view.Act, error), said func(v *visit, result any) string) func(*visit) error {
	return func(v *visit) error {
		id := v.r.PathValue("id")
		outcome, err := v.Engine.Cashier.Fund(v.ctx, v.who(), of, id, v.once())
		if err == nil {
			return v.done(contestPath(id), said(v, outcome.Result))
		}
		e := v.entered()
		if err = e.refused(err); err != nil {
			return err
		}
		return askWith(v, http.StatusUnprocessableEntity, here, draw, e.form)
	}
}
