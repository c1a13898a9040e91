// Package document draws what people keep on paper: the terms of a contract
// (契約条件書) as a PDF, with the nine items of the art. 3 notice (3条通知) of the
// Freelance Act as numbered rows. The PDF is made from the immutable terms
// document (R1.4) alone and is the same to the byte whenever it is made. No
// character is lost: what the font lacks is shown as 〓 and listed at the end.
package document

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/words"
	"azukari/internal/domain/contract"
)

// Meta is what the page says around the terms.
type Meta struct {
	Calendar calendar.Calendar // whose zone the instants are shown in
	Platform string            // who runs the house, for the foot of the page; may be empty
	Hash     string            // what the document must hash to (contract.TermsHash); empty: not checked
}

// Terms draws a contract's terms document, as it was kept, as a
// PDF. A document that is not what its hash says is an error, never a page.
func Terms(document string, m Meta) ([]byte, error) {
	hash := contract.HashOf(document)
	if m.Hash != "" && m.Hash != hash {
		return nil, fmt.Errorf("draw terms: the document hashes to %s, and not to %s", hash, m.Hash)
	}
	var t terms
	if err := json.Unmarshal([]byte(document), &t); err != nil {
		return nil, fmt.Errorf("read terms: %w", err)
	}
	if t.Kind != "azukari contract terms" || t.Version != 1 {
		return nil, fmt.Errorf("read terms: this is %q, version %d", t.Kind, t.Version)
	}
	p, err := newPage()
	if err != nil {
		return nil, fmt.Errorf("draw terms of %s: %w", t.ContractID, err)
	}
	p.title("契約条件書", "業務委託の取引条件の明示（特定受託事業者に係る取引の適正化等に関する法律 第3条）")
	p.facts([][2]string{
		{"契約番号", t.ContractID},
		{"契約の成立", when(t.FormedAt, m.Calendar)},
		{"版", t.edition()},
	})
	p.paragraph(t.standing())
	for i, row := range t.notice(m.Calendar) {
		p.row(strconv.Itoa(i+1), row.label, row.lines)
	}
	if t.Previous != "" {
		p.heading("取引条件の変更")
		for _, row := range t.changed() {
			p.row("", row.label, row.lines)
		}
	}
	p.heading("契約に適用される規定（第" + strconv.Itoa(t.Policy.Version) + "版）")
	for _, row := range t.rules() {
		p.row("", row.label, row.lines)
	}
	p.heading("この書面の確認")
	p.row("", "SHA-256", []line{
		{text: hash[:32]}, {text: hash[32:]},
		{text: "この値は、記録した契約条件書の原本（JSON）のハッシュ値です。契約の記録にある値と一致すれば、条件が書き換えられていないことを確かめられます。", size: small, before: 3},
	})
	foot := "契約番号 " + t.ContractID
	if m.Platform != "" {
		foot = m.Platform + "　" + foot
	}
	foot = p.copy.clean(foot)
	if notes := p.copy.notes(); len(notes) > 0 {
		lines := make([]line, len(notes))
		for i, n := range notes {
			lines[i] = line{text: n, size: small}
		}
		p.row("", "文字の表示", lines)
	}
	return p.finish("契約条件書 "+t.ContractID, foot)
}

// terms are the kept document, as contract.Terms.Document writes it.
type terms struct {
	Kind           string           `json:"document"`
	Version        int              `json:"version"`
	ContractID     string           `json:"contract_id"`
	Client         party            `json:"client"`
	Worker         party            `json:"worker"`
	FormedAt       calendar.Instant `json:"formed_at"`
	FormedOn       string           `json:"formed_on"`
	Title          string           `json:"title"`
	Description    string           `json:"description"`
	Criteria       []string         `json:"criteria"`
	Rights         string           `json:"intellectual_property"`
	DueOn          string           `json:"due_on"`
	Place          string           `json:"place"`
	InspectionDays int              `json:"inspection_days"`
	Inspection     string           `json:"inspection"`
	RevisionRounds int              `json:"revision_rounds"`
	Amount         money.Yen        `json:"amount"`
	Milestones     []milestone      `json:"milestones"`
	PaymentDue     string           `json:"payment_due"`
	PaymentMethod  string           `json:"payment_method"`
	Policy         rules            `json:"policy"`

	Edition  int    `json:"edition"`         // 0: as formed
	Previous string `json:"previous_sha256"` // of the terms that it takes the place of
	Change   struct {
		ID      string `json:"id"`
		AskedBy string `json:"asked_by"`
		AskedOn string `json:"asked_on"`
		Reason  string `json:"reason"`
	} `json:"change"`
}

