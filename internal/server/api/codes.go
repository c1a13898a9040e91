package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"azukari/internal/base/refusal"
)

// Codes of problems that are not refusals: the address, or our own fault.
const (
	methodNotAllowed = "method_not_allowed"
	internalError    = "internal_error"
	outcomeUnknown   = "outcome_unknown"
	unavailable      = "unavailable"
	storageFull      = "storage_full"
)

// A Code is a stable word for one kind of problem, explained.
type Code struct {
	Code     string
	Statuses []int
	Meaning  string
}

// Codes lists every code that a problem can have.
var Codes = []Code{
	{string(refusal.Unauthenticated), []int{http.StatusUnauthorized}, "There is no API key, or it is not known, has ended or was revoked. Send Authorization: Bearer and the key; you make one under 設定 → APIキー."},
	{string(refusal.Forbidden), []int{http.StatusForbidden}, "You may see this, but not do it."},
	{string(refusal.Missing), []int{http.StatusNotFound}, "It is not there, or not for you to see."},
	{methodNotAllowed, []int{http.StatusMethodNotAllowed}, "The address is right, the method is not; Allow lists those that are."},
	{string(refusal.ValidationFailed), []int{http.StatusBadRequest, http.StatusRequestURITooLong, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}, "What was sent cannot be used; errors lists the fields."},
	{string(refusal.PayloadTooLarge), []int{http.StatusRequestEntityTooLarge}, "A body is at most 1 MiB."},
	{string(refusal.RateLimited), []int{http.StatusTooManyRequests}, "Too many requests; come back after Retry-After."},
	{string(refusal.IdempotencyKeyReused), []int{http.StatusUnprocessableEntity}, "The Idempotency-Key was used for another request; nothing was done."},
	{string(refusal.RequestInProgress), []int{http.StatusConflict}, "The first request with this Idempotency-Key is still running; ask again after Retry-After."},
	{string(refusal.StateConflict), []int{http.StatusConflict}, "The state forbids it; state says which."},
	{string(refusal.EscrowNotFunded), []int{http.StatusConflict}, "The escrow (仮払い) is not funded yet."},
	{string(refusal.AlreadyFunded), []int{http.StatusConflict}, "The milestone is funded already."},
	{string(refusal.PaymentFailed), []int{http.StatusPaymentRequired}, "The payment did not go through, and nothing was taken."},
	{string(refusal.RevisionLimitReached), []int{http.StatusConflict}, "The agreed revision rounds are used up."},
	{string(refusal.TerminationOpen), []int{http.StatusConflict}, "A termination request is open already."},
	{string(refusal.NoTerminationOpen), []int{http.StatusConflict}, "No termination request is open."},
	{string(refusal.ChangeOpen), []int{http.StatusConflict}, "A change of the terms (条件変更) is under way already."},
	{string(refusal.NoChangeOpen), []int{http.StatusConflict}, "No change of the terms waits for an answer."},
	{string(refusal.AmountOnlyUp), []int{http.StatusConflict}, "After a delivery the amount can only go up."},
	{string(refusal.PaymentUnderWay), []int{http.StatusConflict}, "Another payment for this contract is under way; try again when it has come to an end."},
	{string(refusal.BonusLimitReached), []int{http.StatusConflict}, "The contract has had as many bonuses (追加支払い) as it can have."},
	{string(refusal.NotYourRequest), []int{http.StatusForbidden}, "This is for the other side to answer, or for the side that asked to take back."},
	{string(refusal.NudgeOpen), []int{http.StatusConflict}, "A contact nudge (連絡催促申請) is open already."},
	{string(refusal.NudgeTooEarly), []int{http.StatusConflict}, "The other side has not been silent for long enough (72 hours, unless the house has set another number); available_at says when."},
	{string(refusal.MessageFirst), []int{http.StatusConflict}, "Send the other side a message first."},
	{string(refusal.NudgeCooldown), []int{http.StatusConflict}, "The last contact nudge was decided a short while ago; available_at says when."},
	{string(refusal.AlreadyRated), []int{http.StatusConflict}, "You have rated this contract; a rating cannot be changed."},
	{string(refusal.AlreadyReplied), []int{http.StatusConflict}, "You have replied to this rating; a reply cannot be changed."},
	{string(refusal.NoSlotFree), []int{http.StatusConflict}, "All slots of this task are taken; one may be given back, so look again later."},
	{string(refusal.AlreadyAnswered), []int{http.StatusConflict}, "You have answered this task as often as one person may."},
	{string(refusal.RejectionCap), []int{http.StatusConflict}, "So many answers cannot be rejected: at most max(3, 30 %) of those submitted."},
	{string(refusal.ReportOpen), []int{http.StatusConflict}, "You have reported this, and an operator has not decided yet."},
	{string(refusal.ContactOpen), []int{http.StatusConflict}, "A request to be in touch outside the platform (サービス外連絡申請) is open already."},
	{string(refusal.NoContactOpen), []int{http.StatusConflict}, "No request to be in touch outside is in a state for this."},
	{string(refusal.FormatClosed), []int{http.StatusConflict}, "This house takes no new jobs of this format now. Contracts, contests and tasks that run go on."},
	{string(refusal.BankAccountMissing), []int{http.StatusConflict}, "There is no bank account that may be paid to now: none is registered, or it was changed a moment ago and pays nothing for some days (R10.3)."},
	{string(refusal.InsufficientBalance), []int{http.StatusConflict}, "The available balance is lower."},
	{string(refusal.OwnJob), []int{http.StatusConflict}, "Nobody is client and worker on the same job."},
	{string(refusal.JobClosed), []int{http.StatusConflict}, "The job takes no more proposals."},
	{string(refusal.ClockBackwards), []int{http.StatusUnprocessableEntity}, "The sandbox's clock does not go back."},
	{string(refusal.Quarantined), []int{http.StatusConflict}, "This house is a restored copy in quarantine: it can be read, and takes nothing until an operator releases it."},
	{internalError, []int{http.StatusInternalServerError}, "Our own fault; X-Request-Id names it in our log."},
	{outcomeUnknown, []int{http.StatusServiceUnavailable}, "It is not known whether this took effect: send it again with the same Idempotency-Key."},
	{unavailable, []int{http.StatusServiceUnavailable}, "The service is stopping, or its database does not answer; nothing was done: try again after Retry-After."},
	{storageFull, []int{http.StatusInsufficientStorage}, "The platform's disk is full, and nothing was done; what is there can be read. Try again after Retry-After: it works again as soon as the operator has made room."},
}

// code is one of Codes.
type code string

// Schema lists them.
func (code) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, c := range Codes {
		s.Enum = append(s.Enum, c.Code)
	}
	return s
}
