// Package pgtest is a real PostgreSQL of one's own that is thrown away: for tests
// and for azukari bench. It promises a fresh cluster with nobody else in it, that
// commits are as durable as in production unless Options say otherwise, and that
// the server and its files go when Stop is called or when the process that
// started it dies, however it dies. It refuses to touch a server that it did not
// start, and it never imitates a database: where no PostgreSQL is installed, Find
// says so and ForTest skips (or fails, where the tests are required).
//
// The cluster trusts whoever reaches it: it listens on 127.0.0.1 and on a unix
// socket without a password. Put nothing in it that anyone else on the machine
// may not see.
package pgtest

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
)

// Options say how a server differs from one that keeps every commit.
type Options struct {
	// NoFsync gives durability up for speed; never measure with it.
	NoFsync bool
	// Settings are server settings by name, such as "shared_buffers": "1GB".
	Settings map[string]string

	// Follows is the server whose standby this one is to be, until it is promoted.
	Follows *Server

	noDeathSignal, noWarden bool                // each way of dying with the parent is tested alone
	choosePort              func() (int, error) // nil: a free one
}

// Server is one running PostgreSQL; its methods may be called from any goroutine.
type Server struct {
	port    int
	room    *room
	process *process
	warden  *warden

	databases atomic.Int64
	templates sync.Mutex
	stop      sync.Once
	stopErr   error
}

// Start starts a server in a new directory beneath dir, or beneath the system's
// temporary directory when dir is empty, and returns when it takes connections.
func Start(dir string) (*Server, error) { return StartWith(dir, Options{}) }

// StartWith is Start with a say in how the server is set up.
func StartWith(dir string, options Options) (*Server, error) {
	bin, err := Find()
	if err != nil {
		return nil, err
	}
	room, err := newRoom(dir)
	if err != nil {
		return nil, fmt.Errorf("make the directory of a throw-away PostgreSQL: %w", err)
	}
	s := &Server{room: room}
	if err := s.start(bin, options); err != nil {
		return nil, errors.Join(fmt.Errorf("start a throw-away PostgreSQL of %s: %w", bin, err), s.Stop())
	}
	return s, nil
}

// Stop ends this server at once, without a last checkpoint, and removes its
// files; called again it does nothing more and gives the same answer.
func (s *Server) Stop() error {
	s.stop.Do(func() {
		if s.stopErr = s.process.end(); s.stopErr == nil {
			s.stopErr = s.room.remove()
		}
		s.stopErr = errors.Join(s.stopErr, s.warden.dismiss())
	})
	return s.stopErr
}

// URL is how a client on this machine reaches the database over TCP.
func (s *Server) URL(db string) string {
	return s.url(db, "127.0.0.1:"+strconv.Itoa(s.port), url.Values{"sslmode": {"disable"}})
}

// SocketURL is how a client on this machine reaches the database over the unix
// socket, which costs less than TCP.
func (s *Server) SocketURL(db string) string {
	return s.url(db, "", url.Values{"host": {s.room.socket}, "port": {strconv.Itoa(s.port)}})
}

func (s *Server) url(db, host string, query url.Values) string {
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Host: host, Path: "/" + db, RawQuery: query.Encode()}
	return u.String()
}

// PID is the process id of the server's first process, the postmaster.
func (s *Server) PID() int { return s.process.id }

// Dir is the directory that holds the server's files and its log.
func (s *Server) Dir() string { return s.room.base }
