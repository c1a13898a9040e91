package sqlstore

import (
	"encoding/json"
	"fmt"
)

// A column ties a column's name to the place in a Go row where its value
// stands: a *string, *int, *int64, *bool or *[]byte, or one of the fields below.
// Databases deal in text, 64-bit numbers, bytes and null only.
type column struct {
	name string
	at   any
}

// A kind is how a column travels to PostgreSQL in an array.
type kind int

const (
	text kind = iota
	optionalText
	number
	optionalNumber
	bytes
)

// array is the PostgreSQL type of a batch's values.
func (k kind) array() string {
	switch k {
	case text, optionalText:
		return "text[]"
	case bytes:
		return "bytea[]"
	}
	return "bigint[]"
}

// A field is a place that is not written as it stands.
type field interface {
	kind() kind
	value() any
	set(v any) error
}

// reference is an id that a foreign key checks: the empty one is null.
type reference struct{ id *string }

func (r reference) kind() kind { return optionalText }

func (r reference) value() any {
	if *r.id == "" {
		return nil
	}
	return *r.id
}

func (r reference) set(v any) error { return setText(r.id, v) }

// leg is the amount of a transfer's further credit: 0 is null, no such leg.
type leg struct{ amount *int64 }

func (l leg) kind() kind { return optionalNumber }

func (l leg) value() any {
	if *l.amount == 0 {
		return nil
	}
	return *l.amount
}

func (l leg) set(v any) error { return setNumber(l.amount, v) }

// document is a value kept as JSON text: a list that nothing is searched by.
type document[T any] struct{ of *T }

func (d document[T]) kind() kind { return text }

func (d document[T]) value() any {
	b, err := json.Marshal(d.of)
	if err != nil {
		panic(fmt.Sprintf("sqlstore: %T does not encode: %v", d.of, err)) // a type of ours that JSON cannot hold
	}
	return string(b)
}

func (d document[T]) set(v any) error {
	var s string
	if err := setText(&s, v); err != nil {
		return err
	}
	var fresh T // what was read before is not written over
	if s != "" {
		if err := json.Unmarshal([]byte(s), &fresh); err != nil {
			return fmt.Errorf("decode %T: %w", fresh, err)
		}
	}
	*d.of = fresh
	return nil
}

func (c column) kind() kind {
	switch at := c.at.(type) {
	case *string:
		return text
	case *[]byte:
		return bytes
	case field:
		return at.kind()
	}
	return number
}

// value is what the database is given.
func (c column) value() any {
	switch at := c.at.(type) {
	case *string:
		return *at
	case *int64:
		return *at
	case *int:
		return int64(*at)
	case *bool:
		if *at {
			return int64(1)
		}
		return int64(0)
	case *[]byte:
		if *at == nil {
			return []byte{} // nothing is not null
		}
		return *at
	case field:
		return at.value()
	}
	panic(fmt.Sprintf("sqlstore: column %s stands in a %T", c.name, c.at))
}

// set takes what the database gave; null is "none", such as the columns of a
// row that a left join did not find.
func (c column) set(v any) error {
	var err error
	switch at := c.at.(type) {
	case *string:
		err = setText(at, v)
	case *int64:
		err = setNumber(at, v)
	case *int:
		var n int64
		err = setNumber(&n, v)
		*at = int(n)
	case *bool:
		var n int64
		err = setNumber(&n, v)
		*at = n != 0
	case *[]byte:
		*at, _ = v.([]byte)
	case field:
		err = at.set(v)
	default:
		panic(fmt.Sprintf("sqlstore: column %s stands in a %T", c.name, c.at))
	}
	if err != nil {
		return fmt.Errorf("column %s: %w", c.name, err)
	}
	return nil
}

func setText(at *string, v any) error {
	switch v := v.(type) {
	case string:
		*at = v
	case []byte:
		*at = string(v)
	case nil:
		*at = ""
	default:
		return fmt.Errorf("a %T where text is kept", v)
	}
	return nil
}

func setNumber(at *int64, v any) error {
	switch v := v.(type) {
	case int64:
		*at = v
	case int16:
		*at = int64(v)
	case nil:
		*at = 0
	default:
		return fmt.Errorf("a %T where a number is kept", v)
	}
	return nil
}
