package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	netmail "net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"azukari/internal/domain/warning"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/mail"
	"azukari/internal/store"
	"azukari/internal/store/blob"
	"azukari/internal/store/sqlstore"
)

// keeping says where an installation keeps what it keeps.
type keeping struct {
	Data    string `default:"azukari-data" help:"Directory for the database and for uploaded files; made when it is not there. Several nodes share one."`
	KeyFile string `placeholder:"FILE" help:"The key that seals bank accounts and second factors; made when there is none. Keep a copy apart from the backups, which do not hold it. Default: azukari.key inside --data."`
	DB      string `name:"db" placeholder:"postgres://…" help:"PostgreSQL to use instead of SQLite inside --data."`
}

// open opens the store, or says which setting is wrong.
func (k keeping) open(ctx context.Context) (store.Store, error) {
	if k.DB != "" {
		if err := reachable(k.DB); err != nil {
			return nil, err
		}
		s, err := sqlstore.OpenPostgres(ctx, k.DB)
		if err != nil {
			return nil, &settingError{"--db", err.Error(), "check the address, the user and that the database exists: createdb azukari"}
		}
		return s, nil
	}
	if err := k.make(); err != nil {
		return nil, err
	}
	s, err := sqlstore.OpenSQLite(ctx, k.file())
	if err != nil {
		return nil, &settingError{"--data", err.Error(), "name a writable directory on a local disk that no other azukari uses"}
	}
	return s, nil
}

// make makes the directory.
func (k keeping) make() error {
	if err := os.MkdirAll(k.Data, 0o700); err != nil {
		return &settingError{"--data", err.Error(), "name a directory that this user may write to"}
	}
	return nil
}

// nothing is that there is no installation to work on.
func (k keeping) nothing() error {
	return &settingError{"--data", "no installation in " + k.Data, "give --data (or --db) of an installation, or start one with azukari serve"}
}

// look opens the store as it is, beside whoever uses it.
func (k keeping) look(ctx context.Context) (*sqlstore.Look, error) {
	if k.DB != "" {
		if err := reachable(k.DB); err != nil {
			return nil, err
		}
		l, err := sqlstore.LookPostgres(ctx, k.DB)
		if err != nil {
			return nil, &settingError{"--db", err.Error(), "check the address, the user and that the database exists: createdb azukari"}
		}
		return l, nil
	}
	if !k.there() {
		return nil, k.nothing()
	}
	l, err := sqlstore.LookSQLite(ctx, k.file())
	if err != nil {
		return nil, &settingError{"--data", err.Error(), "name the directory of an installation, as a user who may read and write it"}
	}
	return l, nil
}

// contents is the directory of uploaded files as it is.
func (k keeping) contents() *blob.Store { return blob.Look(filepath.Join(k.Data, "files")) }

// files opens the directory of uploaded files, below --data.
func (k keeping) files(present time.Time) (*blob.Store, error) {
	s, err := blob.Open(filepath.Join(k.Data, "files"), present)
	if err != nil {
		return nil, &settingError{"--data", err.Error(), "name a directory that this user may write to; several nodes share one"}
	}
	return s, nil
}

// there reports whether there is an installation to look at; opening makes one.
func (k keeping) there() bool {
	_, err := os.Stat(k.file())
	return k.DB != "" || err == nil
}

// file is SQLite's.
func (k keeping) file() string { return filepath.Join(k.Data, "azukari.db") }

// reachable dials the database server, so that a wrong address is found at once.
func reachable(db string) error {
	address, err := url.Parse(db)
	if err != nil || (address.Scheme != "postgres" && address.Scheme != "postgresql") {
		return &settingError{"--db", "this is not a PostgreSQL address", "write it as postgres://user@host:5432/azukari"}
	}
	if address.Hostname() == "" { // a socket, named in the query
		return nil
	}
	port := address.Port()
	if port == "" {
		port = "5432"
	}
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(address.Hostname(), port), 800*time.Millisecond)
	if err != nil {
		return &settingError{"--db", err.Error(), "start the database server, or correct host and port"}
	}
	return conn.Close()
}

// listenable checks the form of an address to listen on.
func listenable(address string) error {
	_, port, err := net.SplitHostPort(address)
	if n, convErr := strconv.Atoi(port); err != nil || convErr != nil || n < 0 || n > 65535 {
		return &settingError{"--listen", fmt.Sprintf("%q is not an address", address), "write it as 127.0.0.1:8080"}
	}
	return nil
}

// listening begins to listen on an address.
func listening(address string) (net.Listener, error) {
	if err := listenable(address); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &settingError{"--listen", err.Error(), "choose a free port, or stop what uses this one"}
	case errors.Is(err, syscall.EACCES):
		return nil, &settingError{"--listen", err.Error(), "choose a port from 1024 on, and let a proxy stand before it"}
	case err != nil:
		return nil, &settingError{"--listen", err.Error(), "name an address of this machine, such as 127.0.0.1:8080"}
	}
	return l, nil
}

// hostName checks the right side of Message-IDs: with a wrong one no mail could
// ever leave.
func hostName(name string) error {
	odd := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-')
	}
	if name == "" || strings.ContainsFunc(name, odd) {
		return &settingError{"--host", fmt.Sprintf("%q is not the name of a host", name), "write it as azukari.example, without scheme and port"}
	}
	return nil
}

