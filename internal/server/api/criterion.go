package api

import (
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"
)

// Criterion names an acceptance criterion by its text or by its place.
type Criterion struct {
	Text  string
	Index int
}

// Schema says that it is one or the other.
func (Criterion) Schema(huma.Registry) *huma.Schema {
	text := &huma.Schema{Type: huma.TypeString, MinLength: new(1), MaxLength: new(500)}
	place := &huma.Schema{Type: huma.TypeInteger, Minimum: new(0.0), Maximum: new(19.0)}
	text.PrecomputeMessages()
	place.PrecomputeMessages()
	return &huma.Schema{OneOf: []*huma.Schema{text, place}}
}

// UnmarshalJSON reads either form.
func (c *Criterion) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &c.Text) == nil || json.Unmarshal(b, &c.Index) == nil {
		return nil
	}
	return fmt.Errorf("%s is neither a text nor a place", b)
}
