package web

import (
	"bytes"
	"fmt"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/document"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// statementPages are what somebody keeps of a month's money (支払明細).
func statementPages() []page {
	return []page{
		{"GET", "/earnings/statements", member, showStatements},
		{"GET", "/earnings/statements/{month}/pdf", member, printStatement},
		{"GET", "/earnings/statements/{month}/csv", member, exportStatement},
	}
}

// monthOf is the month that a day is of, by its first day.
func monthOf(day calendar.Date) calendar.Date {
	return calendar.Date{Year: day.Year, Month: day.Month, Day: 1}
}

// following is the first day of the next month.
func following(month calendar.Date) calendar.Date {
	return calendar.Date{Year: month.Year, Month: month.Month + 1, Day: 1}.Plus(0)
}

// since are the viewer's lines, newest first, down to those that happened after
// an instant.
func (b *book) since(after calendar.Instant) (all []ledger.Line, err error) {
	for at := (store.Page{Limit: 500}); ; at.Cursor = all[len(all)-1].Transfer {
		found, err := b.Engine.Store.Lines(b.ctx, ledger.User(b.viewer.ID), at)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
		if len(found) < at.Limit || found[len(found)-1].At <= after {
			return all, nil
		}
	}
}

// statement is the viewer's for one month, of these lines of theirs.
func (b *book) statement(month calendar.Date, balance money.Yen, lines []ledger.Line) (*document.Statement, error) {
	of := ledger.StatementOf(balance, lines, b.Engine.Calendar.StartOf(month), b.Engine.Calendar.StartOf(following(month)))
	s := &document.Statement{Account: b.viewer.ID, Owner: b.viewer.Name, Year: month.Year, Month: month.Month, Made: b.now, Opening: of.Opening, Closing: of.Closing}
	for _, l := range of.Lines {
		one := document.StatementLine{Transfer: l.Transfer, At: l.At, What: words.LineKinds[string(l.Kind)].In(words.Japanese), Amount: l.Amount, Balance: l.Balance}
		pay, err := b.pay(l.Line)
		if err != nil {
			return nil, err
		}
		if one.Pay = pay > 0; one.Pay {
			one.Fee, one.Tax = l.Fee, l.Tax
		}
		if one.Title, _, err = b.subject(l.Subject); err != nil {
			return nil, err
		}
		s.Lines = append(s.Lines, one)
	}
	return s, nil
}

// monthAsked is the statement of the month that the address names: this one, or
// one that is over.
func (v *visit) monthAsked() (*document.Statement, error) {
	first, err := time.Parse("2006-01", v.r.PathValue("month"))
	month := calendar.Date{Year: first.Year(), Month: first.Month(), Day: 1}
	if err != nil || v.now < v.Engine.Calendar.StartOf(month) {
		return nil, refusal.NoSuch("statement")
	}
	b := book{v, map[string]contract.Contract{}}
	balance, err := v.Engine.Store.Balance(v.ctx, ledger.User(v.viewer.ID))
	if err != nil {
		return nil, err
	}
	lines, err := b.since(v.Engine.Calendar.StartOf(month))
	if err != nil {
		return nil, err
	}
	return b.statement(month, balance, lines)
}

func showStatements(v *visit) error {
	p, err := v.page(v.t(words.StatementsTitle))
	if err != nil {
		return err
	}
	b := book{v, map[string]contract.Contract{}}
	balance, err := v.Engine.Store.Balance(v.ctx, ledger.User(v.viewer.ID))
	if err != nil {
		return err
	}
	lines, err := b.since(0)
	if err != nil {
		return err
	}
	var rows []view.StatementRow
	if len(lines) > 0 {
		this, first := monthOf(v.Engine.Calendar.Day(v.now)), monthOf(v.Engine.Calendar.Day(lines[len(lines)-1].At-1))
		for month := first; !this.Before(month); month = following(month) {
			s, err := b.statement(month, balance, lines)
			if err != nil {
				return err
			}
			sum, err := s.Sum()
			if err != nil {
				return err
			}
			at := fmt.Sprintf("/earnings/statements/%d-%02d/", month.Year, int(month.Month))
			rows = append([]view.StatementRow{{
				Month: words.Month(v.lang, month.Year, month.Month), Opening: p.Yen(s.Opening), Gross: p.Yen(sum.Gross), Charges: p.Yen(-sum.Fee - sum.Tax), Net: p.Yen(sum.Net),
				Others: p.Yen(sum.Others), Closing: p.Yen(s.Closing), PDF: at + "pdf", CSV: at + "csv", Running: month == this,
			}}, rows...)
		}
	}
	return v.ok(view.StatementsPage(p, rows))
}

func printStatement(v *visit) error {
	s, err := v.monthAsked()
	if err != nil {
		return err
	}
	pdf, err := document.StatementPDF(s, document.Meta{Calendar: v.Engine.Calendar, Platform: v.Engine.Door.Book().House(v.now).Called()})
	if err != nil {
		return err
	}
	return v.handOver(s, "pdf", "application/pdf", pdf)
}

func exportStatement(v *visit) error {
	s, err := v.monthAsked()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := document.StatementCSV(&b, s, v.Engine.Calendar); err != nil {
		return err
	}
	return v.handOver(s, "csv", "text/csv; charset=utf-8", b.Bytes())
}

func (v *visit) handOver(s *document.Statement, end, kind string, content []byte) error {
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="statement-%d-%02d.%s"`, s.Year, int(s.Month), end))
	v.w.Header().Set("Cache-Control", "no-store")
	_, _ = v.w.Write(content) // the browser may be gone
	return nil
}
