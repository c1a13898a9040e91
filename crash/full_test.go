package crash

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// required reports whether nothing may be left out.
func required() bool { return os.Getenv("CI") == "true" }

// without says what cannot be tried here, and fails where nothing may be left out.
func without(t *testing.T, what string, err error) {
	t.Helper()
	if required() {
		t.Fatalf("%s: %v", what, err)
	}
	t.Skipf("NOT TRIED: %s: %v", what, err)
}

// smallDisk is a disk in memory, mounted where only the programs see it that are
// run by way of run; seen is how this test sees it.
func smallDisk(t *testing.T, megabytes int) (run []string, dir, seen string) {
	t.Helper()
	dir = t.TempDir()
	unshare, nsenter := []string{"-m"}, []string{"-m"}
	if os.Getuid() != 0 {
		unshare, nsenter = []string{"-r", "-m"}, []string{"-U", "--preserve-credentials", "-m"}
	}
	script := fmt.Sprintf("mount -t tmpfs -o size=%dm none '%s' && echo mounted && read _", megabytes, dir)
	keeper := exec.Command("unshare", append(unshare, "sh", "-c", script)...)
	keeper.Stderr = os.Stderr
	in, err := keeper.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := keeper.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := keeper.Start(); err != nil {
		without(t, "mount a small disk", err)
	}
	t.Cleanup(func() {
		in.Close() // the disk goes with the keeper
		_ = keeper.Wait()
	})
	if said, err := bufio.NewReader(out).ReadString('\n'); said != "mounted\n" {
		without(t, "mount a small disk", err)
	}
	run = append([]string{"nsenter", "-t", fmt.Sprint(keeper.Process.Pid)}, append(nsenter, "--")...)
	return run, dir, fmt.Sprintf("/proc/%d/root%s", keeper.Process.Pid, dir)
}

