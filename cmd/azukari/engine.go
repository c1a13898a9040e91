package main

import (
	"context"
	"errors"
	"log/slog"

	"azukari/internal/engine"
	"azukari/internal/engine/gateway"
)

// A works is an engine whose clockwork does not run: it takes the commands of
// an administrator through the one door.
type works struct{ *engine.Engine }

// engine opens the works of an installation that is there; SQLite must not be
// served meanwhile.
func (k keeping) engine(ctx context.Context) (*works, error) {
	if !k.there() {
		return nil, k.nothing()
	}
	kept, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	at, err := kept.Clock(ctx)
	if err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	e, err := engine.Open(ctx, engine.Options{Store: kept, Gateway: gateway.None{}, Sandbox: !at.IsZero(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	return &works{e}, nil
}

func (w *works) end() error {
	w.Close()
	return w.Store.Close()
}
