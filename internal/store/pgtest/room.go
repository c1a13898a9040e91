package pgtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// room is where one server lives: its cluster, its log and its socket.
type room struct {
	base   string // holds all but the socket
	data   string
	socket string // a directory of its own: a socket's path has about 100 bytes
	log    *os.File
	owner  owner
}

func newRoom(dir string) (r *room, err error) {
	r = &room{}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.remove())
		}
	}()
	if r.owner, err = findOwner(); err != nil {
		return r, err
	}
	if dir, err = r.owner.place(dir); err != nil {
		return r, err
	}
	if r.base, err = r.owner.mkdir(dir, "azukari-pg-"); err != nil {
		return r, err
	}
	if r.socket, err = r.owner.mkdir(shortDir, "azpg-"); err != nil {
		return r, err
	}
	r.data = filepath.Join(r.base, "data")
	r.log, err = os.OpenFile(filepath.Join(r.base, "log"), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	return r, err
}

// mkdir makes a directory that only the server's user (and root) can enter.
func (o owner) mkdir(parent, prefix string) (string, error) {
	dir, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	return dir, o.give(dir)
}

// takeLog is the end of what the programs said, and empties it for the next one.
func (r *room) takeLog() string {
	const most = 4 << 10
	text, err := os.ReadFile(r.log.Name())
	if err != nil {
		return fmt.Sprintf("(its log cannot be read: %v)", err)
	}
	if err := r.log.Truncate(0); err != nil {
		return fmt.Sprintf("(its log cannot be emptied: %v)", err)
	}
	return strings.TrimSpace(string(text[max(0, len(text)-most):]))
}

func (r *room) remove() error {
	var errs []error
	if r.log != nil {
		errs = append(errs, r.log.Close())
	}
	for _, dir := range []string{r.base, r.socket} {
		if dir != "" {
			errs = append(errs, os.RemoveAll(dir))
		}
	}
	return errors.Join(errs...)
}
