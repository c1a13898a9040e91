package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// maxUpload bounds a form with files, in bytes.
const maxUpload = message.MostFiles*message.LargestFile + maxForm

// An upload may take its time as long as it goes on: it is given up when in
// patience less than progress bytes came.
const (
	patience = time.Minute
	progress = 64 << 10
)

// maxParts is how many fields and files a form with files has at most.
const maxParts = 200

// bringsFiles reports whether the form of a request carries files.
func bringsFiles(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// withFiles reads a form that may carry files for a thread: each goes to the
// disk as it comes, and then belongs to the thread, unsent. What else is wrong
// with the form, the files that were taken stay.
func (v *visit) withFiles(thread transact.AttachFile) (*entered, error) {
	in := &incoming{visit: v, thread: thread}
	in.keep = func(f message.File, _ string, nth int) (string, error) { return in.attach(f, nth) }
	return in.enter()
}

// withNewFiles reads a form that may carry files for a thread that does not
// exist yet. They belong to nobody before a command takes them; a form that is
// shown again carries them along, sealed.
func (v *visit) withNewFiles() (*entered, []message.File, error) {
	var came []string
	in := &incoming{visit: v, keep: func(f message.File, _ string, _ int) (string, error) {
		came = append(came, v.carry(f))
		return "", nil
	}}
	e, err := in.enter()
	if err != nil {
		return nil, nil, err
	}
	came = append(e.chosen(), came...)
	if len(came) > message.MostFiles {
		e.wrong("upload", words.FilesTooMany, message.MostFiles)
	}
	e.form.Values["file"] = strings.Join(came, " ")
	var files []message.File
	for _, sealed := range came {
		if f, ok := v.carried(sealed); ok {
			files = append(files, f)
		}
	}
	return e, files, nil
}

// withFileFields reads a form of which each field may carry one file; the field's
// value is then that file, sealed.
func (v *visit) withFileFields() (*entered, error) {
	came := map[string]string{}
	in := &incoming{visit: v, keep: func(f message.File, field string, _ int) (string, error) {
		came[field] = v.carry(f)
		return "", nil
	}}
	e, err := in.enter()
	if err == nil {
		maps.Copy(e.form.Values, came)
	}
	return e, err
}

// carry seals a file that belongs to nobody yet, so that a form that is shown
// again brings it back: for this person, in this form.
func (v *visit) carry(f message.File) string {
	return v.Desk.Key.Seal(canonical.Marshal(canonical.Object{"name": f.Name, "type": f.Type, "size": f.Size, "sha256": f.SHA256}), v.thisForm())
}

// carried opens what carry sealed.
func (v *visit) carried(sealed string) (f message.File, ok bool) {
	text, err := v.Desk.Key.Open(sealed, v.thisForm())
	if err != nil {
		return f, false
	}
	return f, json.Unmarshal([]byte(text), &f) == nil
}

func (v *visit) thisForm() string { return "form\n" + v.viewer.ID + "\n" + v.r.URL.Path }

// brought are the files that a form carries along.
func (v *visit) brought(f *view.Form) (files []view.File) {
	for _, sealed := range strings.Fields(f.Value("file")) {
		if one, ok := v.carried(sealed); ok {
			files = append(files, view.File{ID: sealed, Name: one.Name, Size: view.Bytes(one.Size), Chosen: true})
		}
	}
	return files
}

func (in *incoming) enter() (*entered, error) {
	v := in.visit
	if !bringsFiles(v.r) {
		return v.entered(), nil
	}
	body, err := v.patient()
	if err != nil {
		return nil, err
	}
	parts, err := v.r.MultipartReader()
	if err != nil {
		return nil, unreadable()
	}
	in.body = body
	if err := in.take(parts); err != nil {
		return nil, err
	}
	e := v.entered()
	if len(in.wrong) > 0 {
		e.form.Errors["upload"] = strings.Join(in.wrong, "\n")
	}
	return e, nil
}

func unreadable() error { return refusal.Invalid("body", "R11.1", "This form cannot be read.") }

// incoming is a form with files on its way in.
type incoming struct {
	*visit
	body   *watched
	thread transact.AttachFile
	keep   func(f message.File, field string, nth int) (id string, err error) // what becomes of a file
	text   int                                                                // bytes of what is not a file
	files  int                                                                // how many began
	full   bool                                                               // no more files are taken
	wrong  []string                                                           // why files were not
}

func (in *incoming) refuse(why words.Text, fill ...any) {
	in.wrong = append(in.wrong, in.t(why, fill...))
}

// take reads the form to its end. A line that breaks in the middle ends it too:
// what arrived is kept, and the form is shown again.
func (in *incoming) take(parts *multipart.Reader) error {
	for range maxParts {
		part, err := parts.NextPart()
		if err == io.EOF { // one that is wrapped is an end too early
			return nil
		}
		if err == nil {
			err = in.part(part)
		}
		switch large := (*http.MaxBytesError)(nil); {
		case err == nil:
		case errors.As(err, &large):
			return large
		case in.body.broken != nil, part != nil && errors.Is(err, io.ErrUnexpectedEOF):
			if errors.Is(in.body.broken, os.ErrDeadlineExceeded) { // we gave up, which ends the request's context: the browser may still listen
				in.ctx = context.WithoutCancel(in.ctx)
			}
			in.refuse(words.UploadCut)
			return nil
		case part == nil:
			return unreadable()
		default:
			return err
		}
	}
	return unreadable()
}

func (in *incoming) part(part *multipart.Part) error {
	if part.FileName() != "" {
		return in.file(part)
	}
	text, err := io.ReadAll(io.LimitReader(part, int64(maxForm-in.text+1)))
	if err != nil {
		return err
	}
	if in.text += len(text); in.text > maxForm {
		return &http.MaxBytesError{Limit: maxForm}
	}
	if part.Header.Get("Content-Type") == "" { // an empty choice of files has one
		in.r.PostForm.Add(part.FormName(), string(text))
	}
	return nil
}

// file keeps one file and lets the form name it, or notes why not. The limits
// are asked first, so that nothing is written for whoever has reached them.
func (in *incoming) file(part *multipart.Part) error {
	nth := in.files
	in.files++
	if in.full {
		return nil
	}
	if nth == message.MostFiles {
		in.full = true
		in.refuse(words.FilesTooMany, message.MostFiles)
		return nil
	}
	if in.Engine.Sandbox == nil {
		if many := (*auth.TooMany)(nil); errors.As(in.Desk.Limits.Command(in.thread, in.viewer.ID, in.now), &many) {
			in.full = true
			in.refuse(words.UploadsTooMany)
			return nil
		}
	}
	name, content := norm.NFC.String(part.FileName()), &counted{Reader: part}
	kept, err := in.Files.Put(name, content)
	if no := (*refusal.Refusal)(nil); errors.As(err, &no) {
		in.refuse(words.FileRefused, message.FileName(name), in.t(unfit(name, content.n, no)))
		return nil
	}
	if err != nil {
		return err
	}
	id, err := in.keep(kept, part.FormName(), nth)
	if err == nil && id != "" {
		in.r.PostForm.Add("file", id)
	}
	return err
}

// attach registers a file for the thread, and answers its id. The same form sent
// twice attaches it once.
func (in *incoming) attach(kept message.File, nth int) (string, error) {
	attach := in.thread
	attach.File = kept
	var once *transact.Once
	if form := in.r.PostForm.Get("once"); form != "" {
		key := strings.Join([]string{"file", in.viewer.ID, in.r.URL.Path, form, strconv.Itoa(nth), kept.SHA256, kept.Name}, "\n")
		once = &transact.Once{Key: account.Hash(key), Fingerprint: kept.SHA256, Answer: func(result any, err error) (int, []byte, bool) {
			a, ok := result.(message.Attachment)
			return http.StatusCreated, []byte(a.ID), ok && err == nil
		}}
	}
	outcome, err := in.Engine.Door.Do(in.ctx, transact.Request{Actor: in.who(), Command: attach, Once: once})
	if err != nil {
		return "", err
	}
	if outcome.Kept != nil {
		return string(outcome.Kept.Body), nil
	}
	return outcome.Result.(message.Attachment).ID, nil
}

// unfit says why a file was refused, of which n bytes were read.
func unfit(name string, n int64, no *refusal.Refusal) words.Text {
	switch {
	case no.Code == refusal.PayloadTooLarge:
		return words.FileTooLarge
	case message.Listed(message.FileName(name)) != nil:
		return words.FileSort
	case n == 0:
		return words.FileEmpty
	}
	return words.FileDisguised
}

// counted counts what is read.
type counted struct {
	io.Reader
	n int64
}

// Read reads on.
func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

// patient lets an upload take as long as it goes on.
func (v *visit) patient() (*watched, error) {
	wire := http.NewResponseController(v.w)
	if err := wire.SetReadDeadline(time.Time{}); err != nil {
		return nil, err
	}
	past, gone := time.Unix(1, 0), v.ctx.Done()
	body := &watched{ReadCloser: v.r.Body, quiet: time.NewTimer(v.patience), patience: v.patience}
	go func() {
		select {
		case <-body.quiet.C:
			_ = wire.SetReadDeadline(past) // the reader ends with an error
		case <-gone:
		}
	}()
	v.r.Body = body
	return body, nil
}

// watched is a body whose reader is heard of.
type watched struct {
	io.ReadCloser
	quiet    *time.Timer
	patience time.Duration
	came     int   // since the timer was set
	broken   error // what ended it before its end
}

// Read reads on, and notes that something came.
func (w *watched) Read(b []byte) (int, error) {
	n, err := w.ReadCloser.Read(b)
	if err != nil {
		w.quiet.Stop()
		if err != io.EOF {
			w.broken = err
		}
		return n, err
	}
	if w.came += n; w.came >= progress {
		w.came = 0
		w.quiet.Reset(w.patience)
	}
	return n, nil
}

// Close ends it.
func (w *watched) Close() error {
	w.quiet.Stop()
	return w.ReadCloser.Close()
}

// chosen are the uploaded files that the form sends.
func (e *entered) chosen() []string {
	var ids []string
	for _, id := range e.r.PostForm["file"] { // one may be chosen again that came before
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) > message.MostFiles {
		e.wrong("upload", words.FilesTooMany, message.MostFiles)
	}
	return ids
}

// unsent are the viewer's uploaded files of a thread that nothing carries yet.
// Those that came with this form are chosen; older ones go only when they are
// chosen by hand, as what is sent cannot be taken back.
func (v *visit) unsent(thread string) ([]view.File, error) {
	found, err := v.Engine.Store.UnsentAttachments(v.ctx, thread, v.viewer.ID)
	var files []view.File
	for _, a := range found {
		f := fileOf(a)
		f.Chosen = slices.Contains(v.r.PostForm["file"], a.ID)
		files = append(files, f)
	}
	return files, err
}

func fileOf(a message.Attachment) view.File {
	return view.File{ID: a.ID, Path: "/files/" + a.ID, Name: a.Name, Size: view.Bytes(a.Size)}
}

// filesIn are the files that messages or deliveries carry, by these.
func (v *visit) filesIn(carriers []string) (map[string][]view.File, error) {
	found, err := v.Engine.Store.Attachments(v.ctx, carriers)
	files := map[string][]view.File{}
	for _, a := range found {
		files[a.SentIn] = append(files[a.SentIn], fileOf(a))
	}
	return files, err
}

// download hands a file out to the two sides of its thread. It is never a page
// of this site: a browser keeps it, and runs nothing of it.
func download(v *visit) error {
	a, err := store.ReadableAttachment(v.ctx, v.Engine.Store, v.r.PathValue("id"), v.viewer.ID)
	if err != nil {
		return err
	}
	return v.handOut(a.SHA256, a.Name, a.Type, a.At)
}

// handOut sends the content with a hash as a file to keep.
func (v *visit) handOut(sha256, name, kind string, at calendar.Instant) error {
	content, err := v.Files.Open(sha256)
	if errors.Is(err, blob.ErrGone) {
		return errors.New("the content of " + name + " (" + sha256 + ") is gone")
	}
	if err != nil {
		return err
	}
	defer content.Close()
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+sha256+`"`)
	http.ServeContent(v.w, v.r, "", at.Time(), content)
	return nil
}

// read notes that the viewer has seen a thread as far as it is shown, unless the
// page lies hidden behind another or was fetched ahead. A page that cannot note
// it can be read all the same.
func (v *visit) read(thread string, shown []message.Message, marks []message.Mark) {
	h := v.r.Header
	if v.r.Method != http.MethodGet || h.Get("X-Live") == "hidden" || strings.Contains(h.Get("Sec-Purpose"), "prefetch") || len(shown) == 0 {
		return
	}
	last := shown[len(shown)-1]
	for _, m := range marks {
		if m.AccountID == v.viewer.ID && m.Read(last.ID) {
			return
		}
	}
	_, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: transact.MarkRead{Thread: thread, Upto: last.ID}})
	if err != nil && v.ctx.Err() == nil {
		v.Log.WarnContext(v.ctx, "a thread could not be marked as read", "thread", thread, "error", err)
	}
}

// deliveredFiles are what a delivery names: files of the thread, and links.
func deliveredFiles(named []string, carried []view.File) (files []view.File, links []string) {
	for _, name := range named {
		if i := slices.IndexFunc(carried, func(f view.File) bool { return f.ID == name }); i >= 0 {
			files = append(files, carried[i])
		} else {
			links = append(links, name)
		}
	}
	return files, links
}
