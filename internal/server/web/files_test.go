package web

import (
	"bytes"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/store"
)

var png = append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 64)...)

// A sent file is one of a form's.
type sentFile struct {
	name    string
	content []byte
}

// upload posts a form with files, as a browser does: fields first.
func (g *guest) upload(want int, path string, fields [][2]string, files ...sentFile) (page, location string) {
	g.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range fields {
		if err := form.WriteField(f[0], f[1]); err != nil {
			g.t.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := form.CreateFormFile("upload", f.name)
		if err == nil {
			_, err = part.Write(f.content)
		}
		if err != nil {
			g.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		g.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, g.url+path, &body)
	if err == nil {
		r.Header.Set("Content-Type", form.FormDataContentType())
	}
	return g.send(want, r, err)
}

// running finds a contract in a state, and a browser of each side.
func (s *shop) running(state contract.State) (path string, client, worker *guest) {
	s.t.Helper()
	names := slices.Sorted(maps.Keys(s.people)) // the same contract each time
	for _, name := range names {
		p := s.people[name]
		all, err := s.engine.Store.Contracts(s.t.Context(), store.ContractQuery{ClientID: p.ID}, store.Page{})
		if err != nil {
			s.t.Fatal(err)
		}
		for _, c := range all {
			if c.State == state && !c.Termination.Open() && len(c.Milestones) == 1 && c.Milestone().Revisions == 0 {
				return contractPath(c.ID), s.asID(c.ClientID), s.asID(c.WorkerID)
			}
		}
	}
	s.t.Fatalf("no contract is %s", state)
	return "", nil, nil
}

var filePath = regexp.MustCompile(`<a href="(/files/att_[0-9a-z]+)" download>([^<]+)</a>`)

func (g *guest) fetch(path string, headers ...string) (*http.Response, []byte) {
	g.t.Helper()
	r, err := http.NewRequest(http.MethodGet, g.url+path, nil)
	if err != nil {
		g.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	return got, b
}

func TestAFileGoesWithAMessageAndIsFetchedByTheOtherSide(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	once := [][2]string{{"once", "o1"}, {"body", "図をお送りします。"}}
	for range 2 { // a double click
		if _, to := worker.upload(303, path+"/messages", once, sentFile{"館内図 第2案.png", png}); !strings.HasPrefix(to, path) {
			t.Fatal(to)
		}
	}
	page := client.get(200, path)
	found := filePath.FindAllStringSubmatch(page, -1)
	if len(found) != 1 || found[0][2] != "館内図 第2案.png" || strings.Count(said(page), "図をお送りします。") != 1 {
		t.Fatalf("the other side finds %v", found)
	}
	got, content := client.fetch(found[0][1])
	if got.StatusCode != 200 || !bytes.Equal(content, png) {
		t.Fatalf("%d, %d bytes", got.StatusCode, len(content))
	}
	_, named, err := mime.ParseMediaType(got.Header.Get("Content-Disposition"))
	if err != nil || named["filename"] != "館内図 第2案.png" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("Content-Disposition %q", got.Header.Get("Content-Disposition"))
	}
	for header, want := range map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-cache",
	} {
		if got.Header.Get(header) != want {
			t.Errorf("%s: %q", header, got.Header.Get(header))
		}
	}
	if part, bytes := client.fetch(found[0][1], "Range", "bytes=1-3"); part.StatusCode != 206 || string(bytes) != "PNG" {
		t.Errorf("a part: %d %q", part.StatusCode, bytes)
	}
	stranger := s.join("aoki@example.jp", good)
	stranger.get(404, found[0][1])
	stranger.get(404, "/files/att_0000000000000000000000000")
	stranger.upload(404, path+"/messages", once, sentFile{"a.png", png})
	s.as("", words.Japanese).get(303, found[0][1])
}

// TestWhatIsRefusedLosesNothing sends two files of which one cannot be taken.
func TestWhatIsRefusedLosesNothing(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	page, _ := worker.upload(422, path+"/messages", [][2]string{{"once", "o1"}, {"body", "ご確認ください。"}},
		sentFile{"設定.exe", []byte("MZ\x90\x00")}, sentFile{"図.png", png}, sentFile{"空.pdf", nil})
	has(t, path, page, "「設定.exe」は添付できませんでした。", "ご確認ください。", "「空.pdf」は添付できませんでした。ファイルが空です。", "アップロード済み", "図.png")
	if filePath.MatchString(client.get(200, path)) {
		t.Error("the other side sees a file that was not sent")
	}
	kept := regexp.MustCompile(`name="file" value="(att_[0-9a-z]+)" checked`).FindStringSubmatch(page)
	if kept == nil {
		t.Fatal("the good file is not chosen any more")
	}
	worker.upload(303, path+"/messages", [][2]string{{"once", "o2"}, {"body", "ご確認ください。"}, {"file", kept[1]}})
	if found := filePath.FindStringSubmatch(client.get(200, path)); found == nil || found[2] != "図.png" {
		t.Errorf("the other side finds %v", found)
	}
	worker.upload(422, path+"/messages", [][2]string{{"once", "o3"}, {"body", "もう一度。"}, {"file", kept[1]}})
}

// TestFilesBeforeTheEscrowNeedAWordMore sends a file on an unfunded contract (R2.4).
func TestFilesBeforeTheEscrowNeedAWordMore(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.AwaitingEscrow)
	page, _ := worker.upload(422, path+"/messages", [][2]string{{"once", "o1"}, {"body", "原稿です。"}}, sentFile{"原稿.png", png})
	has(t, path, page, "仮払いがまだ完了していません。", "保護されないことを理解したうえで送信します", "原稿です。")
	if filePath.MatchString(client.get(200, path)) {
		t.Error("it was sent without the word")
	}
	kept := regexp.MustCompile(`name="file" value="(att_[0-9a-z]+)" checked`).FindStringSubmatch(page)
	worker.upload(303, path+"/messages", [][2]string{{"once", "o2"}, {"body", "原稿です。"}, {"file", kept[1]}, {"confirmed", "1"}})
	if !filePath.MatchString(client.get(200, path)) {
		t.Error("it was not sent")
	}
}

