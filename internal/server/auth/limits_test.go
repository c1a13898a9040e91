package auth

import (
	"testing"
	"time"

	"azukari/internal/engine/transact"
)

// TestWhatIsWrittenIsCountedPerAccount writes until it is refused.
func TestWhatIsWrittenIsCountedPerAccount(t *testing.T) {
	for _, test := range []struct {
		cmd   transact.Command
		most  int
		after time.Duration
	}{
		{transact.WriteMessage{}, 30, time.Minute},
		{transact.Propose{}, 20, 24 * time.Hour},
		{transact.AttachFile{}, 60, time.Hour},
	} {
		l := NewLimits()
		for i := range test.most {
			if err := l.Command(test.cmd, "acc_1", noon); err != nil {
				t.Fatalf("%T %d: %v", test.cmd, i+1, err)
			}
		}
		tooMany(t, "one more", l.Command(test.cmd, "acc_1", noon), test.after)
		if err := l.Command(test.cmd, "acc_2", noon); err != nil {
			t.Errorf("%T: another account waits too: %v", test.cmd, err)
		}
		if err := l.Command(test.cmd, "acc_1", noon.Add(test.after)); err != nil {
			t.Errorf("%T: still refused: %v", test.cmd, err)
		}
	}
	if err := NewLimits().Command(transact.PostJob{}, "acc_1", noon); err != nil {
		t.Error(err)
	}
}
