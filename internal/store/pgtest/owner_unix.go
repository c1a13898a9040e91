//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

const shortDir = "/tmp"

// owner is the user who runs the server: us, or another one when we are root,
// whom PostgreSQL refuses to serve.
type owner struct {
	name string // empty: us
	cred *syscall.Credential
}

func findOwner() (owner, error) {
	if os.Geteuid() != 0 {
		return owner{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if errors.As(err, new(user.UnknownUserError)) {
			continue
		}
		if err != nil {
			return owner{}, fmt.Errorf("look up user %s: %w", name, err)
		}
		return ownerOf(u)
	}
	return owner{}, errors.New("we are root, PostgreSQL does not run as root, and there is no user postgres or nobody")
}

func ownerOf(u *user.User) (owner, error) {
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return owner{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return owner{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	return owner{name: u.Username, cred: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

// runs makes the program run as the owner and out of reach of an interrupt that
// a terminal sends to us.
func (o owner) runs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: o.cred, Setpgid: true}
}

// give hands the directory to the owner.
func (o owner) give(dir string) error {
	if o.cred == nil {
		return nil
	}
	return os.Chown(dir, int(o.cred.Uid), int(o.cred.Gid))
}

// place is the directory beneath which the owner can work: the one asked for, or
// else a temporary directory that the owner can reach.
func (o owner) place(dir string) (string, error) {
	if dir != "" {
		return dir, o.reaches(dir)
	}
	var errs []error
	for _, dir := range []string{os.TempDir(), "/tmp", "/var/tmp"} {
		err := o.reaches(dir)
		if err == nil {
			return dir, nil
		}
		errs = append(errs, err)
	}
	return "", errors.Join(errs...)
}

// reaches is nil if the owner can pass through the directory and all above it.
func (o owner) reaches(dir string) error {
	if o.cred == nil {
		return nil
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	for ; ; dir = filepath.Dir(dir) {
		if err := o.enters(dir); err != nil {
			return err
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

func (o owner) enters(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	mode := info.Mode().Perm()
	may := mode&0o001 != 0
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Uid == o.cred.Uid {
		may = mode&0o100 != 0
	} else if ok && stat.Gid == o.cred.Gid {
		may = mode&0o010 != 0
	}
	if !may {
		return fmt.Errorf("we are root, so the server runs as user %s, who cannot enter %s (%s): "+
			"choose a directory that everyone can pass through", o.name, dir, info.Mode())
	}
	return nil
}
