package document

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/id"
	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
)

var tokyo = func() calendar.Calendar {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		panic(err)
	}
	return calendar.In(zone)
}()

func formedAt() calendar.Instant {
	at, err := calendar.Parse("2026-11-24T01:05:09Z")
	if err != nil {
		panic(err)
	}
	return at
}

// plain are terms as most are.
func plain() contract.Terms {
	at := formedAt()
	return contract.Terms{
		ContractID: "ctr_01kb2m8y3q6z9t4h5v7w8x9a0b", JobID: "job_1", ProposalID: "prp_1",
		Title: "会社案内パンフレットの英訳（A4・8ページ）", Client: contract.Person{ID: "acc_01kb2m8y3q6z9t4h5v7w8x9a0c", Name: "株式会社森デザイン事務所"},
		Description: "会社案内のパンフレットを日本語から英語に翻訳していただきます。\n原稿はWordで、本文は約6,000字です。図版の中の文字も訳してください。\n専門用語の一覧をお渡ししますので、訳語をそろえてください。",
		Worker:      contract.Person{ID: "acc_01kb2m8y3q6z9t4h5v7w8x9a0d", Name: "髙橋﨑 一郎"},
		FormedAt:    at, FormedOn: tokyo.Day(at), Amount: 180_000, DueOn: "2026-12-25",
		Criteria:       []string{"用語集の訳語に統一されている", "図版の中の文字まで訳されている"},
		InspectionDays: 7, RevisionRounds: 2, PolicyVersion: 1,
		Milestones: []contract.MilestoneTerms{{Title: "会社案内パンフレットの英訳（A4・8ページ）", Amount: 180_000, DueOn: "2026-12-25"}},
	}
}

// long are terms that fill several pages, with all that is hard to set.
func long() contract.Terms {
	t := plain()
	t.Worker.Name = "𠮷田 葛\U000E0100城 😀"
	t.Description = strings.Repeat("「商品の説明」、「使い方」、「お手入れの方法」。これらを（できれば図を入れて）まとめてください。データはhttps://example.jp/materials/2026/autumn/catalogue-final-version-3.zipにあります…… 価格は¥1,200から12,000円まで、ヴァージョンはv2.10.4です。\n", 14)
	t.Criteria = nil
	for range 20 {
		t.Criteria = append(t.Criteria, strings.Repeat("予約の取り消しが、スマートフォンとパソコンの両方でできること。", 6))
	}
	t.Milestones = nil
	for range 12 {
		t.Milestones = append(t.Milestones, contract.MilestoneTerms{Title: strings.Repeat("英語・中国語（簡体字）・韓国語版の原稿と組版", 2), Amount: money.Yen(15_000), DueOn: "2027-01-31"})
	}
	return t
}