func (t *terms) edition() string {
	if t.Previous == "" {
		return "第1版（契約の成立時）"
	}
	return "第" + strconv.Itoa(t.Edition) + "版（" + day(t.Change.AskedOn) + "の提案による変更）"
}

// standing says what the page is: the terms of the formation, or those terms
// with a change, which holds from the consent on.
func (t *terms) standing() string {
	if t.Previous == "" {
		return "この書面は、発注者と受注者の契約が成立した時に確定した取引条件を記載したものです。記載した条件が、あとから書き換えられることはありません。条件の変更に両者が合意したときは、新しい版の契約条件書を作成します。"
	}
	return "この書面は、契約の成立後に提案された取引条件の変更を反映した条件を記載したものです。変更は、相手方が同意した時に効力を生じます。仮払いが完了している報酬を増やす変更は、同意ののち、差額の仮払いが完了した時に効力を生じます。"
}

// changed is where the edition comes from.
func (t *terms) changed() []row {
	by := "発注者"
	if t.Change.AskedBy == string(contract.Worker) {
		by = "受注者"
	}
	var why []line
	for text := range strings.SplitSeq(t.Change.Reason, "\n") {
		why = append(why, line{text: text})
	}
	return []row{
		{"提案", []line{{text: day(t.Change.AskedOn) + "　" + by}, {text: "変更番号 " + t.Change.ID, size: small, grey: true}}},
		{"理由", why},
		{"変更前の版", []line{{text: "SHA-256", size: small, grey: true}, {text: t.Previous[:32]}, {text: t.Previous[32:]}}},
	}
}

type party struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type milestone struct {
	Title  string    `json:"title"`
	Amount money.Yen `json:"amount"`
	DueOn  string    `json:"due_on"`
}

type rules struct {
	Version             int       `json:"version"`
	EscrowDays          int       `json:"escrow_days"`
	NudgeSilenceHours   int       `json:"nudge_silence_hours"`
	NudgeReviewDays     int       `json:"nudge_review_business_days"`
	NudgeReplyDays      int       `json:"nudge_reply_days"`
	TerminationDays     int       `json:"termination_days"`
	DisputeDays         int       `json:"dispute_business_days"`
	SecondOperatorAbove money.Yen `json:"second_operator_above_amount"`
	FeeBands            []struct {
		UpTo money.Yen `json:"up_to_amount"`
		Rate int       `json:"rate_basis_points"`
	} `json:"fee_bands"`
	FeeTax int `json:"fee_tax_basis_points"`
}

// A row of the table: what it is about, and what it says.
type row struct {
	label string
	lines []line
}

// notice lists the nine items of the art. 3 notice, in the order of the
// regulation.
func (t *terms) notice(cal calendar.Calendar) []row {
	return []row{
		{"当事者", []line{
			{text: "発注者　" + t.Client.Name}, {text: "会員番号 " + t.Client.ID, size: small, grey: true},
			{text: "受注者　" + t.Worker.Name, before: 4}, {text: "会員番号 " + t.Worker.ID, size: small, grey: true},
		}},
		{"業務委託をした日", []line{{text: day(t.FormedOn)}}},
		{"給付の内容", t.work()},
		{"給付を受領する期日", t.due()},
		{"給付を受領する場所", []line{{text: t.Place}}},
		{"検査を完了する期日", []line{
			{text: "検収期間　納品日の翌日から" + strconv.Itoa(t.InspectionDays) + "日間"},
			{text: t.Inspection, before: 3},
		}},
		{"報酬の額", t.pay()},
		{"支払期日", []line{{text: t.PaymentDue}}},
		{"報酬の支払方法", []line{{text: t.PaymentMethod}}},
	}
}

func (t *terms) work() []line {
	lines := []line{{text: t.Title, size: large}}
	for i, text := range strings.Split(strings.TrimSpace(t.Description), "\n") {
		lines = append(lines, line{text: text, before: first(i, 3)})
	}
	if len(t.Criteria) > 0 {
		lines = append(lines, line{text: "検収基準", size: small, grey: true, before: 6})
		for i, text := range t.Criteria {
			lines = append(lines, line{mark: strconv.Itoa(i+1) + ".", text: text, before: 2})
		}
	}
	return append(lines, line{text: "納品物の権利", size: small, grey: true, before: 6}, line{text: t.Rights})
}

func (t *terms) due() []line {
	total := "期日の定めなし"
	if t.DueOn != "" {
		total = day(t.DueOn)
	}
	if len(t.Milestones) < 2 {
		return []line{{text: total}}
	}
	lines := []line{{text: "全体", right: total}}
	for i, m := range t.Milestones {
		on := "期日の定めなし"
		if m.DueOn != "" {
			on = day(m.DueOn)
		}
		lines = append(lines, line{mark: strconv.Itoa(i+1) + ".", text: m.Title, right: on, before: 2})
	}
	return lines
}

