package document

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/task"
)

// An AnswerLine is one line of a task's export.
type AnswerLine struct {
	task.Answer
	Worker string // the name
	Values map[string]task.Value
}

// byteOrderMark lets spreadsheets read UTF-8.
const byteOrderMark = "\ufeff"

// AnswersCSV writes answers of a task as comma-separated values (RFC 4180) for
// a spreadsheet, a column for each question. A cell that a spreadsheet would
// take for a formula is kept from that by an apostrophe. Who writes it hands in
// the approved answers alone: a rejected one is never the client's (R8.2).
func AnswersCSV(w io.Writer, t task.Task, lines []AnswerLine, cal calendar.Calendar) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("export answers: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := []string{"作業ID", "ワーカー", "提出日時"}
	for _, q := range t.Questions {
		head = append(head, Cell(q.Label))
	}
	rows := [][]string{head}
	for _, l := range lines {
		row := []string{l.ID, Cell(l.Worker), l.SentAt.Time().In(cal.Zone()).Format("2006-01-02 15:04:05")}
		for i := range t.Questions {
			v := l.Values[task.Key(i)]
			text := strings.Join(v.Texts, "\n")
			if v.File != nil {
				text = v.File.Name
			}
			row = append(row, Cell(text))
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("export answers: %w", err)
	}
	return nil
}

// Cell guards a text that a spreadsheet would take for a formula; a plain number
// is none.
func Cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(text)[0]) && !task.IsNumber(text) {
		return "'" + text
	}
	return text
}
