package warning

import "testing"

func TestTmp(t *testing.T) {
	if _, err := Parse(stringsReader(rulesText)); err != nil {
		t.Fatal(err)
	}
}
