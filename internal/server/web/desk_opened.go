package web

import (
	"slices"

	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/audit"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
	"azukari/internal/store"
)

// openMessages opens what two people wrote, for a case and with a reason (R13.2).
func openMessages(v *visit) error {
	id := v.r.PathValue("id")
	e := v.entered()
	reason := e.text("reason", transact.MaxLookReason, true)
	if !e.fit() {
		return refusal.Invalid("reason", "R13.2", "Say why.")
	}
	if _, err := v.do(transact.OpenMessages{ContractID: id, Reason: reason}); err != nil {
		return err
	}
	v.redirect("/desk/contracts/" + id + "/messages")
	return nil
}

// opened reports whether the viewer opened something within a day, the messages
// of a contract or an answer: the trail says so.
func (v *visit) opened(as audit.Act, id string) (bool, error) {
	lines, err := v.Engine.Store.AuditTrail(v.ctx, store.AuditQuery{By: v.viewer.ID, Subject: id}, store.Page{Limit: 100})
	return slices.ContainsFunc(lines, func(l audit.Line) bool { return l.Act == as && v.now < l.At.Add(transact.AnswersKept) }), err
}

// openedHere is the contract of the address, whose messages the viewer opened
// within a day.
func (v *visit) openedHere() (contract.Contract, error) {
	c, err := v.Engine.Store.Contract(v.ctx, v.r.PathValue("id"))
	if err != nil {
		return c, err
	}
	opened, err := v.opened(audit.Opened, c.ID)
	if err == nil && (!opened || c.RoleOf(v.who()) != contract.Operator) {
		err = refusal.Denied("R13.2", "Open the messages for a case first, with a reason.")
	}
	return c, err
}

// deskFiles leads to files of a contract's thread for whoever opened its messages;
// others see their names.
func deskFiles(contractID string, files []view.File, opened bool) {
	for i := range files {
		if files[i].Path = ""; opened {
			files[i].Path = "/desk/contracts/" + contractID + "/files/" + files[i].ID
		}
	}
}

// readFile hands out a file that a message or a delivery carries, to whoever
// opened the messages.
func readFile(v *visit) error {
	c, err := v.openedHere()
	if err != nil {
		return err
	}
	a, err := v.Engine.Store.Attachment(v.ctx, v.r.PathValue("file"))
	if err == nil && (a.Thread != c.ProposalID || a.Unsent()) {
		err = refusal.NoSuch("file")
	}
	if err != nil {
		return err
	}
	return v.handOut(a.SHA256, a.Name, a.Type, a.At)
}

// readMessages shows the messages to whoever opened them within a day.
func readMessages(v *visit) error {
	c, err := v.openedHere()
	if err != nil {
		return err
	}
	p, err := v.page(v.t(words.DeskMessagesT, c.Title))
	if err != nil {
		return err
	}
	thread, err := v.Engine.Store.Messages(v.ctx, c.ProposalID, store.Page{})
	if err != nil {
		return err
	}
	carriers := make([]string, len(thread))
	for i, m := range thread {
		carriers[i] = m.ID
	}
	files, err := v.filesIn(carriers)
	if err != nil {
		return err
	}
	names := map[string]string{"": v.t(words.Platform)}
	t := &view.ReadThread{Title: c.Title, Back: "/desk"}
	for _, m := range thread {
		if _, known := names[m.From]; !known {
			a, err := v.Engine.Store.Account(v.ctx, m.From)
			if err != nil {
				return err
			}
			names[m.From] = a.Name
		}
		deskFiles(c.ID, files[m.ID], true)
		t.Messages = append(t.Messages, view.ReadMessage{From: names[m.From], Body: m.Body, At: m.At, Files: files[m.ID]})
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.ok(view.ReadThreadPage(p, t))
}

// openAnswer opens what was answered to whoever decides on its appeal; the trail
// says so, once a day (R13.2).
func (v *visit) openAnswer(a task.Answer) error {
	opened, err := v.opened(audit.AnswerOpened, a.ID)
	if err != nil || opened {
		return err
	}
	_, err = v.bring(transact.OpenAnswer{AnswerID: a.ID}, nil)
	return err
}

// appealFile hands out a file of an answer to whoever decides on its appeal.
func appealFile(v *visit) error {
	k, a, err := v.appealed()
	if err == nil {
		err = v.openAnswer(a)
	}
	if err != nil {
		return err
	}
	return k.handOutFile(a)
}
