package storetest

import (
	"math/rand/v2"
	"strings"
	"testing"

	"azukari/internal/base/money"
	"azukari/internal/domain/job"
	"azukari/internal/store"
)

// Searches are what people look for, from what nearly every job has to what one
// has, and what they add to it.
var Searches = []struct {
	Name  string
	Query store.JobQuery
}{
	{"80 of 100", store.JobQuery{Text: "京都"}},
	{"60 of 100, one character", store.JobQuery{Text: "訳"}},
	{"50 of 100, katakana", store.JobQuery{Text: "さーば"}},
	{"50 of 100, mixed", store.JobQuery{Text: "ecサイト"}},
	{"two common words", store.JobQuery{Text: "京都 翻訳"}},
	{"3 of 100", store.JobQuery{Text: "琵琶湖"}},
	{"1 of 1,000, one character", store.JobQuery{Text: "琴"}},
	{"one job", store.JobQuery{Text: "診断装置"}},
	{"none", store.JobQuery{Text: "量子計算機"}},
	{"common and rare", store.JobQuery{Text: "京都 診断"}},
	{"old jobs alone, 20 of 100", store.JobQuery{Text: "旧暦"}},
	{"one letter", store.JobQuery{Text: "e"}},
	{"common, a budget that few have", store.JobQuery{Text: "京都", MinBudget: 99_000}},
	{"no words", store.JobQuery{}},
}

// Stock posts n jobs of some 250 characters, and keeps what plants them in
// proportion.
func Stock(t testing.TB, s store.Store, n int) {
	t.Helper()
	w := newWorld(t, s)
	dice := rand.New(rand.NewPCG(1, 2))
	filler := []string{"作業の手順は打ち合わせのうえで決めます。", "納期については相談に応じます。", "経験のある方を優先します。", "資料はこちらで用意します。",
		"文章の校正も含みます。", "継続してお願いする予定です。", "報告は毎週の終わりにお願いします。", "在宅で進めていただけます。"}
	for from := 0; from < n; from += 1_000 {
		var batch store.Changes
		for i := from; i < min(n, from+1_000); i++ {
			var text strings.Builder
			say := func(percent float64, words string) {
				if dice.Float64()*100 < percent {
					text.WriteString(words)
				}
			}
			say(80, "京都の会社です。")
			say(60, "英語の翻訳をお願いします。")
			say(50, "サーバの設定があります。")
			say(50, "ＥＣサイトの更新です。")
			say(3, "琵琶湖の周辺です。")
			say(.1, "琴の演奏です。")
			if i < n/5 {
				text.WriteString("旧暦の行事です。")
			}
			if i == n/2 {
				text.WriteString("診断装置の説明書です。")
			}
			for text.Len() < 3*250 {
				text.WriteString(filler[dice.IntN(len(filler))])
			}
			batch.Jobs = append(batch.Jobs, job.Post(job.Job{
				ClientID: w.client.ID, Format: job.Project, Title: "仕事の依頼", Description: text.String(), Category: "翻訳", BudgetAmount: money.Yen(1_000 + dice.IntN(99_000)),
			}, w.ids, w.tick()))
		}
		w.write(batch)
	}
}
