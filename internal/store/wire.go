package store

import "context"

// Shared is a store that several nodes may have open at the same time.
type Shared interface {
	// Wire is the line between the nodes; nil when this process has the store
	// alone.
	Wire() Wire
}

// A Wire carries short word between the nodes of one database: keys of what
// changed, never contents. Word may be lost when a line breaks, and nothing may
// depend on it but how soon a page reads again.
type Wire interface {
	// Tell names keys to all other nodes that listen now. A key has no space.
	Tell(ctx context.Context, keys []string) error

	// Listen calls heard with the keys that other nodes tell, one call after
	// another, until the context ends or the line breaks. It calls heard with nil
	// first, when it begins to hear: what was told before it does not know.
	Listen(ctx context.Context, heard func(keys []string)) error
}
