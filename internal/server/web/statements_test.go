package web

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/ledger"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// TestStatementsAreTheBook holds the months of everybody in the sample against
// the transfers themselves: the first begins with nothing, each begins where the
// one before ended, what stood there at the end of a month is what the book's
// transfers until then add up to, the last ends at the balance; fee, tax and pay
// together are the escrows that were released (L17).
func TestStatementsAreTheBook(t *testing.T) {
	s := openShop(t)
	var posted []ledger.Posted
	if err := s.engine.Store.Scan(t.Context(), store.Scan{Transfer: func(p ledger.Posted) error { posted = append(posted, p); return nil }}); err != nil {
		t.Fatal(err)
	}
	present, err := s.engine.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cal, months, paid := s.engine.Calendar, 0, 0
	for _, person := range s.people {
		own := ledger.User(person.ID)
		until := func(at calendar.Instant) (sum money.Yen) {
			for _, p := range posted {
				for _, e := range p.Entries {
					if e.Account == own && p.At <= at {
						sum += e.Amount
					}
				}
			}
			return sum
		}
		g := s.asID(person.ID)
		page, began := g.get(200, "/earnings/statements"), money.Yen(0)
		for month := (calendar.Date{Year: 2025, Month: 12, Day: 1}); cal.StartOf(month) <= present; month = following(month) {
			at := fmt.Sprintf("/earnings/statements/%d-%02d/csv", month.Year, int(month.Month))
			text, ok := strings.CutPrefix(g.get(200, at), "\ufeff")
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil || !ok || len(rows) < 3 {
				t.Fatalf("%s: %v %q", at, err, text)
			}
			yen := func(cell string) money.Yen {
				n, err := strconv.ParseInt(cell, 10, 64)
				if err != nil {
					t.Errorf("%s: %q is no amount", at, cell)
				}
				return money.Yen(n)
			}
			if got := yen(rows[1][7]); got != began {
				t.Errorf("%s of %s begins with %s and not %s", at, person.Name, got, began)
			}
			for _, row := range rows[2 : len(rows)-1] {
				began += yen(row[6])
				if yen(row[7]) != began {
					t.Errorf("%s of %s: %v leaves %s", at, person.Name, row, began)
				}
				if row[3] != "" {
					paid++
					if yen(row[3])+yen(row[4])+yen(row[5]) != yen(row[6]) || yen(row[4]) >= 0 || yen(row[5]) > 0 {
						t.Errorf("%s of %s: %v", at, person.Name, row)
					}
				}
			}
			end := cal.StartOf(following(month))
			if closing := yen(rows[len(rows)-1][7]); closing != began || closing != until(end) {
				t.Errorf("%s of %s ends with %s; its lines say %s, the book says %s", at, person.Name, closing, began, until(end))
			}
			if len(rows) > 3 {
				if months++; !strings.Contains(page, at) {
					t.Errorf("%s is not on the page of %s", at, person.Name)
				}
			}
		}
		if now, err := s.engine.Store.Balance(t.Context(), own); err != nil || now != began {
			t.Errorf("%s has %s, the statements end at %s (%v)", person.Name, now, began, err)
		}
	}
	if months < 20 || paid < 20 {
		t.Errorf("only %d months with %d payments were held against the book", months, paid)
	}
}

// TestAStatementIsTheOwnersAndOfAMonth: what is not a month, or has not begun, is
// not there.
func TestAStatementIsTheOwnersAndOfAMonth(t *testing.T) {
	s := openShop(t)
	g := s.as("佐藤 健", words.Japanese)
	for _, month := range []string{"2026-13", "2026-12", "9999-01", "november", "2026-11-01"} {
		g.get(404, "/earnings/statements/"+url.PathEscape(month)+"/pdf")
	}
	if pdf := g.get(200, "/earnings/statements/2026-11/pdf"); !strings.HasPrefix(pdf, "%PDF-") {
		t.Errorf("it begins with %.20q", pdf)
	}
}

// TestTheEndOfADayIsOfThatDay: what the clock does at 24:00 of December 31st is
// of December.
func TestTheEndOfADayIsOfThatDay(t *testing.T) {
	s := openShop(t)
	running, err := s.engine.Store.Contracts(t.Context(), store.ContractQuery{State: contract.InProgress}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	move := func(to string) {
		at, err := calendar.Parse(to)
		if err == nil {
			_, err = s.engine.Sandbox.Advance(t.Context(), at)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	move("2026-12-24T01:00:00Z")
	var ended contract.Contract
	for _, c := range running {
		if _, err := s.engine.Door.Do(t.Context(), transact.Request{Actor: contract.Actor{Account: c.WorkerID}, Command: transact.OnContract{ContractID: c.ID, Command: contract.Deliver{Note: "納品します"}}}); err == nil && c.InspectionDays == 7 {
			ended = c
		}
	}
	move("2026-12-31T15:00:00Z")
	if c, err := s.engine.Store.Contract(t.Context(), ended.ID); err != nil || c.State != contract.Completed {
		t.Fatalf("%+v, %v", c.State, err)
	}
	g, want := s.asID(ended.WorkerID), "2026-12-31,報酬,"+ended.Title
	if december := g.get(200, "/earnings/statements/2026-12/csv"); !strings.Contains(december, want) {
		t.Errorf("%q is not in %s", want, december)
	}
	if strings.Contains(g.get(200, "/earnings/statements/2027-01/csv"), ended.Title) {
		t.Error("it is on the statement of January too")
	}
}
