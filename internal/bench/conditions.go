package bench

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Conditions are under which the run was made.
type Conditions struct {
	CPUs        int      `json:"cpus"`
	GOMAXPROCS  int      `json:"gomaxprocs"`
	Go          string   `json:"go"`
	System      string   `json:"system"`
	Dir         string   `json:"dir"`
	Filesystem  string   `json:"filesystem"`
	Rounds      int      `json:"rounds"`
	SliceMillis int64    `json:"slice_ms"`
	WarmMillis  int64    `json:"warm_up_ms"`
	Notes       []string `json:"notes"`
}

func (r *run) conditions() Conditions {
	return Conditions{
		CPUs: runtime.NumCPU(), GOMAXPROCS: runtime.GOMAXPROCS(0), Go: runtime.Version(),
		System: runtime.GOOS + "/" + runtime.GOARCH, Dir: r.dir, Filesystem: filesystemOf(r.dir),
		Rounds: r.timing.rounds, SliceMillis: r.timing.slice.Milliseconds(), WarmMillis: r.timing.warm.Milliseconds(),
		Notes: []string{
			"callers, engine and (unless it was named) the database server share this machine",
			"where rows do not say otherwise, the outbox and the keeper of deadlines are not running; garbage is collected as always",
			fmt.Sprintf("each command through the door carries an idempotency key and keeps a rendered answer of at least %d bytes", answerBytes),
			"message: one side writes to the other on one of " + strconv.Itoa(r.timing.crowd) + " funded contracts (contract, message, notification, answer)",
			"payment: the gateway's answer funds one contract (deposit and hold in the ledger, contract, event, message, notifications, answer)",
			"lifecycle: post, propose, accept, fund ordered, fund settled, deliver, accept: " + strconv.Itoa(len(lifecycleSteps)) + " commands, or " +
				strconv.Itoa(calledSteps) + " calls as paying is one; callers are spread over the steps",
		},
	}
}

// filesystemOf is the kind of file system that holds the directory.
func filesystemOf(dir string) string {
	text, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return "unknown"
	}
	found, longest := "unknown", 0
	for line := range strings.Lines(string(text)) {
		mount, kind, ok := strings.Cut(line, " - ")
		fields := strings.Fields(mount)
		if !ok || len(fields) < 5 {
			continue
		}
		at := strings.TrimSuffix(fields[4], "/")
		if strings.HasPrefix(dir+"/", at+"/") && len(at) >= longest {
			found, longest = strings.Fields(kind)[0], len(at)
		}
	}
	return found
}

// inMemory are file systems on which nothing is kept.
func inMemory(filesystem string) bool { return filesystem == "tmpfs" || filesystem == "ramfs" }

// fieldOf finds a number behind its name in lines of a file of /proc.
func fieldOf(text, name string) (int64, error) {
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, name); ok {
			return strconv.ParseInt(strings.TrimSpace(value), 10, 64)
		}
	}
	return 0, fmt.Errorf("no line %q", name)
}
