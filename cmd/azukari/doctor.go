package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"azukari/internal/engine"
	"azukari/internal/engine/clock"
)

// doctorCommand examines an installation that is not running (SQLite) or that
// may be (PostgreSQL).
type doctorCommand struct {
	keeping
	mailing
	Zone string `default:"Asia/Tokyo" help:"The platform's time zone."`
}

var errUnwell = errors.New("the doctor found something; see above")

// Run prints a line for each finding, each with its fix.
func (c doctorCommand) Run(ctx context.Context) error {
	well := true
	say := func(ok bool, what, fix string) {
		mark := "ok  "
		if !ok {
			mark, well = "BAD ", false
		}
		fmt.Println(mark, what)
		if !ok {
			fmt.Println("     fix:", fix)
		}
	}
	if _, err := zone(c.Zone); err != nil {
		return err
	}
	say(true, "time zone "+c.Zone, "")
	system := &clock.System{}
	sender, err := c.sender(system.Time)
	if err != nil {
		return err
	}
	say(sender != nil, fmt.Sprintf("mail server configured: %v", sender != nil), "give --smtp, or mail stays queued")
	if !c.there() {
		say(false, "no installation in "+c.Data, "give --data (or --db) of an installation, or start one with azukari serve")
		return errUnwell
	}
	kept, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer kept.Close()
	say(true, "database opens, its settings and schema are right", "")
	report, err := engine.Check(ctx, kept)
	if err != nil {
		return err
	}
	for _, check := range report.Checks {
		say(check.OK, "ledger: "+check.Name+" "+check.Detail, "stop the service, keep the files as they are, and restore the last good backup beside them")
	}
	say(true, fmt.Sprintf("%d ledger entries added up", report.Entries), "")
	now, err := system.Now(ctx)
	if err != nil {
		return err
	}
	due, err := kept.NextDue(ctx)
	if err != nil {
		return err
	}
	late := !due.IsZero() && due < now.Add(-time.Minute)
	if kept, err := kept.Clock(ctx); err != nil || !kept.IsZero() {
		late = false // a sandbox lives by its own clock
	}
	say(!late, "no deadline is overdue", "start the service; it takes what is overdue, as of its own instant")
	if !well {
		return errUnwell
	}
	return nil
}
