package pgtest

import (
	"os/exec"
	"syscall"
)

// dieWithParent has the kernel shut the program down at once when the thread
// that starts it is gone, even by SIGKILL.
func dieWithParent(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGQUIT
}
