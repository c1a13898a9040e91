package storetest

import (
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/domain/account"
	"azukari/internal/domain/job"
	"azukari/internal/domain/notice"
	"azukari/internal/store"
)

func accountsChange(w *world) {
	a := w.client
	w.must(w.store.Write(w.ctx(), store.Names{Keyrings: []string{a.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the account as loaded", rows.Accounts, map[string]account.Account{a.ID: a})
		a.Name, a.Email, a.Language, a.Intro = "依頼 はな子", "Hana@example.com", "en", "改行\nも 'そのまま'"
		a.PasswordHash, a.ConfirmedAt, a.Version = "$argon2id$v=19$…", w.tick(), 2
		a.Muted = a.Muted.With(account.Mail, "message.received").With(account.Site, "proposal.received")
		return store.Changes{Accounts: []account.Account{a}}, nil
	}))
	got, err := w.store.Account(w.ctx(), a.ID)
	w.same("a changed account", get(w, got, err), a)
	w.refused("an account written twice", w.tryWrite(store.Names{}, store.Changes{Accounts: []account.Account{a}}), nil)
}

func anAddressSignsOnePersonIn(w *world) {
	login := account.Login{Email: "hanako@example.com", AccountID: w.client.ID}
	w.write(store.Changes{Logins: []account.Login{login}})
	found, err := w.store.AccountByEmail(w.ctx(), "Hanako@Example.com ")
	w.same("who signs in", get(w, found, err), w.client)

	taken := login
	taken.AccountID = w.worker.ID
	w.refused("a login that was not read", w.tryWrite(store.Names{}, store.Changes{Logins: []account.Login{taken}}), store.ErrRetry)
	w.must(w.store.Write(w.ctx(), store.Names{Logins: []string{login.Email, login.Email, "none@example.com"}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the login as loaded", rows.Logins, map[string]account.Login{login.Email: login})
		w.same("its holder", rows.Accounts, map[string]account.Account{w.client.ID: w.client})
		return store.Changes{Logins: []account.Login{taken}}, nil
	}))
	found, err = w.store.AccountByEmail(w.ctx(), login.Email)
	w.same("who signs in now", get(w, found, err), w.worker)

	w.must(w.store.Write(w.ctx(), store.Names{Keyrings: []string{w.worker.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the keyring's logins", rows.Logins, map[string]account.Login{login.Email: taken})
		return store.Changes{Logins: []account.Login{{Email: login.Email}}}, nil
	}))
	_, err = w.store.AccountByEmail(w.ctx(), login.Email)
	w.refused("an address that was given up", err, store.ErrNotFound)
	w.must(w.store.Write(w.ctx(), store.Names{Logins: []string{login.Email}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the login given up", rows.Logins, map[string]account.Login{login.Email: {Email: login.Email}})
		return store.Changes{Logins: []account.Login{login}}, nil
	}))
	w.refused("a login of nobody", w.tryWrite(store.Names{}, store.Changes{Logins: []account.Login{{Email: "x", AccountID: "acc_x"}}}), nil)
}

func aKeyringIsLoadedWhole(w *world) {
	bearer := account.Token{Hash: "b", Kind: account.Bearer, AccountID: w.client.ID, CreatedAt: w.tick()}
	old := account.Begin("o", w.client.ID, "Firefox/1", account.Long, w.tick())
	w.now = w.now.Add(time.Hour)
	session := account.Begin("s", w.client.ID, "Safari/2 '日本語'", account.Long, w.tick())
	reset := account.Token{Hash: "r", Kind: account.Reset, AccountID: w.client.ID, CreatedAt: w.tick(), ExpiresAt: w.now.Add(time.Hour), Email: "hanako@example.com"}
	others := account.Begin("x", w.worker.ID, "", account.Long, w.tick())
	key := account.Credential{ID: "key_1", AccountID: w.client.ID, Name: "電話", Data: `{"a":1}`, CreatedAt: w.tick()}
	login := account.Login{Email: "hanako@example.com", AccountID: w.client.ID}
	w.write(store.Changes{Tokens: []account.Token{bearer, old, session, reset, others}, Keys: []account.Credential{key}, Logins: []account.Login{login}})

	sessions, err := w.store.SessionsOf(w.ctx(), w.client.ID, w.now)
	w.same("the sessions", get(w, sessions, err), []account.Token{session, old})
	token, err := w.store.Token(w.ctx(), "r")
	w.same("a token", get(w, token, err), reset)
	w.must(w.store.Write(w.ctx(), store.Names{Keyrings: []string{w.client.ID, w.client.ID, "acc_x"}}, func(rows store.Rows) (store.Changes, error) {
		w.same("the account", rows.Accounts, map[string]account.Account{w.client.ID: w.client})
		w.same("the tokens", rows.Tokens, map[string]account.Token{"o": old, "s": session, "r": reset})
		w.same("the passkeys", rows.Keys, map[string]account.Credential{key.ID: key})
		w.same("the logins", rows.Logins, map[string]account.Login{login.Email: login})
		old = old.End(w.tick())
		session, _ = session.Touch(account.Long, w.now.Add(2*time.Hour))
		key.Name, key.Data, key.LastUsedAt = "鍵", `{"a":2}`, w.now
		return store.Changes{Tokens: []account.Token{old, session}, Keys: []account.Credential{key}}, nil
	}))
	sessions, err = w.store.SessionsOf(w.ctx(), w.client.ID, w.now)
	w.same("the sessions after one ended", get(w, sessions, err), []account.Token{session})
	_, _, err = w.store.AccountByToken(w.ctx(), "o", w.now)
	w.refused("an ended session", err, store.ErrNotFound)
	found, shown, err := w.store.AccountByToken(w.ctx(), "s", session.ExpiresAt-1)
	w.same("a session at its last instant", get(w, found, err), w.client)
	w.same("the session", shown, session)
	_, _, err = w.store.AccountByToken(w.ctx(), "s", session.ExpiresAt)
	w.refused("an expired session", err, store.ErrNotFound)
}

func apiKeysComeBackUntilLongAfterTheirEnd(w *world) {
	made := func(of account.Account, hash, name string, days int) account.Token {
		k, err := of.MakeAPIKey(hash, "azk_"+hash, name, days, w.tick())
		return get(w, k, err)
	}
	short, long, others := made(w.client, "k1", "在庫 '連携'", 30), made(w.client, "k2", "長い", 365), made(w.worker, "k3", "別の人", 30)
	w.write(store.Changes{Tokens: []account.Token{short, long, others, account.Begin("s", w.client.ID, "", account.Long, w.now)}})
	keys := func(after calendar.Instant, want ...account.Token) {
		w.t.Helper()
		all, err := w.store.APIKeysOf(w.ctx(), w.client.ID, after)
		w.same("the API keys", get(w, all, err), want)
	}
	keys(w.now, long, short)
	keys(short.ExpiresAt-1, long, short)
	keys(short.ExpiresAt, long)
	found, shown, err := w.store.AccountByToken(w.ctx(), "k1", short.ExpiresAt-1)
	w.same("whose key it is", get(w, found, err), w.client)
	w.same("the key", shown, short)
	_, _, err = w.store.AccountByToken(w.ctx(), "k1", short.ExpiresAt)
	w.refused("an expired key", err, store.ErrNotFound)

	w.must(w.store.Write(w.ctx(), store.Names{Keyrings: []string{w.client.ID}}, func(rows store.Rows) (store.Changes, error) {
		w.same("a key on its ring", rows.Tokens["k2"], long)
		short, _ = short.Used(w.tick())
		long = long.End(w.tick())
		return store.Changes{Tokens: []account.Token{short, long}}, nil
	}))
	keys(w.now, short)
	keys(w.now-1, long, short)
	_, _, err = w.store.AccountByToken(w.ctx(), "k2", w.now)
	w.refused("a revoked key", err, store.ErrNotFound)
	for what, wrong := range map[string]account.Token{
		"a key without a name": {Hash: "x", Kind: account.APIKey, AccountID: w.client.ID, CreatedAt: w.now, ExpiresAt: w.now + 1, Start: "azk_x"},
		"a key for ever":       {Hash: "x", Kind: account.APIKey, AccountID: w.client.ID, CreatedAt: w.now, Name: "x", Start: "azk_x"},
		"a named session":      {Hash: "x", Kind: account.Session, AccountID: w.client.ID, CreatedAt: w.now, ExpiresAt: w.now + 1, Name: "x"},
	} {
		w.refused(what, w.tryWrite(store.Names{}, store.Changes{Tokens: []account.Token{wrong}}), nil)
	}
}

func passkeysComeBackUntilRemoved(w *world) {
	second := account.Credential{ID: "key_a", AccountID: w.client.ID, Name: "二", Data: "{}", CreatedAt: w.tick() + 1}
	first := account.Credential{ID: "key_b", AccountID: w.client.ID, Name: "一", Data: "{}", CreatedAt: w.now}
	w.write(store.Changes{Keys: []account.Credential{second, first}})
	all, err := w.store.CredentialsOf(w.ctx(), w.client.ID)
	w.same("the passkeys", get(w, all, err), []account.Credential{first, second})
	none, err := w.store.CredentialsOf(w.ctx(), w.worker.ID)
	w.same("nobody's passkeys", get(w, none, err), []account.Credential{})
	one, err := w.store.CredentialByID(w.ctx(), first.ID)
	w.same("a passkey", get(w, one, err), first)
	w.refused("a passkey written twice", w.tryWrite(store.Names{}, store.Changes{Keys: []account.Credential{first}}), nil)

	first.RemovedAt = w.tick()
	w.must(w.tryWrite(store.Names{Keyrings: []string{w.client.ID}}, store.Changes{Keys: []account.Credential{first}}))
	_, err = w.store.CredentialByID(w.ctx(), first.ID)
	w.refused("a removed passkey", err, store.ErrNotFound)
	all, err = w.store.CredentialsOf(w.ctx(), w.client.ID)
	w.same("the passkeys after one was removed", get(w, all, err), []account.Credential{second})
}

func whatIsMutedIsLoadedWithWhatIsTold(w *world) {
	c := w.formed(10_000, job.Conditions{})
	muted := account.Muted("").With(account.Mail, "message.received")
	for _, of := range []struct {
		what  string
		names store.Names
	}{
		{"a job", store.Names{Jobs: []string{c.JobID}}},
		{"a proposal", store.Names{Proposals: []string{c.ProposalID}}},
		{"a contract", store.Names{Contracts: []string{c.ID}}},
		{"somebody who does not look", store.Names{Attention: []string{w.client.ID}}},
	} {
		for _, want := range []map[string]account.Muted{{}, {w.client.ID: muted}} {
			w.must(w.store.Write(w.ctx(), store.Names{Keyrings: []string{w.client.ID}}, func(rows store.Rows) (store.Changes, error) {
				a := rows.Accounts[w.client.ID]
				a.Muted = want[a.ID]
				return store.Changes{Accounts: []account.Account{a}}, nil
			}))
			w.must(w.store.Write(w.ctx(), of.names, func(rows store.Rows) (store.Changes, error) {
				w.same("what is muted for "+of.what, rows.Muted, want)
				return store.Changes{}, nil
			}))
		}
	}
}

func mailToAnotherAddressIsFoundThere(w *world) {
	told := notice.OfAccount(notice.AccountConfirm, w.client, nil, w.ids, w.tick()).To("new@example.com").WithLink("/confirm/x", w.now.Add(time.Hour))
	own := notice.OfAccount(notice.PasswordChanged, w.client, nil, w.ids, w.tick())
	w.write(store.Changes{Notices: []notice.Notice{told, own}})
	sent := func(n *notice.Notice) { n.Mail, n.MailAt, n.MailLink = notice.Sent, w.tick(), "" }
	told, own = w.changeNotice(told, sent), w.changeNotice(own, sent)
	for email, want := range map[string][]notice.Notice{"new@example.com": {told}, w.client.Email: {own}, "": {own, told}} {
		got, err := w.store.SentMail(w.ctx(), email, page)
		w.same("the mail sent to "+email, get(w, got, err), want)
	}
}
