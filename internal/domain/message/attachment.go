package message

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/refusal"
)

// MostFiles is how many files one message or one delivery carries (R11.1).
const MostFiles = 20

// LargestFile is the size of the largest file, in bytes (R11.1).
const LargestFile = 100 << 20

// A File is what was uploaded: its content is kept by its hash (store/blob),
// its name is only shown.
type File struct {
	Name   string // as FileName leaves it
	Type   string // a media type of the list
	Size   int64  // bytes
	SHA256 string // of the content, hex
}

// An Attachment (添付ファイル) is a file in a thread. It belongs to whoever
// uploaded it until a message or a delivery carries it, and then to both sides.
type Attachment struct {
	ID     string
	Thread string // the proposal's id
	File
	UploadedBy string // account
	At         calendar.Instant
	SentIn     string // the message, the event of the delivery, or the contest entry (the thread itself) that carries it; empty: unsent
}

// Attach registers an uploaded file for a thread, not sent yet.
func Attach(thread string, f File, by string, ids *id.Minter, now calendar.Instant) Attachment {
	return Attachment{ID: ids.New(id.Attachment, now), Thread: thread, File: f, UploadedBy: by, At: now}
}

// Unsent reports whether nothing carries the file yet.
func (a Attachment) Unsent() bool { return a.SentIn == "" }

// MayRead says who may read the file, of those who may read its thread: both
// sides once it is sent, and before that only who uploaded it.
func (a Attachment) MayRead(account string) bool { return !a.Unsent() || a.UploadedBy == account }

// Send lets a message or a delivery of somebody's carry the file. Only one's
// own unsent files of the same thread go out; of others one does not learn.
func (a Attachment) Send(thread, by, in string) (Attachment, error) {
	switch {
	case a.ID == "" || a.UploadedBy != by:
		return a, refusal.Invalid("attachments", "R11.1", "There is no such file of yours.")
	case a.Thread != thread:
		return a, refusal.Invalid("attachments", "R11.1", "The file was uploaded for another thread; upload it here.")
	case !a.Unsent():
		return a, refusal.Invalid("attachments", "R11.1", "The file was sent already; upload it again to send it twice.")
	}
	a.SentIn = in
	return a, nil
}

// A form is one sort of file that may be sent: how it is served, and what its
// content may look like.
type form struct {
	served string
	looks  []string
}

var (
	plain   = []string{"text/plain"}
	zipped  = []string{"application/zip"}
	olden   = []string{"application/x-ole-storage"}
	filmed  = []string{"video/mp4", "video/quicktime"}
	openXML = "application/vnd.openxmlformats-officedocument."
)

// forms is the list of what may be sent, by the end of the name. What a browser
// or a desktop would run is not on it; inside an archive it may travel.
var forms = map[string]form{
	".txt": {"text/plain", plain}, ".md": {"text/plain", plain}, ".csv": {"text/csv", plain}, ".tsv": {"text/tab-separated-values", plain},
	".json": {"application/json", plain}, ".xml": {"application/xml", plain}, ".srt": {"text/plain", plain}, ".vtt": {"text/vtt", plain},
	".rtf": {"application/rtf", plain},
	".pdf": {"application/pdf", []string{"application/pdf"}},
	".png": {"image/png", []string{"image/png"}}, ".jpg": {"image/jpeg", []string{"image/jpeg"}}, ".jpeg": {"image/jpeg", []string{"image/jpeg"}},
	".gif": {"image/gif", []string{"image/gif"}}, ".webp": {"image/webp", []string{"image/webp"}}, ".bmp": {"image/bmp", []string{"image/bmp"}},
	".tif": {"image/tiff", []string{"image/tiff"}}, ".tiff": {"image/tiff", []string{"image/tiff"}},
	".heic": {"image/heic", []string{"image/heic", "image/heic-sequence", "image/heif"}},
	".svg":  {"image/svg+xml", []string{"image/svg+xml"}},
	".psd":  {"image/vnd.adobe.photoshop", []string{"image/vnd.adobe.photoshop"}},
	".ai":   {"application/postscript", []string{"application/pdf", "application/postscript"}},
	".eps":  {"application/postscript", []string{"application/postscript"}},
	".docx": {openXML + "wordprocessingml.document", zipped}, ".xlsx": {openXML + "spreadsheetml.sheet", zipped},
	".pptx": {openXML + "presentationml.presentation", zipped},
	".odt":  {"application/vnd.oasis.opendocument.text", zipped}, ".ods": {"application/vnd.oasis.opendocument.spreadsheet", zipped},
	".odp": {"application/vnd.oasis.opendocument.presentation", zipped}, ".epub": {"application/epub+zip", zipped},
	".doc": {"application/msword", olden}, ".xls": {"application/vnd.ms-excel", olden}, ".ppt": {"application/vnd.ms-powerpoint", olden},
	".zip": {"application/zip", zipped}, ".7z": {"application/x-7z-compressed", []string{"application/x-7z-compressed"}},
	".gz": {"application/gzip", []string{"application/gzip"}}, ".tar": {"application/x-tar", []string{"application/x-tar"}},
	".mp3": {"audio/mpeg", []string{"audio/mpeg"}}, ".wav": {"audio/wav", []string{"audio/wav"}}, ".flac": {"audio/flac", []string{"audio/flac"}},
	".ogg": {"application/ogg", []string{"application/ogg"}},
	".m4a": {"audio/mp4", []string{"video/mp4", "audio/mp4", "audio/x-m4a"}},
	".mp4": {"video/mp4", filmed}, ".m4v": {"video/mp4", filmed}, ".mov": {"video/quicktime", filmed}, ".webm": {"video/webm", []string{"video/webm"}},
}

// Listed refuses a name whose end is not on the list.
func Listed(name string) error {
	end := strings.ToLower(path.Ext(name))
	if _, ok := forms[end]; !ok {
		return refusal.Invalid("file", "R11.1", "Files of this sort ("+end+") cannot be sent; put it into a ZIP archive.")
	}
	return nil
}

// TypeOf is how a file is served, decided by the end of its name and by what its
// content looks like, from the closest description to the widest; the two must
// agree, and be on the list.
func TypeOf(name string, looks ...string) (string, error) {
	if err := Listed(name); err != nil {
		return "", err
	}
	end := strings.ToLower(path.Ext(name))
	for _, look := range looks {
		if slices.Contains(forms[end].looks, look) {
			return forms[end].served, nil
		}
	}
	return "", refusal.Invalid("file", "R11.1", "The content is not what the name says ("+end+").")
}

// Empty refuses a file without content.
func Empty() error { return refusal.Invalid("file", "R11.1", "The file is empty.") }

// TooLarge refuses a file above the limit.
func TooLarge() error {
	return &refusal.Refusal{Kind: refusal.NotThis, Code: refusal.PayloadTooLarge, Rule: "R11.1", Field: "file",
		Detail: "A file is at most 100 MiB; split it, or send a link."}
}

// longestName is how many characters of a name are kept.
const longestName = 200

// FileName is a name as it is shown: its last part, without what cannot be seen
// or would turn the reading direction round; the end, which says what it is,
// stays.
func FileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "?"), `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, name))
	if name = strings.TrimLeft(name, "."); name == "" || name == "/" {
		name = "file"
	}
	runes, end := []rune(name), []rune(path.Ext(name))
	if len(runes) > longestName && len(end) < 20 {
		runes = append(runes[:longestName-len(end)], end...)
	}
	return string(runes[:min(len(runes), longestName)])
}
