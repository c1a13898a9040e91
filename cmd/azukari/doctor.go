package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/mail"
	"azukari/internal/store/sqlstore"
)

// doctorCommand examines an installation, served or not. It writes nothing and
// brings no schema up to date.
type doctorCommand struct {
	keeping
	mailing
	serving
	Backups string `placeholder:"DIR" help:"Where the backups are: the newest should be younger than two days."`
}

var errUnwell = errors.New("the doctor found something; see above")

// A finding is one thing that is not as it should be, with its fix.
type finding struct{ what, fix string }

// An examination goes through an installation and prints a line for each thing
// that it looked at.
type examination struct {
	doctorCommand
	ctx    context.Context
	now    time.Time
	unwell bool
}

func (e *examination) say(what string, found ...finding) {
	if len(found) == 0 {
		fmt.Println("ok  ", what)
	}
	for _, f := range found {
		e.unwell = true
		fmt.Printf("BAD  %s: %s\n     fix: %s\n", what, f.what, f.fix)
	}
}

// note says something that is no illness.
func (e *examination) note(what, advice string) { fmt.Printf("note %s\n     %s\n", what, advice) }

// Run prints the findings, each with its fix; it ends with 1 when there are any,
// and with 78 when a setting cannot be used at all.
func (c doctorCommand) Run(ctx context.Context) error {
	z, err := zone(c.Zone)
	if err != nil {
		return err
	}
	if err := errors.Join(secretEnough(c.Secret), hostName(c.Host), listenable(c.Listen)); err != nil {
		return firstSetting(err)
	}
	if _, err := payoutSender(c.Sender); err != nil {
		return err
	}
	transfer, err := bankTransfer(c.Pay)
	if err != nil {
		return err
	}
	system := &clock.System{}
	now, err := system.Now(ctx)
	if err != nil {
		return err
	}
	e := &examination{doctorCommand: c, ctx: ctx, now: now.Time()}
	sender, err := c.sender(system.Time)
	if err != nil {
		return err
	}
	e.reach()
	e.post(sender)
	e.payments(transfer)
	e.holidays(calendar.In(z))
	if !c.there() {
		e.say("installation", finding{"no installation in " + c.Data, "give --data (or --db) of an installation, or start one with azukari serve"})
		return errUnwell
	}
	e.directory()
	look, err := c.look(ctx)
	if err != nil {
		return err
	}
	defer look.Close()
	if err := e.database(look); err != nil {
		return err
	}
	e.backups()
	if e.unwell {
		return errUnwell
	}
	return nil
}

// firstSetting is the first of several wrong settings.
func firstSetting(err error) error {
	var wrong *settingError
	if errors.As(err, &wrong) {
		return wrong
	}
	return err
}

// reach looks at how the pages are reached.
func (e *examination) reach() {
	base, err := url.Parse(e.BaseURL)
	switch {
	case e.BaseURL == "" && !strings.HasPrefix(e.Listen, "127.") && !strings.HasPrefix(e.Listen, "localhost:") && !strings.HasPrefix(e.Listen, "[::1]:"):
		e.say("address of the pages", finding{"azukari listens on " + e.Listen + " for everybody, and --base-url does not say under which address", "give --base-url=https://your.site, or listen on 127.0.0.1 behind a proxy"})
	case err == nil && e.BaseURL != "" && base.Scheme == "http" && base.Hostname() != "localhost" && !strings.HasPrefix(base.Hostname(), "127."):
		e.say("address of the pages", finding{e.BaseURL + " is not encrypted: passwords and sessions can be read on the way", "put a proxy with TLS before azukari and give --base-url=https://…"})
	case err == nil && base.Scheme == "https" && !e.Proxied:
		e.say("address of the pages", finding{e.BaseURL + " is served by a proxy, and --behind-proxy is not given: everybody seems to come from one address", "give --behind-proxy, and let the proxy set X-Forwarded-For, Host and Origin"})
	default:
		e.say("address of the pages")
	}
	if e.Proxied && e.BaseURL == "" {
		e.say("proxy", finding{"--behind-proxy without --base-url: links in mail would name this machine", "give --base-url=https://your.site"})
	}
}

