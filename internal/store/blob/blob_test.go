package blob

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/refusal"
)

// present is later than any file that a test left unfinished, by more than abandoned.
var present = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

var (
	png = append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 64)...)
	pdf = []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
	exe = append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"), make([]byte, 200)...)
)

func docx(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte("<x/>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir, present)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// kept lists the files below a directory.
func kept(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAContentIsKeptOnceAndComesBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "files")
	s := open(t, dir)
	for _, name := range []string{`C:\図\絵.PNG`, "other.png"} {
		f, err := s.Put(name, bytes.NewReader(png))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(png)
		if f.SHA256 != hex.EncodeToString(sum[:]) || f.Size != int64(len(png)) || f.Type != "image/png" || strings.Contains(f.Name, `\`) {
			t.Errorf("%s became %+v", name, f)
		}
		r, err := s.Open(f.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, png) {
			t.Errorf("%d bytes came back, %v", len(got), err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if names := kept(t, dir); len(names) != 1 {
		t.Errorf("the same content is kept as %q", names)
	}
}

func TestWhatIsRefusedLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.largest = 1_000
	broken := errors.New("the line broke")
	tests := []struct {
		what, name string
		content    io.Reader
		code       refusal.Code
		err        error
	}{
		{"a byte too much", "a.txt", strings.NewReader(strings.Repeat("a", 1_001)), refusal.PayloadTooLarge, nil},
		{"nothing", "a.txt", strings.NewReader(""), refusal.ValidationFailed, nil},
		{"a program by its name", "a.exe", bytes.NewReader(exe), refusal.ValidationFailed, nil},
		{"a program in disguise", "a.png", bytes.NewReader(exe), refusal.ValidationFailed, nil},
		{"a page", "a.html", strings.NewReader("<html>"), refusal.ValidationFailed, nil},
		{"a picture called a text", "a.txt", bytes.NewReader(png), refusal.ValidationFailed, nil},
		{"half of a file", "a.txt", io.MultiReader(strings.NewReader("a"), failing{broken}), "", broken},
	}
	for _, test := range tests {
		_, err := s.Put(test.name, test.content)
		var no *refusal.Refusal
		if test.err != nil && !errors.Is(err, test.err) || test.err == nil && (!errors.As(err, &no) || no.Code != test.code || no.Detail == "") {
			t.Errorf("%s: %v", test.what, err)
		}
	}
	if names := kept(t, dir); len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
	if _, err := s.Put("a.txt", strings.NewReader(strings.Repeat("a", 1_000))); err != nil {
		t.Errorf("the largest file: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestOfficesFilesAreKnown(t *testing.T) {
	s := open(t, t.TempDir())
	for name, content := range map[string][]byte{
		"契約書.docx": docx(t), "まとめ.zip": docx(t), "請求書.pdf": pdf,
		"一覧.csv": []byte("a,b\n1,2\n"), "shift_jis.csv": {0x93, 0xfa, 0x96, 0x7b, ',', '1', '\n'}, "メモ.txt": []byte("<html>と書いたメモ"),
		"図.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
	} {
		if f, err := s.Put(name, bytes.NewReader(content)); err != nil || f.Size != int64(len(content)) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func TestLeftoversAreClearedAtStart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	f, err := s.Put("a.txt", strings.NewReader("残る"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.coming(), "half"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if names := kept(t, dir); len(names) != 1 || names[0] != s.pathOf(f.SHA256) {
		t.Errorf("after a start there are %q", names)
	}
}

func TestOnlyHashesAreOpened(t *testing.T) {
	s := open(t, t.TempDir())
	for _, sum := range []string{"", "..", "../../../../etc/passwd", strings.Repeat("0", 64), strings.Repeat("A", 64), strings.Repeat("/", 64)} {
		if _, err := s.Open(sum); !errors.Is(err, ErrGone) {
			t.Errorf("%q: %v", sum, err)
		}
	}
}
