package transact

import (
	"slices"
	"strings"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/store"
)

// OpenAccount makes an account with a first token, for programs and the sandbox:
// it counts as confirmed, and has no login. The answer is the account.Account.
type OpenAccount struct {
	Account account.Account
	Token   string // the hash of its bearer token
}

// Names nothing: the account is new.
func (OpenAccount) Names() store.Names { return store.Names{} }

// Decide opens it.
func (o OpenAccount) Decide(w *Work) (any, error) {
	a := account.Open(o.Account, w.IDs, w.Now)
	a.ConfirmedAt = w.Now
	w.keepAccount(a)
	w.putToken(account.Token{Hash: o.Token, Kind: account.Bearer, AccountID: a.ID, CreatedAt: w.Now})
	return a, nil
}

// IssueToken gives an account another token, such as a link that signs a
// browser in.
type IssueToken struct {
	AccountID string
	Hash      string
	Kind      account.TokenKind
	Agent     string // what the browser of a session calls itself
}

// Names the account.
func (o IssueToken) Names() store.Names { return store.Names{Accounts: []string{o.AccountID}} }

// Decide issues it.
func (o IssueToken) Decide(w *Work) (any, error) {
	if _, ok := w.Rows.Accounts[o.AccountID]; !ok {
		return nil, refusal.NoSuch("account")
	}
	t := account.Token{Hash: o.Hash, Kind: o.Kind, AccountID: o.AccountID, CreatedAt: w.Now}
	if o.Kind == account.Session {
		t = account.Begin(o.Hash, o.AccountID, o.Agent, account.Long, w.Now).Prove(w.Now) // the sandbox alone
	}
	w.putToken(t)
	return t, nil
}

// OpenLink uses a sign-in link of the sandbox up and begins a session in its
// place, which needs no second factor; the answer is the session's
// account.Token.
type OpenLink struct {
	Link    string // hash
	Session string // hash
	Agent   string // what the browser calls itself
}

// Names the link.
func (o OpenLink) Names() store.Names { return store.Names{Tokens: []string{o.Link}} }

// Decide opens it once.
func (o OpenLink) Decide(w *Work) (any, error) {
	link, ok := w.Rows.Tokens[o.Link]
	if !ok || link.Kind != account.Link || !link.Unused(w.Now) {
		return nil, refusal.NoSuch("link")
	}
	link.UsedAt = w.Now
	w.putToken(link)
	session := account.Begin(o.Session, link.AccountID, o.Agent, account.Long, w.Now).Prove(w.Now)
	w.putToken(session)
	return session, nil
}

func (w *Work) putToken(t account.Token) {
	w.Rows.Tokens[t.Hash] = t
	w.pending.Tokens = put(w.pending.Tokens, t, func(o account.Token) bool { return o.Hash == t.Hash })
}

// ReadNotice marks a notification of the actor's as read; the answer is the
// notice.Notice.
type ReadNotice struct{ NoticeID string }

// Names the notification.
func (o ReadNotice) Names() store.Names { return store.Names{Notices: []string{o.NoticeID}} }

// Decide marks it.
func (o ReadNotice) Decide(w *Work) (any, error) {
	n, ok := w.Rows.Notices[o.NoticeID]
	if !ok || n.AccountID != w.Actor.Account {
		return nil, refusal.NoSuch("notification")
	}
	if n.ReadAt.IsZero() {
		n.ReadAt = w.Now
		w.putNotice(n)
	}
	return n, nil
}

// ClaimMail takes queued mail for sending, for the length of a lease: another
// node leaves it alone until then. The answer is a []notice.Notice.
type ClaimMail struct {
	Mail  []notice.Notice // as read before
	Lease calendar.Instant
}

// Names the notifications, and what the reasons of some are about.
func (o ClaimMail) Names() (n store.Names) {
	for _, one := range o.Mail {
		n.Notices = append(n.Notices, one.ID)
		if room, id := asking(one); room != "" {
			rooms[room].name(&n, id)
		}
	}
	return n
}

// Decide claims what is still queued and due. Mail whose reason has gone is
// superseded instead, never sent late: what it asks for was done meanwhile, or
// withdrawn, or its time is over.
func (o ClaimMail) Decide(w *Work) (any, error) {
	var claimed []notice.Notice
	for _, one := range slices.SortedFunc(slices.Values(o.Mail), func(a, b notice.Notice) int { return strings.Compare(a.ID, b.ID) }) {
		n, ok := w.Rows.Notices[one.ID]
		if !ok || n.Mail != notice.Queued || n.MailAt > w.Now {
			continue
		}
		gone := n.StaleAt != 0 && n.StaleAt <= w.Now
		if room, id := asking(n); room != "" && !gone {
			runs, err := rooms[room].runs(w, id, n.Asks(), n.At)
			if err != nil {
				return nil, err
			}
			gone = !runs
		}
		n.MailTries++
		if gone {
			n.Mail, n.MailAt, n.MailLink = notice.Superseded, w.Now, ""
			w.attempt(n, n.MailTries, string(notice.Superseded), "")
		} else {
			n.MailAt = o.Lease
			claimed = append(claimed, n)
		}
		w.putNotice(n)
	}
	return claimed, nil
}