// fill writes until nothing more fits.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for piece := make([]byte, 64<<10); len(piece) > 0; {
		if _, err := f.Write(piece); errors.Is(err, syscall.ENOSPC) {
			piece = piece[:len(piece)/2]
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestADiskThatIsFull lets the disk run full under load, several times: by what
// others write, and by the house's own log. Who writes is told so, 507 with a
// code of its own, on pages and with files too; who reads, reads; and when there
// is room again everything goes on, without a restart, and nothing is lost.
func TestADiskThatIsFull(t *testing.T) {
	t.Parallel()
	run, dir, disk := smallDisk(t, 40)
	program := build(t, "")
	h := open(t, append(run, program, "serve", "--sandbox", "--log-level=info", "--data="+filepath.Join(dir, "house"))...)
	c := gather(t, h, lives)
	jar, _ := cookiejar.New(nil) // never fails
	guest := &http.Client{Jar: jar, Timeout: patience}
	contract := c.signIn(h, guest, 0)

	var full atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	wait := c.persistentMay(ctx, h, func(status int) bool {
		if status == http.StatusInsufficientStorage {
			full.Add(1)
			return true
		}
		return waits(status)
	})
	for round := range 3 {
		ballast := filepath.Join(disk, "ballast")
		if round < 2 {
			fill(t, ballast)
		} // the last time it fills itself
		until(t, "something is refused for want of room", func() bool { return full.Load() > int64(50*(round+1)) || t.Failed() })
		if round == 2 {
			fill(t, ballast) // what its own growth has left
		}
		for _, path := range []string{"/readyz", "/healthz", "/", "/jobs", contract, "/contracts"} {
			got, err := guest.Get(h.url + path)
			if err != nil {
				t.Fatal(err)
			}
			got.Body.Close()
			if got.StatusCode != http.StatusOK {
				t.Errorf("on a full disk %s is answered with %d", path, got.StatusCode)
			}
		}
		if status, text := h.status("/v1"+contract, c.lives[0].client); status != http.StatusOK {
			t.Errorf("on a full disk a contract is answered with %d %s", status, text)
		}
		written := func(text string) (int, string) {
			return send(t, guest, h.url+contract+"/messages", text, "1"+strings.Repeat(" ", 256<<10))
		}
		status, page := written("never kept")
		if status != http.StatusInsufficientStorage || !strings.Contains(page, "空き容量") {
			t.Errorf("a file on a full disk is answered with %d %s", status, page)
		}
		if n := unfinished(t, filepath.Join(disk, "house", "files", "coming")); n > 0 {
			t.Errorf("%d unfinished files are left", n)
		}
		refused, acked := full.Load(), c.acks.Load()
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if round == 2 {
			break // its own growth stays
		}
		room := time.Now()
		until(t, "writing goes on", func() bool { return c.acks.Load() > acked+20 || t.Failed() })
		if took := time.Since(room); took > 10*time.Second {
			t.Errorf("writing goes on only after %v", took)
		}
		text := fmt.Sprintf("with a file, %d", round)
		if status, page := written(text); status >= 400 {
			t.Errorf("a file when there is room again is answered with %d %s", status, page)
		}
		c.also = append(c.also, text)
		t.Logf("%d refused for want of room so far, %d acknowledged; writing went on after %v", refused, acked, time.Since(room).Round(time.Millisecond))
	}
	stop()
	wait()
	h.stop() // its log goes back into the file, if it fits: then there is more room
	h = open(t, append(run, program, "serve", "--sandbox", "--log-level=info", "--data="+filepath.Join(dir, "house"))...)
	c.proved(h, map[*life]int{})
	c.whole(h)
	h.stop()
	copied := filepath.Join(t.TempDir(), "house")
	if err := os.CopyFS(copied, os.DirFS(filepath.Join(disk, "house"))); err != nil {
		t.Fatal(err)
	}
	compareSQLite(t, c, copied)
	t.Logf("a full disk: %d refused for want of room; %s", full.Load(), c.tally())
}

// signIn signs the first client in with a browser, with one contract of theirs.
func (c *crowd) signIn(h *house, guest *http.Client, nth int) (contract string) {
	c.t.Helper()
	l := c.lives[0]
	for len(l.formed) == 0 {
		if !c.once(context.Background(), h, l, nil) {
			c.t.FailNow()
		}
	}
	a, err := c.send(context.Background(), h, &line{path: "/v1/sandbox/accounts/" + l.client.id + "/login-link", key: fmt.Sprintf("link %d", nth), body: "{}"})
	if err != nil || a.status != http.StatusOK {
		c.t.Fatalf("a link to sign in: %d %s %v", a.status, a.body, err)
	}
	link := strings.Split(string(a.body), `"`)[3]
	got, err := guest.Get(h.url + link)
	if err != nil {
		c.t.Fatal(err)
	}
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK {
		c.t.Fatalf("signing in: %d", got.StatusCode)
	}
	return "/contracts/" + l.contract
}

// send writes a message with a text file, as the page's form does.
func send(t *testing.T, guest *http.Client, url, text, content string) (int, string) {
	t.Helper()
	got := sent(t, guest, url, text, content)
	defer got.Body.Close()
	page, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, string(page)
}

func sent(t *testing.T, guest *http.Client, url, text, content string) *http.Response {
	t.Helper()
	r, err := form(t.Context(), url, text, content)
	if err != nil {
		t.Fatal(err)
	}
	got, err := guest.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// form is what a browser sends for a message with a text file.
func form(ctx context.Context, url, text, content string) (*http.Request, error) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("files", "メモ.txt")
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err == nil {
		err = form.WriteField("body", text)
	}
	if err = errors.Join(err, form.Close()); err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, &b)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Accept-Language", "ja")
	return r, nil
}

func unfinished(t *testing.T, dir string) int {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// until waits for something.
func until(t *testing.T, what string, happens func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !happens(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it does not happen that %s", what)
		}
	}
}
