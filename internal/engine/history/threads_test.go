package history

import (
	"context"
	"strings"

	"azukari/internal/base/id"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/message"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// somewhere is a thread: of a proposal, or of a contract.
func (h *history) somewhere() (proposalID, contractID string) {
	if h.maybe("in a contract") {
		return "", h.one(h.contracts, id.Contract)
	}
	return h.one(h.proposals, id.Proposal), ""
}

// files lists what was ever uploaded.
func (h *history) files() (all []string) {
	err := h.model().store.Scan(context.Background(), store.Scan{Attachment: func(a message.Attachment) error {
		all = append(all, a.ID)
		return nil
	}})
	if err != nil {
		h.r.Fatal(err)
	}
	return all
}

func (h *history) partyOf(proposalID, contractID string) contract.Actor {
	if contractID != "" {
		return h.party(contractID)
	}
	p, err := h.model().store.Proposal(context.Background(), proposalID)
	if err != nil || h.between("somebody else", 0, 7) == 0 {
		return h.anyone()
	}
	return contract.Actor{Account: oneOf(h, "side", []string{p.ClientID, p.WorkerID})}
}

// attach uploads a file and, sometimes, sends it or another one.
func (h *history) attach() {
	proposal, in := h.somewhere()
	who := h.partyOf(proposal, in)
	file := message.File{Name: "資料.pdf", Type: "application/pdf", Size: 1 + int64(h.between("size", 0, 9)), SHA256: strings.Repeat("0", 64)}
	made, err := h.do(who, transact.AttachFile{ProposalID: proposal, ContractID: in, File: file})
	files := h.files()
	if err != nil || len(files) == 0 || h.between("leave it", 0, 3) == 0 {
		return
	}
	sent := []string{made.(message.Attachment).ID}
	if h.between("another one", 0, 3) == 0 {
		sent = append(sent, oneOf(h, "file", files))
	}
	if h.between("deliver", 0, 3) == 0 && in != "" {
		h.keyed(&repeat{who: who, cmd: transact.OnContract{ContractID: in, Command: contract.Deliver{Note: "納品します", Files: append(sent, "https://example.jp/a")}}})
		return
	}
	h.keyed(&repeat{who: who, cmd: transact.WriteMessage{ProposalID: proposal, ContractID: in, Body: "添付します", Attachments: sent, Confirmed: h.maybe("confirmed")}})
}

// readThread reads as far as some message.
func (h *history) readThread() {
	thread := h.one(h.proposals, id.Proposal)
	known, _ := h.model().store.Messages(context.Background(), thread, store.Page{})
	upto := h.one(ids(known, func(m message.Message) string { return m.ID }), id.Message)
	_, _ = h.do(h.partyOf(thread, ""), transact.MarkRead{Thread: thread, Upto: upto})
}

// askThreads draws a question about threads, or about a person's record.
func (h *history) askThreads(who string) func(store.Reader) (any, error) {
	ctx := context.Background()
	thread := h.one(h.proposals, id.Proposal)
	switch oneOf(h, "about", []string{"threads", "unread", "marks", "record", "files"}) {
	case "threads":
		known, _ := h.model().store.Threads(ctx, who, store.Page{})
		p := store.Page{Limit: oneOf(h, "limit", []int{1_000, 1, 2})}
		if len(known) > 0 && h.maybe("cursor") {
			p.Cursor = oneOf(h, "after", known).Last.ID
		}
		return func(r store.Reader) (any, error) { return rows(r.Threads(ctx, who, p)) }
	case "unread":
		return func(r store.Reader) (any, error) { return value(r.UnreadMessages(ctx, who)) }
	case "marks":
		return func(r store.Reader) (any, error) { return rows(r.ReadMarks(ctx, thread)) }
	case "record":
		return func(r store.Reader) (any, error) { return value(r.Record(ctx, who)) }
	}
	known, _ := h.model().store.Messages(ctx, thread, store.Page{})
	file := h.one(h.files(), id.Attachment)
	return func(r store.Reader) (any, error) {
		sent, err := rows(r.Attachments(ctx, ids(known, func(m message.Message) string { return m.ID })))
		if err != nil {
			return nil, err
		}
		unsent, err := rows(r.UnsentAttachments(ctx, thread, who))
		if err != nil {
			return nil, err
		}
		one, missing := store.ReadableAttachment(ctx, r, file, who)
		return []any{sent, unsent, one, missing != nil}, nil
	}
}
