package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// maxUpload bounds a form with files, in bytes.
const maxUpload = message.MostFiles*message.LargestFile + maxForm

// silence is how long an upload may bring nothing before it is given up; as long
// as something comes, it may take its time.
const silence = time.Minute

// bringsFiles reports whether the form of a request carries files.
func bringsFiles(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// withFiles reads a form that may carry files for a thread: each goes to the
// disk as it comes, and then belongs to the thread, unsent. What else is wrong
// with the form, the files that were taken stay.
func (v *visit) withFiles(thread transact.AttachFile) (*entered, error) {
	if !bringsFiles(v.r) {
		return v.entered(), nil
	}
	if err := v.patient(); err != nil {
		return nil, err
	}
	parts, err := v.r.MultipartReader()
	if err != nil {
		return nil, refusal.Invalid("body", "R11.1", "This form cannot be read.")
	}
	e := &entered{v, form()}
	fields, taken := int64(0), 0
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, broken(err)
		}
		if part.FileName() != "" {
			id, err := e.attach(thread, part, taken)
			if err != nil {
				return nil, err
			}
			if id != "" {
				v.r.PostForm.Add("file", id)
			}
			taken++
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, maxForm-fields+1))
		if err != nil {
			return nil, broken(err)
		}
		if fields += int64(len(text)); fields > maxForm {
			return nil, &http.MaxBytesError{Limit: maxForm}
		}
		if part.Header.Get("Content-Type") == "" { // an empty choice of files has one
			v.r.PostForm.Add(part.FormName(), string(text))
		}
	}
	wrong := e.form.Errors
	e = v.entered()
	e.form.Errors = wrong
	return e, nil
}

// broken is what ended a form in its middle: too much of it, or the line.
func broken(err error) error {
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return large
	}
	return refusal.Invalid("body", "R11.1", "The form did not arrive whole; nothing was sent.")
}

// attach keeps one file, and answers its id, empty when it is refused: then the
// form says why. The same form sent twice attaches the file once.
func (e *entered) attach(thread transact.AttachFile, part *multipart.Part, nth int) (string, error) {
	kept, err := e.Files.Put(part.FileName(), part)
	var no *refusal.Refusal
	if errors.As(err, &no) {
		why := words.FileUnusable
		if no.Code == refusal.PayloadTooLarge {
			why = words.FileTooLarge
		}
		e.wrong("upload", words.FileRefused, part.FileName(), e.t(why))
		return "", nil
	}
	if err != nil {
		if e.ctx.Err() != nil || errors.Is(err, io.ErrUnexpectedEOF) {
			return "", broken(err)
		}
		return "", err
	}
	thread.File = kept
	key := strings.Join([]string{"file", e.viewer.ID, e.r.URL.Path, e.r.PostForm.Get("once"), strconv.Itoa(nth), kept.SHA256}, "\n")
	outcome, err := e.bring(thread, &transact.Once{Key: account.Hash(key), Fingerprint: kept.SHA256, Answer: func(result any, err error) (int, []byte, bool) {
		a, ok := result.(message.Attachment)
		return http.StatusCreated, []byte(a.ID), ok && err == nil
	}})
	if err != nil {
		return "", err
	}
	return string(outcome.Kept.Body), nil
}

// patient lets an upload take as long as something comes.
func (v *visit) patient() error {
	wire := http.NewResponseController(v.w)
	if err := wire.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	past := time.Unix(1, 0)
	quiet := time.NewTimer(silence)
	go func() {
		select {
		case <-quiet.C:
			_ = wire.SetReadDeadline(past) // the reader ends with an error
		case <-v.ctx.Done():
		}
	}()
	v.r.Body = &watched{v.r.Body, quiet}
	return nil
}

// watched is a body whose reader is heard of.
type watched struct {
	io.ReadCloser
	quiet *time.Timer
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.ReadCloser.Read(b)
	if err != nil {
		w.quiet.Stop()
	} else {
		w.quiet.Reset(silence)
	}
	return n, err
}

func (w *watched) Close() error {
	w.quiet.Stop()
	return w.ReadCloser.Close()
}

// chosen are the uploaded files that the form sends.
func (e *entered) chosen() []string {
	ids := e.r.PostForm["file"]
	if len(ids) > message.MostFiles {
		e.wrong("upload", words.FilesTooMany, message.MostFiles)
	}
	return slices.Clone(ids)
}

// unsent are the viewer's uploaded files of a thread that nothing carries yet.
func (v *visit) unsent(thread string) ([]view.File, error) {
	found, err := v.Engine.Store.UnsentAttachments(v.ctx, thread, v.viewer.ID)
	var files []view.File
	for _, a := range found {
		f := fileOf(a)
		f.Chosen = v.r.Method == http.MethodGet || slices.Contains(v.r.PostForm["file"], a.ID)
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
	content, err := v.Files.Open(a.SHA256)
	if errors.Is(err, blob.ErrGone) {
		return errors.New("the content of " + a.ID + " is gone")
	}
	if err != nil {
		return err
	}
	defer content.Close()
	h := v.w.Header()
	h.Set("Content-Type", a.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+a.SHA256+`"`)
	if err := http.NewResponseController(v.w).SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	http.ServeContent(v.w, v.r, "", a.At.Time(), content)
	return nil
}

// read notes that the viewer has seen a thread as far as it is shown, unless the
// page lies hidden behind another.
func (v *visit) read(thread string, shown []message.Message, marks []message.Mark) error {
	if v.r.Method != http.MethodGet || v.r.Header.Get("X-Live") == "hidden" || len(shown) == 0 {
		return nil
	}
	last := shown[len(shown)-1]
	for _, m := range marks {
		if m.AccountID == v.viewer.ID && m.Read(last.ID) {
			return nil
		}
	}
	_, err := v.Engine.Door.Do(v.ctx, transact.Request{Actor: v.who(), Command: transact.MarkRead{Thread: thread, Upto: last.ID}})
	return err
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