// post greets the mail server.
func (e *examination) post(sender mail.Sender) {
	if sender == nil {
		e.note("no mail server is configured: mail stays queued", "give --smtp")
		return
	}
	if s, ok := sender.(*mail.SMTP); ok {
		if err := s.Greet(e.ctx); err != nil {
			e.say("mail server", finding{err.Error(), "check --smtp, the name, the port, the certificate, the user and the password; nothing is lost meanwhile, mail is tried for 3 days"})
			return
		}
	}
	e.say("mail server greets")
}

// payments looks at how people pay.
func (e *examination) payments(transfer *gateway.Transfer) {
	switch {
	case transfer != nil:
		e.say("payments by bank transfer to " + transfer.To)
	case e.Sandbox:
		e.say("payments are play money")
	default:
		e.note("no way to pay is configured: every payment is refused", "give --bank-transfer, the account that your clients pay to")
	}
}

// holidays are computed from the law, for any year: the doctor says which days
// of the coming year the calendar knows.
func (e *examination) holidays(cal calendar.Calendar) {
	today := cal.Day(calendar.Of(e.now))
	known := 0
	for d := today; d.Before(calendar.Date{Year: today.Year + 1, Month: today.Month, Day: today.Day}); d = d.Next() {
		if _, ok := calendar.HolidayName(d); ok {
			known++
		}
	}
	if known < 10 {
		e.say("holidays of the coming year", finding{fmt.Sprintf("only %d are known", known), "install a newer azukari: the law has changed"})
		return
	}
	e.say(fmt.Sprintf("time zone %s, %d holidays known in the coming year", e.Zone, known))
}

// leastSpace is the free space below which a disk is as good as full, in bytes.
const leastSpace = 1 << 30

// directory looks at where things are kept.
func (e *examination) directory() {
	about, err := os.Stat(e.Data)
	switch {
	case err != nil:
		e.say("data directory", finding{err.Error(), "name the directory of uploaded files in --data"})
		return
	case about.Mode().Perm()&0o077 != 0:
		e.say("data directory", finding{e.Data + " can be read by others", "chmod 700 " + e.Data})
	default:
		e.say("data directory")
	}
	if free, known := freeSpace(e.Data); known {
		if free < leastSpace {
			e.say("disk", finding{fmt.Sprintf("%d MiB are free below %s", free>>20, e.Data), "make room: with a full disk nothing is written, and the service ends"})
		} else {
			e.say(fmt.Sprintf("disk: %d GiB are free", free>>30))
		}
	}
}

// sealed looks at the key of what is sealed.
func (e *examination) sealed(look *sqlstore.Look) error {
	sealed, err := look.Sealed(e.ctx)
	if err != nil {
		return err
	}
	if _, err := os.Stat(e.keyFile()); errors.Is(err, fs.ErrNotExist) && len(sealed) == 0 {
		e.say("key: made at the next start")
		return nil
	}
	key, err := e.readKey(sealed)
	if wrong := (*settingError)(nil); errors.As(err, &wrong) {
		e.say("key", finding{wrong.Reason, wrong.Fix})
		return nil
	}
	if err == nil {
		e.say("key " + key.ID() + " opens what is sealed")
	}
	return err
}

// oldest is how old the newest backup may be.
const oldest = 48 * time.Hour

// backups looks at the newest one.
func (e *examination) backups() {
	if e.Backups == "" {
		e.note("backups were not looked at", "give --backups=DIR, the directory that azukari backup --to writes into")
		return
	}
	names, err := backupsIn(e.Backups)
	fix := "run azukari backup --to " + e.Backups + " every night, and look at why it did not"
	switch {
	case err != nil:
		e.say("backups", finding{err.Error(), "name the directory that azukari backup --to writes into"})
	case len(names) == 0:
		e.say("backups", finding{"there is none in " + e.Backups, fix})
	default:
		newest := filepath.Join(e.Backups, names[len(names)-1])
		about, err := os.Stat(newest)
		if err == nil && e.now.Sub(about.ModTime()) > oldest {
			e.say("backups", finding{fmt.Sprintf("the newest, %s, is %d hours old", newest, int(e.now.Sub(about.ModTime()).Hours())), fix})
			return
		}
		e.say("backups: the newest is " + names[len(names)-1])
	}
}

