package store

import (
	"reflect"
	"testing"
)

// TestNoChangeIsTakenForNothing sets one list after another: with any of them
// there is something to write.
func TestNoChangeIsTakenForNothing(t *testing.T) {
	of := reflect.TypeFor[Changes]()
	for i := range of.NumField() {
		var c Changes
		switch f := reflect.ValueOf(&c).Elem().Field(i); f.Kind() {
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		case reflect.Int64:
			f.SetInt(1)
		default:
			t.Fatalf("%s is a %s", of.Field(i).Name, f.Kind())
		}
		if c.Empty() {
			t.Errorf("a change of %s is taken for nothing", of.Field(i).Name)
		}
	}
	if c := (Changes{}); !c.Empty() {
		t.Error("nothing is taken for a change")
	}
}
