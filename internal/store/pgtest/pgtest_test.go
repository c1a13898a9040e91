package pgtest

import (
	"context"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		beChild()
	}
	Main(m)
}

func TestServerAnswersOverTCPAndSocket(t *testing.T) {
	s := ForTest(t)
	for _, url := range []string{s.URL("postgres"), s.SocketURL("postgres")} {
		if got := ask[string](t, url, "SELECT version()"); !strings.HasPrefix(got, "PostgreSQL ") {
			t.Errorf("%s: version %q", url, got)
		}
	}
}

func TestServerIsDurableAndUTF8UnlessToldOtherwise(t *testing.T) {
	s := ForTest(t)
	for setting, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "server_encoding": "UTF8",
		"listen_addresses": "127.0.0.1", "TimeZone": "UTC",
	} {
		if got := ask[string](t, s.URL("postgres"), "SELECT current_setting('"+setting+"')"); got != want {
			t.Errorf("%s is %s, want %s", setting, got, want)
		}
	}
}

func TestDatabasesAreSeparate(t *testing.T) {
	s := ForTest(t)
	one, two := fresh(t, s, "template0"), fresh(t, s, "template0")
	do(t, one, "CREATE TABLE note (body TEXT)")
	if got := ask[bool](t, two, "SELECT to_regclass('note') IS NULL"); !got {
		t.Error("a table made in one database is seen in another")
	}
	if got := ask[bool](t, one, "SELECT to_regclass('note') IS NOT NULL"); !got {
		t.Error("the table is not where it was made")
	}
}

func TestCopyOfTemplateHasItsTables(t *testing.T) {
	s := ForTest(t)
	made, name := 0, nextTemplate()
	prepare := func(ctx context.Context, url string) error {
		made++
		do(t, url, "CREATE TABLE note (body TEXT)")
		do(t, url, "INSERT INTO note VALUES ('仮払い')")
		return nil
	}
	for range 2 {
		if err := s.Template(t.Context(), name, prepare); err != nil {
			t.Fatal(err)
		}
	}
	if made != 1 {
		t.Errorf("the template was prepared %d times", made)
	}
	for range 2 {
		if got := ask[string](t, fresh(t, s, name), "SELECT body FROM note"); got != "仮払い" {
			t.Errorf("the copy holds %q", got)
		}
	}
}

func TestFailedTemplateIsTriedAgain(t *testing.T) {
	s, name := ForTest(t), nextTemplate()
	fails := func(context.Context, string) error { return context.Canceled }
	if err := s.Template(t.Context(), name, fails); err == nil {
		t.Fatal("a template that could not be prepared was kept")
	}
	works := func(ctx context.Context, url string) error { do(t, url, "CREATE TABLE note ()"); return nil }
	if err := s.Template(t.Context(), name, works); err != nil {
		t.Error(err)
	}
}

func TestDropRemovesItsOwnDatabasesOnly(t *testing.T) {
	s := ForTest(t)
	url, err := s.NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := connect(t, url) // still there when the database goes
	if err := s.Drop(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if err := c.Ping(t.Context()); err == nil {
		t.Error("a dropped database still answers")
	}
	for _, other := range []string{s.URL("postgres"), strings.Replace(url, strconv.Itoa(s.port), "1", 1)} {
		if err := s.Drop(t.Context(), other); err == nil || !strings.Contains(err.Error(), "not one of ours") {
			t.Errorf("drop %s: %v", other, err)
		}
	}
}

func TestStopLeavesNothing(t *testing.T) {
	s := start(t, Options{NoFsync: true, Settings: map[string]string{"work_mem": "7MB", "listen_addresses": "*"}})
	for setting, want := range map[string]string{"fsync": "off", "work_mem": "7MB", "listen_addresses": "127.0.0.1"} {
		if got := ask[string](t, s.URL("postgres"), "SELECT current_setting('"+setting+"')"); got != want {
			t.Errorf("%s is %s, want %s", setting, got, want)
		}
	}
	connect(t, s.URL("postgres")) // an open connection does not hold it
	for range 2 {
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	if alive(s.PID()) {
		t.Error("the server's process is still there")
	}
	gone(t, s.Dir(), s.room.socket)
	if c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port))); err == nil {
		c.Close()
		t.Error("something still listens at the server's port")
	}
}

func TestServerOutlivesTheThreadThatAskedForIt(t *testing.T) {
	ForTest(t)
	servers := make(chan *Server)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with the goroutine
		s, err := StartWith("", Options{NoFsync: true})
		if err != nil {
			t.Error(err)
		}
		servers <- s
	}()
	s := <-servers
	if s == nil {
		return
	}
	t.Cleanup(func() { stop(t, s) })
	for range 20 {
		if got := ask[int](t, s.URL("postgres"), "SELECT 1"); got != 1 {
			t.Fatal("the server went with the thread")
		}
	}
}

func TestServersRunSideBySide(t *testing.T) {
	a, b := start(t, Options{NoFsync: true}), start(t, Options{NoFsync: true})
	if a.port == b.port || a.Dir() == b.Dir() {
		t.Errorf("ports %d, %d; directories %s, %s", a.port, b.port, a.Dir(), b.Dir())
	}
	stop(t, a)
	if got := ask[int](t, b.URL("postgres"), "SELECT 1"); got != 1 {
		t.Error("stopping one server stopped another")
	}
}

func TestRefusedSettingIsToldInTheServersWords(t *testing.T) {
	ForTest(t)
	_, err := StartWith("", Options{Settings: map[string]string{"no_such_setting": "1"}})
	if err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("error is %v", err)
	}
}

func TestPortThatSomebodyTookMeanwhileIsTriedAnew(t *testing.T) {
	first := start(t, Options{NoFsync: true})
	ports := []int{first.port, first.port} // a server that answers, but not ours
	second := start(t, Options{NoFsync: true, choosePort: func() (int, error) {
		if len(ports) == 0 {
			return freePort()
		}
		port := ports[0]
		ports = ports[1:]
		return port, nil
	}})
	if len(ports) != 0 || second.port == first.port {
		t.Errorf("port %d, first server's %d", second.port, first.port)
	}
	want := second.room.data
	if got := ask[string](t, second.URL("postgres"), "SELECT current_setting('data_directory')"); got != want {
		t.Errorf("the URL leads to %s, want %s", got, want)
	}
}
