package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is one program that we started; it dies with us.
type process struct {
	id     int
	handle *os.Process
	over   chan struct{} // closed when it has ended and has been waited for
	err    error         // how it ended; read after over
}

// launch starts the program from a thread that lives until the program has
// ended. Linux sends the death signal when the thread that forked goes, not when
// the process goes, and a Go thread may go at any time unless a goroutine is
// locked to it.
func launch(cmd *exec.Cmd, diesWithUs bool) (*process, error) {
	if diesWithUs {
		dieWithParent(cmd)
	}
	p := &process{over: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		p.handle = cmd.Process
		started <- err
		if err != nil {
			return
		}
		p.err = cmd.Wait()
		close(p.over)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	p.id = p.handle.Pid
	return p, nil
}

// end stops the process and waits until it is gone; of no process, it does nothing.
func (p *process) end() error {
	if p == nil {
		return nil
	}
	for _, signal := range []os.Signal{syscall.SIGQUIT, os.Kill} { // SIGQUIT: PostgreSQL's immediate shutdown
		if err := p.handle.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("signal process %d: %w", p.id, err)
		}
		select {
		case <-p.over:
			return nil
		case <-time.After(15 * time.Second):
		}
	}
	return fmt.Errorf("process %d does not end", p.id)
}
