package task

import (
	"azukari/internal/base/canonical"
)

// Submit (作業を提出する) hands the form in, filled (R8.2).
type Submit struct {
	AnswerID string
	Values   map[string]Value // by the questions' keys
}

// Verb is "submit".
func (Submit) Verb() Verb { return VerbSubmit }

func (c Submit) check(s *step) error { return s.judge(c.AnswerID, VerbSubmit) }

func (c Submit) apply(s *step) error {
	values, err := fill(s.t.Questions, c.Values)
	if err != nil {
		return err
	}
	a := s.touch(c.AnswerID)
	a.State, a.SentAt, a.Until = AnswerSubmitted, s.Now, 0
	a.Document = canonical.Marshal(canonical.Object{
		"document": "azukari task answer", "version": 1, // タスクの作業内容
		"answer_id": a.ID, "job_id": s.t.JobID, "worker_id": a.WorkerID, "at": s.Now.String(),
		"form_sha256": s.t.FormSHA256, "values": documents(values),
	})
	a.SHA256 = HashOf(a.Document)
	s.t.Held--
	s.t.Waiting++
	s.t.ClockedAt = max(s.t.ClockedAt, s.Now) // of reminders, those to come
	s.t.Received++
	s.record(Submitted, canonical.Object{"sha256": a.SHA256, "waiting": s.t.Waiting}, a)
	return nil
}
