package crash

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A house is a running program.
type house struct {
	t     *testing.T
	url   string
	cmd   *exec.Cmd
	pid   int // of azukari itself, whatever it is run by
	ended chan struct{}

	mu  sync.Mutex
	log strings.Builder
}

var address = regexp.MustCompile(`msg=serving address=(http://\S+)`)

// open runs a program, by itself or by another one that is named before it, and
// waits until it serves.
func open(t *testing.T, line ...string) *house {
	t.Helper()
	h, err := tryOpen(t, patience, line...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func tryOpen(t *testing.T, within time.Duration, line ...string) (*house, error) {
	t.Helper()
	h := &house{t: t, ended: make(chan struct{})}
	dir := t.TempDir()
	h.cmd = exec.Command(line[0], append(line[1:], "--listen=127.0.0.1:0")...)
	h.cmd.Dir = dir
	h.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir}
	h.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // what runs it ends with it
	out, err := h.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := h.cmd.Start(); err != nil {
		return nil, err
	}
	h.pid = h.cmd.Process.Pid
	t.Cleanup(h.kill)
	serving := make(chan struct{})
	go func() {
		defer close(h.ended)
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			h.mu.Lock()
			if !strings.Contains(lines.Text(), "level=INFO msg=request") {
				h.log.WriteString(lines.Text() + "\n")
			}
			found := address.FindStringSubmatch(lines.Text())
			if found != nil && h.url == "" {
				h.url = found[1]
				close(serving)
			}
			h.mu.Unlock()
		}
		_ = h.cmd.Wait() // how it ended is in ProcessState
	}()
	select {
	case <-serving:
		return h, nil
	case <-h.ended:
		return nil, errors.New("the program does not serve: " + h.said())
	case <-time.After(within):
		h.kill()
		return nil, errors.New("the program does not serve in time: " + h.said())
	}
}

// said is its log.
func (h *house) said() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.String()
}

// complaints are the last of the log's errors.
func (h *house) complaints() string {
	var errors []string
	for text := range strings.Lines(h.said()) {
		if strings.Contains(text, "level=ERROR") && !strings.Contains(text, "msg=request") {
			errors = append(errors, text)
		}
	}
	return strings.Join(errors[max(0, len(errors)-5):], "")
}

// kill ends it as a power cut ends a process: at once.
func (h *house) kill() {
	_ = syscall.Kill(-h.cmd.Process.Pid, syscall.SIGKILL) // it may have ended
	<-h.ended
}

// stop asks it to end, and expects it to end well.
func (h *house) stop() {
	h.t.Helper()
	if err := syscall.Kill(h.pid, syscall.SIGTERM); err != nil {
		h.t.Fatal(err)
	}
	h.await(patience)
	if !h.cmd.ProcessState.Success() {
		h.t.Fatalf("it ended with %v: %s", h.cmd.ProcessState, h.said())
	}
}

// await expects it to end by itself.
func (h *house) await(within time.Duration) {
	h.t.Helper()
	select {
	case <-h.ended:
	case <-time.After(within):
		h.t.Fatalf("it does not end within %v: %s", within, h.said())
	}
}

// status asks for a page, as somebody or as a visitor; 0 is no answer.
func (h *house) status(path string, as ...person) (int, string) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range as {
		r.Header.Set("Authorization", "Bearer "+p.token)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		return 0, err.Error()
	}
	return got.StatusCode, string(b)
}

// examine lets the doctor look.
func examine(t *testing.T, program string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), program, append([]string{"doctor"}, args...)...).CombinedOutput(); err != nil || strings.Contains(string(out), "BAD") {
		t.Errorf("the doctor: %v\n%s", err, out)
	}
}
