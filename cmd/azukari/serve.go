package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"azukari/internal/base/seal"
	"azukari/internal/domain/bank"
	"azukari/internal/domain/warning"
	"azukari/internal/engine"
	"azukari/internal/engine/clock"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/mail"
	"azukari/internal/server"
	"azukari/internal/server/auth"
	"azukari/internal/store"
	"azukari/internal/store/blob"
)

// serveCommand serves the marketplace.
type serveCommand struct {
	keeping
	mailing
	logging
	serving
}

// serving says how the pages are reached, and by what rules.
type serving struct {
	Listen  string `default:"127.0.0.1:8080" help:"Address to listen on."`
	Sandbox bool   `help:"A house without consequences: the clock moves when told to, mail is captured, payments are play money."`
	Zone    string `default:"Asia/Tokyo" help:"The platform's time zone, for every calendar rule."`
	Host    string `default:"localhost" help:"The platform's public host name, for Message-IDs."`
	BaseURL string `name:"base-url" help:"The address under which people reach the pages, such as https://azukari.example; mail leads there. Default: http:// and the address listened on."`
	Proxied bool   `name:"behind-proxy" help:"A proxy of yours stands before azukari and says in X-Forwarded-For who asks. Without one, never."`
	Rules   string `name:"warning-rules" placeholder:"FILE" help:"Your own rules for what messages are warned of, instead of those of the program; internal/domain/warning/rules.txt says how to write them."`
	Sender  string `name:"payout-sender" placeholder:"CODE,NAME,BANK,BRANCH,KIND,NUMBER" help:"The operator's own account for payouts, as its bank knows it: code of ten digits (委託者コード), name in kana, bank, branch, 1 ordinary or 2 current, number. Without it payouts leave as CSV alone."`
	Pay     string `name:"bank-transfer" placeholder:"ACCOUNT" help:"Take payments by bank transfer to this account, which people are shown as it stands here: bank, branch, kind, number, holder. Your finance staff confirms what arrives."`
	Secret  string `help:"At least 32 random characters that all nodes share, so that any of them finishes a sign-in that another began; better given as AZUKARI_SECRET. Default: made at the start."`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(ctx context.Context) error {
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	return h.serve(ctx)
}

// A house is an engine with its listener, ready to serve.
type house struct {
	engine   *engine.Engine
	store    store.Store
	desk     *auth.Desk
	files    *blob.Store
	base     string // the address of the pages
	proxied  bool
	listener net.Listener
	log      *slog.Logger
	mail     bool // mail leaves
	rules    *warning.Rules
	sender   *bank.Sender
}

// house checks every setting and opens what serving needs.
func (c serveCommand) house(ctx context.Context) (*house, error) {
	log, err := c.logger()
	if err != nil {
		return nil, err
	}
	z, err := zone(c.Zone)
	if err != nil {
		return nil, err
	}
	if err := secretEnough(c.Secret); err != nil {
		return nil, err
	}
	rules, err := warningRules(c.Rules)
	if err != nil {
		return nil, err
	}
	payer, err := payoutSender(c.Sender)
	if err != nil {
		return nil, err
	}
	transfer, err := bankTransfer(c.Pay)
	if err != nil {
		return nil, err
	}
	if err := hostName(c.Host); err != nil {
		return nil, err
	}
	system := &clock.System{}
	sender, err := c.sender(system.Time)
	if err != nil {
		return nil, err
	}
	l, err := listening(c.Listen)
	if err != nil {
		return nil, err
	}
	base, err := site(c.BaseURL, l.Addr().String())
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	o := engine.Options{Zone: z, Log: log, Mail: sender, Host: c.Host, BaseURL: base, Sandbox: c.Sandbox}
	switch {
	case transfer != nil:
		o.Gateway = *transfer
	case !c.Sandbox:
		o.Gateway = gateway.None{}
		log.Warn("no way to pay is configured: every payment is refused", "fix", "give --bank-transfer, or use --sandbox to try azukari")
	}
	if c.Sandbox {
		o.Mail = mail.Capture{}
	} else if sender == nil {
		log.Warn("no mail server is configured: mail stays queued", "fix", "give --smtp")
	}
	if o.Store, err = c.open(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	e, err := engine.Open(ctx, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the engine: %w", err), l.Close(), o.Store.Close())
	}
	h := &house{engine: e, store: o.Store, base: base, proxied: c.Proxied, listener: l, log: log, mail: o.Mail != nil, rules: rules, sender: payer}
	var key seal.Key
	if err = c.make(); err == nil { // with PostgreSQL too, for the files and the key
		key, err = c.key(ctx, o.Store)
	}
	if err == nil {
		h.desk, err = auth.NewDesk(e, base, []byte(c.Secret), key)
	}
	if err == nil {
		present, _ := system.Now(ctx) // never fails
		h.files, err = c.files(present.Time())
	}
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

// lastCall is how long requests that run may take to finish after SIGTERM.
const lastCall = 8 * time.Second

// serve answers until the context ends or the database can no longer be
// trusted; what runs is finished first.
func (h *house) serve(ctx context.Context) error {
	h.engine.Run(ctx, h.mail)
	web := &http.Server{
		Handler: server.New(server.Options{
			Engine: h.engine, Desk: h.desk, Files: h.files, Log: h.log, Secure: strings.HasPrefix(h.base, "https:"), Proxied: h.proxied, Warnings: h.rules, Sender: h.sender,
		}),
		// An upload moves the end of reading, and each piece of an answer that of writing.
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 45 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10,
		ErrorLog:       slog.NewLogLogger(h.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(h.listener) }()
	h.log.Info("serving", "address", "http://"+h.listener.Addr().String(), "sandbox", h.engine.Sandbox != nil)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-h.engine.Door.Broken():
		return errBroken
	case <-ctx.Done():
	}
	h.log.Info("stopping: what runs is finished first")
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastCall)
	defer cancel()
	err := web.Shutdown(last)
	return errors.Join(err, h.close())
}

// close ends what runs besides the requests.
func (h *house) close() error {
	h.engine.Close()
	return h.store.Close()
}
