package main

import (
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A planted thing is one misconfiguration of a house that was well.
type planted struct {
	args []string // beside those of the house
	do   func(t *testing.T, data string)
	says string // and what is said of it …
	fix  string // … with its fix
}

// alter changes a database behind the program's back.
func alter(t *testing.T, data string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(data, "azukari.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// TestTheDoctorNamesWhatWasPlanted makes a house that is well, plants one thing
// at a time, and reads what the doctor says; the settings that stop the start
// are TestWrongSettingsEndTheProgramAtOnce's.
func TestTheDoctorNamesWhatWasPlanted(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	nobody := silent.Addr().String()
	silent.Close()
	empty, old := t.TempDir(), t.TempDir()
	backup := filepath.Join(old, backupName+"20260101T000000Z"+backupEnd)
	if err := os.WriteFile(backup, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-72 * time.Hour)
	if err := os.Chtimes(backup, past, past); err != nil {
		t.Fatal(err)
	}
	nothing := func(*testing.T, string) {}
	sealed := "update accounts set totp = '00000000.AAAA', version = version + 1 where id = (select min(id) from accounts)"
	for name, p := range map[string]planted{
		"the directory is open to others": {nil, func(t *testing.T, d string) { chmod(t, d, 0o755) }, "can be read by others", "chmod 700"},
		"the key is open to others":       {nil, func(t *testing.T, d string) { chmod(t, filepath.Join(d, "azukari.key"), 0o644) }, "can be read by others", "chmod 600"},
		"the key is gone": {nil, func(t *testing.T, d string) {
			alter(t, d, sealed)
			if err := os.Remove(filepath.Join(d, "azukari.key")); err != nil {
				t.Fatal(err)
			}
		}, "keeps what key 00000000 sealed", "put the file back"},
		"the key is another":        {nil, func(t *testing.T, d string) { alter(t, d, sealed) }, "keeps what key 00000000 sealed", "put the right file back"},
		"the key is no key":         {nil, func(t *testing.T, d string) { write(t, filepath.Join(d, "azukari.key"), "not a key!") }, "holds no key", "put the file back"},
		"the key is cut off":        {nil, func(t *testing.T, d string) { write(t, filepath.Join(d, "azukari.key"), "AAAA") }, "has 32 bytes, not 3", "put the file back"},
		"nobody at the mail server": {[]string{"--smtp=smtp://" + nobody}, nothing, "connection refused", "check --smtp"},
		"no such mail server":       {[]string{"--smtp=smtps://mail.invalid"}, nothing, "mail server", "check --smtp"},
		"pages without encryption":  {[]string{"--base-url=http://azukari.example"}, nothing, "is not encrypted", "--base-url=https://"},
		"a proxy that is not said":  {[]string{"--base-url=https://azukari.example"}, nothing, "--behind-proxy is not given", "give --behind-proxy"},
		"a proxy without address":   {[]string{"--behind-proxy"}, nothing, "without --base-url", "give --base-url"},
		"open to everybody":         {[]string{"--listen=0.0.0.0:8080"}, nothing, "for everybody", "listen on 127.0.0.1"},
		"no backup":                 {[]string{"--backups=" + empty}, nothing, "there is none", "azukari backup --to"},
		"an old backup":             {[]string{"--backups=" + old}, nothing, "is 72 hours old", "azukari backup --to"},
		"no directory of backups":   {[]string{"--backups=" + filepath.Join(empty, "x")}, nothing, "no such file", "name the directory"},
		"quarantine": {nil, func(t *testing.T, d string) {
			alter(t, d, "insert into restores (at, taken_at, released_at) values (2, 1, 0)")
		}, "is not released", "azukari restore release"},
		"an old schema": {nil, func(t *testing.T, d string) {
			alter(t, d, "delete from goose_db_version where version_id = (select max(version_id) from goose_db_version)")
		}, "this program works with", "start azukari serve once"},
		"a newer schema": {nil, func(t *testing.T, d string) {
			alter(t, d, "insert into goose_db_version (version_id, is_applied) values (9999, 1)")
		}, "this program is older", "install the azukari"},
		"an act taken off the trail": {nil, func(t *testing.T, d string) {
			alter(t, d, "drop trigger audit_lines_no_delete", "delete from audit_lines")
		}, "lines were cut off", "restore the last good backup"},
		"a balance that was changed": {nil, func(t *testing.T, d string) {
			alter(t, d, "update ledger_accounts set balance = 5 where id = 'fee'")
		}, "balances_are_sums", "restore the last good backup"},
		"a clock behind the house": {nil, func(t *testing.T, d string) {
			alter(t, d, "drop trigger events_no_update", "pragma foreign_keys = off", "insert into accounts (id, created_at, name, email, language, intro, password_hash, confirmed_at, muted, identified_at, version) values ('acc_x', 1, 'x', 'x', 'ja', '', '', 1, '', 0, 1)",
				"insert into events (id, job_id, seq, kind, at, actor, deemed, data, hash) values ('evt_x', 'job_x', 1, 'x', 9000000000000000, 'client', 0, '{}', '')")
		}, "later than this machine's clock", "set the clock right"},
		"orders without an account": {nil, func(t *testing.T, d string) {
			alter(t, d, "pragma foreign_keys = off", "insert into payments (id, contract_id, milestone_id, amount, state, ordered_at) values ('pmt_x', 'ctr_x', 'mst_x', 1000, 'ordered', 1)")
		}, "1 wait for a bank transfer", "give --bank-transfer"},
		"no house":                   {[]string{"--data=" + empty}, nothing, "no installation", "give --data"},
		"no sender":                  {[]string{"--payout-sender=123"}, nothing, "--payout-sender", "write it as"},
		"a branch that is not there": {[]string{"--payout-sender=0123456789,ア,0005,000,1,1"}, nothing, "--payout-sender", "write it as"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			if err := os.Chmod(data, 0o700); err != nil {
				t.Fatal(err)
			}
			start(t, "serve", "--data="+data).stop(t)
			ran(t, "admin", "create-operator", "--email=unei@example.jp", "--data="+data)
			if out, err := command(t, "doctor", "--data="+data).CombinedOutput(); err != nil {
				t.Fatalf("a house that is well: %v\n%s", err, out)
			}
			p.do(t, data)
			out, err := command(t, append([]string{"doctor", "--data=" + data}, p.args...)...).CombinedOutput()
			if code := exitCode(err); code != 1 && code != exitConfig {
				t.Fatalf("ended with %v\n%s", err, out)
			}
			_, after, found := strings.Cut(string(out), p.says)
			if !found || !strings.Contains(after, "fix: ") || !strings.Contains(after, p.fix) {
				t.Errorf("it does not say %q with the fix %q:\n%s", p.says, p.fix, out)
			}
		})
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