func draw(t *testing.T, terms contract.Terms) []byte {
	t.Helper()
	file, err := Terms(terms.Document(), Meta{Calendar: tokyo, Platform: "預かり"})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// read gives the text of a PDF as a reader's own tool sees it.
func read(t *testing.T, file []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("pdftotext (poppler-utils) is not installed")
	}
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	name := filepath.Join(t.TempDir(), "terms.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(tool, "-layout", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheNineItemsOfTheNoticeAreOnThePage(t *testing.T) {
	text := read(t, draw(t, plain()))
	for _, want := range []string{
		"1 当事者", "2 業務委託をした日", "3 給付の内容", "4 給付を受領する期日", "5 給付を受領する場所",
		"6 検査を完了する期日", "7 報酬の額", "8 支払期日", "9 報酬の支払方法",
		"株式会社森デザイン事務所", "髙橋﨑 一郎", "180,000円", "2026年12月25日（金）", "2026年11月24日（火） 10時05分09秒（日本時間）",
		"ctr_01kb2m8y3q6z9t4h5v7w8x9a0b", "1 / ", contract.HashOf(plain().Document())[:32], contract.HashOf(plain().Document())[32:],
		"納品物の著作権", "100,000円までの部分 20%", "消費税10%",
	} {
		if !strings.Contains(squeezed(text), squeezed(want)) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(text, string(geta)) {
		t.Error("a character of ordinary terms was replaced")
	}
	if t.Failed() {
		t.Log(text)
	}
}

// squeezed leaves out the spaces, which layouts add.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func TestNoCharacterIsLostUnnoticed(t *testing.T) {
	text := squeezed(read(t, draw(t, long())))
	for _, want := range []string{"〓田葛城〓", "U+1F600：1字", "U+20BB7：1字", "U+E0100：1字"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if n := strings.Count(text, "予約の取り消しが、スマートフォン"); n < 80 { // others are broken across lines
		t.Errorf("long criteria show %d times", n)
	}
}

func TestNoLineOfThePageBeginsWhereItMayNot(t *testing.T) {
	for _, l := range strings.Split(read(t, draw(t, long())), "\n") {
		if l = strings.TrimSpace(l); l != "" && strings.ContainsAny(l[:min(3, len(l))], "、。）」") {
			t.Errorf("a line begins %q", l)
		}
	}
}

func TestTheSameTermsAreTheSameBytes(t *testing.T) {
	for range 3 {
		if !bytes.Equal(draw(t, long()), draw(t, long())) {
			t.Fatal("two drawings of the same terms differ")
		}
	}
}

// TestAnEditionNamesTheOneBefore draws terms with a change in them (R1.6).
func TestAnEditionNamesTheOneBefore(t *testing.T) {
	first := plain().Document()
	at := func(by string) contract.Occasion {
		return contract.Occasion{Who: contract.Actor{Account: by}, Now: formedAt(), Calendar: tokyo, IDs: id.NewMinter(rand.NewChaCha8([32]byte{}))}
	}
	formed := contract.Form(plain(), contract.HashOf(first), at(plain().Client.ID)).Contract
	amount, reason := money.Yen(230_000), "図版の文字も訳すため\n（12点）"
	asked, err := contract.Take(formed, contract.RequestChange{Amount: &amount, Reason: reason, Terms: first}, at(plain().Worker.ID))
	if err != nil {
		t.Fatal(err)
	}
	file, err := Terms(asked.Terms, Meta{Calendar: tokyo, Hash: asked.Contract.Amendment.TermsHash})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(read(t, file)), "")
	for _, want := range []string{"第2版（2026年11月24日（火）の提案による変更）", "230,000円", "受注者", "図版の文字も訳すため", "（12点）", contract.HashOf(first)[:32], contract.HashOf(first)[32:]} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if formed := strings.Join(strings.Fields(read(t, draw(t, plain()))), ""); !strings.Contains(formed, "第1版（契約の成立時）") || strings.Contains(formed, "変更前の版") {
		t.Error("the terms as formed do not say so")
	}
}

func TestTermsThatWereChangedAreNotDrawn(t *testing.T) {
	document := plain().Document()
	hash := contract.HashOf(document)
	if _, err := Terms(document, Meta{Calendar: tokyo, Hash: hash}); err != nil {
		t.Error(err)
	}
	changed := strings.Replace(document, "180000", "80000", 1)
	if _, err := Terms(changed, Meta{Calendar: tokyo, Hash: hash}); err == nil {
		t.Error("a changed document was drawn")
	}
	for _, other := range []string{"", "{}", `{"document":"azukari contract terms","version":2}`} {
		if _, err := Terms(other, Meta{Calendar: tokyo}); err == nil {
			t.Errorf("%q was drawn", other)
		}
	}
}

// TestDrawnForTheEye leaves the pages where somebody can look at them.
func TestDrawnForTheEye(t *testing.T) {
	dir := os.Getenv("AZUKARI_DRAW")
	if dir == "" {
		t.Skip("AZUKARI_DRAW names no directory")
	}
	for name, terms := range map[string]contract.Terms{"plain": plain(), "long": long()} {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), draw(t, terms), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkTerms(b *testing.B) {
	document := plain().Document()
	for b.Loop() {
		if _, err := Terms(document, Meta{Calendar: tokyo}); err != nil {
			b.Fatal(err)
		}
	}
}
