//go:build unix

package pgtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDirectoryThatTheServersUserCannotReachIsNamed(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root lends the server to another user")
	}
	closed := filepath.Join(t.TempDir(), "closed")
	if err := os.MkdirAll(filepath.Join(closed, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	ForTest(t)
	if _, err := Start(filepath.Join(closed, "inside")); err == nil || !strings.Contains(err.Error(), "cannot enter "+closed) {
		t.Errorf("error is %v", err)
	}
}
