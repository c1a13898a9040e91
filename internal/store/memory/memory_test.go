package memory

import (
	"testing"

	"azukari/internal/store"
	"azukari/internal/store/storetest"
)

func TestMemoryIsAStore(t *testing.T) {
	storetest.Run(t, func(testing.TB) store.Store { return New() })
}
