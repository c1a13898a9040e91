package clock

import (
	"time"

	"golang.org/x/sys/unix"
)

// uptime is how long the machine has been running, asleep or not; 0 when it does
// not tell.
func uptime() time.Duration {
	var since unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &since) != nil {
		return 0
	}
	return time.Duration(since.Nano())
}
