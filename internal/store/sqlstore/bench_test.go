package sqlstore

import (
	"fmt"
	"testing"

	"azukari/internal/store/storetest"
)

// BenchmarkFunding measures durable commands: the gateway's answer that funds a
// contract, with its two transfers, its event, its message and its notices.
func BenchmarkFunding(b *testing.B) {
	for _, batch := range []int{1, 16, 256} {
		for name, open := range map[string]func(testing.TB) *Store{"sqlite": openTestSQLite, "postgres": openTestPostgres} {
			b.Run(fmt.Sprintf("%s/together=%d", name, batch), func(b *testing.B) {
				storetest.BenchmarkFunding(b, open(b), batch)
			})
		}
	}
}