// asking finds what a mail that asks for something is about; the room is empty
// where it asks for nothing.
func asking(n notice.Notice) (in store.Room, id string) {
	kind, _, _ := strings.Cut(string(n.Kind), ".")
	switch asks := n.Asks(); {
	case asks == "":
		return "", ""
	case asks == attention.Reminder:
		return store.AttentionRoom, n.AccountID
	case asks == outside.RequestedFact:
		return store.OutsideRoom, n.ContractID
	case n.ContractID != "":
		return store.ContractRoom, n.ContractID
	case kind == "contest":
		return store.ContestRoom, n.JobID()
	}
	return store.TaskRoom, n.JobID()
}

// MailTried notes what came of sending a claimed mail.
type MailTried struct {
	NoticeID string
	Try      int              // the claim's number: the notification's tries as they were claimed
	Asks     string           // the contract whose request to end the mail is about; empty: another mail
	KeepLink bool             // in the sandbox, where captured mail is read again
	Mail     notice.MailState // Sent, Bounced, or Queued to try again …
	Next     calendar.Instant // … at this instant
	Outcome  string
	Detail   string
}

// Names the notification.
func (o MailTried) Names() store.Names {
	n := store.Names{Notices: []string{o.NoticeID}}
	if o.Asks != "" {
		n.Contracts = []string{o.Asks}
	}
	return n
}

// Decide notes it. Who was away for longer than their claim, and finds that
// somebody else has claimed the mail since, says nothing more about it, but for
// one thing that stays true: that it was taken.
func (o MailTried) Decide(w *Work) (any, error) {
	n, ok := w.Rows.Notices[o.NoticeID]
	if !ok || n.Mail != notice.Queued || n.MailTries != o.Try && o.Mail != notice.Sent {
		return nil, nil
	}
	n.Mail, n.MailAt = o.Mail, w.Now
	if o.Mail == notice.Queued {
		n.MailAt = o.Next
	} else if !o.KeepLink {
		n.MailLink = ""
	}
	w.putNotice(n)
	w.attempt(n, o.Try, o.Outcome, o.Detail)
	return nil, w.told(o.Asks, n)
}

// told notes on a request to end whether a mail about it arrived (R11.4); what
// the clock owed comes first.
func (w *Work) told(contractID string, n notice.Notice) error {
	if contractID == "" || n.Mail == notice.Queued {
		return nil
	}
	c, _, err := w.Contract(contractID)
	if err != nil || !c.Termination.Open() || n.At < c.Termination.AskedAt || n.AccountID == c.Party(c.Termination.By) {
		return err
	}
	if change, changed := contract.MailTold(c, n.Mail == notice.Sent, w.Occasion()); changed {
		w.Apply(change)
	}
	return nil
}

func (w *Work) attempt(n notice.Notice, try int, outcome, detail string) {
	w.pending.Attempts = append(w.pending.Attempts, store.MailAttempt{NoticeID: n.ID, Try: try, At: w.Now, Outcome: outcome, Detail: detail})
}

func (w *Work) putNotice(n notice.Notice) {
	w.Rows.Notices[n.ID] = n
	w.pending.Notices = put(w.pending.Notices, n, func(o notice.Notice) bool { return o.ID == n.ID })
}

// MoveClock sets the sandbox's clock; the answer is the new instant.
type MoveClock struct{ To calendar.Instant }

// Names nothing.
func (MoveClock) Names() store.Names { return store.Names{} }

// Decide moves the clock, never backwards.
func (o MoveClock) Decide(w *Work) (any, error) {
	if o.To < w.Now {
		return nil, &refusal.Refusal{Kind: refusal.NotThis, Code: refusal.ClockBackwards, Rule: "R20.1", Field: "to",
			Detail: "The clock stands at " + w.Now.String() + " and does not go back."}
	}
	w.pending.Clock = o.To
	return o.To, nil
}

// Answered changes nothing; it keeps an answer, made elsewhere, for a key.
type Answered struct{ Result any }

// Names nothing.
func (Answered) Names() store.Names { return store.Names{} }

// Decide hands the result on.
func (o Answered) Decide(*Work) (any, error) { return o.Result, nil }
