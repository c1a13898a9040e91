package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

// apiKeyPages are where somebody makes keys for their programs (APIキー, R13.1).
func apiKeyPages() []page {
	saids["api-key-again"], saids["api-key-revoked"] = words.APIKeyAgain, words.APIKeyRevoked
	return []page{
		{"GET", apiKeysPath, member, showAPIKeys},
		{"GET", apiKeysPath + "/new", member, askAPIKey},
		{"POST", apiKeysPath + "/new", member, makeAPIKey},
		{"GET", apiKeysPath + "/{id}/revoke", member, askRevokeAPIKey},
		{"POST", apiKeysPath + "/{id}/revoke", member, revokeAPIKey},
	}
}

const (
	apiKeysPath = "/settings/api-keys"

	pastKeysStay = 30 * 24 * time.Hour // in the list
	endsSoon     = 7 * 24 * time.Hour
)

func showAPIKeys(v *visit) error {
	p, tabs, err := v.settings(apiKeysPath)
	if err != nil {
		return err
	}
	keys, err := v.Engine.Store.APIKeysOf(v.ctx, v.viewer.ID, v.now.Add(-pastKeysStay))
	if err != nil {
		return err
	}
	m := &view.APIKeys{Tabs: tabs}
	for _, k := range keys {
		row := view.APIKey{ID: k.Hash, Name: k.Name, Start: k.Start}
		says := []string{v.t(words.APIKeyMade, p.When(k.CreatedAt)), v.t(words.APIKeyUnused)}
		if used := v.usedAt(k); used != "" {
			says[1] = v.t(words.APIKeyUsed, used)
		}
		if k.Live(v.now) {
			row.Says = strings.Join(append(says, v.t(words.APIKeyEnds, p.When(k.ExpiresAt))), "・")
			row.Soon = v.now > k.ExpiresAt.Add(-endsSoon)
			m.Keys = append(m.Keys, row)
		} else {
			row.Says = strings.Join(append(says, v.t(words.APIKeyEnded, p.When(k.ExpiresAt))), "・")
			m.Past = append(m.Past, row)
		}
	}
	if len(m.Keys) >= account.MaxAPIKeys {
		m.Full = account.MaxAPIKeys
	}
	return v.ok(view.APIKeysPage(p, m))
}

// usedAt is when a key was used last, "" when never.
func (v *visit) usedAt(k account.Token) string {
	if k.LastSeenAt.IsZero() {
		return ""
	}
	return words.When(v.lang, k.LastSeenAt, v.Engine.Calendar)
}

// mayMakeKeys sends those of the staff to their second factor who have not shown
// one (R13.2).
func (v *visit) mayMakeKeys() bool {
	if v.viewer.Staff() && !v.viewer.AtDesk(v.session) {
		v.redirect("/settings/two-factor?next=" + url.QueryEscape(v.here()))
		return false
	}
	return true
}

func askAPIKey(v *visit) error {
	if !v.mayMakeKeys() {
		return nil
	}
	return v.askAPIKey(http.StatusOK, form())
}

func (v *visit) askAPIKey(status int, f *view.Form) error {
	p, tabs, err := v.settings(apiKeysPath)
	if err != nil {
		return err
	}
	p.Title, p.Path = v.t(words.APIKeyNew), apiKeysPath+"/new"
	m := &view.NewAPIKey{Tabs: tabs, Staff: v.viewer.Staff(), HasPassword: v.viewer.PasswordHash != "", Email: v.viewer.Email, Form: f}
	m.NoProof = !m.HasPassword && !v.session.ProvedLately(v.now)
	days := v.viewer.APIKeyDays()
	chosen := cmp.Or(f.Value("days"), strconv.Itoa(days[1]))
	for _, n := range days {
		value := strconv.Itoa(n)
		until := words.Day(v.lang, v.Engine.Calendar.Day(v.now.Add(time.Duration(n)*24*time.Hour)).String())
		m.Days = append(m.Days, view.Choice{Value: value, Name: v.t(words.APIKeyDays, n, until), Chosen: value == chosen})
	}
	return v.show(status, view.NewAPIKeyPage(p, m))
}

