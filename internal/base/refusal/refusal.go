// Package refusal is the one way in which the house says no. A Refusal is an
// answer, not a fault: it has a kind (what sort of no), a stable code from the
// API's list, and the rule that decided. Everything else that goes wrong is our
// fault, is an ordinary error, and never reaches a person in detail.
package refusal

import "azukari/internal/base/calendar"

// Kind is the sort of no.
type Kind int

// The kinds, from "there is no such thing" to "not like this".
const (
	NotFound Kind = iota + 1 // what the caller may not see answers as if it were not there
	NotYou                   // they may see it but not do it
	NotNow                   // the state forbids it
	NotThis                  // what was sent cannot be used
	NotPaid                  // the payment did not go through
)

// Code is a stable word of the public API for one reason to refuse.
type Code string

// The codes of the API, version 1.
const (
	Unauthenticated      Code = "unauthenticated"
	Forbidden            Code = "forbidden"
	Missing              Code = "not_found"
	ValidationFailed     Code = "validation_failed"
	IdempotencyKeyReused Code = "idempotency_key_reused"
	RequestInProgress    Code = "request_in_progress"
	StateConflict        Code = "state_conflict"
	EscrowNotFunded      Code = "escrow_not_funded"
	AlreadyFunded        Code = "already_funded"
	PaymentFailed        Code = "payment_failed"
	RevisionLimitReached Code = "revision_limit_reached"
	TerminationOpen      Code = "termination_open"
	NoTerminationOpen    Code = "no_termination_open"
	ChangeOpen           Code = "change_open"
	NoChangeOpen         Code = "no_change_open"
	AmountOnlyUp         Code = "amount_only_up"
	PaymentUnderWay      Code = "payment_under_way"
	BonusLimitReached    Code = "bonus_limit_reached"
	NotYourRequest       Code = "not_your_request"
	NudgeOpen            Code = "nudge_open"
	NudgeTooEarly        Code = "nudge_too_early"
	MessageFirst         Code = "message_first"
	NudgeCooldown        Code = "nudge_cooldown"
	InsufficientBalance  Code = "insufficient_balance"
	FormatClosed         Code = "format_closed"        // the house takes no new jobs of the format
	BankAccountMissing   Code = "bank_account_missing" // or changed a moment ago: it pays nothing yet
	OwnJob               Code = "own_job"
	JobClosed            Code = "job_closed"
	ClockBackwards       Code = "clock_backwards"
	RateLimited          Code = "rate_limited"
	PayloadTooLarge      Code = "payload_too_large"

	UnfundedFilesUnconfirmed Code = "unfunded_files_unconfirmed"
	AlreadyRated             Code = "already_rated"
	AlreadyReplied           Code = "already_replied"
	NoSlotFree               Code = "no_slot_free"
	AlreadyAnswered          Code = "already_answered"
	RejectionCap             Code = "rejection_cap"
	ReportOpen               Code = "report_open"
	ContactOpen              Code = "contact_open"
	NoContactOpen            Code = "no_contact_open"
	Quarantined              Code = "quarantined"
)

// The codes of signing in, which only pages say so far (R13.1).
const (
	SecondFactorFailed Code = "second_factor_failed"
	SignInFailed       Code = "sign_in_failed"    // address or password: never which
	EmailUnconfirmed   Code = "email_unconfirmed" // told only to who knows the password
	EmailTaken         Code = "email_taken"
	LinkExpired        Code = "link_expired"
	LastWayIn          Code = "last_way_in"
	TooManyKeys        Code = "too_many_keys"
	WeakPassword       Code = "weak_password"
)

// A Refusal is a reasoned no.
type Refusal struct {
	Kind        Kind
	Code        Code
	Rule        string           // the rule that decided, such as R3.3; empty when none did
	Detail      string           // one or two sentences: what happened and what to do instead
	State       string           // the state that forbids it, for NotNow
	AvailableAt calendar.Instant // when the same request would be allowed, if that is known
	Field       string           // the field at fault, for NotThis
}

// Error makes a Refusal an error.
func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Detail }

// In adds the state that forbids it.
func (r *Refusal) In(state string) *Refusal { r.State = state; return r }

// NoSuch refuses a thing that is not there, or that the caller may not see.
func NoSuch(what string) *Refusal {
	return &Refusal{Kind: NotFound, Code: Missing, Detail: "There is no such " + what + "."}
}

// Denied refuses a caller who may see the thing but not do this to it.
func Denied(rule, detail string) *Refusal {
	return &Refusal{Kind: NotYou, Code: Forbidden, Rule: rule, Detail: detail}
}

// Conflict refuses what the state forbids.
func Conflict(code Code, rule, detail string) *Refusal {
	return &Refusal{Kind: NotNow, Code: code, Rule: rule, Detail: detail}
}

// Invalid refuses a field of what was sent.
func Invalid(field, rule, detail string) *Refusal {
	return &Refusal{Kind: NotThis, Code: ValidationFailed, Rule: rule, Field: field, Detail: detail}
}
