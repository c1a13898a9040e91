package transact

import (
	"reflect"
	"testing"

	"azukari/internal/store"
)

// TestABatchNamesWhatItsCommandsName joins one name of every kind: none is
// forgotten on the way to the store.
func TestABatchNamesWhatItsCommandsName(t *testing.T) {
	var one, all store.Names
	v := reflect.ValueOf(&one).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		case reflect.Bool:
			f.SetBool(true)
		default:
			t.Fatalf("%s is a %s", v.Type().Field(i).Name, f.Kind())
		}
	}
	one.Answers = []string{"key"} // which a command does not name: its request does
	add(&all, one, &Once{Key: "key"})
	if !reflect.DeepEqual(all, one) {
		t.Errorf("of %+v a batch names %+v", one, all)
	}
}
