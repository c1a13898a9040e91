package notice

import (
	"azukari/internal/base/calendar"
	"azukari/internal/base/canonical"
	"azukari/internal/base/id"
	"azukari/internal/domain/account"
)

// The notifications about a person's own account and the keys to it.
const (
	AccountConfirm  Kind = "account.confirm"          // please confirm this address
	AccountExists   Kind = "account.exists"           // somebody signs up with your address
	AccountReset    Kind = "account.reset"            // set a new password
	EmailChanged    Kind = "account.email_changed"    // to the old address
	PasswordChanged Kind = "account.password_changed" // or set for the first time
	NewDevice       Kind = "account.new_device"       // a browser not seen before signed in
	PasskeyAdded    Kind = "account.passkey_added"
	PasskeyRemoved  Kind = "account.passkey_removed"

	SecondFactorSet     Kind = "account.second_factor_set"
	SecondFactorRemoved Kind = "account.second_factor_removed"
	RecoveryCodeUsed    Kind = "account.recovery_code_used"

	APIKeyMade    Kind = "account.api_key_made"
	APIKeyRevoked Kind = "account.api_key_revoked" // one, or several at once
)

// OfAccount tells a person of their own account, always by mail too.
func OfAccount(kind Kind, a account.Account, data canonical.Object, ids *id.Minter, at calendar.Instant) Notice {
	if data == nil {
		data = canonical.Object{}
	}
	return Notice{
		ID: ids.New(id.Notification, at), AccountID: a.ID, Kind: kind, Data: canonical.Marshal(data), At: at, Mail: Queued, MailAt: at,
	}
}

// To sends the mail to an address that is not, or no longer, the account's own.
func (n Notice) To(email string) Notice { n.MailTo = email; return n }

// WithLink puts a link into the mail, and into the mail alone: whoever reads
// the list of notifications need not be who reads the mail. It is good until
// the mail is stale.
func (n Notice) WithLink(path string, until calendar.Instant) Notice {
	n.MailLink, n.StaleAt = path, until
	return n
}
