package bank

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"azukari/internal/base/refusal"
)

// MaxHolder is the length of a holder's name in a file, in half-width
// characters; ﾞ and ﾟ are characters of their own.
const MaxHolder = 30

// A Fault is why a name cannot be written into a file.
type Fault struct {
	Kind FaultKind
	Char string // the character that cannot be written
}

// FaultKind says what is wrong with a name.
type FaultKind string

// The faults.
const (
	EmptyName   FaultKind = "empty"
	KanjiName   FaultKind = "kanji"   // a character that has no one reading
	StrangeName FaultKind = "strange" // a character that no bank takes
	WoName      FaultKind = "wo"      // ヲ, which banks write as オ
	LongName    FaultKind = "long"
)

func (f *Fault) Error() string {
	switch f.Kind {
	case EmptyName:
		return "The account holder's name is needed, in katakana."
	case KanjiName:
		return fmt.Sprintf("%q has no place in a bank's file: write the name in katakana, as your passbook has it.", f.Char)
	case WoName:
		return "Banks do not write ヲ in names: use オ."
	case LongName:
		return fmt.Sprintf("A name has at most %d half-width characters, ﾞ and ﾟ included: write the first %d.", MaxHolder, MaxHolder)
	}
	return fmt.Sprintf("%q has no place in a bank's file: use katakana, A–Z, 0–9, a space and ( ) - .", f.Char)
}

// Refusal is the fault as a no.
func (f *Fault) Refusal() *refusal.Refusal {
	return refusal.Invalid("holder", "R10.2", f.Error())
}

// corporate are the legal forms and offices with what a bank's file makes of
// them: "ｶ)" in front, "(ｶ" behind, "(ｶ)" in the middle.
var corporate = [][2]string{
	{"株式会社", "カ"}, {"有限会社", "ユ"}, {"合同会社", "ド"}, {"合名会社", "メ"}, {"合資会社", "シ"},
	{"医療法人", "イ"}, {"一般社団法人", "シヤ"}, {"公益社団法人", "シヤ"}, {"社団法人", "シヤ"}, {"一般財団法人", "ザイ"}, {"公益財団法人", "ザイ"}, {"財団法人", "ザイ"},
	{"社会福祉法人", "フク"}, {"特定非営利活動法人", "トクヒ"}, {"NPO法人", "トクヒ"}, {"学校法人", "ガク"}, {"宗教法人", "シユウ"}, {"弁護士法人", "ベン"}, {"税理士法人", "ゼイ"},
	{"カブシキガイシヤ", "カ"}, {"ユウゲンガイシヤ", "ユ"}, {"ゴウドウガイシヤ", "ド"},
	{"営業所", "エイ"}, {"出張所", "シユツ"},
}

// shortForms are what people write for them.
var shortForms = strings.NewReplacer("(株)", "株式会社", "(有)", "有限会社", "(同)", "合同会社", "(名)", "合名会社", "(資)", "合資会社")

// Holder turns a holder's name (口座名義) into what a file may hold: half-width
// katakana without small letters, capitals, digits, space and ( ) - . The error
// is a *Fault.
func Holder(name string) (string, error) {
	s := strings.Join(strings.Fields(wide(name)), " ")
	s = large(katakana(strings.ToUpper(shortForms.Replace(s))))
	s = abbreviated(s)
	s = strings.NewReplacer("ー", "-", "―", "-", "‐", "-", "−", "-", "–", "-", "・", ".", "。", ".", "「", "(", "」", ")").Replace(s)
	if s == "" {
		return "", &Fault{Kind: EmptyName}
	}
	if strings.ContainsRune(s, 'ヲ') {
		return "", &Fault{WoName, "ヲ"}
	}
	out := width.Narrow.String(norm.NFD.String(s))
	out = strings.NewReplacer("\u3099", "ﾞ", "\u309a", "ﾟ", "゛", "ﾞ", "゜", "ﾟ").Replace(out)
	for _, r := range out {
		if !writable(r) {
			kind := StrangeName
			if r >= 0x3400 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 {
				kind = KanjiName
			}
			return "", &Fault{kind, string(r)}
		}
	}
	if n := len([]rune(out)); n > MaxHolder {
		return "", &Fault{Kind: LongName}
	}
	return out, nil
}

// writable reports whether a character may stand in a file.
func writable(r rune) bool {
	switch {
	case r >= 'ｱ' && r <= 'ﾟ', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return true
	}
	return strings.ContainsRune(" ().-/", r)
}

// abbreviated shortens legal forms by where they stand.
func abbreviated(s string) string {
	for _, form := range corporate {
		long, short := form[0], form[1]
		at := strings.Index(s, long)
		if at < 0 {
			continue
		}
		before, after := strings.TrimRight(s[:at], " "), strings.TrimLeft(s[at+len(long):], " ")
		switch {
		case before == "" && after == "":
			s = short
		case before == "":
			s = short + ")" + after
		case after == "":
			s = before + "(" + short
		default:
			s = before + "(" + short + ")" + after
		}
	}
	return s
}

// wide is text in one width: half-width kana and full-width letters as
// everybody else writes them. Kanji that NFKC would replace stay.
func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0x3400 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff {
			b.WriteRune(r)
		} else {
			b.WriteString(norm.NFKD.String(string(r)))
		}
	}
	return norm.NFC.String(strings.NewReplacer("゙", "\u3099", "゚", "\u309a").Replace(b.String()))
}

// katakana turns hiragana into katakana.
func katakana(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ぁ' && r <= 'ゖ' {
			return r + 'ァ' - 'ぁ'
		}
		return r
	}, s)
}

var smallKana, largeKana = []rune("ァィゥェォッャュョヮヵヶ"), []rune("アイウエオツヤユヨワカケ")

// large turns small kana into large ones: a bank's file has no others.
func large(s string) string {
	return strings.Map(func(r rune) rune {
		if i := slices.Index(smallKana, r); i >= 0 {
			return largeKana[i]
		}
		return r
	}, s)
}
