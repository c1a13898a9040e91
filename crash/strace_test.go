package crash

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// traced is how a program is run under strace.
func traced(t *testing.T, options ...string) []string {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		without(t, "strace (Debian: apt-get install strace)", err)
	}
	return append([]string{"strace", "-f", "--seccomp-bpf", "-e", "signal=none"}, options...)
}

// recorded is traced, with everything that the program tells the disk and its
// callers written into a file.
func recorded(t *testing.T, file string) []string {
	return traced(t, "-y", "-xx", "-s", "200000", "-o", file, "-e",
		"trace=open,openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat")
}

// A call is one system call of a record. It begins and ends at places in it.
type call struct {
	name       string
	paths      []string // behind its file descriptors
	names      []string // that it names
	data       []byte
	numbers    []int64 // other arguments
	flags      string
	begun      int
	done       int // or never
	failed     bool
	descriptor string // the path behind what openat answers
}

var (
	callLine = regexp.MustCompile(`^(\d+) +(\w+)\((.*)$`)
	resumed  = regexp.MustCompile(`^(\d+) +<\.\.\. \w+ resumed>(.*)$`)
	result   = regexp.MustCompile(`\) += `)
	texts    = regexp.MustCompile(`[<"]((?:\\x[0-9a-f]{2})*)[>"]`)
)

// never is the end of a call in the middle of which the process ended.
const never = 1 << 40

// readRecord reads a record.
func readRecord(t *testing.T, file string) (calls []*call, end int) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8<<20)
	under := map[string]*call{} // by thread
	for ; lines.Scan(); end++ {
		text := lines.Text()
		if m := resumed.FindStringSubmatch(text); m != nil {
			if c := under[m[1]]; c != nil {
				c.ends(end, m[2])
				delete(under, m[1])
			}
			continue
		}
		m := callLine.FindStringSubmatch(text)
		if m == nil {
			continue // a thread ended
		}
		c := &call{name: m[2], begun: end}
		rest, unfinished := strings.CutSuffix(m[3], " <unfinished ...>")
		c.reads(rest)
		calls = append(calls, c)
		if unfinished {
			under[m[1]] = c
		} else {
			c.ends(end, rest)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for _, c := range under {
		c.done = never
	}
	return calls, end
}

// reads takes the arguments.
func (c *call) reads(text string) {
	args := text
	if m := result.FindStringIndex(text); m != nil {
		args = text[:m[0]]
	}
	for _, m := range texts.FindAllStringSubmatch(args, -1) {
		raw, err := hex.DecodeString(strings.ReplaceAll(m[1], `\x`, ""))
		if err != nil {
			continue
		}
		switch {
		case !strings.HasPrefix(m[0], `"`):
			c.paths = append(c.paths, string(raw))
		case c.name == "write" || c.name == "pwrite64":
			c.data = raw
		default:
			c.names = append(c.names, string(raw))
		}
	}
	for _, word := range strings.Split(texts.ReplaceAllString(args, ""), ",") {
		word = strings.TrimSpace(word)
		if n, err := strconv.ParseInt(word, 10, 64); err == nil {
			c.numbers = append(c.numbers, n)
		}
		if strings.Contains(word, "O_") {
			c.flags = word
		}
	}
}

func (c *call) ends(at int, text string) {
	c.done = at
	m := result.FindStringSubmatchIndex(text)
	if m == nil {
		c.failed = true
		return
	}
	answer := text[m[1]:]
	c.failed = strings.HasPrefix(answer, "-1")
	if m := texts.FindStringSubmatch(answer); m != nil {
		raw, _ := hex.DecodeString(strings.ReplaceAll(m[1], `\x`, ""))
		c.descriptor = string(raw)
	}
}

var requestID = regexp.MustCompile(`X-Request-Id: ([0-9a-f]+)`)

// answered says where in the record the answer to each request begins to leave.
func answered(calls []*call) map[string]int {
	at := map[string]int{}
	for _, c := range calls {
		if c.name == "write" && bytes.HasPrefix(c.data, []byte("HTTP/1.1 ")) {
			if m := requestID.FindSubmatch(c.data); m != nil {
				at[string(m[1])] = c.begun
			}
		}
	}
	return at
}

// tracee is the process that a record is about.
func tracee(t *testing.T, file string) int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Sscan(string(text[:min(len(text), 20)]), &pid); err != nil {
		t.Fatal(err)
	}
	return pid
}
