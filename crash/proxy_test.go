package crash

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// A proxy stands between the house and PostgreSQL, reads what the server says,
// and cuts where it is told to.
type proxy struct {
	t      *testing.T
	server string
	url    string // of the database through the proxy
	listen net.Listener

	mu    sync.Mutex
	where moment
	cut   chan struct{} // told of each cut
	lines map[net.Conn]bool
	down  bool // nobody is let in
	mute  bool // nothing is passed on
	wake  *sync.Cond
}

// A moment is when in a transaction the next cut comes.
type moment int

const (
	nowhere      moment = iota
	beforeCommit        // what writes and commits is not passed on
	withinCommit        // half of it is
	afterCommit         // the server has committed; its answer is not passed on
)

func startProxy(t *testing.T, database string) *proxy {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{t: t, server: u.Host, cut: make(chan struct{}, 1), lines: map[net.Conn]bool{}}
	p.wake = sync.NewCond(&p.mu)
	if p.listen, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	u.Host = p.listen.Addr().String()
	p.url = u.String()
	go func() {
		for {
			client, err := p.listen.Accept()
			if err != nil {
				return
			}
			go p.serve(client)
		}
	}()
	t.Cleanup(func() {
		p.listen.Close()
		p.set(true, false)
	})
	return p
}

// set says whether somebody is let in, and whether anything is passed on; who is
// there when nobody is let in any more is thrown out.
func (p *proxy) set(down, mute bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down, p.mute = down, mute
	if down {
		for c := range p.lines {
			c.Close()
		}
	}
	p.wake.Broadcast()
}

// arm lets the next connection that comes to the moment be cut.
func (p *proxy) arm(where moment) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.where = where
	return p.cut
}

// pass waits while nothing is passed on.
func (p *proxy) pass() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.mute && !p.down {
		p.wake.Wait()
	}
}

// here reports whether to cut here, once.
func (p *proxy) here(where moment) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.where != where {
		return false
	}
	p.where = nowhere
	p.cut <- struct{}{}
	return true
}

func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", p.server)
	if err != nil {
		return
	}
	defer server.Close()
	p.mu.Lock()
	down := p.down
	p.lines[client], p.lines[server] = true, true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.lines, client)
		delete(p.lines, server)
		p.mu.Unlock()
	}()
	if down {
		return
	}
	var state lineState
	go func() { // what the house says
		defer client.Close()
		defer server.Close()
		b := make([]byte, 64<<10)
		for {
			n, err := client.Read(b)
			if err != nil {
				return
			}
			p.pass()
			switch inside := state.inside(); {
			case inside && p.here(beforeCommit):
				return
			case inside && p.here(withinCommit):
				_, _ = server.Write(b[:n/2]) // the line is cut anyway
				return
			}
			if _, err := server.Write(b[:n]); err != nil {
				return
			}
		}
	}()
	var head [5]byte
	for { // what the server says, message by message
		if _, err := io.ReadFull(server, head[:]); err != nil {
			return
		}
		message := make([]byte, 1+binary.BigEndian.Uint32(head[1:]))
		copy(message, head[:])
		if _, err := io.ReadFull(server, message[5:]); err != nil {
			return
		}
		switch head[0] {
		case 'Z':
			state.set(message[5] == 'T')
		case 'C':
			if bytes.Equal(message[5:], []byte("COMMIT\x00")) && p.here(afterCommit) {
				return
			}
		}
		p.pass()
		if _, err := client.Write(message); err != nil {
			return
		}
	}
}

// lineState is whether the server is inside a transaction.
type lineState struct {
	mu sync.Mutex
	in bool
}

func (s *lineState) set(in bool) { s.mu.Lock(); s.in = in; s.mu.Unlock() }
func (s *lineState) inside() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.in
}
