package pgtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	superuser = "postgres"
	patience  = 2 * time.Minute       // for a step that takes a second or two on an idle machine
	lookEvery = 10 * time.Millisecond // at the file in which the server says how far it is
	portTries = 10
)

// errPortTaken is that somebody took the free port before the server could.
var errPortTaken = errors.New("port taken")

func (s *Server) start(bin string, options Options) (err error) {
	if !options.noWarden {
		if s.warden, err = postWarden(s.room); err != nil {
			return fmt.Errorf("post the warden: %w", err)
		}
	}
	if options.Follows != nil {
		if err := s.copyOf(bin, options.Follows); err != nil {
			return err
		}
	} else if err := s.initdb(bin); err != nil {
		return err
	}
	for range portTries {
		if err = s.startOnFreePort(bin, options); !errors.Is(err, errPortTaken) {
			return err
		}
	}
	return fmt.Errorf("no port stayed free in %d tries: %w", portTries, err)
}

// initdb makes the cluster: UTF-8, sorted by code point wherever it runs.
func (s *Server) initdb(bin string) error {
	err := s.initdbIn(bin, "C.UTF-8")
	if err == nil {
		return nil
	}
	if again := s.initdbIn(bin, "C"); again != nil { // not every system has C.UTF-8
		return errors.Join(err, again)
	}
	return nil
}

// copyOf makes the cluster a copy of another server's, which it then follows
// under the name of standby.
func (s *Server) copyOf(bin string, primary *Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := s.room.command(ctx, filepath.Join(bin, "pg_basebackup"), "--pgdata", s.room.data, "--write-recovery-conf", "--checkpoint", "fast",
		"--dbname", primary.URL(superuser)+"&application_name=standby")
	p, err := launch(cmd, true)
	if err != nil {
		return fmt.Errorf("run pg_basebackup: %w", err)
	}
	if <-p.over; p.err != nil {
		return fmt.Errorf("pg_basebackup: %w: %s", p.err, s.room.takeLog())
	}
	return nil
}

func (s *Server) initdbIn(bin, locale string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := s.room.command(ctx, filepath.Join(bin, "initdb"), "--pgdata", s.room.data, "--username", superuser,
		"--auth", "trust", "--encoding", "UTF8", "--locale", locale, "--no-sync")
	p, err := launch(cmd, true)
	if err != nil {
		return fmt.Errorf("run initdb: %w", err)
	}
	if <-p.over; p.err != nil {
		return fmt.Errorf("initdb --locale %s: %w: %s", locale, p.err, s.room.takeLog())
	}
	return nil
}

func (s *Server) startOnFreePort(bin string, options Options) (err error) {
	choose := options.choosePort
	if choose == nil {
		choose = freePort
	}
	if s.port, err = choose(); err != nil {
		return err
	}
	cmd := s.room.command(context.Background(), filepath.Join(bin, "postgres"), s.arguments(options)...)
	if s.process, err = launch(cmd, !options.noDeathSignal); err != nil {
		return fmt.Errorf("run postgres: %w", err)
	}
	return s.awaitReady()
}

// arguments are the server's settings; where it listens is not up to the caller.
func (s *Server) arguments(options Options) []string {
	settings := map[string]string{"max_connections": "200", "timezone": "UTC", "log_timezone": "UTC", "fsync": "on"}
	if options.NoFsync {
		settings["fsync"], settings["synchronous_commit"], settings["full_page_writes"] = "off", "off", "off"
	}
	maps.Copy(settings, options.Settings)
	maps.Copy(settings, map[string]string{"listen_addresses": "127.0.0.1", "port": strconv.Itoa(s.port),
		"unix_socket_directories": s.room.socket})
	args := []string{"-D", s.room.data}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		args = append(args, "--"+name+"="+settings[name])
	}
	return args
}

// awaitReady waits for the server's own word in its own directory: a stranger
// that answers at our port is never taken for it.
func (s *Server) awaitReady() error {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for {
		select {
		case <-s.process.over:
			return s.endedEarly()
		case <-enough.C:
			return fmt.Errorf("postgres takes no connections after %s: %s", patience, s.room.takeLog())
		case <-look.C:
			if s.ready() {
				return nil
			}
		}
	}
}

// ready reads postmaster.pid, whose first line is the process and whose eighth
// is its state.
func (s *Server) ready() bool {
	text, err := os.ReadFile(filepath.Join(s.room.data, "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := strings.Split(string(text), "\n")
	return len(lines) > 7 && strings.TrimSpace(lines[0]) == strconv.Itoa(s.process.id) &&
		(strings.TrimSpace(lines[7]) == "ready" || strings.TrimSpace(lines[7]) == "standby")
}

func (s *Server) endedEarly() error {
	said := s.room.takeLog()
	if strings.Contains(said, "could not create any TCP/IP sockets") {
		return fmt.Errorf("%w: %s", errPortTaken, said)
	}
	return fmt.Errorf("postgres ended at once (%v): %s", s.process.err, said)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("look for a free port: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return 0, fmt.Errorf("give the free port back: %w", err)
	}
	return port, nil
}

// command is a program of the server's, run by its user, in its directory, with
// none of our PostgreSQL settings or languages around it.
func (r *room) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = r.base
	cmd.Stdout, cmd.Stderr = r.log, r.log // a file: no pipe that somebody must keep reading
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); !strings.HasPrefix(name, "PG") && !strings.HasPrefix(name, "LC_") &&
			!strings.HasPrefix(name, "LANG") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	r.owner.runs(cmd)
	return cmd
}
