package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// ErrNotInstalled is that this machine has no PostgreSQL server, as far as we can see.
var ErrNotInstalled = errors.New("no PostgreSQL server found")

const howToInstall = "install one (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; " +
	"Alpine: apk add postgresql; macOS: brew install postgresql), or set AZUKARI_PG_BIN to the directory that holds " +
	"initdb and postgres"

// installed are the directories in which systems keep PostgreSQL's programs.
var installed = []string{
	"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/usr/local/pgsql/bin",
	"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin", "/opt/local/lib/postgresql*/bin",
}

// Find is the directory of the programs initdb and postgres: the one named by
// AZUKARI_PG_BIN, else that of pg_config or initdb on the path, else the newest
// installed. Its error wraps ErrNotInstalled when there is none.
func Find() (bindir string, err error) {
	return find(os.Getenv("AZUKARI_PG_BIN"), onPath(), installed)
}

func find(named string, onPath, patterns []string) (string, error) {
	if named != "" {
		if missing := lacks(named); missing != "" {
			return "", fmt.Errorf("AZUKARI_PG_BIN is %s, where there is no program %s", named, missing)
		}
		return named, nil
	}
	for _, dir := range append(onPath, newestFirst(patterns)...) {
		if lacks(dir) == "" {
			return dir, nil
		}
	}
	return "", fmt.Errorf("%w (initdb and postgres, neither by pg_config on the PATH nor in %s): %s",
		ErrNotInstalled, strings.Join(patterns, ", "), howToInstall)
}

// onPath are the directories that the programs on the PATH point to.
func onPath() (dirs []string) {
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if initdb, err = filepath.EvalSymlinks(initdb); err == nil {
			dirs = append(dirs, filepath.Dir(initdb))
		}
	}
	return dirs
}

// newestFirst are the directories that match, the highest version first, and
// those of one version in the order of the patterns.
func newestFirst(patterns []string) (dirs []string) {
	for _, pattern := range patterns {
		matches, err := filepath.Glob(pattern)
		if err != nil {
			continue // a pattern of ours that is wrong finds nothing
		}
		dirs = append(dirs, matches...)
	}
	slices.SortStableFunc(dirs, func(a, b string) int { return slices.Compare(version(b), version(a)) })
	return dirs
}

// version is the numbers in the path: /usr/lib/postgresql/9.6/bin is 9, 6.
func version(path string) (numbers []int) {
	for field := range strings.FieldsFuncSeq(path, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(field); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// lacks is the first program that the directory does not hold, or nothing.
func lacks(dir string) string {
	for _, name := range []string{"initdb", "postgres"} {
		if runtime.GOOS == "windows" {
			name += ".exe"
		}
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || !info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}
