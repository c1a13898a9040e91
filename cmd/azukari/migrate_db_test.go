package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"azukari/internal/store/sqlstore"
)

// A stallingProxy stands before a database server and lets everything through
// until a statement begins with a text; then nothing any more.
type stallingProxy struct {
	net.Listener
	server string
	at     []byte
	once   sync.Once
	stalls chan struct{}
}

func stallAt(t *testing.T, database, at string) (address string, stalls <-chan struct{}) {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p := &stallingProxy{Listener: l, server: u.Host, at: []byte(at), stalls: make(chan struct{})}
	go p.serve()
	u.Host = l.Addr().String()
	return u.String(), p.stalls
}

func (p *stallingProxy) serve() {
	for {
		client, err := p.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			client.Close()
			return
		}
		go func() { _, _ = io.Copy(client, server) }()
		go p.pass(client, server)
	}
}

// pass ends both sides when the client goes.
func (p *stallingProxy) pass(client, server net.Conn) {
	defer server.Close()
	var seen []byte
	b := make([]byte, 64<<10)
	for {
		n, err := client.Read(b)
		if err != nil {
			return
		}
		seen = append(seen[max(0, len(seen)-len(p.at)):], b[:n]...)
		if bytes.Contains(seen, p.at) {
			p.once.Do(func() { close(p.stalls) })
			_, _ = io.Copy(io.Discard, client)
			return
		}
		if _, err := server.Write(b[:n]); err != nil {
			return
		}
	}
}

// TestAMoveThatIsKilledGoesOn kills a move in the middle of its tables; the same
// command finishes it, and proves it.
func TestAMoveThatIsKilledGoesOn(t *testing.T) {
	t.Parallel()
	data, database := furnished(t), newDatabase(t)
	through, stalls := stallAt(t, database, `insert into "events"`)
	move := command(t, "migrate-db", "--from="+data, "--to="+through)
	if err := move.Start(); err != nil {
		t.Fatal(err)
	}
	<-stalls
	if err := move.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = move.Wait() // it was killed
	if _, err := sqlstore.OpenPostgres(t.Context(), database); !errors.Is(err, sqlstore.ErrUnfinished) {
		t.Fatalf("half a house opens: %v", err)
	}
	if out, err := command(t, "serve", "--listen=127.0.0.1:0", "--data="+t.TempDir(), "--db="+database).CombinedOutput(); exitCode(err) != exitConfig || !strings.Contains(string(out), "not finished") {
		t.Errorf("half a house is served: %v %s", err, out)
	}
	out := ran(t, "migrate-db", "--from="+data, "--to="+database)
	if !strings.Contains(out, "rows were there") || !strings.Contains(out, " 0 differences") || strings.Contains(out, "events                    0 rows") {
		t.Errorf("the second try: %s", out)
	}
	if _, err := os.Stat(filepath.Join(data, "azukari.db")); err == nil {
		t.Error("the old house can still be opened")
	}
	s := start(t, "serve", "--sandbox", "--data="+data, "--db="+database)
	fundOne(t, s, "引っ越しのあと")
	s.stop(t)
	ran(t, "backup", "--data="+data, "--db="+database, "--to="+filepath.Join(t.TempDir(), "after"))
}

func TestAMoveNeedsAQuietSourceAndAnEmptyTarget(t *testing.T) {
	t.Parallel()
	data, database := furnished(t), newDatabase(t)
	s := start(t, "serve", "--data="+data)
	out, err := command(t, "migrate-db", "--from="+data, "--to="+database).CombinedOutput()
	if exitCode(err) != exitConfig || !strings.Contains(string(out), "another process") {
		t.Errorf("a source that is served: %v %s", err, out)
	}
	s.stop(t)
	taken := start(t, "serve", "--sandbox", "--data="+t.TempDir(), "--db="+database)
	out, err = command(t, "migrate-db", "--from="+data, "--to="+database).CombinedOutput()
	if exitCode(err) != exitConfig || !strings.Contains(string(out), "a server uses this database") {
		t.Errorf("a target that is served: %v %s", err, out)
	}
	fundOne(t, taken, "もとからの仕事")
	taken.stop(t)
	out, err = command(t, "migrate-db", "--from="+data, "--to="+database).CombinedOutput()
	if exitCode(err) != exitConfig || !strings.Contains(string(out), "not empty") || !strings.Contains(string(out), "--to") {
		t.Errorf("a target with a house in it: %v %s", err, out)
	}
}