// makeAPIKey makes a key and shows it, this once.
func makeAPIKey(v *visit) error {
	if !v.mayMakeKeys() {
		return nil
	}
	e := v.entered()
	name, present := e.text("name", account.MaxName, true), e.presentPassword()
	days, err := strconv.Atoi(v.r.PostFormValue("days"))
	if err != nil {
		e.wrong("days", words.FieldRequired)
	}
	err = nil
	if e.fit() {
		secret, made, no := v.Desk.MakeAPIKey(v.ctx, v.viewer, v.session, present, name, days, v.once())
		switch {
		case no == nil && secret == "":
			return v.done(apiKeysPath, "api-key-again")
		case no == nil:
			return v.showSecret(secret, made)
		}
		err = e.misnamed(no)
	}
	status, err := e.unverified(err)
	if err != nil {
		return err
	}
	return v.askAPIKey(status, e.form)
}

// misnamed says beside its field what a key cannot have.
func (e *entered) misnamed(err error) error {
	var no *refusal.Refusal
	if errors.As(err, &no) && (no.Field == "name" || no.Field == "days") {
		e.wrong(no.Field, map[string]words.Text{"name": words.FieldText, "days": words.FieldRequired}[no.Field])
		return nil
	}
	return err
}

// showSecret shows a key; it is kept nowhere.
func (v *visit) showSecret(secret string, made account.Token) error {
	p, err := v.page(v.t(words.APIKeyOnceTitle))
	if err != nil {
		return err
	}
	p.Path = apiKeysPath // this page cannot be come back to
	site := "http://"
	if v.Secure || v.r.TLS != nil {
		site = "https://"
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.ok(view.APIKeyOncePage(p, &view.APIKeyOnce{
		Name: made.Name, Secret: secret, Ends: p.When(made.ExpiresAt), Done: apiKeysPath,
		Try: "curl -H 'Authorization: Bearer " + secret + "' " + site + v.r.Host + "/v1/contracts",
	}))
}

// keyHere is the viewer's own key of the address, while it is good.
func (v *visit) keyHere() (account.Token, error) {
	k, err := v.Engine.Store.Token(v.ctx, v.r.PathValue("id"))
	if err == nil && (k.Kind != account.APIKey || k.AccountID != v.viewer.ID || !k.Live(v.now)) {
		err = refusal.NoSuch("API key")
	}
	return k, err
}

func askRevokeAPIKey(v *visit) error {
	k, err := v.keyHere()
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.APIKeyRevokeT))
	if err != nil {
		return err
	}
	return v.ok(view.ActOn(p, view.Button{Path: apiKeysPath, Name: v.t(words.APIKeys)}, &view.Act{
		Title: p.Title, Intro: []string{v.t(words.APIKeyRevokeD)},
		Facts: []view.Fact{
			{Name: v.t(words.APIKeyName), Value: k.Name}, {Name: v.t(words.APIKeyStart), Value: k.Start + "…"}, {Name: v.t(words.APIKeyMadeF), Value: p.When(k.CreatedAt)},
			{Name: v.t(words.APIKeyUsedF), Value: cmp.Or(v.usedAt(k), v.t(words.APIKeyUnused))}, {Name: v.t(words.APIKeyEndsF), Value: p.When(k.ExpiresAt)},
		},
		Action: v.r.URL.Path, Submit: v.t(words.APIKeyRevokeDo), Tone: "danger", Form: form(),
	}))
}

func revokeAPIKey(v *visit) error {
	if _, err := v.do(transact.RevokeAPIKey{AccountID: v.viewer.ID, Hash: v.r.PathValue("id")}); err != nil {
		return err
	}
	return v.done(apiKeysPath, "api-key-revoked")
}
