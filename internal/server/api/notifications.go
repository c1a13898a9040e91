package api

import (
	"net/http"

	"azukari/internal/base/calendar"
	"azukari/internal/base/words"
	"azukari/internal/domain/notice"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var notificationRoutes = []route{
	get("/v1/notifications", "notifications", "The caller's notifications (お知らせ), newest first", person, listNotifications),
	post[byID, Notification]("/v1/notifications/{id}/read", "notifications", "Mark as read", person, markRead, http.StatusOK),
}

// Notification tells the caller of one fact.
type Notification struct {
	ID         string            `json:"id"`
	Kind       string            `json:"kind"`
	Title      string            `json:"title"`
	Body       string            `json:"body"`
	ContractID *string           `json:"contract_id"`
	At         calendar.Instant  `json:"at" format:"date-time"`
	ReadAt     *calendar.Instant `json:"read_at"`
}

func (q *request) viewNotification(n notice.Notice) Notification {
	title, body := words.Notice(q.language(), string(n.Kind), n.Data, q.api.Engine.Calendar)
	return Notification{n.ID, string(n.Kind), title, body, optional(n.ContractID), n.At, instant(n.ReadAt)}
}

func listNotifications(q *request, in *struct {
	Paging
	Unread bool `query:"unread" doc:"Only unread ones"`
}) (List[Notification], error) {
	return page(in.Paging, func(p store.Page) ([]notice.Notice, error) {
		return q.store().Notices(q.ctx, q.caller.ID, in.Unread, p)
	}, func(n notice.Notice) string { return n.ID }, q.viewNotification)
}

func markRead(q *request, in *byID) (reply, error) {
	return q.do(transact.ReadNotice{NoticeID: in.ID}, func(result any) (int, any) {
		return http.StatusOK, q.viewNotification(result.(notice.Notice))
	})
}
