package bank

import (
	"bytes"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestTheDirectoryIsFoundByNameKanaAndCode(t *testing.T) {
	for query, want := range map[string]string{
		"0001": "みずほ", "みずほ": "みずほ", "ミズホ銀行": "みずほ", "ﾐｽﾞﾎ": "みずほ", "ゆうちょ": "ゆうちょ", "ユウチョ": "ゆうちょ", "９９００": "ゆうちょ",
		"PayPay": "ＰａｙＰａｙ", "ｐａｙｐａｙ": "ＰａｙＰａｙ", "三菱": "三菱ＵＦＪ", "らくてん": "楽天",
	} {
		if got := Banks(query, 10); len(got) == 0 || got[0].Name != want {
			t.Errorf("%s finds %v, not %s", query, got, want)
		}
	}
	for query, want := range map[string]string{"001": "東京営業部", "丸の内": "丸の内中央", "まるのうち": "丸の内中央", "ﾏﾙﾉｳﾁ": "丸の内中央"} {
		if got := Branches("0001", query, 10); len(got) == 0 || got[0].Name != want {
			t.Errorf("%s finds %v, not %s", query, got, want)
		}
	}
	if got := Banks("そんな銀行はない", 10); len(got) != 0 {
		t.Errorf("what is not there is found: %v", got)
	}
	if got := Branches("0001", "", 5); len(got) != 5 {
		t.Errorf("all branches: %v", got)
	}
	if _, ok := FindBranch("0001", "999x"); ok {
		t.Error("a branch that is not there")
	}
}

// TestEveryNameOfTheDirectoryCanBeWritten: what the file needs of a bank.
func TestEveryNameOfTheDirectoryCanBeWritten(t *testing.T) {
	odd := 0
	for _, b := range directory() {
		for _, kana := range append([]string{b.Kana}, kanaOf(b.branches)...) {
			var fault *Fault
			if _, err := Holder(kana); err != nil && (!errors.As(err, &fault) || fault.Kind != LongName && fault.Kind != WoName) {
				t.Errorf("%s %q: %v", b.Code, kana, err)
				odd++
			}
		}
		if odd > 5 {
			t.FailNow()
		}
	}
}

func kanaOf(branches []Branch) (all []string) {
	for _, r := range branches {
		all = append(all, r.Kana)
	}
	return all
}

func TestHoldersAreWrittenAsBanksWantThem(t *testing.T) {
	for name, want := range map[string]string{
		"ヤマダ タロウ":         "ﾔﾏﾀﾞ ﾀﾛｳ",
		"やまだ　たろう":         "ﾔﾏﾀﾞ ﾀﾛｳ",
		"ﾔﾏﾀﾞ ﾀﾛｳ":        "ﾔﾏﾀﾞ ﾀﾛｳ",
		"キョウトウ ジュンイチ":     "ｷﾖｳﾄｳ ｼﾞﾕﾝｲﾁ",
		"サトー ケータ":         "ｻﾄ- ｹ-ﾀ",
		"ヴァン ヘイレン":        "ｳﾞｱﾝ ﾍｲﾚﾝ",
		"パピプペポ":           "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ",
		"株式会社アオゾラ":        "ｶ)ｱｵｿﾞﾗ",
		"株式会社 アオゾラ":       "ｶ)ｱｵｿﾞﾗ",
		"（株）アオゾラ":         "ｶ)ｱｵｿﾞﾗ",
		"㈱アオゾラ":           "ｶ)ｱｵｿﾞﾗ",
		"アオゾラ株式会社":        "ｱｵｿﾞﾗ(ｶ",
		"カブシキガイシャアオゾラ":    "ｶ)ｱｵｿﾞﾗ",
		"アオゾラ株式会社オオサカ営業所": "ｱｵｿﾞﾗ(ｶ)ｵｵｻｶ(ｴｲ",
		"有限会社ミドリ":         "ﾕ)ﾐﾄﾞﾘ",
		"合同会社ミドリ":         "ﾄﾞ)ﾐﾄﾞﾘ",
		"カ）ジャパン・デザイン":     "ｶ)ｼﾞﾔﾊﾟﾝ.ﾃﾞｻﾞｲﾝ",
		"Smith John":      "SMITH JOHN",
		"ｓｍｉｔｈ":           "SMITH",
		"ツヅキ　ヂロウ":         "ﾂﾂﾞｷ ﾁﾞﾛｳ",
	} {
		got, err := Holder(name)
		if err != nil || got != want {
			t.Errorf("%s: %q, %v, not %q", name, got, err, want)
		}
		if again, err := Holder(got); err != nil || again != got {
			t.Errorf("%s once more: %q, %v", got, again, err)
		}
	}
}

func TestWhatCannotBeWrittenIsRefusedInWords(t *testing.T) {
	for name, want := range map[string]Fault{
		"髙橋 タロウ":                {KanjiName, "髙"},
		"ヤマダ太郎":                 {KanjiName, "太"},
		"𠮷ダ":                    {KanjiName, "𠮷"},
		"ヲカダ":                   {WoName, "ヲ"},
		"ヤマダ♪":                  {StrangeName, "♪"},
		"ヤマダ@":                  {StrangeName, "@"},
		"ЯМАДА":                 {StrangeName, "Я"},
		"":                      {EmptyName, ""},
		" 　 ":                   {EmptyName, ""},
		"ヤマダ\nタロ\x00":           {StrangeName, "\x00"},
		strings.Repeat("ガ", 16): {LongName, ""},
	} {
		_, err := Holder(name)
		var fault *Fault
		if !errors.As(err, &fault) || *fault != want {
			t.Errorf("%q: %v, not %v", name, err, want)
			continue
		}
		if no := fault.Refusal(); no.Field != "holder" || want.Char != "" && want.Char != "\x00" && !strings.Contains(no.Detail, want.Char) {
			t.Errorf("%q: %+v does not say what", name, no)
		}
	}
	if got, err := Holder(strings.Repeat("ガ", 15)); err != nil || len([]rune(got)) != MaxHolder {
		t.Errorf("thirty characters: %q, %v", got, err)
	}
}

func TestAccountsAreChecked(t *testing.T) {
	good := Account{"0001", "001", Ordinary, "123", "ヤマダ タロウ"}
	got, err := good.Checked()
	if want := (Account{"0001", "001", Ordinary, "0000123", "ﾔﾏﾀﾞ ﾀﾛｳ"}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	for field, change := range map[string]func(*Account){
		"bank_code": func(a *Account) { a.BankCode = "9998" }, "branch_code": func(a *Account) { a.BranchCode = "000" }, "kind": func(a *Account) { a.Kind = 3 },
		"number": func(a *Account) { a.Number = "12345678" },
	} {
		a := good
		change(&a)
		var no *refusal.Refusal
		if _, err := a.Checked(); !errors.As(err, &no) || no.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, number := range []string{"", "0", "0000000", "12a", "-", "１２３４５６７８", "12 34"} {
		a := good
		a.Number = number
		if _, err := a.Checked(); err == nil {
			t.Errorf("number %q", number)
		}
	}
	a := good
	a.Number = "１２３４５６７"
	if got, err := a.Checked(); err != nil || got.Number != "1234567" {
		t.Errorf("full width: %+v, %v", got, err)
	}
}

func TestAPassbookOfJapanPost(t *testing.T) {
	for in, want := range map[[2]string]Account{
		{"10170", "12345671"}:   {JapanPost, "018", Ordinary, "1234567", ""},
		{"１０１７０-1", "12345671"}: {JapanPost, "018", Ordinary, "1234567", ""},
		{"00180", "123456"}:     {JapanPost, "019", Current, "123456", ""},
	} {
		if got, ok := FromPassbook(in[0], in[1]); !ok || got != want {
			t.Errorf("%v: %+v, %v", in, got, ok)
		}
		if _, ok := FindBranch(JapanPost, want.BranchCode); !ok {
			t.Errorf("there is no branch %s", want.BranchCode)
		}
	}
	for _, in := range [][2]string{{"", ""}, {"1017", "12345671"}, {"20170", "1"}, {"10170", "123456789"}, {"10170", "x"}, {"00180", "1234567"}} {
		if got, ok := FromPassbook(in[0], in[1]); ok {
			t.Errorf("%v: %+v", in, got)
		}
	}
}

// golden is a file of names that hurt.
func golden() File {
	line := func(branch, number, holder string, kind Kind, amount money.Yen, reference string) Line {
		return Line{Account{"0001", branch, kind, number, holder}, amount, reference}
	}
	return File{
		Sender{"0123456789", "株式会社アズカリ", Account{BankCode: "0005", BranchCode: "001", Kind: Current, Number: "7654321"}},
		calendar.Date{Year: 2026, Month: time.December, Day: 15},
		[]Line{
			line("001", "1234567", "ヤマダ タロウ", Ordinary, 1, "1"),
			line("001", "1", "株式会社ジャパン・デザイン", Ordinary, 450_500, "00000000000000000002"),
			line("004", "7777777", "アオゾラ株式会社", Current, 9_999_999_999, ""),
			line("004", "0000010", "キョウトウ ジュンイチロー", Savings, 78_000, "3"),
			{Account{JapanPost, "018", Ordinary, "1234567", "ヴァンデルヴァルス ヴィクトリア"}, 100, "A4"},
			{Account{"0310", "101", Ordinary, "0000100", strings.Repeat("ガ", 15)}, 999, "5"},
		},
	}
}

// TestTheFileIsGoldenToTheByte holds the file against one that was checked by
// hand, field by field (law.md section 7).
func TestTheFileIsGoldenToTheByte(t *testing.T) {
	got, err := golden().Write()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/transfer.txt", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/transfer.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the file is\n%q, not\n%q", got, want)
	}
	for i, record := range bytes.SplitAfter(bytes.TrimSuffix(got, []byte("\r\n")), []byte("\r\n")) {
		if n := len(bytes.TrimSuffix(record, []byte("\r\n"))); n != recordLength {
			t.Errorf("record %d has %d bytes", i+1, n)
		}
	}
	line := string(must(japanese.ShiftJIS.NewDecoder().Bytes(want))) // each field where the table puts it
	data := []rune(strings.Split(line, "\r\n")[2])
	for _, field := range []struct {
		what     string
		from, to int
		want     string
	}{
		{"kind", 0, 1, "2"}, {"bank", 1, 5, "0001"}, {"bank's name", 5, 20, "ﾐｽﾞﾎ           "}, {"branch", 20, 23, "001"}, {"exchange", 38, 42, "0000"},
		{"kind of account", 42, 43, "1"}, {"number", 43, 50, "0000001"}, {"holder", 50, 80, "ｶ)ｼﾞﾔﾊﾟﾝ.ﾃﾞｻﾞｲﾝ               "}, {"amount", 80, 90, "0000450500"},
		{"new", 90, 91, "0"}, {"reference", 91, 111, "00000000000000000002"}, {"by wire", 111, 112, "7"}, {"rest", 112, 120, "        "},
	} {
		if got := string(data[field.from:field.to]); got != field.want {
			t.Errorf("%s: %q, not %q", field.what, got, field.want)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAFileReadsBack(t *testing.T) {
	f := golden()
	got, err := ReadFile(must(f.Write()))
	if err != nil {
		t.Fatal(err)
	}
	f.Sender = must(f.Sender.Checked())
	f.Day.Year = 0
	for i := range f.Lines {
		f.Lines[i].To = must(f.Lines[i].To.Checked())
	}
	if diff := cmp.Diff(f, got); diff != "" {
		t.Error(diff)
	}
}

// TestADamagedFileIsNoFile changes a digit of any amount, cuts and doubles.
func TestADamagedFileIsNoFile(t *testing.T) {
	whole := must(golden().Write())
	for i := range 6 {
		b := bytes.Clone(whole)
		at := (i+1)*(recordLength+2) + 89
		b[at] = '0' + (b[at]-'0'+1)%10
		if _, err := ReadFile(b); err == nil {
			t.Errorf("line %d: a yen more or less is not seen", i+1)
		}
	}
	record := recordLength + 2
	for what, b := range map[string][]byte{
		"empty": nil, "cut off": whole[:len(whole)-record], "a line less": append(bytes.Clone(whole[:record]), whole[2*record:]...),
		"a line twice": append(bytes.Clone(whole[:2*record]), whole[record:]...), "a byte less": whole[1:],
	} {
		if _, err := ReadFile(b); err == nil {
			t.Errorf("%s is read as a file", what)
		}
	}
}

func TestWhatNoBankTakesIsNotWritten(t *testing.T) {
	for what, change := range map[string]func(*File){
		"a Sunday": func(f *File) { f.Day = calendar.Date{Year: 2026, Month: time.December, Day: 13} }, "the last of December": func(f *File) { f.Day = calendar.Date{Year: 2026, Month: time.December, Day: 31} },
		"a holiday": func(f *File) { f.Day = calendar.Date{Year: 2026, Month: time.November, Day: 23} }, "nothing": func(f *File) { f.Lines = nil },
		"no yen": func(f *File) { f.Lines[0].Amount = 0 }, "eleven digits": func(f *File) { f.Lines[0].Amount = maxLine + 1 }, "a name in kanji": func(f *File) { f.Lines[0].To.Holder = "髙橋" },
		"a long reference": func(f *File) { f.Lines[0].Reference = strings.Repeat("1", 21) }, "a code of nine digits": func(f *File) { f.Sender.Code = "123456789" },
		"a sender in kanji": func(f *File) { f.Sender.Name = "預かり" }, "a branch that is not there": func(f *File) { f.Lines[0].To.BranchCode = "000" },
	} {
		f := golden()
		change(&f)
		if b, err := f.Write(); err == nil || b != nil {
			t.Errorf("%s is written", what)
		}
	}
}

// FuzzHolder: whatever comes, a name is either refused or fits into its field.
func FuzzHolder(f *testing.F) {
	for _, s := range []string{"株式会社ア", "髙", "ヴ", "ｶﾞ", "か゛", "\u3099", "ﾞ", "ｱ゙"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Holder(s)
		if err != nil {
			return
		}
		b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(got))
		if err != nil || len(b) > MaxHolder || len(b) != len([]rune(got)) || len(b) == 0 {
			t.Errorf("%q is written as %q: %d bytes, %v", s, got, len(b), err)
		}
	})
}

func TestRandomFilesReadBack(t *testing.T) {
	r := rand.New(rand.NewChaCha8([32]byte{9}))
	kana := []rune("アイウエオガギグゲゴッャュョパピプーヴ ABC09")
	for range 200 {
		f := golden()
		f.Lines = nil
		for range 1 + r.IntN(30) {
			name := []rune("ア")
			for range r.IntN(13) {
				name = append(name, kana[r.IntN(len(kana))])
			}
			f.Lines = append(f.Lines, Line{Account{"0001", "001", Ordinary, "1234567", string(name)}, money.Yen(1 + r.Int64N(int64(maxLine))), ""})
		}
		got, err := ReadFile(must(f.Write()))
		if err != nil || got.Total() != f.Total() || len(got.Lines) != len(f.Lines) {
			t.Fatalf("%d lines of %d: %d of %d, %v", len(f.Lines), f.Total(), len(got.Lines), got.Total(), err)
		}
	}
}
