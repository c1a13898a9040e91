// Command azukari is the whole platform in one program: it serves the
// marketplace, tells the health of an installation, and measures itself. Wiring
// and nothing else.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"azukari/internal/bench"

	"github.com/alecthomas/kong"
)

// cli is the program as its user sees it; every flag is also an environment
// variable AZUKARI_….
type cli struct {
	Serve   serveCommand   `cmd:"" help:"Serve the marketplace: SQLite inside --data, or PostgreSQL with --db."`
	Demo    demoCommand    `cmd:"" help:"Serve a sandbox with sample people and contracts in every state."`
	Doctor  doctorCommand  `cmd:"" help:"Examine an installation: settings, database, ledger, event chains. Each finding names its fix."`
	Backup  backupCommand  `cmd:"" help:"Copy a house into one file while it is open, and check copies."`
	Restore restoreCommand `cmd:"" help:"Make a house of a backup, in quarantine, and release it."`
	Migrate migrateCommand `cmd:"" name:"migrate-db" help:"Move a house from SQLite to PostgreSQL, with a proof that nothing was lost."`
	Admin   adminCommand   `cmd:"" help:"What only who runs the machine may do: the first operator, signing people out."`
	Audit   auditCommand   `cmd:"" help:"Prove the audit trail."`
	Bench   benchCommand   `cmd:"" help:"Measure this machine as ratios of one run, and draw what was measured."`

	Simulate simulateCommand `cmd:"" help:"Live years of a marketplace in minutes, with everything failing that may, and hold every invariant."`
}

// exitConfig is what a wrong setting ends with (EX_CONFIG).
const exitConfig = 78

// A settingError is a setting that cannot be used.
type settingError struct {
	Setting, Reason, Fix string
}

func (e *settingError) Error() string {
	return fmt.Sprintf("setting %s: %s\nfix: %s", e.Setting, e.Reason, e.Fix)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A command leaves some 25 KB of garbage beside a small heap: collecting at
	// five times the heap instead of twice costs tens of MB and saves a seventh of
	// the processor under load.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	parser, err := kong.New(&cli{},
		kong.Name("azukari"),
		kong.Description("azukari（預かり）— a self-hosted crowdsourcing marketplace with protected contracts."),
		kong.DefaultEnvars("AZUKARI"),
		kong.UsageOnError(),
		kong.Vars{"kinds": bench.KindNames()},
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		fmt.Fprintln(os.Stderr, "azukari:", err)
		return 1
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "azukari: %v\nfix: see %s --help\n", err, about(err))
		return exitConfig
	}
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "azukari:", err)
		if wrong := (*settingError)(nil); errors.As(err, &wrong) {
			return exitConfig
		}
		return 1
	}
	return 0
}

// about is the command that an unreadable line was meant for, as far as it was
// read.
func about(err error) string {
	if unread := (*kong.ParseError)(nil); errors.As(err, &unread) && unread.Context.Selected() != nil {
		return unread.Context.Selected().FullPath()
	}
	return "azukari"
}
