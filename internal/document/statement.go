package document

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
)

// A Statement is what the platform paid somebody, and what else moved on their
// balance, in one month (支払明細).
type Statement struct {
	Account string // the id
	Owner   string // the name
	Year    int
	Month   time.Month
	Made    calendar.Instant // before the month has ended it is not the last word
	Opening money.Yen
	Lines   []StatementLine
	Closing money.Yen
}

// A StatementLine is one movement.
type StatementLine struct {
	Transfer string
	At       calendar.Instant
	What     string // 報酬, 出金の申請 …
	Title    string // of the job or the contract; may be empty
	Pay      bool   // the owner was paid for work
	Fee, Tax money.Yen
	Amount   money.Yen // what it changed on the balance
	Balance  money.Yen // what stood there after it
}

// gross is the pay before fee and tax.
func (l StatementLine) gross() money.Yen { return l.Amount + l.Fee + l.Tax }

// A Sum is what a statement adds up to.
type Sum struct{ Gross, Fee, Tax, Net, Others money.Yen }

// Sum adds the statement up. Opening + Net + Others = Closing (L17), or the
// statement is an error and never a page.
func (s *Statement) Sum() (sum Sum, err error) {
	stands := s.Opening
	for _, l := range s.Lines {
		if stands += l.Amount; stands != l.Balance {
			return sum, fmt.Errorf("the statement of %s for %d-%02d: %s leaves %s and not %s", s.Account, s.Year, s.Month, l.Transfer, stands, l.Balance)
		}
		if !l.Pay {
			sum.Others += l.Amount
			continue
		}
		sum.Gross, sum.Fee, sum.Tax, sum.Net = sum.Gross+l.gross(), sum.Fee+l.Fee, sum.Tax+l.Tax, sum.Net+l.Amount
	}
	if stands != s.Closing {
		return sum, fmt.Errorf("the statement of %s for %d-%02d ends at %s and not at %s", s.Account, s.Year, s.Month, stands, s.Closing)
	}
	return sum, nil
}

// StatementPDF draws it.
func StatementPDF(s *Statement, m Meta) ([]byte, error) {
	sum, err := s.Sum()
	if err != nil {
		return nil, err
	}
	p, err := newPage()
	if err != nil {
		return nil, fmt.Errorf("draw the statement of %s: %w", s.Account, err)
	}
	month := fmt.Sprintf("%d年%d月分", s.Year, int(s.Month))
	p.title("支払明細書　"+month, "報酬のお支払いと、残高の動きの明細")
	p.facts([][2]string{
		{"お名前", s.Owner + "　様"},
		{"会員番号", s.Account},
		{"発行", m.Platform},
		{"作成", when(s.Made, m.Calendar)},
	})
	if end := m.Calendar.StartOf(calendar.Date{Year: s.Year, Month: s.Month + 1, Day: 1}.Plus(0)); s.Made < end {
		p.paragraph("この月は終わっていません。作成した時までの明細です。月が終わってから、もう一度お受け取りください。")
	}
	amount := func(text string, y money.Yen, before float64) line {
		return line{text: text, right: yen(y), before: before}
	}
	p.heading("合計")
	p.row("", "報酬のお支払い", []line{
		amount("報酬の額（利用料を差し引く前）", sum.Gross, 0),
		amount("システム利用料", -sum.Fee, 2),
		amount("利用料にかかる消費税", -sum.Tax, 2),
		{text: "お支払額", right: yen(sum.Net), size: large, before: 4},
	})
	p.row("", "残高", []line{
		amount("月のはじめの残高", s.Opening, 0), amount("お支払額", sum.Net, 2), amount("出金、仮払い、返金など", sum.Others, 2),
		{text: "月の終わりの残高", right: yen(s.Closing), size: large, before: 4},
	})
	p.heading("明細（" + strconv.Itoa(len(s.Lines)) + "件）")
	if len(s.Lines) == 0 {
		p.paragraph("この月に、残高の動きはありません。")
	}
	for i, l := range s.Lines {
		lines := []line{{text: l.What, right: yen(l.Amount)}}
		if l.Title != "" {
			lines = append(lines, line{text: l.Title, before: 1})
		}
		if l.Pay {
			lines = append(lines, line{text: "報酬の額 " + yen(l.gross()) + "　利用料 " + yen(-l.Fee) + "　消費税 " + yen(-l.Tax), size: small, grey: true, before: 1})
		}
		lines = append(lines, line{text: l.Transfer, right: "残高 " + yen(l.Balance), size: small, grey: true, before: 1})
		p.row(strconv.Itoa(i+1), statementDay(l.At, m.Calendar), lines)
	}
	foot := "支払明細書 " + month + "　会員番号 " + s.Account
	if m.Platform != "" {
		foot = m.Platform + "　" + foot
	}
	foot = p.copy.clean(foot)
	if notes := p.copy.notes(); len(notes) > 0 {
		lines := make([]line, len(notes))
		for i, n := range notes {
			lines[i] = line{text: n, size: small}
		}
		p.row("", "文字の表示", lines)
	}
	return p.finish("支払明細書 "+month, foot)
}

// statementDay is the day that an instant is of: the end of a day is of that day.
func statementDay(at calendar.Instant, cal calendar.Calendar) string {
	d := cal.Day(at - 1)
	return fmt.Sprintf("%d月%d日（%s）", int(d.Month), d.Day, weekdays[d.Weekday()])
}

// StatementCSV writes it as comma-separated values (RFC 4180) for a spreadsheet:
// the opening balance, a row for each line, the closing balance.
func StatementCSV(w io.Writer, s *Statement, cal calendar.Calendar) error {
	if _, err := s.Sum(); err != nil {
		return err
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("export a statement: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{
		{"日付", "内容", "仕事・契約", "報酬の額", "システム利用料", "消費税", "残高の増減", "残高", "取引番号"},
		{"", "月のはじめの残高", "", "", "", "", "", s.Opening.Digits(), ""},
	}
	for _, l := range s.Lines {
		row := []string{cal.Day(l.At - 1).String(), l.What, Cell(l.Title), "", "", "", l.Amount.Digits(), l.Balance.Digits(), l.Transfer}
		if l.Pay {
			row[3], row[4], row[5] = l.gross().Digits(), (-l.Fee).Digits(), (-l.Tax).Digits()
		}
		rows = append(rows, row)
	}
	rows = append(rows, []string{"", "月の終わりの残高", "", "", "", "", "", s.Closing.Digits(), ""})
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("export a statement: %w", err)
	}
	return nil
}
