package house

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var plantSimulated = flag.String("plant-simulated", "", "plant the bugs of the simulation's list that this matches, and print the seed that finds each")

// withinSeeds is how many short years a bug may live unseen.
const withinSeeds = 200

// simulated are bugs that the simulation alone must find.
var simulated = []bug{
	{what: "a deadline passes one microsecond late", file: "internal/domain/contract/clock.go", was: "if !ok || due.At > now {", now: "if !ok || due.At >= now {"},
	{what: "one revision round too many", file: "internal/domain/contract/request_revision.go", was: "s.c.Milestone().Revisions < s.c.RevisionRounds", now: "s.c.Milestone().Revisions <= s.c.RevisionRounds"},
	{what: "fee bands start anew with each milestone", file: "internal/domain/contract/settle.go", was: "ledger.FeeOn(c.Policy().Fees, c.Paid.Gross, c.Paid.Charge, gross)", now: "ledger.FeeOn(c.Policy().Fees, 0, ledger.Charge{}, gross)"},
	{what: "tax is rounded up", file: "internal/domain/ledger/fee.go", was: "return hundredths / 10_000", now: "return (hundredths + 9_999) / 10_000"},
	{what: "silence refunds delivered work", file: "internal/domain/contract/termination.go", was: "case t.ConsentOnly:\n\t\treturn OutcomeLapsed", now: "case t.ConsentOnly:\n\t\treturn OutcomeTerminated"},
	{what: "a worker's own proposal is granted by silence", file: "internal/domain/contract/termination.go", was: "case t.By == Worker && t.WorkerAmount > 0:", now: "case false:"},
	{what: "an operator confirms their own decision", file: "internal/domain/contract/resolve_dispute.go", was: "case confirmed && d.ProposedBy == s.Who.Account:", now: "case false:"},
	{what: "a payment for a dead contract is kept", file: "internal/domain/contract/fund.go", was: "s.settle(s.hold(EscrowReturned), d)", now: "s.hold(EscrowReturned); _ = d"},
	{what: "a payment said twice funds twice", file: "internal/domain/contract/fund.go", was: " || order.State != PaymentOrdered {", now: " {"},
	{what: "the escrow is released without its event", file: "internal/engine/transact/work.go", was: "if f.Chained() {", now: "if f.Chained() && f.Kind != contract.Accepted {"},
	{what: "a transfer is forgotten", file: "internal/engine/transact/work.go", was: "w.pending.Transfers = append(w.pending.Transfers, change.Transfers...)", now: "_ = change.Transfers"},
	{what: "the applicant's own message answers their nudge", file: "internal/domain/contract/take.go", was: "n.Open() && n.By != s.role", now: "n.Open()"},
	{what: "a used key is forgotten at once", file: "internal/engine/transact/work.go", was: "kept.At.Add(AnswersKept) <= w.Now", now: "kept.At <= w.Now"},
	{what: "an answer is not kept with its effect", file: "internal/engine/transact/work.go", was: "w.pending.Answers = append(w.pending.Answers, answer)", now: "_ = answer"},
	{what: "what the clock owed is not taken first", file: "internal/engine/transact/work.go", was: "if len(caughtUp.Fired) > 0 {", now: "if len(caughtUp.Fired) > 1000 {"},
	{what: "silence changes the terms", file: "internal/domain/contract/answer_change.go", was: "func (ExpireChange) apply(s *step) error {\n\ts.lapseChange()", now: "func (ExpireChange) apply(s *step) error {\n\ts.amend()"},
	{what: "a higher amount holds before its difference is funded", file: "internal/domain/contract/answer_change.go", was: "if held && a.Difference() > 0 {", now: "if held && a.Difference() > 1<<40 {"},
	{what: "a delivery leaves an open request for less money", file: "internal/domain/contract/deliver.go", was: "a.Open() && a.Difference() < 0", now: "a.Open() && a.Difference() < -1<<40"},
	{what: "a bonus begins the fee bands anew", file: "internal/domain/contract/bonus.go", was: "d := s.c.IfPaid(b.Amount)", now: "d := Division{Escrow: b.Amount, Gross: b.Amount, Charge: ledger.FeeOn(s.c.Policy().Fees, 0, ledger.Charge{}, b.Amount)}\n\td.Net = d.Gross - d.Charge.Sum()"},
	{what: "a slot is given away while its rejection can be appealed", file: "internal/domain/task/task.go", was: "- c.Approved - c.Claims }", now: "- c.Approved }"},
	{what: "what no client decides is never paid", file: "internal/domain/task/clock.go", was: "if t.State == Reviewing {\n\t\t\treturn event.Due{At: t.Until, Kind: ReviewDeadline}", now: "if t.State == Completed {\n\t\t\treturn event.Due{At: t.Until, Kind: ReviewDeadline}"},
	{what: "an answer that changes is not written", file: "internal/engine/transact/task.go", was: "w.works = append(w.works, a.ID)", now: "_ = a.ID"},
	{what: "a split drops the yen that do not divide", file: "internal/domain/contest/shares.go", was: "amount := p.Amount/n + p.Amount%n", now: "amount := p.Amount / n"},
	{what: "a payout may be above the balance by one yen", file: "internal/domain/payout/payout.go", was: "if amount > available {", now: "if amount > available+1 {"},
	{what: "a bounced payout does not come back", file: "internal/engine/transact/payout.go", was: "transfers...) // of those that moved on", now: "slices.DeleteFunc(transfers, func(t ledger.Transfer) bool { return t.Kind() == ledger.Returned })...)"},
	{what: "a batch is settled without its payouts", file: "internal/engine/transact/payout.go", was: "w.pending.Payouts = put(w.pending.Payouts, p, func(o payout.Payout) bool { return o.ID == p.ID })", now: "w.pending.Payouts = put(w.pending.Payouts[:0], p, func(o payout.Payout) bool { return o.ID == p.ID })"},
	{what: "a claimed letter has no lease", file: "internal/engine/outbox/outbox.go", was: "Lease: now.Add(lease)", now: "Lease: now"},
	{what: "a letter that left is queued again", file: "internal/engine/outbox/outbox.go", was: "Mail: notice.Sent, Outcome: \"sent\"", now: "Mail: notice.Queued, Next: now.Add(pauses[0]), Outcome: \"sent\""},
	{what: "an order without an answer is never asked about again", file: "internal/engine/cashier/cashier.go", was: "if err != nil || answer.State == gateway.Delayed {\n\t\t\tcontinue", now: "if err != nil || answer.State != gateway.Failed {\n\t\t\tcontinue"},
	{what: "a batch is written again though it was committed", file: "internal/engine/transact/door.go", was: "if !errors.Is(err, store.ErrRetry) || try == maxTries {", now: "if !errors.Is(err, store.ErrRetry) && !errors.Is(err, store.ErrUnknown) || try == maxTries {"},
	{what: "a denied nudge is told to the other side", file: "internal/domain/notice/notice.go", was: `contract.NudgeDeniedFact:       {{"nudge.denied", theAsker, true}},`, now: `contract.NudgeDeniedFact:       {{"nudge.denied", theAsked, true}},`},
	{what: "a database forgets what was asked of an escrow", file: "internal/store/sqlstore/requests.go", was: "(*int64)(&d.OfferAmount)", now: "new(int64)"},
	{what: "who is told of a delivery is not", file: "internal/engine/transact/work.go", was: "w.notify(notice.Of(c, f, w.IDs)...)", now: "if f.Kind != contract.DeliveryMade {\n\t\t\tw.notify(notice.Of(c, f, w.IDs)...)\n\t\t}"},
	{what: "a message is in two digests", file: "internal/domain/attention/attention.go", was: " || i.Since <= a.DigestedAt:", now: ":"},
	{what: "a process begins before what another wrote", file: "internal/engine/engine.go", was: "machine.NotBefore(last)", now: "machine.NotBefore(last - last)"},
	{what: "new numbers hold before their day", file: "internal/domain/charter/charter.go", was: "if s <= now {", now: "if s <= now.Add(24*time.Hour) {"},
}

