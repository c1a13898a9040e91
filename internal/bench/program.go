package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// A program is `azukari serve` as a process of its own, so that its memory is its
// own, and so are its files.
type program struct {
	*site
	process *exec.Cmd
	said    *strings.Builder
	ended   chan error
}

// patience is how long a program may take to serve, and to end.
const patience = 30 * time.Second

// start lets the program serve on a free port, as a sandbox: payments are play
// money there, and what one person may write is not limited.
func (r *run) start(ctx context.Context, args ...string) (*program, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return nil, err
	}
	p := &program{site: reach("http://" + address), said: &strings.Builder{}, ended: make(chan error, 1)}
	p.process = exec.CommandContext(ctx, r.options.Program, append([]string{"serve", "--sandbox", "--log-level=error", "--listen=" + address}, args...)...)
	p.process.Cancel = func() error { return p.process.Process.Signal(syscall.SIGTERM) }
	p.process.WaitDelay = patience
	p.process.Dir, p.process.Stderr = r.dir, p.said
	p.process.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir, "TMPDIR=" + r.dir}
	if err := p.process.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", r.options.Program, err)
	}
	go func() { p.ended <- p.process.Wait() }()
	for range int(patience / (20 * time.Millisecond)) {
		if err = p.get(ctx, "/readyz", func(*http.Request) {}); err == nil {
			return p, nil
		}
		select {
		case ended := <-p.ended:
			return nil, fmt.Errorf("the program does not serve: %w: %s", ended, p.said)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil, errors.Join(fmt.Errorf("the program does not serve: %w", err), p.end())
}

// end stops the program as its keeper would.
func (p *program) end() error {
	p.client.CloseIdleConnections()
	if err := p.process.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if err := <-p.ended; err != nil {
		return fmt.Errorf("the program ended badly: %w: %s", err, p.said)
	}
	return nil
}

// resident is how much memory the program has now, and the most that it had, in
// MiB.
func (p *program) resident() (now, most float64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.process.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	has, err := kibOf(string(text), "VmRSS:")
	if err != nil {
		return 0, 0, err
	}
	had, err := kibOf(string(text), "VmHWM:")
	return has / 1024, had / 1024, err
}

func kibOf(text, name string) (float64, error) {
	n, err := fieldOf(strings.ReplaceAll(text, " kB", ""), name)
	return float64(n), err
}
