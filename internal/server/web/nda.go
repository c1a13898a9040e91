package web

import (
	"net/http"

	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// showNDA is the confidentiality agreement of a contract, with who has signed.
func showNDA(v *visit) error {
	c, role, err := v.contract()
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.DoNDA))
	if err != nil {
		return err
	}
	partner, err := v.Engine.Store.Account(v.ctx, c.Party(contract.Other(role)))
	if err != nil {
		return err
	}
	signed := func(side contract.Role) string {
		if at := c.Presence(side).SignedNDA; !at.IsZero() {
			return v.t(words.NDASignedOn, p.When(at))
		}
		return v.t(words.NDANotYet)
	}
	m := &view.NDA{
		Contract: &view.ActContract{ID: c.ID, Title: c.Title}, Text: words.NDA, Hash: contract.HashOf(words.NDA), Concluded: c.NDAConcluded(),
		Waits: !c.Presence(role).SignedNDA.IsZero(), Form: form(),
		Sides: []view.Fact{{Name: v.t(words.NDAYou), Value: signed(role)}, {Name: partner.Name, Value: signed(contract.Other(role))}},
	}
	return v.show(http.StatusOK, view.NDAPage(p, m))
}

// signNDA agrees to it.
func signNDA(v *visit) error {
	id := v.r.PathValue("id")
	if _, err := v.do(transact.OnContract{ContractID: id, Command: contract.SignNDA{}}); err != nil {
		return err
	}
	return v.done(contractPath(id)+"/nda", "nda")
}
