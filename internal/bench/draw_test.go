package bench

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// told is a report with an aim reached, one missed, and one row without an aim.
var told = Report{
	Valid:      true,
	Conditions: Conditions{CPUs: 2, Rounds: 5, SliceMillis: 500, Filesystem: "ext4", Go: "go1.26"},
	Disk:       Disk{Call: "fdatasync", Append: Probe{Median: 170}},
	Databases:  []Database{{Name: "SQLite", Version: "3.54", Settings: "WAL", LedgerOK: true, Entries: 1_234_567}},
	Rows: []Row{
		{Kind: "door", Work: "message", Database: "SQLite", Callers: 1, Figures: map[figure]Series{median: {Median: 187}},
			Ratios: []Ratio{{Says: "median ÷ sync", Series: Series{Median: 1.1}, Aim: "≤ 1.2", Reached: 1.2 / 1.1}}},
		{Kind: "door", Work: "message", Database: "SQLite", Callers: 512, Figures: map[figure]Series{perSecond: {Median: 8129}},
			Ratios: []Ratio{{Says: "per sync", Series: Series{Median: 3}, Aim: "≥ 6", Reached: 0.5}, {Says: "÷ one caller", Series: Series{Median: 4}}}},
	},
}

func TestThePictureSaysInWordsWhatItShows(t *testing.T) {
	b := &strings.Builder{}
	if err := told.Draw(b); err != nil {
		t.Fatal(err)
	}
	text := map[string][]string{}
	var within []string
	for d := xml.NewDecoder(strings.NewReader(b.String())); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			within = append(within, token.Name.Local)
			if token.Name.Local == "script" || token.Name.Local == "image" {
				t.Errorf("the picture has a %s", token.Name.Local)
			}
		case xml.EndElement:
			within = within[:len(within)-1]
		case xml.CharData:
			if len(within) > 0 {
				at := within[len(within)-1]
				text[at] = append(text[at], string(token))
			}
		}
	}
	desc := strings.Join(text["desc"], "")
	for _, want := range []string{
		"door: message, SQLite, 1: median ÷ sync 1.10, aim ≤ 1.2 reached.", "door: message, SQLite, 512: per sync 3.00, aim ≥ 6 missed.",
		"512: 8,129 per second.", "5 rounds of 500 ms", "; valid.",
	} {
		if !strings.Contains(desc, want) {
			t.Errorf("the description does not say %q: %s", want, desc)
		}
	}
	shows := strings.Join(text["text"], "\n")
	for _, want := range []string{"Aims: 1 of 2 are reached", "median ÷ sync 1.10, aim ≤ 1.2: reached", "per sync 3.00, aim ≥ 6: missed", "8,129"} {
		if !strings.Contains(shows, want) {
			t.Errorf("the picture does not say %q: %s", want, shows)
		}
	}
	if len(text["title"]) != 1 || !strings.Contains(b.String(), "prefers-color-scheme:dark") {
		t.Error("the picture has no title, or no dark side")
	}
}

func TestTheTablesTakeTheirPlaceInADocument(t *testing.T) {
	filled, err := told.Into("above\n" + docBegins + "\nold\n" + docEnds + "\nbelow\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"above\n" + docBegins + "\n", docEnds + "\nbelow\n", "1 of 2 aims are reached", "1,234,567 ledger entries",
		"| what | database | callers | per second | median | median ÷ sync | per sync | ÷ one caller |\n|---|---|--:|",
		"| message | SQLite | 512 | 8,129 |  |  | 3.00 (≥ 6 missed) | 4.00 |\n",
	} {
		if !strings.Contains(filled, want) {
			t.Errorf("the document does not say %q:\n%s", want, filled)
		}
	}
	if strings.Contains(filled, "old") {
		t.Error("the old tables are still there")
	}
	if again, err := told.Into(filled); err != nil || again != filled {
		t.Errorf("filling it again changes it: %v", err)
	}
	if _, err := told.Into("no marks"); err == nil {
		t.Error("a document without marks was filled")
	}
}
