package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"azukari/internal/engine/clock"
	"azukari/internal/store/archive"
	"azukari/internal/store/blob"
	"azukari/internal/store/pgtest"
	"azukari/internal/store/sqlstore"
	"azukari/internal/store/storetest"
)

// furnished is an installation with some of everything in it, and one file.
func furnished(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	s, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(data, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Furnish(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := blob.Open(filepath.Join(data, "files"), (&clock.System{}).Time())
	if err == nil {
		_, err = files.Put("見積書.pdf", strings.NewReader(storetest.FileContent))
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// ran is the output of a command that must end well.
func ran(t *testing.T, args ...string) string {
	t.Helper()
	out, err := command(t, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("azukari %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// onlyFile is the one file of a directory, whatever its name.
func onlyFile(t *testing.T, directory string) string {
	t.Helper()
	all, err := os.ReadDir(directory)
	if err != nil || len(all) != 1 {
		t.Fatalf("%v %v: one file was expected", all, err)
	}
	return filepath.Join(directory, all[0].Name())
}

// TestABackupIsTakenWhileTheHouseIsOpen writes contracts without a pause while
// backups are taken, restores each on both databases, and proves the book there.
func TestABackupIsTakenWhileTheHouseIsOpen(t *testing.T) {
	t.Parallel()
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			keeping := []string{"--data=" + t.TempDir()}
			if database == "postgres" {
				keeping = append(keeping, "--db="+newDatabase(t))
			}
			s := start(t, append([]string{"serve", "--sandbox"}, keeping...)...)
			fundOne(t, s, "最初の仕事")
			enough, stop := context.WithCancel(t.Context())
			var writing sync.WaitGroup
			writing.Go(func() {
				for n := 0; enough.Err() == nil; n++ {
					fundOne(t, s, fmt.Sprint("仕事", n))
				}
			})
			to := t.TempDir()
			for n := range 3 {
				ran(t, append([]string{"backup", "--to=" + filepath.Join(to, fmt.Sprint(n))}, keeping...)...)
			}
			stop()
			writing.Wait()
			s.stop(t)
			var last int64
			for n := range 3 {
				file := filepath.Join(to, fmt.Sprint(n))
				_, m, err := archive.Verify(t.Context(), file)
				if err != nil || m.Point.Events < max(last, 1) {
					t.Fatalf("%v: %d events after %d", err, m.Point.Events, last)
				}
				last = m.Point.Events
				restored := t.TempDir()
				out := ran(t, "restore", "--from="+file, "--data="+restored)
				out += ran(t, "restore", "--from="+file, "--data="+t.TempDir(), "--db="+newDatabase(t))
				if said := fmt.Sprintf("the %d. event", m.Point.Events); strings.Count(out, said) != 2 || strings.Contains(out, "BAD") {
					t.Errorf("restored: %s", out)
				}
			}
		})
	}
}

func newDatabase(t *testing.T) string {
	t.Helper()
	url, err := pgtest.ForTest(t).NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// TestAChangedByteOfABackupIsFound flips bytes all over a real backup.
func TestAChangedByteOfABackupIsFound(t *testing.T) {
	t.Parallel()
	to := t.TempDir()
	ran(t, "backup", "--data="+furnished(t), "--to="+to)
	whole, err := os.ReadFile(onlyFile(t, to))
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	for n := range 1_000 {
		at := n * len(whole) / 1_000
		whole[at] ^= 1 << (n % 8)
		if err := os.WriteFile(broken, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		whole[at] ^= 1 << (n % 8)
		if _, _, err := archive.Verify(t.Context(), broken); !errors.Is(err, archive.ErrDamaged) {
			t.Fatalf("byte %d of %d: %v", at, len(whole), err)
		}
	}
	if out, err := command(t, "backup", "verify", broken).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "damaged") {
		t.Errorf("verify of a broken one: %v %s", err, out)
	}
	empty := t.TempDir()
	if out, err := command(t, "restore", "--from="+broken, "--data="+empty).CombinedOutput(); exitCode(err) != 1 || !strings.Contains(string(out), "damaged") {
		t.Errorf("restore of a broken one: %v %s", err, out)
	}
	if _, err := os.Stat(filepath.Join(empty, "azukari.db")); err == nil {
		t.Error("a house was made of it")
	}
}

// TestABackupThatFailsIsNone damages an uploaded file: nothing is left that could
// be taken for a backup, and what was there before stays.
func TestABackupThatFailsIsNone(t *testing.T) {
	t.Parallel()
	data, to := furnished(t), t.TempDir()
	var sum string
	for c, err := range blob.Look(filepath.Join(data, "files")).All() {
		if err != nil {
			t.Fatal(err)
		}
		sum = c.SHA256
	}
	good := filepath.Join(to, "good")
	ran(t, "backup", "--data="+data, "--to="+good)
	restored := t.TempDir()
	ran(t, "restore", "--from="+good, "--data="+restored)
	if content, err := blob.Look(filepath.Join(restored, "files")).Open(sum); err != nil {
		t.Errorf("the file did not come along: %v", err)
	} else {
		content.Close()
	}
	path := filepath.Join(data, "files", sum[:2], sum[2:4], sum)
	if err := os.WriteFile(path, []byte(strings.ToUpper(storetest.FileContent)+"!"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := command(t, "backup", "--data="+data, "--to="+to).CombinedOutput()
	if exitCode(err) != 1 || !strings.Contains(string(out), sum) {
		t.Errorf("a damaged file: %v %s", err, out)
	}
	if left := onlyFile(t, to); left != good {
		t.Errorf("it leaves %s", left)
	}
}

// TestOldBackupsGo keeps the newest; other files are nobody's business.
func TestOldBackupsGo(t *testing.T) {
	t.Parallel()
	data, to := furnished(t), t.TempDir()
	for _, name := range []string{"azukari-20250101T000000Z.tar.zst", "azukari-20250102T000000Z.tar.zst", "azukari-notes.txt"} {
		if err := os.WriteFile(filepath.Join(to, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ran(t, "backup", "--data="+data, "--to="+to, "--keep=2")
	names, err := backupsIn(to)
	if err != nil || len(names) != 2 || names[0] != "azukari-20250102T000000Z.tar.zst" {
		t.Errorf("left: %v %v", names, err)
	}
	if _, err := os.Stat(filepath.Join(to, "azukari-notes.txt")); err != nil {
		t.Error(err)
	}
}

// letters is a real mail server that tells of each letter.
type letters chan string

func (l letters) NewSession(*smtp.Conn) (smtp.Session, error) { return &letterSession{to: l}, nil }

type letterSession struct{ to letters }

func (*letterSession) Mail(string, *smtp.MailOptions) error { return nil }
func (*letterSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (*letterSession) Reset()                               {}
func (*letterSession) Logout() error                        { return nil }
func (s *letterSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	s.to <- string(b)
	return err
}

// TestARestoredCopyIsSilentUntilReleased: its pages and its health say what it
// is, its API takes nothing, no letter leaves; released, it works.
func TestARestoredCopyIsSilentUntilReleased(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "backup")
	ran(t, "backup", "--data="+furnished(t), "--to="+file)
	data := t.TempDir()
	ran(t, "restore", "--from="+file, "--data="+data)

	mails := make(letters, 100)
	server := smtp.NewServer(mails)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	serving := []string{"serve", "--data=" + data, "--smtp=smtp://" + l.Addr().String()}

	s := start(t, serving...)
	if code, body := s.status(t, "GET", "/readyz"); code != http.StatusOK || !strings.Contains(body, "in quarantine") {
		t.Errorf("/readyz: %d %s", code, body)
	}
	if code, body := s.status(t, "GET", "/"); code != http.StatusOK || !strings.Contains(body, `class="quarantine"`) {
		t.Errorf("/: %d without a banner", code)
	}
	s.stop(t)
	if n := len(mails); n > 0 {
		t.Fatalf("%d letters left", n)
	}

	if out, err := command(t, "restore", "release", "--data="+data).CombinedOutput(); exitCode(err) != exitConfig || !strings.Contains(string(out), "--original-is-off") {
		t.Errorf("released without a word: %v %s", err, out)
	}
	ran(t, "restore", "release", "--data="+data, "--original-is-off")
	s = start(t, serving...)
	if letter := <-mails; !strings.Contains(letter, "Message-ID") {
		t.Errorf("a letter without an id: %s", letter)
	}
	if code, body := s.status(t, "GET", "/readyz"); code != http.StatusOK || body != "ready\n" {
		t.Errorf("/readyz: %d %s", code, body)
	}
	s.stop(t)
}
