package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"azukari/internal/base/seal"
	"azukari/internal/demo"
	"azukari/internal/domain/bank"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/server/auth"
	"azukari/internal/store/sqlstore"

	"path/filepath"
)

// demoCommand serves a sandbox that has a sample in it, in a temporary
// directory that goes away with it.
type demoCommand struct {
	logging
	Listen string `default:"127.0.0.1:8080" help:"Address to listen on."`
}

// Run makes the sample, prints what to open, and serves.
func (c demoCommand) Run(ctx context.Context) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	l, err := listening(c.Listen)
	if err != nil {
		return err
	}
	base, err := site("", l.Addr().String())
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "azukari-demo-")
	if err != nil {
		return fmt.Errorf("make a place for the demo: %w", err)
	}
	defer os.RemoveAll(dir)
	kept, err := sqlstore.OpenSQLite(ctx, filepath.Join(dir, "azukari.db"))
	if err != nil {
		return err
	}
	present, err := (&clock.System{}).Now(ctx)
	if err != nil {
		return err
	}
	e, err := engine.Open(ctx, engine.Options{Store: kept, Log: log, BaseURL: base, Sandbox: true, Start: present.Add(-demo.Before)})
	if err != nil {
		return errors.Join(err, kept.Close())
	}
	sample, err := demo.Make(ctx, e, present)
	if err != nil {
		return errors.Join(fmt.Errorf("make the sample: %w", err), kept.Close())
	}
	h := &house{engine: e, store: kept, base: base, listener: l, log: log, mail: true, sender: demoSender()}
	key, _ := seal.RandomKey()
	if h.desk, err = auth.NewDesk(e, base, nil, key); err == nil {
		h.files, err = keeping{Data: dir}.files(present.Time())
	}
	if err != nil {
		return errors.Join(err, h.close())
	}
	welcome(base, sample)
	return h.serve(ctx)
}

// welcome prints where to look, who is there and what is shown.
func welcome(address string, s demo.Sample) {
	fmt.Printf("azukari（預かり）のお試し環境です。データは終了時に消えます。\n\n  %s        トップ\n  %s/docs   API（ブラウザで試せます）\n\n", address, address)
	t := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "  人\t役割\tトークン（Authorization: Bearer …）")
	for _, p := range s.People {
		fmt.Fprintf(t, "  %s\t%s\t%s\n", p.Name, p.Role, p.Token)
	}
	fmt.Fprintln(t, "\t\t")
	fmt.Fprintln(t, "  契約\t状態\t内容")
	for _, c := range s.Contracts {
		fmt.Fprintf(t, "  %s\t%s\t%s：%s\n", c.ID, c.State, c.Shows, c.Title)
	}
	t.Flush()
	fmt.Printf("\n試してみる：\n  curl -s -H 'Authorization: Bearer %s' %s/v1/contracts\n\nCtrl+C で終了します。\n", s.People[0].Token, address)
}

// demoSender is an account for payouts, so that the files can be looked at.
func demoSender() *bank.Sender {
	s, err := payoutSender("0123456789,カ）アズカリ,0005,001,1,1234567")
	if err != nil {
		panic(err) // it is in the directory
	}
	return s
}
