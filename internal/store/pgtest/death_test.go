package pgtest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
)

// childEnv makes this test binary a process that starts a server and waits to be killed.
const childEnv = "PGTEST_CHILD_OPTIONS"

// born is what the child tells of its server.
type born struct {
	PID, Port    int
	Base, Socket string
}

func beChild() {
	options := Options{NoFsync: true}
	switch os.Getenv(childEnv) {
	case "signal only":
		options.noWarden = true
	case "warden only":
		options.noDeathSignal = true
	}
	s, err := StartWith("", options)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(born{s.PID(), s.port, s.room.base, s.room.socket}); err != nil {
		os.Exit(1)
	}
	select {}
}

func TestKilledParentLeavesNoServerBehind(t *testing.T) {
	for _, means := range []string{"both", "signal only", "warden only"} {
		t.Run(means, func(t *testing.T) {
			if means == "signal only" && runtime.GOOS != "linux" {
				t.Skip("only Linux has death signals")
			}
			ForTest(t)
			child, s := startChild(t, means)
			backend := connect(t, serverAt(s)).PgConn().PID()
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the server ends", func() bool { return !alive(s.PID) })
			eventually(t, "its backend ends", func() bool { return !alive(int(backend)) })
			if c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port))); err == nil {
				c.Close()
				t.Error("something still listens at the server's port")
			}
			if means == "signal only" { // the kernel removes no files
				t.Cleanup(func() { _ = os.RemoveAll(s.Base); _ = os.RemoveAll(s.Socket) })
				return
			}
			eventually(t, "its files go", func() bool { return absent(s.Base) && absent(s.Socket) })
		})
	}
}

func serverAt(s born) string {
	return (&Server{port: s.Port}).URL("postgres")
}

// startChild runs this test binary again as a process with a server of its own.
func startChild(t *testing.T, means string) (*exec.Cmd, born) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+means)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = child.Process.Kill(); _ = child.Wait() }) // it was to be killed
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal("the child says nothing:", err)
	}
	var s born
	if err := json.Unmarshal(line, &s); err != nil {
		t.Fatal(err)
	}
	if !alive(s.PID) {
		t.Fatal("the child's server does not run")
	}
	return child, s
}