// site is the address under which people reach the pages. A browser knows a
// passkey by the name of its site, so this machine is called by its name.
func site(baseURL, listen string) (string, error) {
	if baseURL == "" {
		host, port, _ := net.SplitHostPort(listen) // it is listened on
		if ip := net.ParseIP(host); host == "" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
			host = "localhost"
		}
		return "http://" + net.JoinHostPort(host, port), nil
	}
	u, err := url.Parse(baseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", &settingError{"--base-url", fmt.Sprintf("%q is not the address of a site", baseURL), "write it as https://azukari.example, without a path"}
	}
	return u.Scheme + "://" + u.Host, nil
}

// mailing says how mail leaves the house.
type mailing struct {
	SMTP     string `name:"smtp" placeholder:"smtp://user@host:587" help:"Mail server; smtps:// for TLS from the first byte. Without it mail stays queued."`
	Password string `name:"smtp-password" help:"Password for the mail server; better given as AZUKARI_SMTP_PASSWORD."`
	From     string `name:"mail-from" default:"azukari <azukari@localhost>" help:"Sender of the mail."`
}

// sender makes the sender, nil when no server is given.
func (m mailing) sender(now func() time.Time) (mail.Sender, error) {
	if _, err := netmail.ParseAddress(m.From); err != nil {
		return nil, &settingError{"--mail-from", fmt.Sprintf("%q is not an address to send from", m.From), "write it as azukari <no-reply@azukari.example>"}
	}
	if m.SMTP == "" {
		return nil, nil
	}
	wrong := func(reason string) error {
		return &settingError{"--smtp", reason, "write it as smtp://user@mail.example.jp:587, with the password in AZUKARI_SMTP_PASSWORD"}
	}
	address, err := url.Parse(m.SMTP)
	if err != nil {
		return nil, wrong("this is not an address")
	}
	config := mail.Config{Host: address.Hostname(), Username: address.User.Username(), Password: mail.Secret(m.Password), From: m.From}
	switch address.Scheme {
	case "smtp":
		config.TLS = mail.StartTLS
		if ip := net.ParseIP(config.Host); ip != nil && ip.IsLoopback() || config.Host == "localhost" {
			config.TLS = mail.NoTLS
		}
	case "smtps":
		config.TLS = mail.ImplicitTLS
	default:
		return nil, wrong("the scheme is neither smtp nor smtps")
	}
	if address.Port() != "" {
		if config.Port, err = strconv.Atoi(address.Port()); err != nil {
			return nil, wrong(err.Error())
		}
	}
	s, err := mail.NewSMTP(config, now)
	if err != nil {
		return nil, wrong(err.Error())
	}
	return s, nil
}

// logging says how the program logs, to standard error.
type logging struct {
	LogFormat string `enum:"text,json" default:"text" help:"Form of the log: ${enum}."`
	LogLevel  string `enum:"debug,info,warn,error" default:"info" help:"From which level on: ${enum}."`
}

func (l logging) logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(l.LogLevel)); err != nil {
		return nil, &settingError{"--log-level", err.Error(), "use debug, info, warn or error"}
	}
	options := &slog.HandlerOptions{Level: level}
	if l.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options)), nil
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options)), nil
}

// secretEnough refuses a secret that could be guessed; none is made anew.
func secretEnough(secret string) error {
	if secret != "" && len(secret) < 32 {
		return &settingError{"--secret", "it is shorter than 32 characters", "make one with: openssl rand -base64 32"}
	}
	return nil
}

// zone is the platform's time zone (R0.1).
func zone(name string) (*time.Location, error) {
	z, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, &settingError{"--zone", fmt.Sprintf("%q is not a time zone", name), "write it as Asia/Tokyo"}
	}
	return z, nil
}

// longestAccount bounds the account that payments go to, in characters.
const longestAccount = 200

// bankTransfer is how payments are taken by bank transfer, nil when it is not
// said.
func bankTransfer(account string) (*gateway.Transfer, error) {
	if account == "" {
		return nil, nil
	}
	wrong := func(reason string) error {
		return &settingError{"--bank-transfer", reason, "write it as 'みずほ銀行 丸の内支店 普通 1234567 カ）アズカリ', in one line as people are to see it"}
	}
	account = strings.TrimSpace(account)
	switch {
	case !utf8.ValidString(account) || strings.ContainsFunc(account, unicode.IsControl):
		return nil, wrong("it is not one line of text")
	case utf8.RuneCountInString(account) > longestAccount:
		return nil, wrong(fmt.Sprintf("it is longer than %d characters", longestAccount))
	case !strings.ContainsFunc(width.Narrow.String(account), func(r rune) bool { return r >= '0' && r <= '9' }):
		return nil, wrong("it has no account number")
	}
	return &gateway.Transfer{To: account}, nil
}

// warningRules reads the operator's own rules; nil where there are none.
func warningRules(file string) (*warning.Rules, error) {
	if file == "" {
		return nil, nil
	}
	const fix = "start from internal/domain/warning/rules.txt; without --warning-rules the rules of the program are used"
	f, err := os.Open(file)
	if err != nil {
		return nil, &settingError{"--warning-rules", err.Error(), fix}
	}
	defer f.Close() // it was only read
	r, err := warning.Parse(f)
	if err != nil {
		return nil, &settingError{"--warning-rules", file + ": " + err.Error(), fix}
	}
	return r, nil
}

var errBroken = errors.New("the database can no longer be trusted after a failed write; nothing more was acknowledged. Check the disk, then start again")