// TestTheSimulationFindsPlantedBugs looks whether every bug of the list still has
// its place, and its line in docs/simulation.md; with -plant-simulated it plants
// them, prints their lines, and demands that a seed finds each.
func TestTheSimulationFindsPlantedBugs(t *testing.T) {
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "docs", "simulation.md"))
	if err != nil || len(simulated) < 30 {
		t.Errorf("only %d bugs (%v)", len(simulated), err)
	}
	planted, copied := regexp.MustCompile(*plantSimulated), ""
	if *plantSimulated != "" {
		copied = copyOf(t, root)
	}
	for _, b := range simulated {
		source, err := os.ReadFile(filepath.Join(root, b.file))
		if err != nil || strings.Count(string(source), b.was) == 0 {
			t.Errorf("%s: its place in %s is gone (%v)", b.what, b.file, err)
			continue
		}
		line := fmt.Sprintf("| %s | `%s` | seed", b.what, b.file)
		switch {
		case copied != "" && planted.MatchString(b.what):
			fmt.Printf("%s %s |\n", line, simulatedIn(t, copied, b, string(source)))
		case copied == "" && !strings.Contains(string(page), line):
			t.Errorf("%s: docs/simulation.md does not say which seed finds it", b.what)
		}
	}
}

var finding = regexp.MustCompile(`seed (\d+): day (\d+): ([^:]*):`)

// simulatedIn lives short years in the copy while it has a bug, until one finds it.
func simulatedIn(t *testing.T, house string, b bug, source string) string {
	t.Helper()
	file := filepath.Join(house, b.file)
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(source, b.was, b.now)), 0o644); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
	}()
	run := exec.Command("go", "test", "-count=1", "-timeout=5m", "-run", "TestSeedsHold", "./internal/simulate")
	run.Dir, run.Env = house, append(os.Environ(), fmt.Sprintf("AZUKARI_SIMULATE=%d", withinSeeds))
	out, err := run.CombinedOutput()
	found := finding.FindStringSubmatch(string(out))
	if err == nil || found == nil {
		t.Errorf("%s: no seed found it\n%s", b.what, out)
		return "of nobody"
	}
	return fmt.Sprintf("%s, day %s: %s", found[1], found[2], found[3])
}
