package demo

import (
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/contest"
	"azukari/internal/domain/job"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

// A competing is one contest of the sample with its entries.
type competing struct {
	key, by  string
	posted   moment
	until    int // the last day for entries, in days from the present
	prizes   []money.Yen
	shown    bool
	atLeast  int // entries guaranteed; 0: one
	category string
	title    string
	text     string
	criteria []string
	unfunded bool
	entries  []entering
	marks    []int // entries that the client marks
	awards   []awarding
	ends     contest.State
}

// An entering is one entry, so many hours after the posting.
type entering struct {
	hours int
	who   string
	text  string
	links []string
}

// An awarding gives a prize to an entry, both counted from 1.
type awarding struct {
	at           moment
	prize, entry int
}

var contests = []competing{
	{
		key: "logo", by: "aoki", posted: d(6, "10:20"), until: 5, prizes: []money.Yen{80_000, 20_000}, category: "デザイン",
		title: "和菓子店の新しい包み紙とロゴの図案",
		text: "店頭の包み紙を20年ぶりに新しくします。落ち着いた色で、季節を問わず使える図案を探しています。\n" +
			"・菓銘は入りません。店名「青木」の二文字を、どこかに小さく入れてください。\n・印刷は2色までです。\n・受賞された方には、印刷用のデータを納品していただきます。",
		criteria: []string{"印刷用のデータ（AIまたはPDF）がある", "2色以内で刷れる", "店名が読める"},
		entries: []entering{
			{9, "takahashi", "菊の花弁を線だけで描き、余白に店名を置きました。墨一色でも使えるよう、線の太さを二種類にしぼっています。", []string{"https://example.jp/kiku-a.png"}},
			{26, "endo", "波に見える小豆の列を、包み紙の対角線に流す案です。折り目で図案が切れない寸法にしてあります。", []string{"https://example.jp/azuki.png"}},
			{31, "hamasaki", "水彩で描いた楓と青い実の連続模様です。刷り色は青鼠と白の二色で見本を作りました。", nil},
			{75, "takahashi", "別の方向として、店の格子戸から取った縞の図案もお送りします。", []string{"https://example.jp/koushi.png"}},
		},
		marks: []int{2}, ends: contest.Open,
	},
	{
		key: "mascot", by: "shirakaba", posted: d(20, "9:10"), until: -2, prizes: []money.Yen{50_000, 30_000, 10_000}, shown: true, category: "デザイン",
		title: "観光案内所の案内役キャラクター",
		text:  "町の入口に立つ案内板と、配布する地図に使う案内役を募集します。親しみやすく、遠くからも形がわかるものを希望します。着ぐるみにはしません。",
		entries: []entering{
			{30, "hamasaki", "白樺の葉の帽子をかぶった山うさぎです。横顔だけで見分けられるよう、耳の先を葉の形にしました。", nil},
			{54, "endo", "湖のさざなみを着物の柄にした、小さな道案内人です。", []string{"https://example.jp/michi.png"}},
			{100, "miyake", "案内板の矢印がそのまま尾になった、りすの案です。立体の看板にもできます。", nil},
			{130, "takahashi", "白い鳥が地図をくわえている、線画一本の図です。", []string{"https://example.jp/tori.png"}},
			{200, "nishimura", "町の名物の林檎を持った、眠たげなくまです。SNSでの使い方もひとつ添えました。", nil},
		},
		marks: []int{1, 3}, ends: contest.Choosing,
	},
	{
		key: "slogan", by: "hidamari", posted: d(40, "14:00"), until: -28, prizes: []money.Yen{30_000}, category: "ライティング",
		title: "焼き菓子の新商品につける短い言葉",
		text:  "レモンの焼き菓子の箱に入れる、15文字以内の言葉を募集します。商品名は入れなくてかまいません。",
		entries: []entering{
			{20, "sato", "「午後三時の、小さな日なた。」箱を開けたときの香りから考えました。", nil},
			{44, "nishimura", "「すっぱいは、元気の合図。」店頭の値札にも使える長さです。", nil},
			{70, "kobayashi", "「ひとくち、窓をあける。」レモンの香りを窓にたとえました。", nil},
		},
		awards: []awarding{{d(26, "11:00"), 1, 3}}, ends: contest.Completed,
	},
	{
		key: "photo", by: "nagisa", posted: d(48, "15:30"), until: -30, prizes: []money.Yen{20_000}, category: "動画・写真",
		title: "海の見える町の写真",
		text:  "新しい店舗の壁に掛ける写真を一枚探しています。時間帯は問いません。",
		entries: []entering{
			{40, "ishii", "坂の上から、朝の港を撮りました。", nil},
			{90, "fujii", "雨あがりの商店街に、海の色が映っています。", nil},
			{120, "hamasaki", "防波堤の猫と、遠くの灯台です。", nil},
		},
		ends: contest.Shared,
	},
	{
		key: "flyer", by: "mori", posted: h(5), until: 12, prizes: []money.Yen{40_000}, category: "デザイン", unfunded: true,
		title: "展示会の招待状の意匠",
		text:  "来春の展示会で取引先にお送りする招待状の意匠を募集します。はがき大、片面です。",
		ends:  contest.AwaitingEscrow,
	},
	{
		key: "poem", by: "kusunoki", posted: d(25, "8:00"), until: -12, prizes: []money.Yen{15_000}, atLeast: 5, category: "ライティング",
		title: "野菜の箱に入れる季節の便り",
		text:  "毎月の定期便に入れる、200字ほどの便りの見本を募集します。5件以上集まらない場合は見送ります。",
		entries: []entering{
			{60, "sato", "霜の朝、ほうれん草が甘くなる理由から書き出しました。", nil},
			{90, "matsumoto", "土の中の温度計という題で、大根のことを書きました。", nil},
		},
		ends: contest.Refunded,
	},
}

// compete puts a contest, what is entered and what is chosen into the events.
func (m *maker) compete(c competing) {
	posted := m.at(c.posted)
	var jobID string
	do := func(after time.Duration, what string, act func()) {
		m.later(posted.Add(after), what+" "+c.key, act)
	}
	do(0, "post", func() {
		last := m.engine.Calendar.Day(m.present).Plus(c.until)
		made, _ := m.do(m.actor(c.by), transact.PostContest{
			Job: job.Job{Format: job.Contest, Title: c.title, Description: c.text, Category: c.category, BudgetAmount: sum(c.prizes)},
			Rules: contest.Rules{
				EntriesUntil: m.engine.Calendar.StartOf(last.Next()), Guaranteed: max(1, c.atLeast), Shown: c.shown, Criteria: c.criteria,
				InspectionDays: 7, RevisionRounds: 2,
			},
			Prizes: c.prizes,
		}).(transact.Competition)
		jobID = made.Job.ID
	})
	if c.unfunded {
		return
	}
	do(20*time.Minute, "fund", func() {
		_, m.err = m.engine.Cashier.Fund(m.ctx, m.actor(c.by), store.ContestRoom, jobID, nil)
	})
	var ids []string
	for _, e := range c.entries {
		do(time.Duration(e.hours)*time.Hour, e.who+" enters", func() {
			made, _ := m.do(m.actor(e.who), transact.EnterContest{JobID: jobID, Text: e.text, Links: e.links}).(transact.Competition)
			ids = append(ids, made.Entry)
		})
	}
	for _, n := range c.marks {
		do(time.Duration(c.entries[n-1].hours+3)*time.Hour, "mark", func() {
			m.do(m.actor(c.by), transact.OnEntry{JobID: jobID, EntryID: ids[n-1], Command: contest.Favour{EntryID: ids[n-1], On: true}})
		})
	}
	for _, a := range c.awards {
		m.later(m.at(a.at), "award "+c.key, func() {
			held, err := m.engine.Store.Contest(m.ctx, jobID)
			if m.err = err; err == nil {
				m.do(m.actor(c.by), transact.AwardPrize{JobID: jobID, PrizeID: held.Prizes[a.prize-1].ID, EntryID: ids[a.entry-1]})
			}
		})
	}
}

func sum(prizes []money.Yen) (total money.Yen) {
	for _, p := range prizes {
		total += p
	}
	return total
}