func (t *terms) pay() []line {
	lines := []line{{text: yen(t.Amount), size: large}}
	if len(t.Milestones) < 2 {
		return lines
	}
	lines = append(lines, line{text: "内訳（マイルストーンごとに仮払い、納品、検収を行う）", size: small, grey: true, before: 3})
	for i, m := range t.Milestones {
		lines = append(lines, line{mark: strconv.Itoa(i+1) + ".", text: m.Title, right: yen(m.Amount), before: 2})
	}
	return lines
}

// rules are the numbers that the contract carries (R0.5).
func (t *terms) rules() []row {
	p := t.Policy
	n := strconv.Itoa
	return []row{
		{"仮払い", []line{{text: "成立の翌日から" + n(p.EscrowDays) + "日以内に仮払いがないときは、契約は取消となる。仮払いが完了するまで、受注者は業務を始めない。"}}},
		{"修正", []line{{text: "発注者が求めることができる修正は、マイルストーンごとに" + n(t.RevisionRounds) + "回まで。"}}},
		{"連絡催促", []line{{text: n(p.NudgeSilenceHours) + "時間連絡がないとき、運営に催促を申請できる。運営は" + n(p.NudgeReviewDays) + "営業日以内に審査し、催促から" + n(p.NudgeReplyDays) + "日間の返答を待つ。"}}},
		{"途中終了", []line{{text: "双方とも、受注者へ支払う額を示して途中終了を申し出ることができる。" + n(p.TerminationDays) + "日間返答がないときは契約を終了し、発注者の申し出ではその額を受注者へ支払って残りを返金し、受注者が支払いを求めない申し出では全額を返金する。受注者が支払いを求める申し出は運営の調整に移る。検収待ちの間の申し出は、相手の同意があるときに限り効力を持つ。"}}},
		{"運営の調整", []line{{text: "運営は" + n(p.DisputeDays) + "営業日以内に配分を決める。預かり金が" + yen(p.SecondOperatorAbove) + "を超えるときは、運営の2人が確認する。"}}},
		{"システム利用料", []line{{text: p.fees()}}},
	}
}

// fees says the bands of the fee, which is the worker's (R9.1).
func (p *rules) fees() string {
	var parts []string
	below := money.Yen(0)
	for _, b := range p.FeeBands {
		text := percent(b.Rate)
		switch {
		case b.UpTo == 0 && below == 0:
			text = "一律" + text
		case b.UpTo == 0:
			text = yen(below) + "を超える部分 " + text
		case below == 0:
			text = yen(b.UpTo) + "までの部分 " + text
		default:
			text = yen(below) + "を超え" + yen(b.UpTo) + "までの部分 " + text
		}
		parts, below = append(parts, text), b.UpTo
	}
	return "受注者の負担とし、報酬から差し引く。" + strings.Join(parts, "、") + "。利用料に消費税" + percent(p.FeeTax) + "を加える。1円未満は切り捨てる。"
}

// percent writes basis points: 2,000 is 20%.
func percent(points int) string {
	whole, part := points/100, points%100
	if part == 0 {
		return strconv.Itoa(whole) + "%"
	}
	return strings.TrimRight(fmt.Sprintf("%d.%02d", whole, part), "0") + "%"
}

func yen(y money.Yen) string { return words.Yen(words.Japanese, y) }

// day writes 2026-12-01 as people do.
func day(s string) string {
	d, err := calendar.ParseDate(s)
	if err != nil {
		return s // as it was agreed
	}
	return fmt.Sprintf("%d年%d月%d日（%s）", d.Year, int(d.Month), d.Day, weekdays[d.Weekday()])
}

var weekdays = [...]string{time.Sunday: "日", time.Monday: "月", time.Tuesday: "火", time.Wednesday: "水", time.Thursday: "木", time.Friday: "金", time.Saturday: "土"}

// when writes an instant to the second, with its zone.
func when(at calendar.Instant, cal calendar.Calendar) string {
	local := at.Time().In(cal.Zone())
	zone := "日本時間"
	if cal.Zone().String() != "Asia/Tokyo" {
		zone = local.Format("MST")
	}
	return fmt.Sprintf("%s %s（%s）", day(local.Format(time.DateOnly)), local.Format("15時04分05秒"), zone)
}

// first gives the space before a block to its first line alone.
func first(i int, space float64) float64 {
	if i == 0 {
		return space
	}
	return 0
}
