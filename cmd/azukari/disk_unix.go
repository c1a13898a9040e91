//go:build !windows

package main

import "syscall"

// freeSpace is what this user may still write below a directory, in bytes.
func freeSpace(directory string) (free int64, known bool) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(directory, &disk); err != nil {
		return 0, false
	}
	return int64(disk.Bavail) * int64(disk.Bsize), true
}
