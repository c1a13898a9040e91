package storetest

import (
	"testing"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// BenchmarkFunding funds b.N contracts, so many of them in each batch.
func BenchmarkFunding(b *testing.B, s store.Store, together int) {
	w := newWorld(b, s)
	ordered := make([]contract.Contract, b.N)
	j := w.posted("契約書の英訳", "A4 で 12 ページ")
	for i := 0; i < b.N; i += 256 {
		var batch store.Changes
		for n := i; n < min(i+256, b.N); n++ {
			ordered[n] = w.orderInto(&batch, j)
		}
		w.write(batch)
	}
	b.ResetTimer()
	for i := 0; i < b.N; i += together {
		part := ordered[i:min(i+together, b.N)]
		var names store.Names
		for _, c := range part {
			names.Contracts = append(names.Contracts, c.ID)
		}
		w.must(s.Write(b.Context(), names, func(rows store.Rows) (store.Changes, error) {
			var all store.Changes
			for _, c := range part {
				loaded := rows.Contracts[c.ID]
				change, err := contract.Take(loaded, contract.SettlePayment{PaymentID: c.Payment.ID, Paid: true}, w.on(contract.Actor{System: contract.Gateway}))
				if err != nil {
					return all, err
				}
				join(&all, w.changes(&loaded, change))
			}
			return all, nil
		}))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}

// orderInto forms a contract and orders its payment, all in one batch.
func (w *world) orderInto(batch *store.Changes, j job.Job) contract.Contract {
	w.t.Helper()
	p, err := job.Propose(j, w.worker.ID, job.Offer{Amount: 10_000}, w.ids, w.tick())
	w.must(err)
	p, err = p.Accept(w.client.ID, p.Version, &job.Conditions{})
	w.must(err)
	terms, err := contract.Agree(j, p, w.named(w.client), w.named(w.worker), w.on(w.by(w.client)))
	w.must(err)
	p.ContractID = terms.ContractID
	formed := contract.Form(terms, contract.HashOf(terms.Document()), w.on(w.by(w.client)))
	more := w.changes(nil, formed)
	ordered, err := contract.Take(formed.Contract, contract.Fund{}, w.on(w.by(w.client)))
	w.must(err)
	more.Contracts[0].After = ordered.Contract
	more.Proposals = []job.Proposal{p}
	join(batch, more)
	batch.Terms = append(batch.Terms, store.Terms{ContractID: terms.ContractID, SHA256: formed.Contract.TermsHash, Document: terms.Document()})
	return ordered.Contract
}

// join adds what one command changes to its batch.
func join(all *store.Changes, more store.Changes) {
	all.Proposals = append(all.Proposals, more.Proposals...)
	all.Contracts = append(all.Contracts, more.Contracts...)
	all.Transfers = append(all.Transfers, more.Transfers...)
	all.Events = append(all.Events, more.Events...)
	all.Messages = append(all.Messages, more.Messages...)
	all.Notices = append(all.Notices, more.Notices...)
}
