package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/document"
	"azukari/internal/domain/account"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/payout"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// deskPayoutPages are the finance staff's (R10.2).
func deskPayoutPages() []page {
	saids["batch"], saids["batch-approved"], saids["batch-withdrawn"], saids["batch-settled"] = words.PayoutsMade, words.PayoutsApproved, words.PayoutsGivenUp, words.PayoutsSettled
	pays := staff(account.PayOut)
	return []page{
		{"GET", "/desk/payouts", pays, showPayoutDesk},
		{"POST", "/desk/payouts", pays, makeBatch},
		{"GET", "/desk/payouts/{id}", pays, showBatch},
		{"POST", "/desk/payouts/{id}/approve", pays, onBatch(transact.ApproveBatch, "batch-approved")},
		{"POST", "/desk/payouts/{id}/withdraw", pays, onBatch(transact.WithdrawBatch, "batch-withdrawn")},
		{"POST", "/desk/payouts/{id}/file", pays, takeFile},
		{"POST", "/desk/payouts/{id}/settle", pays, settleBatch},
		{"POST", "/desk/payouts/{id}/results", pays, uploadResults},
	}
}

func showPayoutDesk(v *visit) error { return v.showPayoutDesk(http.StatusOK, form()) }

func (v *visit) showPayoutDesk(status int, f *view.Form) error {
	p, err := v.page(v.t(words.DeskPayouts))
	if err != nil {
		return err
	}
	waiting, err := v.Engine.Store.Payouts(v.ctx, store.PayoutQuery{State: payout.Requested}, store.Page{})
	if err != nil {
		return err
	}
	slices.SortStableFunc(waiting, func(a, b payout.Payout) int { return cmp.Or(cmp.Compare(a.PayOn, b.PayOn), cmp.Compare(a.ID, b.ID)) }) // what leaves first comes first
	next := payout.PayDay(v.Engine.Calendar.Day(v.now), true).String()
	d := &view.PayoutDesk{Tabs: v.deskTabs("/desk/payouts"), Form: f}
	chosen := v.r.PostForm["id"]
	for _, one := range waiting {
		who, to, err := v.payee(one)
		if err != nil {
			return err
		}
		row := view.PayoutWaiting{ID: one.ID, Who: who.Name, Amount: p.Yen(one.Amount)}
		switch {
		case to.ID == "":
			row.Why = v.t(words.PayoutsNoBank)
		case !to.Usable(v.now):
			row.Why = v.t(words.PayoutsHeld, p.When(to.UsableAt))
		case who.ID == v.viewer.ID:
			row.Why = v.t(words.PayoutsOwn)
		default:
			row.Payable, row.To = true, v.bankLine(to)
			d.Day = cmp.Or(d.Day, max(next, one.PayOn)) // that of the first that can leave
		}
		if one.PayOn != "" {
			row.PayOn = p.Day(one.PayOn)
		}
		row.Chosen = row.Payable && (v.r.Method == http.MethodGet && one.PayOn <= d.Day || slices.Contains(chosen, one.ID))
		d.Waiting = append(d.Waiting, row)
	}
	d.Day = cmp.Or(d.Day, next)
	batches, err := v.Engine.Store.Batches(v.ctx, "", store.Page{Limit: 50})
	if err != nil {
		return err
	}
	for _, b := range batches {
		d.Batches = append(d.Batches, view.BatchRow{
			Path: "/desk/payouts/" + b.ID, Title: v.t(words.PayoutsBatch, p.Day(b.PayOn), b.Count, p.Yen(b.Total)), State: v.t(words.BatchStates[string(b.State)]),
		})
	}
	return v.show(status, view.PayoutDeskPage(p, d))
}

// payee is whose a payout is, and where they are paid.
func (v *visit) payee(p payout.Payout) (account.Account, payout.BankAccount, error) {
	who, err := v.Engine.Store.Account(v.ctx, p.AccountID)
	if err != nil {
		return who, payout.BankAccount{}, err
	}
	if p.BankAccountID != "" {
		to, err := v.Engine.Store.BankAccount(v.ctx, p.BankAccountID)
		return who, to, err
	}
	to, err := v.Engine.Store.PaidTo(v.ctx, p.AccountID)
	return who, to, err
}

