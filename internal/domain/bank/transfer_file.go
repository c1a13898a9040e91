package bank

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/japanese"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
)

// recordLength is that of every record of a file, in bytes (全銀 総合振込).
const recordLength = 120

// maxLine is the most that one line of a file can move: ten digits.
const maxLine money.Yen = 9_999_999_999

// A Sender is who pays (委託者): the operator's own account and the code that
// its bank gave it.
type Sender struct {
	Code    string // ten digits
	Name    string // as Holder takes it
	Account Account
}

// A Line is one transfer of a file.
type Line struct {
	To        Account
	Amount    money.Yen
	Reference string // up to 20 digits and letters, which the bank hands back (顧客コード)
}

// A File is what WriteFile writes.
type File struct {
	Sender Sender
	Day    calendar.Date // of the transfer; a file holds its month and day alone
	Lines  []Line
}

// Checked is a sender as a file can name it.
func (s Sender) Checked() (Sender, error) {
	if len(s.Code) != 10 || strings.Trim(s.Code, "0123456789") != "" {
		return s, refusal.Invalid("sender_code", "R10.2", "The sender's code has ten digits: your bank gave it to you.")
	}
	s.Account.Holder = s.Name
	a, err := s.Account.Checked()
	s.Account, s.Name = a, a.Holder
	return s, err
}

// Total is what the file moves.
func (f File) Total() (total money.Yen) {
	for _, l := range f.Lines {
		total += l.Amount
	}
	return total
}

// Write is the file in Shift_JIS, each record of 120 bytes with CR LF behind it.
// What cannot be written is refused, and nothing is written.
func (f File) Write() ([]byte, error) {
	s, err := f.Sender.Checked()
	if err != nil {
		return nil, err
	}
	switch {
	case !calendar.IsBankDay(f.Day):
		return nil, refusal.Invalid("pay_on", "R10.2", f.Day.String()+" is no day on which banks transfer money.")
	case len(f.Lines) == 0:
		return nil, refusal.Invalid("lines", "R10.2", "A file without a transfer is none.")
	}
	w := &records{}
	bank, branch := s.Account.names()
	w.record("1", "21", "0", s.Code, text(s.Name, 40), fmt.Sprintf("%02d%02d", f.Day.Month, f.Day.Day), s.Account.BankCode, text(bank, 15), s.Account.BranchCode, text(branch, 15),
		strconv.Itoa(int(s.Account.Kind)), s.Account.Number, text("", 17))
	for i, l := range f.Lines {
		to, err := l.To.Checked()
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if l.Amount < 1 || l.Amount > maxLine {
			return nil, refusal.Invalid("amount", "R10.2", fmt.Sprintf("Line %d: %s cannot be sent in one transfer.", i+1, l.Amount))
		}
		if len(l.Reference) > 20 || strings.Trim(l.Reference, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return nil, fmt.Errorf("line %d: %q is no reference", i+1, l.Reference)
		}
		bank, branch := to.names()
		w.record("2", to.BankCode, text(bank, 15), to.BranchCode, text(branch, 15), "0000", strconv.Itoa(int(to.Kind)), to.Number, text(to.Holder, 30),
			number(l.Amount, 10), "0", text(l.Reference, 20), "7", " ", text("", 7))
	}
	w.record("8", fmt.Sprintf("%06d", len(f.Lines)), number(f.Total(), 12), text("", 101))
	w.record("9", text("", 119))
	return w.bytes, w.err
}

// names are a bank's and a branch's in a file's letters; what has no reading in
// the directory is left empty, which banks allow: the codes decide.
func (a Account) names() (bank, branch string) {
	b, _ := FindBank(a.BankCode)
	r, _ := FindBranch(a.BankCode, a.BranchCode)
	bank, _ = Holder(b.Kana)
	branch, _ = Holder(r.Kana)
	return bank, branch
}

type records struct {
	bytes []byte
	err   error
}

func (w *records) record(fields ...string) {
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(strings.Join(fields, "")))
	if err == nil && len(b) != recordLength {
		err = fmt.Errorf("a record of %d bytes: %q", len(b), fields)
	}
	if w.err == nil {
		w.err = err
	}
	w.bytes = append(append(w.bytes, b...), '\r', '\n')
}

// text is a field of letters: to the left, spaces behind, cut where it must be.
func text(s string, length int) string {
	r := []rune(s)
	if len(r) > length {
		r = r[:length]
	}
	return string(r) + strings.Repeat(" ", length-len(r))
}

// number is a field of digits: to the right, zeros before.
func number(n money.Yen, length int) string {
	s := n.Digits()
	return strings.Repeat("0", max(0, length-len(s))) + s
}

// errRecord is a file that is none.
var errRecord = errors.New("this is no 総合振込 file")

// ReadFile reads what Write wrote, the year of the day apart, and holds the
// trailer against the lines.
func ReadFile(b []byte) (f File, err error) {
	plain, err := japanese.ShiftJIS.NewDecoder().Bytes(b)
	if err != nil {
		return f, fmt.Errorf("%w: %w", errRecord, err)
	}
	lines := strings.Split(strings.TrimSuffix(string(plain), "\r\n"), "\r\n")
	if len(lines) < 4 {
		return f, fmt.Errorf("%w: %d records", errRecord, len(lines))
	}
	for i, line := range lines {
		r := cutter([]rune(line))
		if len(r) != recordLength {
			return f, fmt.Errorf("%w: record %d has %d characters", errRecord, i+1, len(r))
		}
		switch kind := r.cut(1); {
		case kind == "1" && i == 0:
			r.cut(3)
			f.Sender.Code, f.Sender.Name = r.cut(10), r.trimmed(40)
			f.Day = calendar.Date{Month: monthOf(r.cut(2)), Day: digits(r.cut(2))}
			f.Sender.Account.BankCode = r.cut(4)
			r.cut(15)
			f.Sender.Account.BranchCode = r.cut(3)
			r.cut(15)
			f.Sender.Account.Kind, f.Sender.Account.Number = Kind(digits(r.cut(1))), r.cut(7)
			f.Sender.Account.Holder = f.Sender.Name
		case kind == "2" && i > 0 && i < len(lines)-2:
			var l Line
			l.To.BankCode = r.cut(4)
			r.cut(15)
			l.To.BranchCode = r.cut(3)
			r.cut(15 + 4)
			l.To.Kind, l.To.Number, l.To.Holder = Kind(digits(r.cut(1))), r.cut(7), r.trimmed(30)
			l.Amount = money.Yen(digits(r.cut(10)))
			r.cut(1)
			l.Reference = r.trimmed(20)
			f.Lines = append(f.Lines, l)
		case kind == "8" && i == len(lines)-2:
			if n, total := digits(r.cut(6)), money.Yen(digits(r.cut(12))); n != len(f.Lines) || total != f.Total() {
				return f, fmt.Errorf("%w: the trailer says %d transfers of %s, there are %d of %s", errRecord, n, total, len(f.Lines), f.Total())
			}
		case kind == "9" && i == len(lines)-1:
		default:
			return f, fmt.Errorf("%w: record %d is of kind %q", errRecord, i+1, kind)
		}
	}
	return f, nil
}

// A cutter hands out a record field by field.
type cutter []rune

func (c *cutter) cut(n int) string {
	field := string((*c)[:n])
	*c = (*c)[n:]
	return field
}

func (c *cutter) trimmed(n int) string { return strings.TrimRight(c.cut(n), " ") }

// digits reads a number; what is none is -1, which fits nothing.
func digits(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func monthOf(s string) time.Month { return time.Month(digits(s)) }
