//go:build !unix

package pgtest

import (
	"os"
	"os/exec"
)

const shortDir = ""

// owner is the user who runs the server: always us here.
type owner struct{}

func findOwner() (owner, error) { return owner{}, nil }

func (o owner) runs(*exec.Cmd) {}

func (o owner) give(string) error { return nil }

func (o owner) place(dir string) (string, error) {
	if dir == "" {
		return os.TempDir(), nil
	}
	return dir, nil
}