func makeBatch(v *visit) error {
	e := v.entered()
	on := e.day("pay_on", true)
	cmd := transact.MakeBatch{Payouts: v.r.PostForm["id"]}
	if e.fit() {
		cmd.PayOn, _ = calendar.ParseDate(on) // it was just read
		for _, id := range cmd.Payouts {
			one, err := v.Engine.Store.Payout(v.ctx, id)
			if err != nil {
				return err
			}
			cmd.Owners = append(cmd.Owners, one.AccountID)
		}
		made, err := v.do(cmd)
		if b, ok := made.(payout.Batch); ok && err == nil {
			return v.done("/desk/payouts/"+b.ID, "batch")
		}
		if err == nil { // the same form once more
			return v.done("/desk/payouts", "batch")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return v.showPayoutDesk(http.StatusUnprocessableEntity, e.form)
}

func showBatch(v *visit) error { return v.showBatch(http.StatusOK, form(), form()) }

func (v *visit) showBatch(status int, f, upload *view.Form) error {
	b, err := v.Engine.Store.Batch(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.PayoutsBatchOf, words.Day(v.lang, b.PayOn)))
	if err != nil {
		return err
	}
	in, err := v.Engine.Store.Payouts(v.ctx, store.PayoutQuery{BatchID: b.ID}, store.Page{})
	if err != nil {
		return err
	}
	slices.Reverse(in)
	by, err := v.Engine.Store.Account(v.ctx, b.CreatedBy)
	if err != nil {
		return err
	}
	m := &view.BatchView{
		Tabs: v.deskTabs("/desk/payouts"), ID: b.ID, State: string(b.State), Form: f, Upload: upload, Sendable: b.Sendable() == nil, Open: b.Open > 0,
		MayApprove: b.State == payout.Proposed && b.CreatedBy != v.viewer.ID, MayWithdraw: b.State == payout.Proposed,
		Facts: []view.Fact{
			{Name: v.t(words.DeskOutcome), Value: v.t(words.BatchStates[string(b.State)])}, {Name: v.t(words.PayoutsPayOn), Value: p.Day(b.PayOn)},
			{Name: v.t(words.PayoutAmount), Value: v.t(words.PayoutsBatch, p.Day(b.PayOn), b.Count, p.Yen(b.Total))}, {Name: v.t(words.TrailWho), Value: by.Name},
		},
	}
	if b.State == payout.Proposed {
		m.Second = v.t(words.PayoutsSecond, p.Yen(v.occasion().Policy().SecondOperatorAbove))
	}
	if m.Sendable {
		switch m.Zengin = v.Sender != nil; {
		case !m.Zengin:
			m.NoFile = v.t(words.PayoutsNoSender)
		}
	}
	for _, one := range in {
		who, to, err := v.payee(one)
		if err != nil {
			return err
		}
		m.Lines = append(m.Lines, view.BatchLine{
			ID: one.ID, Who: who.Name, To: v.bankLine(to), Amount: p.Yen(one.Amount), State: v.t(words.PayoutStates[string(one.State)]), Reason: one.Reason,
			Open: one.State == payout.Batched, Paid: one.State == payout.Paid, Back: slices.Contains(v.r.PostForm["returned"], one.ID),
		})
		if one.State == payout.Paid && one.ReturnBy != "" {
			m.Lines[len(m.Lines)-1].State = v.t(words.PayoutsNoted)
		}
	}
	return v.show(status, view.BatchPage(p, m))
}

func onBatch(what transact.BatchAct, said string) func(*visit) error {
	return func(v *visit) error {
		id := v.r.PathValue("id")
		if _, err := v.bring(transact.OnBatch{BatchID: id, Do: what}, nil); err != nil {
			return err
		}
		if what == transact.WithdrawBatch {
			return v.done("/desk/payouts", said)
		}
		return v.done("/desk/payouts/"+id, said)
	}
}

// takeFile hands a batch out for the bank: as a 全銀 file or as CSV. The trail
// says so before an account is opened.
func takeFile(v *visit) error {
	id := v.r.PathValue("id")
	asCSV := v.r.PostFormValue("as") == "csv"
	if !asCSV && v.Sender == nil {
		return refusal.Conflict(refusal.StateConflict, "R10.2", "The sender is not set: azukari serve --payout-sender.")
	}
	taken, err := v.bring(transact.OnBatch{BatchID: id, Do: transact.TakeFile}, nil)
	if err != nil {
		return err
	}
	b := taken.Result.(payout.Batch)
	in, err := v.Engine.Store.Payouts(v.ctx, store.PayoutQuery{BatchID: id}, store.Page{})
	if err != nil {
		return err
	}
	slices.Reverse(in)
	day, err := calendar.ParseDate(b.PayOn)
	if err != nil {
		return err
	}
	file := bank.File{Day: day}
	for _, one := range in {
		to, err := v.Engine.Store.BankAccount(v.ctx, one.BankAccountID)
		if err != nil {
			return err
		}
		full, err := v.Desk.OpenBankAccount(to)
		if err != nil {
			return err
		}
		file.Lines = append(file.Lines, bank.Line{To: full, Amount: one.Amount, Reference: reference(one.ID)})
	}
	var content []byte
	name, kind := "furikomi-"+strings.ReplaceAll(b.PayOn, "-", "")+".txt", "text/plain; charset=Shift_JIS"
	if asCSV {
		name, kind = strings.TrimSuffix(name, ".txt")+".csv", "text/csv; charset=utf-8"
		content, err = payoutsCSV(in, file.Lines)
	} else {
		file.Sender = *v.Sender
		content, err = file.Write()
	}
	if no := (*refusal.Refusal)(nil); errors.As(err, &no) {
		f := form()
		f.Said = v.t(words.PayoutsCannot, no.Detail)
		return v.showBatch(http.StatusUnprocessableEntity, f, form())
	}
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	v.w.Header().Set("Cache-Control", "no-store")
	_, err = v.w.Write(content)
	return err
}

// reference is the end of a payout's id as the bank hands it back: 20 letters.
func reference(id string) string {
	id = strings.ToUpper(id)
	return id[max(0, len(id)-20):]
}

// payoutsCSV is a batch as a table. Its last two columns are for the bank's
// results: filled in, the same table is read again.
func payoutsCSV(payouts []payout.Payout, lines []bank.Line) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // spreadsheets read UTF-8 by it
	w := csv.NewWriter(&b)
	rows := [][]string{{"payout_id", "bank_code", "branch_code", "kind", "number", "holder", "amount", "reference", "result", "reason"}}
	for i, l := range lines {
		kind := words.BankKinds[int(l.To.Kind)].In(words.Japanese)
		rows = append(rows, []string{payouts[i].ID, l.To.BankCode, l.To.BranchCode, kind, l.To.Number, document.Cell(l.To.Holder), l.Amount.Digits(), l.Reference, "", ""})
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// settleBatch books what the bank says: what is ticked came back, all else that
// was open arrived. What the bank says of a payout that is not ticked is a tick
// that was forgotten.
func settleBatch(v *visit) error {
	e := v.entered()
	in, err := v.Engine.Store.Payouts(v.ctx, store.PayoutQuery{BatchID: v.r.PathValue("id")}, store.Page{})
	if err != nil {
		return err
	}
	var results []payout.Result
	for _, one := range in {
		back := slices.Contains(v.r.PostForm["returned"], one.ID)
		reason := e.text("reason-"+one.ID, payout.MaxReason, back)
		if reason != "" && !back {
			e.wrong("reason-"+one.ID, words.PayoutsTick)
		}
		if back || one.State == payout.Batched {
			results = append(results, payout.Result{PayoutID: one.ID, Returned: back, Reason: reason})
		}
	}
	return v.settled(e, results, func(f *view.Form) error { return v.showBatch(http.StatusUnprocessableEntity, f, form()) })
}

func (v *visit) settled(e *entered, results []payout.Result, again func(*view.Form) error) error {
	id := v.r.PathValue("id")
	if e.fit() {
		_, err := v.do(transact.OnBatch{BatchID: id, Do: transact.SettleBatch, Results: results})
		if err == nil {
			return v.done("/desk/payouts/"+id, "batch-settled")
		}
		if err = e.refused(err); err != nil {
			return err
		}
	}
	return again(e.form)
}

// uploadResults reads the bank's results from the file that was chosen.
func uploadResults(v *visit) error {
	content, _, err := v.r.FormFile("results")
	e := v.entered()
	var results []payout.Result
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		e.wrong("results", words.FieldRequired)
	case err != nil:
		return err
	default:
		defer content.Close()
		var bad badRow
		if results, err = readResults(content); errors.As(err, &bad) {
			e.wrong("results", words.PayoutsBadCSV, bad.line, bad.text)
		} else if err != nil {
			return err
		}
	}
	return v.settled(e, results, func(f *view.Form) error { return v.showBatch(http.StatusUnprocessableEntity, form(), f) })
}

// A badRow is a line of a table that says nothing that could be booked.
type badRow struct {
	line int
	text string
}

func (b badRow) Error() string { return fmt.Sprintf("line %d: %s", b.line, b.text) }

// readResults reads a table of results: that of the batch with its last columns
// filled in, or one with a payout, its result and the reason in each row. It may
// be in UTF-8 or, as spreadsheets write it, in Shift_JIS.
func readResults(file io.Reader) (results []payout.Result, err error) {
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(content) {
		if content, err = japanese.ShiftJIS.NewDecoder().Bytes(content); err != nil {
			return nil, badRow{1, "UTF-8 / Shift_JIS"}
		}
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	columns := map[string]int{"payout_id": 0, "result": 1, "reason": 2}
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return results, nil
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			return nil, badRow{line, err.Error()}
		}
		if first && row[0] == "payout_id" {
			columns = map[string]int{}
			for i, name := range row {
				columns[name] = i
			}
			continue
		}
		cell := func(name string) string {
			if i, ok := columns[name]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		result := cell("result")
		if result == "" && cell("reason") == "" {
			continue // the bank has not said
		}
		returned, known := resultWords[result]
		if !known {
			return nil, badRow{line, strings.Join(row, ",")}
		}
		results = append(results, payout.Result{PayoutID: cell("payout_id"), Returned: returned, Reason: cell("reason")})
	}
}

// resultWords are the results that a table may say, and whether the money came
// back.
var resultWords = map[string]bool{"paid": false, "振込済み": false, "returned": true, "返却": true}
