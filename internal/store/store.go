// Package store says what is kept and how it is reached: a Reader for anyone,
// and one Write for the door alone (engine/transact). There are three stores
// behind it, of one behaviour: SQLite and PostgreSQL (store/sqlstore) and an
// in-memory model (store/memory), which is the oracle of the tests. The write
// side works on batches: load and lock what a batch names, let the door decide,
// write all changes in one transaction.
package store

import (
	"context"
	"errors"
	"math"
	"syscall"

	"azukari/internal/base/calendar"
	"azukari/internal/base/lifecycle"
	"azukari/internal/base/money"
	"azukari/internal/domain/account"
	"azukari/internal/domain/attention"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/desk"
	"azukari/internal/domain/event"
	"azukari/internal/domain/job"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/message"
	"azukari/internal/domain/notice"
	"azukari/internal/domain/outside"
	"azukari/internal/domain/payout"
	"azukari/internal/domain/rating"
	"azukari/internal/domain/record"
	"azukari/internal/domain/report"
	"azukari/internal/domain/task"
)

// ErrNotFound is what a Reader answers for a row that is not there.
var ErrNotFound = errors.New("no such row")

// ErrRetry wraps a failure that the same batch may not meet again: a
// serialization failure, a deadlock, a unique key that somebody else took first.
var ErrRetry = errors.New("write again")

// ErrBroken wraps a failure after which nothing may be acknowledged any more: a
// failed fsync leaves what is on the disk unknown. The process ends.
var ErrBroken = errors.New("the database can no longer be trusted")

// ErrAway wraps a failure to reach the database, or to hear from it in time:
// nothing was done, and later it may be there again.
var ErrAway = errors.New("the database does not answer")

// ErrFull wraps a write for which the disk has no room: nothing was done, and
// what is kept can be read.
var ErrFull = errors.New("the disk is full")

