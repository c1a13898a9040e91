package task

import (
	"encoding/json"
	"fmt"
)

// Values reads what was answered from an answer's document, by the questions'
// keys. The error is that it is no such document.
func Values(document string) (map[string]Value, error) {
	var d struct {
		Values map[string]json.RawMessage `json:"values"`
	}
	if err := json.Unmarshal([]byte(document), &d); err != nil {
		return nil, fmt.Errorf("read an answer: %w", err)
	}
	values := map[string]Value{}
	for key, raw := range d.Values {
		var v Value
		var file struct {
			Name   string `json:"name"`
			Type   string `json:"type"`
			Size   int64  `json:"size"`
			SHA256 string `json:"sha256"`
		}
		if json.Unmarshal(raw, &v.Texts) != nil {
			if err := json.Unmarshal(raw, &file); err != nil {
				return nil, fmt.Errorf("read an answer to %s: %w", key, err)
			}
			v.File = &File{file.Name, file.Type, file.Size, file.SHA256}
		}
		values[key] = v
	}
	return values, nil
}
