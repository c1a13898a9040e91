package api

import (
	"encoding/base64"

	"azukari/internal/base/refusal"
	"azukari/internal/store"
)

// Paging is what every list takes.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"How many rows"`
	Cursor string `query:"cursor" maxLength:"100" doc:"next_cursor of the page before"`
}

// List is one page of rows.
type List[V any] struct {
	Data       []V     `json:"data" nullable:"false"`
	NextCursor *string `json:"next_cursor" doc:"null on the last page"`
}

// page reads a page of rows: one more than asked for tells whether there is a
// next page.
func page[R, V any](p Paging, read func(store.Page) ([]R, error), id func(R) string, view func(R) V) (List[V], error) {
	cursor, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || !plain(cursor) {
		return List[V]{}, refusal.Invalid("cursor", "", "This is not a cursor that was given to you.")
	}
	rows, err := read(store.Page{Limit: p.Limit + 1, Cursor: string(cursor)})
	if err != nil {
		return List[V]{}, err
	}
	list := List[V]{Data: []V{}}
	if len(rows) > p.Limit {
		rows = rows[:p.Limit]
		next := base64.RawURLEncoding.EncodeToString([]byte(id(rows[p.Limit-1])))
		list.NextCursor = &next
	}
	for _, row := range rows {
		list.Data = append(list.Data, view(row))
	}
	return list, nil
}

// plain reports whether a cursor is made of an id's characters.
func plain(cursor []byte) bool {
	for _, c := range cursor {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}
