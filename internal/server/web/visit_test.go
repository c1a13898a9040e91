package web

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"azukari/internal/domain/contract"
	"azukari/internal/server/auth"
)

// TestASecondClickIsNotCounted sends each message twice, as an impatient hand
// does: all that may be written is written, and what was sent before is still
// answered when nothing more may be.
func TestASecondClickIsNotCounted(t *testing.T) {
	s := openShop(t)
	path, client, _ := s.running(contract.InProgress)
	there, _ := s.again(client, true, patience, nil)
	write := func(want int, once string) {
		t.Helper()
		there.post(want, path+"/messages", url.Values{"once": {once}, "body": {"ご確認ください。"}})
	}
	for i := range auth.Messages.Most {
		write(http.StatusSeeOther, strconv.Itoa(i))
		write(http.StatusSeeOther, strconv.Itoa(i))
	}
	write(http.StatusTooManyRequests, "one more")
	write(http.StatusSeeOther, "0")
}
