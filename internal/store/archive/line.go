package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"unicode/utf8"

	"azukari/internal/store"
)

// A Sum says what the rows of a table are: two tables with the same Sum hold the
// same rows, on whatever database.
type Sum struct {
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"` // of their lines, in the order of the key
}

// A Summing adds rows up to a Sum. It is not for concurrent use.
type Summing struct {
	rows  int64
	hash  hash.Hash
	line  bytes.Buffer
	lines *json.Encoder
}

// NewSumming begins with no rows.
func NewSumming() *Summing {
	s := &Summing{hash: sha256.New()}
	s.lines = json.NewEncoder(&s.line)
	s.lines.SetEscapeHTML(false)
	return s
}

// Add takes the next row, and answers with its line, which is good until the
// next one.
func (s *Summing) Add(row []any) ([]byte, error) {
	s.line.Reset()
	for i, v := range row {
		if text, ok := v.(string); ok && !utf8.ValidString(text) { // JSON could not hold it
			row[i] = unreadable{[]byte(text)}
		}
	}
	if err := s.lines.Encode(row); err != nil {
		return nil, fmt.Errorf("encode a row: %w", err)
	}
	s.take(s.line.Bytes())
	return s.line.Bytes(), nil
}

func (s *Summing) take(line []byte) {
	s.rows++
	s.hash.Write(line)
}

// Sum is what was added so far.
func (s *Summing) Sum() Sum { return Sum{s.rows, hex.EncodeToString(s.hash.Sum(nil))} }

// unreadable is a text that is not UTF-8.
type unreadable struct {
	Base64 []byte `json:"base64"`
}

// decoded reads a line of a table.
func decoded(line []byte, t store.Table) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var row []any
	if err := d.Decode(&row); err != nil {
		return nil, fmt.Errorf("decode a row of %s: %w", t.Name, err)
	}
	if len(row) != len(t.Columns) {
		return nil, fmt.Errorf("a row of %s has %d values for %d columns", t.Name, len(row), len(t.Columns))
	}
	for i, c := range t.Columns {
		v, err := value(row[i], c.Kind)
		if err != nil {
			return nil, fmt.Errorf("column %s.%s: %w", t.Name, c.Name, err)
		}
		row[i] = v
	}
	return row, nil
}

func value(v any, kind store.ColumnKind) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case json.Number:
		if kind == store.NumberColumn {
			return v.Int64()
		}
	case string:
		switch kind {
		case store.TextColumn:
			return v, nil
		case store.BytesColumn:
			return base64.StdEncoding.DecodeString(v)
		}
	case map[string]any:
		if text, ok := v["base64"].(string); ok && kind == store.TextColumn {
			b, err := base64.StdEncoding.DecodeString(text)
			return string(b), err
		}
	}
	return nil, fmt.Errorf("%v is no %s", v, kind)
}
