package canonical

import "testing"

func TestOneFormForOneValue(t *testing.T) {
	for want, v := range map[string]any{
		`null`: nil,
		`{"a":[1,2],"b":{"x":true},"あ":"<い&>"}`: Object{"あ": "<い&>", "b": Object{"x": true}, "a": []int{1, 2}},
		`"\"\\\n\b\u0001"`:                      "\"\\\n\b\x01",
		"\"\u2028\\\\u2028\u2029\"":             "\u2028\\u2028\u2029",
		`["é","𠮷"]`:                             []string{"é", "𠮷"},
		`[]`:                                    []string{},
		`[{"n":-1}]`:                            []Object{{"n": int64(-1)}},
	} {
		if got := Marshal(v); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
