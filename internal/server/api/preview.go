package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

type previewIn struct {
	ID   string `path:"id"`
	Body struct {
		Command        string      `json:"command" enum:"fund,cancel,deliver,accept,request-revision,termination,termination/agree,termination/decline,termination/withdraw,nudge,dispute,dispute/offer,dispute/accept-offer"`
		Reason         string      `json:"reason,omitempty" maxLength:"10000"`
		Note           string      `json:"note,omitempty" maxLength:"10000"`
		Files          []string    `json:"files,omitempty" nullable:"false" maxItems:"20"`
		FailedCriteria []Criterion `json:"failed_criteria,omitempty" nullable:"false" maxItems:"20"`
		WorkerAmount   money.Yen   `json:"worker_amount,omitempty" minimum:"0" maximum:"1000000000000"`
	}
}

// command is the kernel's command that the body describes; what a person would
// still have to write (a reason, a note) need not be there.
func (in *previewIn) command() contract.Command {
	b := in.Body
	switch contract.Verb(b.Command) {
	case contract.VerbFund:
		return contract.Fund{}
	case contract.VerbCancel:
		return contract.Cancel{Reason: b.Reason}
	case contract.VerbDeliver:
		return contract.Deliver{Note: b.Note, Files: append([]string{}, b.Files...)}
	case contract.VerbAccept:
		return contract.Accept{}
	case contract.VerbRequestRevision:
		return contract.RequestRevision{Reason: b.Reason, FailedCriteria: (&revisionBody{FailedCriteria: b.FailedCriteria}).criteria()}
	case contract.VerbRequestTermination:
		return contract.RequestTermination{Reason: b.Reason, WorkerAmount: b.WorkerAmount}
	case contract.VerbAgreeTermination:
		return contract.AgreeTermination{}
	case contract.VerbDeclineTermination:
		return contract.DeclineTermination{Reason: b.Reason}
	case contract.VerbWithdrawTermination:
		return contract.WithdrawTermination{}
	case contract.VerbRequestNudge:
		return contract.RequestNudge{Note: b.Note}
	case contract.VerbOpenDispute:
		return contract.OpenDispute{Reason: b.Reason}
	case contract.VerbOfferSettlement:
		return contract.OfferSettlement{WorkerAmount: b.WorkerAmount}
	case contract.VerbAcceptOffer:
		return contract.AcceptOffer{}
	}
	return nil
}

// Preview is what a command would do.
type Preview struct {
	Command string `json:"command"`
	State   string `json:"state" doc:"The contract's state after it"`
	Division
	Deadline *Deadline `json:"deadline" doc:"What would happen by itself next"`
	IfAgreed *Outcome  `json:"if_agreed" doc:"When the other side then agrees"`
	IfSilent *Outcome  `json:"if_silent" doc:"When then nobody does anything until the deadline"`
	Effects  []Effect  `json:"effects" nullable:"false" doc:"On the record of both sides"`
}

// Outcome is how the contract would stand after one further event.
type Outcome struct {
	At    calendar.Instant `json:"at" format:"date-time"`
	State string           `json:"state"`
	Division
}

// Effect is what a command means for the record.
type Effect struct {
	Code string `json:"code" enum:"counts_as_completed,counts_as_terminated,no_effect"`
	Text string `json:"text"`
}

func preview(q *request, in *previewIn) (reply, error) {
	cmd := in.command()
	if cmd == nil {
		return reply{}, refusal.Invalid("command", "", "There is no such command.")
	}
	return q.do(transact.Preview{ContractID: in.ID, Command: cmd}, func(result any) (int, any) {
		return http.StatusOK, q.viewPreview(in.Body.Command, result.(contract.Outlook))
	})
}

func (q *request) viewPreview(command string, look contract.Outlook) Preview {
	v := Preview{
		Command: command, State: string(look.After.State), Division: viewPaid(look.Moved),
		IfAgreed: viewOutcome(look.IfAgreed), IfSilent: viewOutcome(look.IfSilent), Effects: []Effect{},
	}
	if d, ok := look.After.Deadline(); ok {
		v.Deadline = viewDeadline(d)
	}
	code := words.NoEffect
	switch look.After.State {
	case contract.Completed:
		code = words.CountsAsCompleted
	case contract.Terminated:
		code = words.CountsAsTerminated
	}
	lang := words.Japanese
	if q.english {
		lang = words.English
	}
	v.Effects = append(v.Effects, Effect{string(code), words.Effect(lang, code)})
	return v
}

func viewOutcome(o *contract.Outcoming) *Outcome {
	if o == nil {
		return nil
	}
	return &Outcome{o.At, string(o.After.State), viewPaid(o.Moved)}
}
