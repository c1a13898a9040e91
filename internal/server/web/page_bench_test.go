package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"azukari/internal/base/calendar"
	"azukari/internal/base/seal"
	"azukari/internal/demo"
	"azukari/internal/domain/account"
	"azukari/internal/domain/contract"
	"azukari/internal/engine"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store/blob"
	"azukari/internal/store/sqlstore"
)

// BenchmarkContractPage is the page of a contract with 200 messages, on SQLite,
// from the request's arrival to the last byte of the answer, uncompressed.
func BenchmarkContractPage(b *testing.B) {
	present, err := calendar.Parse("2026-11-24T01:00:00Z")
	if err != nil {
		b.Fatal(err)
	}
	kept, err := sqlstore.OpenSQLite(b.Context(), filepath.Join(b.TempDir(), "azukari.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer kept.Close()
	e, err := engine.Open(b.Context(), engine.Options{Store: kept, Sandbox: true, Start: present.Add(-demo.Before)})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	sample, err := demo.Make(b.Context(), e, present)
	if err != nil {
		b.Fatal(err)
	}
	var c contract.Contract
	for _, one := range sample.Contracts {
		if c, err = kept.Contract(b.Context(), one.ID); err != nil {
			b.Fatal(err)
		}
		if c.State == contract.InProgress {
			break
		}
	}
	const messages = 200
	for i := range messages {
		as := c.ClientID
		if i%2 == 1 {
			as = c.WorkerID
		}
		_, err := e.Door.Do(b.Context(), transact.Request{
			Actor:   contract.Actor{Account: as},
			Command: transact.OnContract{ContractID: c.ID, Command: contract.Say{Body: fmt.Sprintf("%d通目です。\n構成案の3章について、いくつか確認させてください。", i)}},
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	session := account.Secret()
	if _, err := e.Door.Do(b.Context(), transact.Request{Command: transact.IssueToken{AccountID: c.ClientID, Hash: account.Hash(session), Kind: account.Session}}); err != nil {
		b.Fatal(err)
	}
	desk, err := auth.NewDesk(e, "http://localhost:8080", nil, seal.ForTest())
	if err != nil {
		b.Fatal(err)
	}
	files, err := blob.Open(b.TempDir(), present.Time())
	if err != nil {
		b.Fatal(err)
	}
	mux := http.NewServeMux()
	New(mux, Options{Engine: e, Desk: desk, Files: files, Log: slog.New(slog.DiscardHandler)})
	size := 0
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, contractPath(c.ID), nil)
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: session})
		answer := httptest.NewRecorder()
		mux.ServeHTTP(answer, r)
		if answer.Code != http.StatusOK {
			b.Fatal(answer.Code, answer.Body)
		}
		size = answer.Body.Len()
	}
	b.ReportMetric(float64(size)/1024, "KiB")
}
