//go:build tools

// Package tools pins the programs that CI runs on the code, in a module of
// their own so that the product does not depend on them.
package tools

import (
	_ "golang.org/x/vuln/cmd/govulncheck"
	_ "honnef.co/go/tools/cmd/staticcheck"
)
