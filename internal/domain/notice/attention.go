package notice

import (
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/attention"
)

// OfAttention is the mail to somebody who does not look. On the site it counts
// as read: whoever sees it there is here.
func OfAttention(accountID string, l attention.Letter, ids *id.Minter) Notice {
	return Notice{
		ID: ids.New(id.Notification, l.At), AccountID: accountID, Kind: Kind(l.Kind), Data: canonical.Marshal(l.Data), At: l.At, ReadAt: l.At,
		Mail: Queued, MailAt: l.At,
	}
}
