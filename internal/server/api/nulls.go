package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// tellNulls says in the document which fields of an answer may be null: those
// that are pointers here. Huma itself says so of plain values alone.
func tellNulls(registry huma.Registry, answer reflect.Type, told map[reflect.Type]bool) {
	switch answer.Kind() {
	case reflect.Pointer, reflect.Slice:
		tellNulls(registry, answer.Elem(), told)
		return
	case reflect.Struct:
	default:
		return
	}
	if told[answer] {
		return
	}
	told[answer] = true
	s := registry.Schema(answer, true, "")
	if s.Ref != "" {
		s = registry.SchemaFromRef(s.Ref)
	}
	for _, f := range reflect.VisibleFields(answer) {
		if p := s.Properties[jsonName(f)]; p != nil && f.Type.Kind() == reflect.Pointer && !mayBeLeftOut(f) {
			s.Properties[jsonName(f)] = orNull(p)
		}
		tellNulls(registry, f.Type, told)
	}
}

// orNull is a schema that allows null, too.
func orNull(s *huma.Schema) *huma.Schema {
	switch {
	case s.Ref != "":
		return &huma.Schema{Description: s.Description, AnyOf: []*huma.Schema{{Ref: s.Ref}, {Type: "null"}}}
	case s.Enum != nil:
		s.Enum = append(s.Enum, nil)
	}
	s.Nullable = true
	return s
}
