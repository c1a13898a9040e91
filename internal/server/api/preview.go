package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
	"azukari/internal/engine/transact"
)

// previewIn is a command with its own fields. What a person would still have to
// write, a reason or a note, may be left out.
type previewIn struct {
	ID   string `path:"id"`
	Body struct {
		Command        verbName    `json:"command" doc:"As actions names it, with its own fields beside it; reasons and notes may be left out"`
		Reason         string      `json:"reason,omitempty" maxLength:"10000"`
		Note           string      `json:"note,omitempty" maxLength:"10000"`
		Files          []prose     `json:"files,omitempty" nullable:"false" maxItems:"20" maxLength:"500"`
		FailedCriteria []Criterion `json:"failed_criteria,omitempty" nullable:"false" maxItems:"20"`
		WorkerAmount   money.Yen   `json:"worker_amount,omitempty" minimum:"0" maximum:"1000000000000"`
		TerminationID  string      `json:"termination_id,omitempty" maxLength:"64"`
		ChangeID       string      `json:"change_id,omitempty" maxLength:"64"`
		MilestoneID    string      `json:"milestone_id,omitempty" maxLength:"64"`
		Amount         money.Yen   `json:"amount,omitempty" minimum:"1" maximum:"1000000000000"`
		DueOn          string      `json:"due_on,omitempty" format:"date"`
		Scope          prose       `json:"scope,omitempty" maxLength:"10000"`
		Criteria       []prose     `json:"criteria,omitempty" nullable:"false" maxItems:"20" maxLength:"500"`
		Message        string      `json:"message,omitempty" maxLength:"2000"`
	}
}

// verbName is a command as "actions" names it.
type verbName contract.Verb

// Schema lists the commands.
func (verbName) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, c := range commands {
		s.Enum = append(s.Enum, string(c.verb))
	}
	return s
}

// command is the kernel's command that a body of that name describes.
func (v verbName) command(body []byte) (contract.Command, error) {
	var sent map[string]json.RawMessage
	if err := json.Unmarshal(body, &sent); err != nil {
		return nil, malformed()
	}
	c := commands[slices.IndexFunc(commands, func(c command) bool { return c.verb == contract.Verb(v) })]
	known := fieldsOf(c.body)
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		if name != "command" && !slices.Contains(known, name) {
			return nil, unusable("body."+name, "The command "+string(v)+" has no such field.")
		}
	}
	for _, name := range requiredOf(c.body) {
		if value := string(sent[name]); strings.HasSuffix(name, "amount") && (value == "" || value == "null") {
			return nil, unusable("body."+name, "The command "+string(v)+" needs an amount.")
		}
	}
	return c.read(body)
}

// Preview is what a command would do.
type Preview struct {
	Command string `json:"command"`
	State   string `json:"state" doc:"The contract's state after it"`
	Division
	Escrow   money.Yen   `json:"escrow_amount" doc:"What would be held then"`
	Change   *Difference `json:"change" doc:"For a change of the terms: what it makes of what was agreed"`
	Deadline *Deadline   `json:"deadline" doc:"What would happen by itself next"`
	IfAgreed *Outcome    `json:"if_agreed" doc:"When the other side then agrees; null for what is no request, and while they could not agree yet"`
	IfSilent *Outcome    `json:"if_silent" doc:"When then nobody does anything until the deadline"`
	Effects  []Effect    `json:"effects" nullable:"false" doc:"On the record of both sides; for a request, when it is agreed to"`
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
	cmd, err := in.Body.Command.command(q.body)
	if err != nil {
		return reply{}, err
	}
	return q.do(transact.Preview{ContractID: in.ID, Command: cmd}, func(result any) (int, any) {
		return http.StatusOK, q.viewPreview(string(in.Body.Command), result.(contract.Outlook))
	})
}

func (q *request) viewPreview(command string, look contract.Outlook) Preview {
	v := Preview{
		Command: command, State: string(look.After.State), Division: viewPaid(look.Moved), Escrow: look.After.Escrow(),
		IfAgreed: viewOutcome(look.IfAgreed), IfSilent: viewOutcome(look.IfSilent), Effects: []Effect{},
	}
	if strings.HasPrefix(command, string(contract.VerbRequestChange)) {
		v.Change = new(viewDifference(&look.After))
	}
	if d, ok := look.After.Deadline(); ok {
		v.Deadline = viewDeadline(d)
	}
	code := look.After.Effect()
	if look.IfAgreed != nil {
		code = look.IfAgreed.After.Effect()
	}
	v.Effects = append(v.Effects, Effect{string(code), words.Effect(q.language(), code)})
	return v
}

func viewOutcome(o *contract.Outcoming) *Outcome {
	if o == nil {
		return nil
	}
	return &Outcome{o.At, string(o.After.State), viewPaid(o.Moved)}
}
