package message

import (
	"errors"
	"strings"
	"testing"

	"azukari/internal/base/refusal"
)

func TestNamesShowWhatTheyEndIn(t *testing.T) {
	tests := map[string]string{
		"見積書.pdf":                          "見積書.pdf",
		`C:\Users\花子\見積書.pdf`:              "見積書.pdf",
		"../../etc/passwd":                 "passwd",
		"invoice\u202efdp.exe":             "invoicefdp.exe",
		"a\x00b\r\n.txt":                   "ab.txt",
		"":                                 "file",
		"...":                              "file",
		".htaccess":                        "htaccess",
		strings.Repeat("長", 300) + ".docx": strings.Repeat("長", 195) + ".docx",
		"\xff.txt":                         "?.txt",
	}
	for name, want := range tests {
		if got := FileName(name); got != want {
			t.Errorf("%q is shown as %q, not %q", name, got, want)
		}
	}
}

func TestNameAndContentMustAgree(t *testing.T) {
	tests := []struct {
		name  string
		looks []string
		want  string
	}{
		{"a.PDF", []string{"application/pdf"}, "application/pdf"},
		{"a.docx", []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"}, openXML + "wordprocessingml.document"},
		{"a.txt", []string{"text/html", "text/plain"}, "text/plain"},
		{"a.png", []string{"application/x-msdownload"}, ""},
		{"a.html", []string{"text/html", "text/plain"}, ""},
		{"a.exe", []string{"application/x-msdownload"}, ""},
		{"noend", []string{"text/plain"}, ""},
		{"a.jpg", nil, ""},
	}
	for _, test := range tests {
		got, err := TypeOf(test.name, test.looks...)
		var no *refusal.Refusal
		if got != test.want || (err == nil) != (test.want != "") || err != nil && !errors.As(err, &no) {
			t.Errorf("%s that looks like %v is served as %q, %v", test.name, test.looks, got, err)
		}
	}
}

func TestOnlyOwnUnsentFilesOfTheThreadGoOut(t *testing.T) {
	own := Attachment{ID: "att_1", Thread: "prp_1", UploadedBy: "acc_1"}
	sent := own
	sent.SentIn = "msg_0"
	for what, try := range map[string]Attachment{
		"somebody else's": {ID: "att_1", Thread: "prp_1", UploadedBy: "acc_2"},
		"another thread":  {ID: "att_1", Thread: "prp_2", UploadedBy: "acc_1"},
		"sent before":     sent,
		"nothing":         {},
	} {
		if _, err := try.Send("prp_1", "acc_1", "msg_1"); err == nil {
			t.Errorf("%s went out", what)
		}
	}
	if got, err := own.Send("prp_1", "acc_1", "msg_1"); err != nil || got.SentIn != "msg_1" {
		t.Errorf("one's own did not go out: %+v, %v", got, err)
	}
	if !own.MayRead("acc_1") || own.MayRead("acc_2") || !sent.MayRead("acc_2") {
		t.Error("an unsent file is its owner's, a sent one both sides'")
	}
}
