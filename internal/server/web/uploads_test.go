package web

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/seal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// again serves the same shop a second time, by other means: in earnest, with
// less patience, with a server that is in a hurry. Whoever is signed in here is
// so there. Files lie below the directory.
func (s *shop) again(g *guest, earnest bool, patience time.Duration, hurry *http.Server) (there *guest, dir string) {
	s.t.Helper()
	e := &engine.Engine{Store: s.engine.Store, Clock: s.engine.Clock, Calendar: s.engine.Calendar, Door: s.engine.Door, Live: s.engine.Live, IDs: s.engine.IDs, Log: s.engine.Log, Cashier: s.engine.Cashier}
	if !earnest {
		e.Sandbox = s.engine.Sandbox
	}
	desk, err := auth.NewDesk(e, "http://localhost:8080", nil, seal.ForTest())
	if err != nil {
		s.t.Fatal(err)
	}
	dir = filepath.Join(s.t.TempDir(), "files")
	files, err := blob.Open(dir, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		s.t.Fatal(err)
	}
	mux := http.NewServeMux()
	site := New(mux, Options{Engine: e, Desk: desk, Files: files, Log: slog.New(slog.NewTextHandler(faults{s.t}, &slog.HandlerOptions{Level: slog.LevelError}))})
	site.patience = patience
	served := httptest.NewUnstartedServer(mux)
	if hurry != nil {
		hurry.Handler = mux
		served.Config = hurry
	}
	served.Start()
	s.t.Cleanup(served.Close)
	other := *s
	other.url = served.URL
	return &guest{&other, g.client}, dir
}

// kept counts the files below a directory.
func kept(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var (
	ticked  = regexp.MustCompile(`name="file" value="(att_[0-9a-z]+)" checked`)
	offered = regexp.MustCompile(`name="file" value="(att_[0-9a-z]+)"`)
)

func TestEachRefusedFileIsToldItsReason(t *testing.T) {
	s := openShop(t)
	path, _, worker := s.running(contract.InProgress)
	files := []sentFile{{"設定.exe", []byte("MZ\x90\x00")}, {"空.pdf", nil}, {"変装.png", []byte("hello")}, {"図.png", png}}
	page, _ := worker.upload(422, path+"/messages", [][2]string{{"once", "o1"}, {"body", "ご確認ください。"}}, files...)
	has(t, path, page, "「設定.exe」は添付できませんでした。この種類のファイルは送れません。", "「空.pdf」は添付できませんでした。ファイルが空です。",
		"「変装.png」は添付できませんでした。名前の末尾（拡張子）と中身が一致しません。", "ご確認ください。", "図.png")
	english := &guest{s, worker.client}
	english.post(303, "/language", url.Values{"to": {"en"}})
	page, _ = english.upload(422, path+"/messages", [][2]string{{"once", "o2"}, {"body", "Please have a look."}}, files...)
	has(t, path, page, "“設定.exe” was not attached. Files of this sort are not taken", "“空.pdf” was not attached. It is empty.", "“変装.png” was not attached. Its content is not what", "Please have a look.")
}

// endless brings so many bytes of text.
type endless int64

func (e *endless) Read(b []byte) (int, error) {
	if *e == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), int64(*e))
	for i := range b[:n] {
		b[i] = 'a'
	}
	*e -= endless(n)
	return int(n), nil
}

func TestAFileAboveTheLimitIsRefusedAndTheRestStays(t *testing.T) {
	s := openShop(t)
	path, _, worker := s.running(contract.InProgress)
	there, dir := s.again(worker, false, patience, nil)
	out, in := io.Pipe()
	form := multipart.NewWriter(in)
	go func() {
		_ = form.WriteField("once", "o1")
		_ = form.WriteField("body", "大きなファイルです。")
		part, _ := form.CreateFormFile("upload", "大.txt")
		size := endless(message.LargestFile + 1)
		_, _ = io.Copy(part, &size)
		part, _ = form.CreateFormFile("upload", "図.png")
		_, _ = part.Write(png)
		_ = form.Close()
		_ = in.Close()
	}()
	r, err := http.NewRequest(http.MethodPost, there.url+path+"/messages", out)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	page, _ := there.send(422, r, nil)
	has(t, path, page, "「大.txt」は添付できませんでした。100MBを超えています。", "大きなファイルです。", "図.png")
	if len(ticked.FindAllString(page, -1)) != 1 || kept(t, dir) != 1 {
		t.Errorf("%d files are chosen, %d lie on the disk", len(ticked.FindAllString(page, -1)), kept(t, dir))
	}
}

