package demo

import (
	"strings"
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/job"
	"azukari/internal/domain/task"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// An asking is one task of the sample with its answers.
type asking struct {
	key, by   string
	posted    moment
	until     int // the last day for answers, in days from the present
	unit      money.Yen
	count     int
	minutes   int
	perWorker int // 0: one
	category  string
	title     string
	text      string
	questions []task.Question
	needs     task.Requirements
	unfunded  bool
	answers   []answering
	approve   []int // answers that the client approves, counted from 1
	reject    []int
	reason    string
	appeal    []int
	ends      task.State
}

// An answering is one answer, so many minutes after the posting; without values
// the slot is held at the present.
type answering struct {
	minutes int
	who     string
	values  []string // by question; empty: none
}

var one, five = int64(1), int64(5)

var tasks = []asking{
	{
		key: "tea", by: "aoki", posted: d(3, "9:40"), until: 6, unit: 110, count: 12, minutes: 4_320, category: "事務・サポート",
		title: "新しい最中の試食の感想（写真を見て答えるだけ）",
		text:  "来春から並べる最中の、見た目の印象をうかがいます。写真は設問の説明にあります。5分ほどで終わります。和菓子にくわしくない方の声も大切にしています。",
		questions: []task.Question{
			{Kind: task.Choice, Label: "はじめて見たときの印象にいちばん近いもの", Options: []string{"上品", "かわいらしい", "なつかしい", "地味"}, Required: true},
			{Kind: task.Choices, Label: "買うとしたら、どんなとき（いくつでも）", Options: []string{"自宅用", "手みやげ", "お祝い", "法事"}},
			{Kind: task.Number, Label: "贈りたい気持ち（1〜5）", Help: "1は「贈らない」、5は「ぜひ贈りたい」", Min: &one, Max: &five, Required: true},
			{Kind: task.Text, Label: "そう感じた理由を一言で", Required: true, Longest: 200},
		},
		answers: []answering{
			{14, "matsumoto", []string{"上品", "手みやげ", "4", "皮の焼き色がそろっていて、箱を開けたときの姿が想像できるからです。"}},
			{35, "nishimura", []string{"かわいらしい", "手みやげ,お祝い", "5", "小ぶりで、配る数を調整しやすそうです。"}},
			{52, "sato", []string{"なつかしい", "自宅用", "3", "祖母の家にあった菓子鉢を思い出しました。もう少し日持ちが分かると贈りやすいです。"}},
			{90, "ishii", []string{"地味", "", "1", "あ"}},
			{300, "kanemoto", []string{"上品", "法事,手みやげ", "4", "落ち着いた色なので、年配の方にも選びやすいと思います。"}},
			{1_500, "okada", []string{"上品", "お祝い", "5", "金の帯の細さがちょうどよく、祝い事にも合うと感じます。"}},
			{3_900, "endo", nil},
		},
		approve: []int{1, 2, 3}, reject: []int{4}, reason: "理由の欄が1文字で、設問にお答えいただけていないため。", ends: task.Open,
	},
	{
		key: "signs", by: "shirakaba", posted: d(12, "10:00"), until: -2, unit: 55, count: 8, minutes: 60, perWorker: 2, category: "事務・サポート",
		title: "案内板の写真に書かれた文字の書き起こし",
		text:  "町内の案内板の写真を見て、書かれている文字をそのまま入力してください。読めない文字は「□」としてください。写真は順番に割り当てます。",
		questions: []task.Question{
			{Kind: task.Text, Label: "案内板の文字", Required: true, Longest: 500}, {Kind: task.Choice, Label: "読みやすさ", Options: []string{"すべて読めた", "一部読めない"}, Required: true},
		},
		answers: []answering{
			{30, "kanemoto", []string{"白樺湖 遊歩道 2.4km →", "すべて読めた"}},
			{70, "okada", []string{"落石注意 この先□道", "一部読めない"}},
			{2_000, "kanemoto", []string{"野鳥の声をお楽しみください", "すべて読めた"}},
			{4_000, "ishii", []string{"展望台まで あと15分", "すべて読めた"}},
		},
		approve: []int{1}, ends: task.Reviewing,
	},
	{
		key: "names", by: "yamabiko", posted: d(26, "13:00"), until: -12, unit: 220, count: 4, minutes: 60, category: "ライティング",
		title:     "新しい寝袋の名前を一つ考えてください",
		text:      "夏用の軽い寝袋に付ける名前を募集します。呼びやすく、ほかの製品と間違えにくい名前をお願いします。",
		questions: []task.Question{{Kind: task.Text, Label: "名前", Required: true, Longest: 30}, {Kind: task.Text, Label: "名前に込めた意味", Required: true, Longest: 300}},
		answers: []answering{
			{60, "kobayashi", []string{"かぜまくら", "風を枕にして眠る夏の夜から。"}},
			{200, "sato", []string{"よいのくさ", "宵の草原で寝ころぶ軽さを思いました。"}},
			{900, "nishimura", []string{"はねゆめ", "羽のように軽く、夢を見る間だけ地面を忘れる寝袋です。"}},
			{1_300, "matsumoto", []string{"こもれびの巣", "木もれ日の下の、小さな巣。"}},
		},
		approve: []int{1, 2, 3, 4}, ends: task.Completed,
	},
	{
		key: "photos", by: "nagisa", posted: d(5, "11:20"), until: 3, unit: 165, count: 6, minutes: 120, category: "事務・サポート", needs: task.Requirements{Identified: true, ApprovalRate: 80},
		title: "間取り図の部屋数の確認（本人確認済みの方）",
		text:  "公開前の間取り図を見て、部屋数と収納の数を答えてください。公開前の資料のため、本人確認済みの方にお願いしています。",
		questions: []task.Question{
			{Kind: task.Number, Label: "居室の数", Required: true, Min: &one}, {Kind: task.Number, Label: "収納の数", Required: true}, {Kind: task.URL, Label: "参考にした資料があれば、そのURL"},
		},
		ends: task.Open,
	},
	{
		key: "voices", by: "kusunoki", posted: d(10, "8:00"), until: 9, unit: 88, count: 5, minutes: 60, category: "事務・サポート",
		title:     "野菜の定期便についてのアンケート",
		text:      "野菜の定期便を使ったことがある方にうかがいます。続けた理由、やめた理由を教えてください。",
		questions: []task.Question{{Kind: task.Choice, Label: "いまも続けていますか", Options: []string{"続けている", "やめた"}, Required: true}, {Kind: task.Text, Label: "その理由", Required: true}},
		answers: []answering{
			{120, "okada", []string{"やめた", "一人では食べきれず、量を選べなかったためです。"}},
			{400, "ishii", []string{"続けている", "おいしい"}},
		},
		approve: []int{1}, reject: []int{2}, reason: "理由が一言だけで、参考にできないため。", appeal: []int{2}, ends: task.Open,
	},
	{
		key: "sounds", by: "hoshino", posted: d(2, "21:30"), until: 12, unit: 130, count: 20, minutes: 60, category: "事務・サポート", unfunded: true,
		title:     "番組の冒頭30秒を聞いた感想",
		text:      "番組の冒頭を聞いて、続きを聞きたくなったかを教えてください。",
		questions: []task.Question{{Kind: task.Choice, Label: "続きを聞きたいか", Options: []string{"聞きたい", "どちらでもない", "聞かない"}, Required: true}, {Kind: task.Text, Label: "その理由", Required: true}},
		ends:      task.AwaitingEscrow,
	},
}

// ask puts a task, its answers and what is decided into the events.
func (m *maker) ask(a asking) {
	posted := m.at(a.posted)
	var jobID string
	var ids []string
	do := func(after time.Duration, what string, act func()) { m.later(posted.Add(after), what+" "+a.key, act) }
	do(0, "post", func() {
		made, _ := m.do(m.actor(a.by), transact.PostTask{
			Job: job.Job{Format: job.Task, Title: a.title, Description: a.text, Category: a.category},
			Rules: task.Rules{
				UnitPrice: a.unit, Count: a.count, Minutes: a.minutes, PerWorker: max(1, a.perWorker), Questions: a.questions, Requirements: a.needs,
				AnswersUntil: m.engine.Calendar.StartOf(m.engine.Calendar.Day(m.present).Plus(a.until).Next()),
			},
		}).(transact.Errand)
		jobID = made.Job.ID
	})
	if a.unfunded {
		return
	}
	do(10*time.Minute, "fund", func() {
		_, m.err = m.engine.Cashier.Fund(m.ctx, m.actor(a.by), store.TaskRoom, jobID, nil)
	})
	last := time.Hour
	for i, w := range a.answers {
		at := time.Duration(w.minutes) * time.Minute
		do(at, w.who+" takes a slot of", func() {
			made, _ := m.do(m.actor(w.who), transact.TakeSlot{JobID: jobID, WorkerID: m.people[w.who].ID}).(transact.Errand)
			ids = append(ids, made.Answers[len(made.Answers)-1].ID)
		})
		if w.values == nil {
			continue
		}
		last = max(last, at+30*time.Minute)
		do(at+7*time.Minute, w.who+" answers", func() {
			answer := ids[i]
			m.do(m.actor(w.who), transact.OnAnswers{IDs: []string{answer}, Command: task.Submit{AnswerID: answer, Values: w.read(a.questions)}})
		})
	}
	decide := func(after time.Duration, what string, numbers []int, cmd func(ids []string) task.Command, who func(n int) string) {
		for _, n := range numbers {
			do(last+after, what, func() {
				one := []string{ids[n-1]}
				m.do(m.actor(who(n)), transact.OnAnswers{JobID: jobID, IDs: one, Command: cmd(one)})
			})
		}
	}
	client := func(int) string { return a.by }
	decide(0, "approve", a.approve, func(ids []string) task.Command { return task.Approve{AnswerIDs: ids} }, client)
	decide(time.Hour, "reject", a.reject, func(ids []string) task.Command { return task.Reject{AnswerIDs: ids, Reason: a.reason} }, client)
	decide(20*time.Hour, "appeal", a.appeal, func(ids []string) task.Command {
		return task.Appeal{AnswerID: ids[0], Text: "続けている理由を一言でと考えてお答えしました。文字数の指定はありませんでした。"}
	}, func(n int) string { return a.answers[n-1].who })
}

// read are an answer's values; several choices are parted by commas.
func (w answering) read(questions []task.Question) map[string]task.Value {
	values := map[string]task.Value{}
	for i, text := range w.values {
		switch {
		case text == "":
		case questions[i].Kind == task.Choices:
			values[task.Key(i)] = task.Value{Texts: strings.Split(text, ",")}
		default:
			values[task.Key(i)] = task.Value{Texts: []string{text}}
		}
	}
	return values
}
