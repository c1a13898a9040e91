package web

import (
	"net/http"

	"azukari/internal/domain/job"
	"azukari/internal/domain/warning"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// A posting is 仕事を依頼する in one format: first the form, then a look at it with
// its cost, then it is published. Nothing is kept of it before that, and whatever
// is refused, what was entered stays.
type posting[Post transact.Command] struct {
	read func(*entered) Post
	job  func(Post) job.Job
	show func(v *visit, status int, f *view.Form, ready *Post) error // ready: all is filled in
	to   func(result any) (path, said string)                        // once it is published
}

func (d posting[Post]) post(v *visit) error {
	e := v.entered()
	post := d.read(e)
	publish := v.r.PostFormValue("publish") != ""
	switch {
	case !e.fit():
		return d.show(v, http.StatusUnprocessableEntity, e.form, nil)
	case v.r.PostFormValue("edit") != "":
		return d.show(v, http.StatusOK, e.form, nil)
	case !publish && e.warns("description", d.job(post).Description, warning.Situation{}):
		return d.show(v, http.StatusOK, e.form, nil)
	case !publish:
		return d.show(v, http.StatusOK, e.form, &post)
	}
	posted, err := v.do(post)
	if err == nil {
		return v.done(d.to(posted))
	}
	if err = e.refused(err); err != nil {
		return err
	}
	return d.show(v, http.StatusUnprocessableEntity, e.form, nil)
}