func TestNoMoreFilesAreTakenThanMayBeSent(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	there, dir := s.again(worker, false, patience, nil)
	var files []sentFile
	for i := range message.MostFiles + 5 {
		files = append(files, sentFile{fmt.Sprintf("%02d.txt", i), fmt.Appendf(nil, "%d", i)})
	}
	page, _ := there.upload(422, path+"/messages", [][2]string{{"once", "o1"}, {"body", "全部です。"}}, files...)
	has(t, path, page, "ファイルは20個まで送れます。", "全部です。")
	chosen := ticked.FindAllStringSubmatch(page, -1)
	if len(chosen) != message.MostFiles || kept(t, dir) != message.MostFiles {
		t.Fatalf("%d files are chosen, %d lie on the disk", len(chosen), kept(t, dir))
	}
	// Somebody who comes back later writes without them, unless they choose.
	if page := there.get(200, path); len(ticked.FindAllString(page, -1)) != 0 || len(offered.FindAllString(page, -1)) != message.MostFiles {
		t.Error("older files go unasked, or are not offered")
	}
	fields := [][2]string{{"once", "o2"}, {"body", "全部です。"}}
	for _, c := range chosen {
		fields = append(fields, [2]string{"file", c[1]})
	}
	there.upload(422, path+"/messages", fields, sentFile{"もう1つ.txt", []byte("1")})
	fields[0][1] = "o3"
	there.upload(303, path+"/messages", fields)
	if found := filePath.FindAllString(client.get(200, path), -1); len(found) != message.MostFiles {
		t.Errorf("%d files arrive", len(found))
	}
}

// TestAFileMayBeChosenAgain is what somebody does whose form came back: they
// choose the file anew though it is there.
func TestAFileMayBeChosenAgain(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	page, _ := worker.upload(422, path+"/messages", [][2]string{{"once", "o1"}, {"body", ""}}, sentFile{"図.png", png})
	id := ticked.FindStringSubmatch(page)[1]
	worker.upload(303, path+"/messages", [][2]string{{"once", "o1"}, {"body", "図です。"}, {"file", id}}, sentFile{"図.png", png})
	for range 2 { // without the form's own id these are two messages
		worker.upload(303, path+"/messages", [][2]string{{"body", "もう一度。"}}, sentFile{"図.png", png})
	}
	page = client.get(200, path)
	if found := filePath.FindAllString(page, -1); len(found) != 3 || strings.Count(said(page), "もう一度。") != 2 {
		t.Errorf("the other side finds %v", found)
	}
}

// TestNamesAreComposed sends a name as some systems write it: a letter, and its
// mark apart.
func TestNamesAreComposed(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.upload(303, path+"/messages", [][2]string{{"once", "o1"}, {"body", "どうぞ。"}}, sentFile{"か\u3099そ\u3099う.png", png})
	if found := filePath.FindStringSubmatch(client.get(200, path)); found == nil || found[2] != "がぞう.png" {
		t.Errorf("the other side finds %q", found)
	}
}