// furthest is how far this machine's clock may be from the database server's.
const furthest = 5 * time.Second

// database looks at the schema, the server, the clock, and the book.
func (e *examination) database(look *sqlstore.Look) error {
	ctx := e.ctx
	is, wanted, err := look.Version(ctx)
	if err != nil {
		return err
	}
	switch unfinished, err := look.Unfinished(ctx); {
	case err != nil:
		return err
	case unfinished:
		e.say("database", finding{"a copy into it was begun and not finished", "run azukari migrate-db or restore again: it goes on where it stopped"})
		return nil
	case is == 0:
		e.say("database", finding{"it holds no house", "name the one that azukari serve uses"})
		return nil
	case is < wanted:
		e.say("schema", finding{fmt.Sprintf("it is version %d, this program works with %d", is, wanted), "take a backup, then start azukari serve once: it brings the schema up to date"})
		return nil
	case is > wanted:
		e.say("schema", finding{fmt.Sprintf("it is version %d, this program is older and works with %d", is, wanted), "install the azukari that served this house last, or a newer one"})
		return nil
	}
	e.say(fmt.Sprintf("schema version %d", is))
	faults, err := look.Faults(ctx)
	if err != nil {
		return err
	}
	var found []finding
	for _, f := range faults {
		found = append(found, finding{f.What, f.Fix})
	}
	e.say("database's health and settings", found...)
	if len(found) > 0 && e.DB == "" {
		return nil // a damaged file has no book to read
	}
	if err := errors.Join(e.clocks(look), e.sealed(look), e.orders(look)); err != nil {
		return err
	}
	restored, err := look.Restored(ctx)
	if err != nil {
		return err
	}
	if restored.Quarantined() {
		e.say("quarantine", finding{"this house was made of a backup and is not released: nothing is written and nothing leaves", "make sure that the old house is gone for good, then: azukari restore release"})
	}
	report, err := engine.Check(ctx, look)
	if err != nil {
		return err
	}
	for _, check := range report.Checks {
		if check.OK {
			e.say("book: " + check.Name)
		} else {
			e.say("book: "+check.Name, finding{check.Detail, "stop the service, keep the files as they are, and restore the last good backup beside them"})
		}
	}
	fmt.Printf("ok   %d ledger entries added up\n", report.Entries)
	return nil
}

// orders looks for payments that nobody can make.
func (e *examination) orders(look *sqlstore.Look) error {
	open, err := look.OpenOrders(e.ctx)
	if err == nil && len(open) > 0 && e.Pay == "" && !e.Sandbox {
		e.say("orders", finding{fmt.Sprintf("%d wait for a bank transfer, and their clients are not shown where to pay", len(open)), "give --bank-transfer, as when they were made"})
	}
	return err
}

// clocks holds this machine's clock against the database.
func (e *examination) clocks(look *sqlstore.Look) error {
	sandbox, err := look.Clock(e.ctx)
	if err != nil {
		return err
	}
	if !sandbox.IsZero() {
		e.note("this is a sandbox: it lives by its own clock", "serve it with --sandbox")
		return nil
	}
	ahead, err := look.Ahead(e.ctx, e.now)
	if err != nil {
		return err
	}
	last, err := look.LastEvent(e.ctx)
	if err != nil {
		return err
	}
	due, err := look.NextDue(e.ctx)
	if err != nil {
		return err
	}
	var found []finding
	if ahead.Abs() > furthest {
		found = append(found, finding{fmt.Sprintf("this machine and the database server differ by %s", ahead.Abs().Round(time.Second)), "let both follow one time server (chrony, systemd-timesyncd)"})
	}
	if last.Time().After(e.now.Add(furthest)) {
		found = append(found, finding{"the last event happened at " + last.String() + ", later than this machine's clock", "set the clock right before you start the service: deadlines are read from it"})
	}
	if !due.IsZero() && due.Time().Before(e.now.Add(-time.Minute)) {
		found = append(found, finding{"a deadline is overdue since " + due.String(), "start the service; it takes what is overdue, as of its own instant"})
	}
	e.say("clock", found...)
	return nil
}
