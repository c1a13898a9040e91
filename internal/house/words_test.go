package house

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"azukari/internal/base/words"
)

// TestNoTextIsSaidNowhere looks for each text of the catalogue in the rest of the
// house, and in the catalogue itself.
func TestNoTextIsSaidNowhere(t *testing.T) {
	texts, named := map[string]string{}, map[string]int{}
	for _, f := range files(t) {
		if f.room != "internal/base/words" {
			for _, name := range uses(f.ast, "words") {
				named[name]++
			}
			continue
		}
		for _, decl := range f.ast.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.VAR && d.Tok != token.CONST {
				continue
			}
			for _, spec := range d.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					if name.IsExported() {
						texts[name.Name] = f.path
						named[name.Name]-- // where it is written
					}
				}
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				named[name.Name]++
			}
			return true
		})
	}
	if len(texts) < 1_000 {
		t.Fatalf("the catalogue has %d texts", len(texts))
	}
	for name, path := range texts {
		if named[name] <= 0 {
			t.Errorf("%s: nobody says words.%s", path, name)
		}
	}
}

// TestEveryRefusalIsSaidInBothLanguages: each code has its Japanese text, and each
// refusal brings the sentence that says it in English.
func TestEveryRefusalIsSaidInBothLanguages(t *testing.T) {
	codes := 0
	for _, f := range files(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if kind, ok := n.Type.(*ast.Ident); f.room != "internal/base/refusal" || !ok || kind.Name != "Code" {
					return true
				}
				for i, value := range n.Values {
					code, err := strconv.Unquote(value.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					codes++
					ja := words.Refusal(words.Japanese, code, "")
					if !strings.ContainsFunc(ja, func(r rune) bool { return unicode.In(r, unicode.Hiragana) }) || !strings.HasSuffix(ja, "。") {
						t.Errorf("%s (%s) is said in Japanese as %q", n.Names[i].Name, code, ja)
					}
				}
			case *ast.CallExpr:
				made, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if from, ok := made.X.(*ast.Ident); !ok || from.Name != "refusal" || len(n.Args) == 0 {
					return true
				}
				if last, ok := n.Args[len(n.Args)-1].(*ast.BasicLit); ok && last.Value == `""` {
					t.Errorf("%s: a refusal.%s without a word", f.path, made.Sel.Name)
				}
			case *ast.CompositeLit:
				made, ok := n.Type.(*ast.SelectorExpr)
				if !ok || made.Sel.Name != "Refusal" {
					return true
				}
				said := false
				for _, field := range n.Elts {
					if pair, ok := field.(*ast.KeyValueExpr); ok {
						key, _ := pair.Key.(*ast.Ident)
						said = said || key != nil && key.Name == "Detail"
					}
				}
				if !said {
					t.Errorf("%s: a refusal without a word", f.path)
				}
			}
			return true
		})
	}
	if codes < 45 {
		t.Errorf("only %d codes were found", codes)
	}
	if said := words.Refusal(words.English, "already_rated", "You have rated this contract."); said != "You have rated this contract." {
		t.Errorf("in English: %q", said)
	}
}