// Full reports whether a failure is that the disk, or its owner's share of it,
// is full: of the database, or of the files beside it.
func Full(err error) bool {
	return errors.Is(err, ErrFull) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// ErrUnknown wraps a commit of which it is not known whether it happened.
var ErrUnknown = errors.New("the outcome of the commit is unknown")

// A Store keeps everything.
type Store interface {
	Reader

	// Write loads and locks the named rows, in one order for all callers, lets
	// decide make the changes, and commits them; an error of decide, or an empty
	// Changes, leaves everything as it was. Decide may be called again with
	// fresh rows after a failure that allows it, so it must be free of effects.
	Write(ctx context.Context, names Names, decide func(Rows) (Changes, error)) error

	// Writers is how many Writes the store profits from at the same time.
	Writers() int

	// PurgeAnswers forgets kept answers given before an instant, at most limit at
	// once and the oldest first, and answers how many it forgot.
	PurgeAnswers(ctx context.Context, before calendar.Instant, limit int) (int, error)

	// Ready reports whether the store can serve now.
	Ready(ctx context.Context) error

	Close() error
}

// Names lists the rows that a batch wants to see and change, by id; doubles are
// allowed, and ids that do not exist are simply not in the Rows.
type Names struct {
	Answers   []string // by the hash of actor, route and key
	Tokens    []string // by hash
	Accounts  []string
	Keyrings  []string // accounts with all that opens them: logins, credentials, and every token but bearers
	Logins    []string // by folded address, with the accounts that hold them, which are read but not locked
	Jobs      []string
	Proposals []string // with their jobs and both parties' accounts, which are read but not locked
	Contracts []string // whole, with their terms documents
	Contests  []string // by job; whole, with their entries
	Tasks     []string // by job, with their jobs, which are read but not locked; none of their answers
	Balances  []ledger.Account
	Notices   []string

	Attachments []string
	Ratings     []string // contracts, or ratings, with all ratings of the contract; only ratings named by their own id are locked

	Attention []string // accounts, with their attention and what they have switched off; those of who may hear of what is named come unasked

	Works    []string // answers of tasks, with their tasks
	Slots    []Slot   // tasks, with what decides whether somebody may take a slot
	Backlogs []string // tasks by job, with the first task.MostAtOnce of the answers that wait to be decided
	Reports  []string // by their own id, locked; or the open ones of accounts, to be named together with those
	Outside  []string // contracts, each with its latest request to be in touch outside, to be named together with the contract
	Payouts  []string // by id
	Batches  []string // with their payouts
	PaidTo   []string // accounts, each with the bank account that it is paid to
	Audit    bool     // the end of the audit trail, locked
}

// A Slot names a task with the last answer of a worker in it and, where the task
// asks for one, their record in all tasks; and the answer that has been held
// longest, one for each Slot that a batch names of the task. The lock on the
// task guards its answers.
type Slot struct{ JobID, WorkerID string }

// Rows are the rows that a batch named. Money on a contract is in the contract
// itself; balances are loaded only where they decide something.
type Rows struct {
	Answers   map[string]Answer
	Tokens    map[string]account.Token
	Accounts  map[string]account.Account
	Logins    map[string]account.Login // by folded address
	Keys      map[string]account.Credential
	Muted     map[string]account.Muted // by account: of those who may hear of what is named, if they have any
	Jobs      map[string]job.Job
	Proposals map[string]job.Proposal
	Contracts map[string]contract.Contract
	Contests  map[string]contest.Contest // by job
	Tasks     map[string]task.Task       // by job
	Terms     map[string]string          // every terms document of the named contracts, by its SHA-256
	Balances  map[ledger.Account]money.Yen
	Notices   map[string]notice.Notice

	Attachments map[string]message.Attachment
	Ratings     map[string]rating.Rating
	Works       map[string]task.Answer // without documents
	TaskRecords map[string]task.Record // by account
	Reports     map[string]report.Report
	Outside     map[string]outside.Request // by contract, the latest one
	Attention   map[string]attention.Attention
	Audit       audit.Head

	Payouts map[string]payout.Payout
	Batches map[string]payout.Batch
	PaidTo  map[string]payout.BankAccount // by account
}

// Changes is everything that one batch writes.
type Changes struct {
	Clock     calendar.Instant     // the sandbox's clock, when it moves
	Accounts  []account.Account    // new, or changed and named before
	Tokens    []account.Token      // new or changed
	Logins    []account.Login      // new or changed
	Keys      []account.Credential // new or changed
	Jobs      []job.Job            // new or changed
	Proposals []job.Proposal       // new or changed
	Contracts []ContractChange
	Contests  []ContestChange
	Tasks     []TaskChange
	Works     []task.Answer // new or changed; one that was handed in just now has its document
	Terms     []Terms       // new
	Events    []Event
	Messages  []message.Message
	Transfers []ledger.Transfer // accounts are opened where needed: user and payout with the person, escrow with the milestone or the bonus
	Payouts   []payout.Payout   // new, or changed and named before
	Notices   []notice.Notice   // new or changed
	Attempts  []MailAttempt
	Answers   []Answer

	Attachments []message.Attachment // new, or changed and named before
	Marks       []message.Mark       // new or moved on; one that would go back is left alone
	Ratings     []rating.Rating      // new; what came to them is not written with them
	Replies     []rating.Reply       // new
	Reports     []report.Report      // new, or decided and named before
	Outside     []outside.Request    // new, or changed and named before
	Attention   []attention.Attention
	Restores    []Restore            // new, or released
	Audit       []audit.Line         // new, in order; the trail then ends with the last
	Claims      []desk.Claim         // new or taken over
	Editions    []charter.Edition    // new
	Batches     []payout.Batch       // new, or changed and named before
	PaidTo      []payout.BankAccount // new, or replaced and named before: what is replaced comes first
}

// Empty reports whether there is nothing to write.
func (c *Changes) Empty() bool { return c.Clock == 0 && c.Len() == 0 }

// Len is how many rows there are to write.
func (c *Changes) Len() int {
	return len(c.Accounts) + len(c.Tokens) + len(c.Logins) + len(c.Keys) + len(c.Jobs) + len(c.Proposals) + len(c.Contracts) + len(c.Contests) + len(c.Tasks) + len(c.Works) + len(c.Terms) +
		len(c.Events) + len(c.Messages) + len(c.Transfers) + len(c.Payouts) + len(c.Notices) + len(c.Attempts) + len(c.Answers) +
		len(c.Attachments) + len(c.Marks) + len(c.Ratings) + len(c.Replies) + len(c.Reports) + len(c.Outside) + len(c.Attention) + len(c.Restores) + len(c.Audit) + len(c.Claims) + len(c.Editions) + len(c.Batches) + len(c.PaidTo)
}

// A ContractChange is a contract before and after a batch; Before is nil for a
// new one. Between is how it stood after each command of the batch but the last,
// oldest first: a request that a later one replaced is found only there, and is
// kept too.
type ContractChange struct {
	Before  *contract.Contract
	Between []contract.Contract
	After   contract.Contract
}

// A ContestChange is a contest before and after a batch; Before is nil for a new
// one. New entries carry their documents; those that were loaded do not.
type ContestChange struct {
	Before *contest.Contest
	After  contest.Contest
}

// A TaskChange is a task before and after a batch; Before is nil for a new one.
type TaskChange struct {
	Before *task.Task
	After  task.Task
}

// Terms is one terms document of a contract: as formed, or with a change that
// was asked for. The contract names the one in force; none is ever replaced.
type Terms struct{ ContractID, SHA256, Document string }

// An Event is one link of a chain (R9.5): that of a contract, or that of the
// job of a contest or a task.
type Event struct {
	SubjectID string
	event.Fact
}

// An Answer is what was answered to a request that carried an idempotency key;
// it is kept in the commit of its effect, and given again for a day.
type Answer struct {
	Key         string // hash of actor, route and key
	Fingerprint string // hash of the body
	Status      int    // 0: not answered yet, and the body says how far the request has come
	Body        []byte
	At          calendar.Instant
}

// Whole reports whether the request was answered.
func (a *Answer) Whole() bool { return a.Status != 0 }

// Begun reports whether a first step was taken, and no answer given yet.
func (a *Answer) Begun() bool { return !a.Whole() && len(a.Body) > 0 }

// A MailAttempt is one try to hand a notification's e-mail over (R11.3).
type MailAttempt struct {
	NoticeID string
	Try      int
	At       calendar.Instant
	Outcome  string // sent, failed, bounced, superseded
	Detail   string
}

// A Page asks for part of a list: at most Limit rows after the id Cursor, in
// the list's own order. The zero Page asks for all of it.
type Page struct {
	Limit  int
	Cursor string
}

// Rows is how many rows the page may have.
func (p Page) Rows() int {
	if p.Limit <= 0 {
		return math.MaxInt32
	}
	return p.Limit
}

// A Reader answers questions and changes nothing. Lists are newest first unless
// they say otherwise.
type Reader interface {
	Clock(ctx context.Context) (calendar.Instant, error) // the sandbox's, zero when never set
	// Written is when something was written last, as its newest events,
	// notifications, audit lines and answers say: no house goes back behind it.
	Written(ctx context.Context) (calendar.Instant, error)
	Restored(ctx context.Context) (Restore, error) // the last time that the house was made of a backup, zero when never

	Account(ctx context.Context, id string) (account.Account, error)
	Accounts(ctx context.Context, p Page) ([]account.Account, error)
	AccountByToken(ctx context.Context, hash string, now calendar.Instant) (account.Account, account.Token, error) // while the token is good, of whatever kind it is
	AccountByEmail(ctx context.Context, email string) (account.Account, error)                                     // who signs in with the address
	Token(ctx context.Context, hash string) (account.Token, error)                                                 // good or not
	SessionsOf(ctx context.Context, accountID string, now calendar.Instant) ([]account.Token, error)               // good ones, the last used first
	APIKeysOf(ctx context.Context, accountID string, after calendar.Instant) ([]account.Token, error)              // those that end after an instant, newest first
	CredentialsOf(ctx context.Context, accountID string) ([]account.Credential, error)                             // not removed, oldest first
	CredentialByID(ctx context.Context, id string) (account.Credential, error)                                     // not removed

	Job(ctx context.Context, id string) (job.Job, error)
	Jobs(ctx context.Context, q JobQuery, p Page) ([]job.Job, error)
	Proposal(ctx context.Context, id string) (job.Proposal, error)
	Proposals(ctx context.Context, q ProposalQuery, p Page) ([]job.Proposal, error)

	Contest(ctx context.Context, jobID string) (contest.Contest, error)
	Contests(ctx context.Context, q ContestQuery, p Page) ([]contest.Contest, error)
	EntryDocument(ctx context.Context, entryID string) (string, error) // what was entered; its hash is the entry's

	Task(ctx context.Context, jobID string) (task.Task, error)
	Tasks(ctx context.Context, q TaskQuery, p Page) ([]task.Task, error)
	Work(ctx context.Context, id string) (task.Answer, error)
	Works(ctx context.Context, q WorkQuery, p Page) ([]task.Answer, error)
	WorkDocuments(ctx context.Context, ids []string) (map[string]string, error) // what was answered, by answer; its hash is the answer's
	TaskRecord(ctx context.Context, accountID string) (task.Record, error)

	Contract(ctx context.Context, id string) (contract.Contract, error)
	Terms(ctx context.Context, contractID, sha256 string) (string, error) // one document, in force or not
	Contracts(ctx context.Context, q ContractQuery, p Page) ([]contract.Contract, error)
	Nudges(ctx context.Context, state contract.State, p Page) ([]NudgeOf, error) // of every contract, superseded ones too; any state when empty
	ContractOfNudge(ctx context.Context, nudgeID string) (string, error)
	ContractOfDispute(ctx context.Context, disputeID string) (string, error)
	Events(ctx context.Context, subjectID string, p Page) ([]Event, error)          // oldest first; the cursor is an event id
	Messages(ctx context.Context, thread string, p Page) ([]message.Message, error) // oldest first
	Message(ctx context.Context, id, accountID string) (message.Message, error)     // in a thread to which the account is a party

	Attachment(ctx context.Context, id string) (message.Attachment, error)                         // see ReadableAttachment
	Attachments(ctx context.Context, sentIn []string) ([]message.Attachment, error)                // of these messages and deliveries, oldest first
	UnsentAttachments(ctx context.Context, thread, accountID string) ([]message.Attachment, error) // oldest first
	ReadMarks(ctx context.Context, thread string) ([]message.Mark, error)                          // of both sides, as far as there are any, by account
	UnreadMessages(ctx context.Context, accountID string) (map[string]int, error)                  // of the other side, by thread; threads with none are left out
	Threads(ctx context.Context, accountID string, p Page) ([]message.Thread, error)               // with a message, the last one written to first; the cursor is the id of a thread's last message
	Record(ctx context.Context, accountID string) (record.TrackRecord, error)                      // empty for somebody without contracts

	Rating(ctx context.Context, id string) (rating.Rating, error)                                           // shown or not: see rating.SeenBy
	RatingsOfContract(ctx context.Context, contractID string) ([]rating.Rating, error)                      // shown or not: see rating.Seen; oldest first
	RatingsOf(ctx context.Context, accountID string, now calendar.Instant, p Page) ([]rating.Rating, error) // those that everybody sees
	RatingSummary(ctx context.Context, accountID string, now calendar.Instant) (rating.Summary, error)      // of the same

	Report(ctx context.Context, id string) (report.Report, error)
	Reports(ctx context.Context, q ReportQuery, p Page) ([]report.Report, error)
	Removed(ctx context.Context, ids []string) (map[string]bool, error) // which of these jobs and messages an operator removed

	OutsideRequest(ctx context.Context, id string) (outside.Request, error)
	OutsideRequests(ctx context.Context, q OutsideQuery, p Page) ([]outside.Request, error)

	Attention(ctx context.Context, accountID string) (attention.Attention, error) // empty before the first visit

	AuditHead(ctx context.Context) (audit.Head, error) // zero before the first line
	AuditTrail(ctx context.Context, q AuditQuery, p Page) ([]audit.Line, error)
	Editions(ctx context.Context) ([]charter.Edition, error)                        // of how the house is set, by kind, oldest first
	Decisions(ctx context.Context, since calendar.Instant) ([]desk.Decision, error) // of the operator, in no order
	Staff(ctx context.Context) ([]account.Account, error)                           // everybody with a role, oldest first
	Claims(ctx context.Context, now calendar.Instant) ([]desk.Claim, error)         // in force, by case
	Sealed(ctx context.Context) ([]string, error)                                   // some of what a key has sealed: one of each sort

	Balance(ctx context.Context, a ledger.Account) (money.Yen, error)
	Lines(ctx context.Context, a ledger.Account, p Page) ([]ledger.Line, error) // the cursor is a transfer id
	Payout(ctx context.Context, id string) (payout.Payout, error)
	Payouts(ctx context.Context, q PayoutQuery, p Page) ([]payout.Payout, error)
	Batch(ctx context.Context, id string) (payout.Batch, error)
	Batches(ctx context.Context, state payout.State, p Page) ([]payout.Batch, error) // any state when empty
	BankAccount(ctx context.Context, id string) (payout.BankAccount, error)          // replaced or not
	PaidTo(ctx context.Context, accountID string) (payout.BankAccount, error)        // the one in use; empty when there is none

	Notices(ctx context.Context, accountID string, unread bool, p Page) ([]notice.Notice, error)
	UnreadNotices(ctx context.Context, accountID string) (int, error)
	SentMail(ctx context.Context, email string, p Page) ([]notice.Notice, error) // of everyone when email is empty
	BouncedMail(ctx context.Context, unhandled bool, p Page) ([]notice.Notice, error)
	QueuedMail(ctx context.Context, now calendar.Instant, limit int) ([]notice.Notice, error) // that which waits longest first
	LastQueuedMail(ctx context.Context, now calendar.Instant) (notice.Notice, error)          // the last of them; empty when there is none
	Attempts(ctx context.Context, noticeID string) ([]MailAttempt, error)

	Due(ctx context.Context, after, now calendar.Instant, limit int) ([]Due, error) // after one instant and by another, earliest first
	NextDue(ctx context.Context) (calendar.Instant, error)                          // zero when nothing is due ever
	OpenOrders(ctx context.Context) ([]Order, error)                                // payments that await the gateway's answer, oldest first

	// Scan walks through one consistent snapshot of everything, in the order of
	// ids; a function that is nil is skipped. The first error ends it.
	Scan(ctx context.Context, each Scan) error
}

// A Room is a kind of thing with a life of its own: the clock comes by, money
// is paid for it.
type Room string

// The rooms.
const (
	ContractRoom Room = "contract"
	ContestRoom  Room = "contest"
	TaskRoom     Room = "task"
	WorkRoom     Room = "work" // an answer of a task

	AttentionRoom Room = "attention" // an account\'s
	OutsideRoom   Room = "outside"   // a contract's request to be in touch outside; things are named by the contract
)

// A Due names a thing that the clock owes something.
type Due struct {
	At   calendar.Instant
	Room Room
	ID   string
}

// An Order is a payment under way for a thing.
type Order struct {
	Room      Room
	ID        string // of the thing
	PaymentID string
	Amount    money.Yen
}

// JobQuery filters jobs; empty fields do not filter, but for the state. Text is
// looked for in title and description as base/bigram says; several words must
// all be there.
type JobQuery struct {
	Text      string
	Category  string
	Format    job.Format
	ClientID  string
	MinBudget money.Yen
	MaxBudget money.Yen
	State     job.State // empty: open ones; AnyState: all
}

// AnyState asks for jobs whatever their state.
const AnyState job.State = "any"

// A NudgeOf is a nudge with the contract that it is about.
type NudgeOf struct {
	ContractID string
	contract.Nudge
}

// ProposalQuery filters proposals; empty fields do not filter.
type ProposalQuery struct {
	JobID    string
	ClientID string
	WorkerID string
	State    job.ProposalState
}

// ContestQuery filters contests; empty fields do not filter. The cursor of a
// page is a job's id.
type ContestQuery struct {
	ClientID string
	WorkerID string // who has an entry in it
}

// TaskQuery filters tasks; empty fields do not filter. The cursor of a page is a
// job's id.
type TaskQuery struct {
	ClientID string
	WorkerID string // who has an answer in it
}

// WorkQuery filters answers of tasks; empty fields do not filter.
type WorkQuery struct {
	JobID       string
	WorkerID    string
	State       task.State
	Sent        bool // those that were handed in
	OldestFirst bool
}

// ContractQuery filters contracts; empty fields do not filter.
type ContractQuery struct {
	ClientID  string
	WorkerID  string
	Party     string // either side
	State     contract.State
	DisputeIn contract.State // with a dispute in that state
}

// ReportQuery filters reports; empty fields do not filter.
type ReportQuery struct {
	By    string // account
	State lifecycle.State
}

// OutsideQuery filters requests to be in touch outside; empty fields do not
// filter.
type OutsideQuery struct {
	ContractID string
	State      lifecycle.State
}

// PayoutQuery filters payouts; empty fields do not filter.
type PayoutQuery struct {
	AccountID string
	BatchID   string
	State     payout.State
}

// AuditQuery filters the audit trail; empty fields do not filter.
type AuditQuery struct {
	By      string // account
	Subject string
}

// Scan receives the rows of a snapshot.
type Scan struct {
	Account   func(account.Account) error
	Token     func(account.Token) error      // by hash
	Login     func(account.Login) error      // by address
	Key       func(account.Credential) error // passkeys
	Job       func(job.Job) error
	Proposal  func(job.Proposal) error
	Balance   func(ledger.Balance) error
	Contract  func(contract.Contract) error
	Contest   func(contest.Contest) error // without documents
	Task      func(task.Task) error
	Attention func(attention.Attention) error
	Work      func(task.Answer) error // without documents
	Event     func(Event) error       // by subject, then seq
	Transfer  func(ledger.Posted) error
	Message   func(message.Message) error
	Payout    func(payout.Payout) error
	Notice    func(notice.Notice) error
	Answer    func(Answer) error // by key

	Attachment func(message.Attachment) error
	Mark       func(message.Mark) error // by thread, then account
	Rating     func(rating.Rating) error
	Report     func(report.Report) error
	Outside    func(outside.Request) error
	Audit      func(audit.Line) error // from the first
	Edition    func(charter.Edition) error
	Batch      func(payout.Batch) error
	PaidTo     func(payout.BankAccount) error // replaced ones too
}
