package bench

import (
	"os"
	"syscall"
)

const syncCall = "fdatasync"

func fdatasync(f *os.File) error {
	for {
		if err := syscall.Fdatasync(int(f.Fd())); err != syscall.EINTR {
			return err
		}
	}
}
