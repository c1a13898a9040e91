package document

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"azukari/internal/domain/task"
)

// TestAnExportIsReadAgainAsItWasAndRunsNothing exports answers that hurt.
func TestAnExportIsReadAgainAsItWasAndRunsNothing(t *testing.T) {
	errand := task.Task{Rules: task.Rules{Questions: []task.Question{{Kind: task.Text, Label: "=感想"}, {Kind: task.Choices, Label: "好み"}, {Kind: task.Number, Label: "数"}, {Kind: task.FileOf, Label: "写真"}}}}
	text := func(texts ...string) task.Value { return task.Value{Texts: texts} }
	lines := []AnswerLine{
		{task.Answer{ID: "ans_1", SentAt: 1_000_000}, "佐藤 \"健\", 他", map[string]task.Value{"q1": text("一行目\n二行目, と続く"), "q2": text("甘い", "辛い"), "q3": text("-3.5")}},
		{task.Answer{ID: "ans_2"}, "@evil", map[string]task.Value{"q1": text(`=HYPERLINK("https://example.com")`), "q4": {File: &task.File{Name: "+写真.png"}}}},
		{task.Answer{ID: "ans_3"}, "＝全角", map[string]task.Value{"q1": text("-1+cmd|' /C calc'!A0"), "q3": text("12")}},
	}
	var b strings.Builder
	if err := AnswersCSV(&b, errand, lines, tokyo); err != nil {
		t.Fatal(err)
	}
	plain, ok := strings.CutPrefix(b.String(), byteOrderMark)
	if !ok {
		t.Error("no byte order mark: a spreadsheet would misread it")
	}
	rows, err := csv.NewReader(strings.NewReader(plain)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"作業ID", "ワーカー", "提出日時", "'=感想", "好み", "数", "写真"},
		{"ans_1", "佐藤 \"健\", 他", "1970-01-01 09:00:01", "一行目\n二行目, と続く", "甘い\n辛い", "-3.5", ""},
		{"ans_2", "'@evil", "1970-01-01 09:00:00", `'=HYPERLINK("https://example.com")`, "", "", "'+写真.png"},
		{"ans_3", "'＝全角", "1970-01-01 09:00:00", "'-1+cmd|' /C calc'!A0", "", "12", ""},
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Error(d)
	}
}
