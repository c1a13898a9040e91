package document

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"azukari/internal/base/calendar"
)

// november is a month with pay, a withdrawal, and a title that hurts.
func november() *Statement {
	at := calendar.Of(time.Date(2026, time.November, 30, 15, 0, 0, 0, time.UTC)) // 24:00 of the 30th
	return &Statement{
		Account: "acc_01kb2m8y3q6z9t4h5v7w8x9a0d", Owner: "髙橋﨑 一郎", Year: 2026, Month: time.November, Made: at.Add(time.Hour), Opening: 1_000,
		Lines: []StatementLine{
			{Transfer: "tfr_1", At: at.Add(-240 * time.Hour), What: "報酬", Title: "=会社案内の英訳", Pay: true, Fee: 20_000, Tax: 2_000, Amount: 78_000, Balance: 79_000},
			{Transfer: "tfr_2", At: at.Add(-200 * time.Hour), What: "出金の申請", Amount: -50_000, Balance: 29_000},
			{Transfer: "tfr_3", At: at, What: "報酬", Title: "製品カタログ", Pay: true, Fee: 200, Tax: 20, Amount: 780, Balance: 29_780},
		},
		Closing: 29_780,
	}
}

func TestAStatementShowsItsSums(t *testing.T) {
	file, err := StatementPDF(november(), Meta{Calendar: tokyo, Platform: "預かり"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := StatementPDF(november(), Meta{Calendar: tokyo, Platform: "預かり"})
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("the same statement is other bytes (%v)", err)
	}
	text := squeezed(read(t, file))
	for _, want := range []string{
		"支払明細書　2026年11月分", "髙橋﨑 一郎　様", "預かり", "報酬の額（利用料を差し引く前） 101,000円", "システム利用料 -20,200円", "利用料にかかる消費税 -2,020円", "お支払額 78,780円",
		"月のはじめの残高 1,000円", "出金、仮払い、返金など -50,000円", "月の終わりの残高 29,780円", "11月30日（月）", "報酬の額 100,000円", "残高 29,000円", "明細（3件）",
	} {
		if !strings.Contains(text, squeezed(want)) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(text, squeezed("この月は終わっていません")) || t.Failed() {
		t.Log(text)
		t.Fail()
	}
}

// TestAMonthThatRunsIsNoLastWord: and a long one goes over several pages.
func TestAMonthThatRunsIsNoLastWord(t *testing.T) {
	s := november()
	s.Made = s.Made.Add(-48 * time.Hour)
	for range 200 {
		s.Lines = append(s.Lines, StatementLine{Transfer: "tfr_4", At: s.Lines[2].At, What: "仮払い", Title: strings.Repeat("長い題名", 12), Amount: -1, Balance: s.Lines[len(s.Lines)-1].Balance - 1})
	}
	s.Closing -= 200
	file, err := StatementPDF(s, Meta{Calendar: tokyo})
	if err != nil {
		t.Fatal(err)
	}
	if text := squeezed(read(t, file)); !strings.Contains(text, squeezed("この月は終わっていません")) || !strings.Contains(text, squeezed("明細（203件）")) {
		t.Error(text)
	}
}

// TestAStatementThatDoesNotAddUpIsNone: no page says what is not so (L17).
func TestAStatementThatDoesNotAddUpIsNone(t *testing.T) {
	for name, spoil := range map[string]func(*Statement){
		"opening": func(s *Statement) { s.Opening++ },
		"line":    func(s *Statement) { s.Lines[1].Amount-- },
		"balance": func(s *Statement) { s.Lines[0].Balance++ },
		"closing": func(s *Statement) { s.Closing++ },
		"lost":    func(s *Statement) { s.Lines = s.Lines[:2] },
	} {
		s := november()
		spoil(s)
		if _, err := StatementPDF(s, Meta{Calendar: tokyo}); err == nil {
			t.Errorf("%s: it is drawn", name)
		}
		var b bytes.Buffer
		if err := StatementCSV(&b, s, tokyo); err == nil || b.Len() > 0 {
			t.Errorf("%s: it is exported", name)
		}
	}
}
