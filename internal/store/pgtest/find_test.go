package pgtest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindTakesTheNamedThenThePathThenTheNewest(t *testing.T) {
	root := t.TempDir()
	nine, fifteen, seventeen := filepath.Join(root, "9.6", "bin"), filepath.Join(root, "15", "bin"), filepath.Join(root, "17", "bin")
	client := filepath.Join(root, "18", "bin") // newest, but without a server
	install(t, nine, "initdb", "postgres")
	install(t, fifteen, "initdb", "postgres")
	install(t, seventeen, "initdb", "postgres")
	install(t, client, "psql", "initdb")
	patterns := []string{filepath.Join(root, "*", "bin")}
	for name, c := range map[string]struct {
		named  string
		onPath []string
		want   string
	}{
		"named":                   {named: nine, onPath: []string{fifteen}, want: nine},
		"on the path":             {onPath: []string{fifteen}, want: fifteen},
		"newest":                  {want: seventeen},
		"path without the server": {onPath: []string{client}, want: seventeen},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := find(c.named, c.onPath, patterns); err != nil || got != c.want {
				t.Errorf("found %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

func TestFindSaysWhatIsMissingAndWhatToInstall(t *testing.T) {
	_, err := find("", nil, []string{filepath.Join(t.TempDir(), "*")})
	if !errors.Is(err, ErrNotInstalled) || !strings.Contains(err.Error(), "apt-get install postgresql") {
		t.Errorf("error is %v", err)
	}
	empty := t.TempDir()
	_, err = find(empty, nil, nil)
	if err == nil || errors.Is(err, ErrNotInstalled) || !strings.Contains(err.Error(), "initdb") {
		t.Errorf("a wrong AZUKARI_PG_BIN gives %v: it is a mistake, not a machine without PostgreSQL", err)
	}
}

func install(t *testing.T, dir string, programs ...string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, program := range programs {
		if err := os.WriteFile(filepath.Join(dir, program), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