// begun opens a connection, and sends the beginning of a form with a file, which
// goes on with rest bytes and an end.
func (g *guest) begun(path, body string, rest int) (wire net.Conn, end string) {
	g.t.Helper()
	address, err := url.Parse(g.url)
	if err != nil {
		g.t.Fatal(err)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_ = w.WriteField("once", "slow")
	_ = w.WriteField("body", body)
	_, _ = w.CreateFormFile("upload", "記録.txt")
	end = "\r\n--" + w.Boundary() + "--\r\n"
	r, err := http.NewRequest(http.MethodPost, g.url+path, io.MultiReader(&form, strings.NewReader(strings.Repeat("a", rest)+end)))
	if err != nil {
		g.t.Fatal(err)
	}
	length := form.Len() + rest + len(end)
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n", path, address.Host, w.FormDataContentType(), length)
	for _, c := range g.client.Jar.Cookies(r.URL) {
		head += "Cookie: " + c.Name + "=" + c.Value + "\r\n"
	}
	if wire, err = net.Dial("tcp", address.Host); err == nil {
		g.t.Cleanup(func() { _ = wire.Close() })
		_, err = io.WriteString(wire, head+"\r\n"+form.String())
	}
	if err != nil {
		g.t.Fatal(err)
	}
	return wire, end
}

// answered reads what a connection says until its end.
func answered(t *testing.T, wire net.Conn) string {
	t.Helper()
	b, err := io.ReadAll(wire)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestASlowLineMayTakeItsTime outlasts the server's time for reading a request,
// as long as something comes.
func TestASlowLineMayTakeItsTime(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	const hurry, pieces = 200 * time.Millisecond, 8
	there, _ := s.again(worker, false, 5*time.Second, &http.Server{ReadTimeout: hurry})
	wire, end := there.begun(path+"/messages", "ゆっくり送ります。", pieces*progress)
	for range pieces {
		time.Sleep(hurry / 2)
		if _, err := wire.Write(bytes.Repeat([]byte("a"), progress)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.WriteString(wire, end); err != nil {
		t.Fatal(err)
	}
	if got := answered(t, wire); !strings.HasPrefix(got, "HTTP/1.1 303") {
		t.Fatalf("the answer is %.300s", got)
	}
	page := client.get(200, path)
	if found := filePath.FindStringSubmatch(page); found == nil || found[2] != "記録.txt" || !strings.Contains(said(page), "ゆっくり送ります。") {
		t.Errorf("the other side finds %v", found)
	}
}

// TestAnUploadThatDoesNotGoOnIsGivenUp drips, which is no progress; the text
// comes back, and nothing was sent.
func TestAnUploadThatDoesNotGoOnIsGivenUp(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	there, dir := s.again(worker, false, 2*time.Second, nil)
	wire, _ := there.begun(path+"/messages", "書いた文章です。", progress)
	for range 5 {
		time.Sleep(50 * time.Millisecond)
		if _, err := wire.Write([]byte("a")); err != nil {
			t.Fatal(err)
		}
	}
	got := answered(t, wire)
	if !strings.HasPrefix(got, "HTTP/1.1 422") {
		t.Fatalf("the answer is %.300s", got)
	}
	for _, text := range []string{"ファイルの送信が途中で止まりました。", "書いた文章です。"} {
		if !strings.Contains(got, text) {
			t.Errorf("it does not say %q", text)
		}
	}
	if strings.Contains(said(client.get(200, path)), "書いた文章です。") || kept(t, dir) != 0 {
		t.Error("something of it was sent, or stays on the disk")
	}
}

// TestABrokenLineSendsNothing also logs nothing: it is nobody's fault here.
func TestABrokenLineSendsNothing(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	there, dir := s.again(worker, false, patience, nil)
	for _, reset := range []bool{false, true} {
		wire, _ := there.begun(path+"/messages", "途中です。", progress)
		if reset {
			if err := wire.(*net.TCPConn).SetLinger(0); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(50 * time.Millisecond)
		_ = wire.Close()
	}
	time.Sleep(100 * time.Millisecond)
	if strings.Contains(said(client.get(200, path)), "途中です。") || kept(t, dir) != 0 {
		t.Error("something of it was sent, or stays on the disk")
	}
}

// TestAFormOfManyPartsIsNotRead refuses what no browser sends of these pages.
func TestAFormOfManyPartsIsNotRead(t *testing.T) {
	s := openShop(t)
	path, _, worker := s.running(contract.InProgress)
	worker.upload(422, path+"/messages", slices.Repeat([][2]string{{"body", "a"}}, maxParts+1))
	worker.upload(413, path+"/messages", [][2]string{{"body", strings.Repeat("a", maxForm+1)}})
	r, err := http.NewRequest(http.MethodPost, s.url+path+"/messages", strings.NewReader("nothing like a form"))
	if err == nil {
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	}
	worker.send(422, r, err)
}

// TestWhoReachedTheLimitWritesNothingToTheDisk uploads in earnest, where limits
// hold.
func TestWhoReachedTheLimitWritesNothingToTheDisk(t *testing.T) {
	s := openShop(t)
	path, _, worker := s.running(contract.InProgress)
	there, dir := s.again(worker, true, patience, nil)
	var page string
	for round := range 4 {
		var files []sentFile
		for i := range message.MostFiles {
			files = append(files, sentFile{"a.txt", fmt.Appendf(nil, "%d %d", round, i)})
		}
		page, _ = there.upload(422, path+"/messages", [][2]string{{"once", fmt.Sprint(round)}, {"body", ""}}, files...)
	}
	has(t, path, page, "短い時間に多くのファイルを受け取ったため、残りのファイルは受け取れませんでした。")
	if n := kept(t, dir); n != auth.Uploads.Most {
		t.Errorf("%d files lie on the disk", n)
	}
}

func TestFilesGoWithAProposal(t *testing.T) {
	s := openShop(t)
	open, err := s.engine.Store.Jobs(t.Context(), store.JobQuery{}, store.Page{Limit: 1})
	if err != nil || len(open) == 0 {
		t.Fatal(open, err)
	}
	worker := s.join("midori@example.jp", good)
	_, path := worker.post(303, "/jobs/"+open[0].ID+"/proposals", url.Values{"once": {"o0"}, "amount": {"1000"}, "due_on": {"2026-12-24"}, "message": {"よろしくお願いします。"}})
	path, _, _ = strings.Cut(path, "?")
	for range 2 { // a double click
		if _, to := worker.upload(303, path+"/messages", [][2]string{{"once", "o1"}, {"body", "作品例です。"}}, sentFile{"作品例.png", png}); to != path+"?done=message" {
			t.Fatal(to)
		}
	}
	client := s.asID(open[0].ClientID)
	found := filePath.FindAllStringSubmatch(client.get(200, path), -1)
	if len(found) != 1 || found[0][2] != "作品例.png" {
		t.Fatalf("the client finds %v", found)
	}
	if got, content := client.fetch(found[0][1]); got.StatusCode != 200 || !bytes.Equal(content, png) {
		t.Errorf("%d", got.StatusCode)
	}
	s.asID(s.people["田中 美咲"].ID).get(404, found[0][1])
}

// TestAnUnsentFileIsItsOwnersAlone looks for it from the other side.
func TestAnUnsentFileIsItsOwnersAlone(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	page, _ := worker.upload(422, path+"/messages", [][2]string{{"once", "o1"}, {"body", ""}}, sentFile{"下書き.png", png})
	file := ticked.FindStringSubmatch(page)[1]
	client.get(404, "/files/"+file)
	client.upload(422, path+"/messages", [][2]string{{"once", "o2"}, {"body", "私のものですか。"}, {"file", file}})
	if got, _ := worker.fetch("/files/" + file); got.StatusCode != 200 {
		t.Errorf("its owner gets %d", got.StatusCode)
	}
}

// TestEarlierDeliveriesStay delivers, is sent back, and delivers again.
func TestEarlierDeliveriesStay(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.upload(303, path+"/deliver", [][2]string{{"once", "o1"}, {"note", "第1案です。"}}, sentFile{"第1案.png", png})
	revision := url.Values{"once": {"o2"}, "reason": {"色を変えてください。"}}
	if c, err := s.engine.Store.Contract(t.Context(), strings.TrimPrefix(path, "/contracts/")); err != nil || len(c.Criteria) > 0 {
		revision.Set("criteria", "0")
	}
	client.post(303, path+"/request-revision", revision)
	worker.upload(303, path+"/deliver", [][2]string{{"once", "o3"}, {"note", "第2案です。"}}, sentFile{"第2案.png", append(png, 1)})
	page := client.get(200, path)
	has(t, path, page, "第2案です。", "以前の納品（1件）", "第1案です。")
	if found := filePath.FindAllStringSubmatch(page, -1); len(found) != 2 || found[0][2] != "第2案.png" || found[1][2] != "第1案.png" {
		t.Errorf("the client finds %v", found)
	}
}

// TestAPageFetchedAheadIsNotRead and neither is one that is only asked about.
func TestAPageFetchedAheadIsNotRead(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	client.get(200, path)
	worker.post(303, path+"/messages", url.Values{"once": {"o1"}, "body": {"お返事をお待ちしています。"}})
	marked := func() int {
		unread, err := s.engine.Store.UnreadMessages(t.Context(), client.viewer(path))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, one := range unread {
			n += one
		}
		return n
	}
	before := marked()
	client.fetch(path, "Sec-Purpose", "prefetch;prerender")
	r, err := http.NewRequest(http.MethodHead, s.url+path, nil)
	client.send(200, r, err)
	if marked() != before {
		t.Error("a page that nobody saw counts as read")
	}
	client.get(200, path)
	if marked() != before-1 {
		t.Errorf("%d are unread after %d", marked(), before)
	}
}

// viewer is the client of a contract.
func (g *guest) viewer(path string) string {
	g.t.Helper()
	c, err := g.engine.Store.Contract(g.t.Context(), strings.TrimPrefix(path, "/contracts/"))
	if err != nil {
		g.t.Fatal(err)
	}
	return c.ClientID
}

// TestAPageIsReadThoughNothingCanBeWritten looks at a thread while the door is
// closed.
func TestAPageIsReadThoughNothingCanBeWritten(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.post(303, path+"/messages", url.Values{"once": {"o1"}, "body": {"お返事をお待ちしています。"}})
	closed := transact.Open(s.engine.Store, s.engine.Clock, s.engine.Calendar, s.engine.IDs, s.engine.Log)
	closed.Close()
	door := s.engine.Door
	s.engine.Door = closed
	defer func() { s.engine.Door = door }()
	has(t, path, client.get(200, path), "お返事をお待ちしています。")
}

// TestFiltersStayFromPageToPage walks through what a search finds.
func TestFiltersStayFromPageToPage(t *testing.T) {
	s := openShop(t)
	g := s.as("", words.Japanese)
	q := store.JobQuery{MinBudget: 20_000, Format: "project"}
	wanted, err := s.engine.Store.Jobs(t.Context(), q, store.Page{})
	if err != nil || len(wanted) <= jobsShown {
		t.Fatalf("%d jobs are too few: %v", len(wanted), err)
	}
	title := regexp.MustCompile(`<h3><a href="/jobs/(job_[0-9a-z]+)"`)
	next := regexp.MustCompile(`href="(/jobs\?[^"]*)" rel="next"`)
	path, found := "/jobs?q=&min=20000&format=project", []string{}
	for path != "" {
		page := g.get(200, path)
		if !strings.Contains(page, `name="min" inputmode="numeric" value="20000"`) || !strings.Contains(page, `<option value="project" selected>`) {
			t.Errorf("%s forgets what was asked for", path)
		}
		for _, m := range title.FindAllStringSubmatch(page, -1) {
			found = append(found, m[1])
		}
		path = ""
		if m := next.FindStringSubmatch(page); m != nil {
			path = html.UnescapeString(m[1])
		}
	}
	for i, j := range wanted {
		if i >= len(found) || found[i] != j.ID {
			t.Fatalf("found %v", found)
		}
	}
	if len(found) != len(wanted) {
		t.Errorf("%d jobs by pages, not %d", len(found), len(wanted))
	}
	category := wanted[0].Category
	for _, j := range wanted {
		page := g.get(200, "/jobs?category="+url.QueryEscape(category)+"&min=20000")
		if j.Category != category && strings.Contains(page, j.ID) {
			t.Errorf("%s is found under %s", j.Category, category)
		}
	}
	has(t, "/jobs", g.get(200, "/jobs?format=nonsense"), "条件に合う仕事は見つかりませんでした。")
}

// TestWhatCannotBeInADatabaseIsNotAskedOfIt puts a NUL into addresses.
func TestWhatCannotBeInADatabaseIsNotAskedOfIt(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	for _, path := range []string{"/messages", "/earnings", "/notifications", "/jobs"} {
		g.get(200, path+"?after=%00%ff")
	}
}

// TestOpenJobsTellHowManyProposed counts them.
func TestOpenJobsTellHowManyProposed(t *testing.T) {
	s := openShop(t)
	open, err := s.engine.Store.Jobs(t.Context(), store.JobQuery{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	client := open[0].ClientID
	page := s.asID(client).get(200, "/work?tab=open")
	for _, j := range open {
		if (j.ClientID == client) != strings.Contains(page, j.ID) {
			t.Errorf("%s of %s", j.ID, j.ClientID)
		}
		if j.ClientID != client {
			continue
		}
		received, err := s.engine.Store.Proposals(t.Context(), store.ProposalQuery{JobID: j.ID}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		_, row, _ := strings.Cut(page, j.ID)
		row, _, _ = strings.Cut(row, "</li>")
		if !strings.Contains(row, fmt.Sprintf("応募%d件", len(received))) {
			t.Errorf("%s does not tell of its %d proposals: %s", j.Title, len(received), row)
		}
	}
}
