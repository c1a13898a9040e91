package api

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/words"
	"azukari/internal/domain/todo"
)

var todoRoutes = []route{
	get("/v1/todo", "notifications", "What waits for the caller (やることリスト), the earliest deadline first; it fills and empties by itself", person, readTodo),
}

// Todo is what waits for somebody.
type Todo struct {
	Data []TodoItem `json:"data" nullable:"false"`
}

// TodoItem is one thing to do.
type TodoItem struct {
	Act        string            `json:"act" enum:"fund,fund_difference,deliver,revise,inspect,answer_termination,answer_offer,answer_nudge,answer_change,answer_outside_contact,fund_contest,choose_winners,fund_task,review_answers,hand_in,appeal,answer_proposals,answer_counter_offer,read_messages,rate"`
	Says       string            `json:"says" doc:"In the caller's language"`
	Title      string            `json:"title" doc:"Of the work"`
	ContractID *string           `json:"contract_id"`
	JobID      *string           `json:"job_id"`
	ProposalID *string           `json:"proposal_id"`
	AnswerID   *string           `json:"answer_id"`
	WaitsID    *string           `json:"waits_id" doc:"The account that waits"`
	Count      int               `json:"count"`
	Since      calendar.Instant  `json:"since" format:"date-time"`
	DueAt      *calendar.Instant `json:"due_at"`
	Outcome    *string           `json:"outcome" doc:"What happens by itself at due_at"`
}

func readTodo(q *request, _ *struct{}) (Todo, error) {
	items, err := q.api.Engine.Todo(q.ctx, q.who())
	v := Todo{Data: []TodoItem{}}
	for _, i := range items {
		v.Data = append(v.Data, q.viewTodo(i))
	}
	return v, err
}

func (q *request) viewTodo(i todo.Item) TodoItem {
	return TodoItem{
		string(i.Act), words.TodoActs[string(i.Act)].In(q.language()), i.Title, optional(i.ContractID), optional(i.JobID), optional(i.ProposalID), optional(i.AnswerID),
		optional(i.Waits), i.Count, i.Since, instant(i.Due), optional(i.Outcome),
	}
}