func TestADeliveryCarriesFilesAndLinks(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.upload(303, path+"/deliver", [][2]string{{"once", "o1"}, {"note", "納品します。"}, {"files", "https://example.jp/work\n"}}, sentFile{"成果物.png", png})
	page := client.get(200, path)
	has(t, path, page, "納品します。", "成果物.png", "https://example.jp/work", "検収待ち")
	if found := filePath.FindStringSubmatch(page); found == nil {
		t.Error("the file cannot be fetched")
	} else if got, content := client.fetch(found[1]); got.StatusCode != 200 || !bytes.Equal(content, png) {
		t.Errorf("%d", got.StatusCode)
	}
}

// TestWhoReadsIsSeen writes, and lets the other side look.
func TestWhoReadsIsSeen(t *testing.T) {
	s := openShop(t)
	path, client, worker := s.running(contract.InProgress)
	worker.post(303, path+"/messages", map[string][]string{"once": {"o1"}, "body": {"ご都合はいかがですか。"}})
	last := func(page string) string {
		all := regexp.MustCompile(`(?s)<li class="mine".*?</li>`).FindAllString(page, -1)
		return all[len(all)-1]
	}
	if strings.Contains(last(worker.get(200, path)), "既読") {
		t.Error("it is read before anybody looked")
	}
	row := func() string {
		for _, li := range regexp.MustCompile(`(?s)<li>.*?</li>`).FindAllString(client.get(200, "/messages"), -1) {
			if strings.Contains(li, path) {
				return li
			}
		}
		return ""
	}
	if !strings.Contains(row(), "未読") {
		t.Errorf("it is not counted: %s", row())
	}
	client.fetch(path, "X-Live", "hidden")
	if strings.Contains(last(worker.get(200, path)), "既読") {
		t.Error("a hidden page counts as read")
	}
	client.get(200, path)
	if !strings.Contains(last(worker.get(200, path)), "既読") {
		t.Error("it is not shown as read")
	}
	if strings.Contains(row(), "未読") || row() == "" {
		t.Errorf("it still counts as unread: %s", row())
	}
}
