//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"syscall"
)

// warden is a small shell that outlives us when we are killed: it ends the
// server, if the kernel has not yet, and removes the files.
type warden struct {
	cmd  *exec.Cmd
	line io.WriteCloser // closed by our death or written to by dismiss
}

// watch waits for a line, or for the end of input, which is our death. The
// process id is the one in the server's own directory, which nobody else writes;
// it is a plain number only while a postmaster has the directory.
const watch = `
read -r _ && exit 0
while read -r pid 2>/dev/null <"$1/data/postmaster.pid"; do
	case $pid in '' | *[!0-9]*) break ;; esac
	kill -s QUIT "$pid" 2>/dev/null || break
	sleep 0.1
done
rm -rf -- "$1" "$2"
`

func postWarden(r *room) (*warden, error) {
	cmd := exec.Command("/bin/sh", "-c", watch, "pgtest-warden", r.base, r.socket)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt at the terminal is not meant for it
	line, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &warden{cmd: cmd, line: line}, nil
}

// dismiss tells the warden that all is done; of no warden, it does nothing.
func (w *warden) dismiss() error {
	if w == nil {
		return nil
	}
	_, wrote := io.WriteString(w.line, "done\n")
	if err := errors.Join(wrote, w.line.Close(), w.cmd.Wait()); err != nil {
		return fmt.Errorf("dismiss the warden: %w", err)
	}
	return nil
}
