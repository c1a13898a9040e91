package demo

import (
	"time"

	"azukari/internal/base/money"
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
)

const day = 24 * time.Hour

// cast lists the people of the sample.
var cast = []struct{ key, name, role string }{
	{"aoki", "青木商店", "発注者"},
	{"mori", "森デザイン事務所", "発注者"},
	{"kawabe", "川辺 由美", "発注者"},
	{"sato", "佐藤 健", "受注者"},
	{"tanaka", "田中 美咲", "受注者"},
	{"takahashi", "髙橋 一郎", "受注者"},
	{"unei", "運営 窓口", "運営"},
	{"unei2", "運営 責任者", "運営"},
}

// A plot is one contract's story; its acts follow its formation. Plots run one
// after another on one clock: those that must stay as they are come last.
type plot struct {
	shows          string
	client, worker string
	job            job.Job
	pitch          string
	terms          job.Conditions
	acts           []act
}

func work(title, category string, amount int64, description string) job.Job {
	return job.Job{Format: job.Project, Title: title, Category: category, BudgetAmount: money.Yen(amount), DueOn: "2027-03-31", Description: description}
}

func rounds(n int) *int { return &n }

var plots = []plot{
	{
		shows: "完了（発注者が検収）", client: "aoki", worker: "sato",
		job:   work("通販サイトの商品説明文 20点", "ライティング", 100_000, "和菓子20点の説明文を、1点200字程度で書いていただきます。"),
		pitch: "食品の説明文を3年ほど書いています。",
		acts: []act{funds("aoki"), says("aoki", "よろしくお願いいたします。"), later(3 * day), by("sato", contract.Deliver{Note: "20点すべて納品します。ご確認ください。", Files: []string{}}),
			later(day), by("aoki", contract.Accept{})},
	},
	{
		shows: "完了（みなし検収：発注者が7日間無言）", client: "mori", worker: "tanaka",
		job:   work("会社案内パンフレットの英訳", "翻訳", 180_000, "A4・8ページの会社案内を英語に翻訳していただきます。"),
		pitch: "企業の広報資料の翻訳を専門にしています。",
		acts: []act{funds("mori"), later(2 * day), by("tanaka", contract.Deliver{Note: "英訳を納品します。用語集も付けました。", Files: []string{}}),
			says("tanaka", "ご確認いただけますか？"), later(8 * day)},
	},
	{
		shows: "途中終了（受注者が無言：全額返金）", client: "kawabe", worker: "takahashi",
		job:   work("ピアノ教室のホームページ制作", "ウェブ制作", 150_000, "5ページ程度の小さなホームページです。"),
		pitch: "2週間ほどで仕上げます。",
		acts: []act{funds("kawabe"), says("kawabe", "進み具合はいかがですか？"), later(4 * day), by("kawabe", contract.RequestNudge{Note: "一度もお返事がありません。"}),
			by("unei", contract.ApproveNudge{}), later(8 * day), by("kawabe", contract.RequestTermination{Reason: "連絡がとれないため"}), later(8 * day)},
	},
	{
		shows: "途中終了（合意：一部を支払い）", client: "aoki", worker: "tanaka",
		job:   work("観光パンフレットの中国語訳", "翻訳", 90_000, "観光案内の中国語（簡体字）訳です。"),
		pitch: "簡体字・繁体字ともに対応できます。",
		acts: []act{funds("aoki"), later(day), by("aoki", contract.RequestTermination{Reason: "事業の方針が変わったため", WorkerAmount: 30_000}),
			by("tanaka", contract.AgreeTermination{})},
	},
	{
		shows: "取消（仮払いの前）", client: "mori", worker: "sato",
		job: work("社内報の取材記事", "ライティング", 60_000, "社員インタビュー記事を1本お願いします。"), pitch: "取材の経験があります。",
		acts: []act{by("mori", contract.Cancel{Reason: "取材の日程が合わなかったため"})},
	},
	{
		shows: "運営が調整中", client: "kawabe", worker: "sato",
		job: work("予約システムの改修", "開発", 250_000, "既存の予約フォームの改修です。"), pitch: "同じ仕組みの改修経験があります。",
		terms: job.Conditions{Criteria: []string{"予約の取り消しができる", "スマートフォンで崩れない"}, RevisionRounds: rounds(1)},
		acts: []act{funds("kawabe"), later(day), by("sato", contract.Deliver{Note: "改修版を納品します。", Files: []string{}}),
			by("kawabe", contract.RequestRevision{Reason: "取り消しの画面が開きません。", FailedCriteria: []contract.Criterion{{Text: "予約の取り消しができる"}}}),
			by("sato", contract.Deliver{Note: "修正しました。", Files: []string{}}), by("kawabe", contract.OpenDispute{Reason: "まだ取り消しができません。"}),
			by("sato", contract.OfferSettlement{WorkerAmount: 180_000})},
	},
	{
		shows: "連絡催促申請中（運営の審査待ち）", client: "mori", worker: "takahashi",
		job: work("新商品のロゴ制作", "デザイン", 120_000, "新しいお茶のブランドのロゴです。"), pitch: "和のデザインを得意としています。",
		acts: []act{funds("mori"), says("mori", "ラフ案はいつごろになりますか？"), later(3*day + time.Hour), by("mori", contract.RequestNudge{})},
	},
	{
		shows: "契約終了同意待ち（途中終了リクエスト中）", client: "aoki", worker: "takahashi",
		job: work("紅葉フェアのチラシ制作", "デザイン", 45_000, "A4片面のチラシです。"), pitch: "3日で初稿をお出しします。",
		acts: []act{funds("aoki"), later(time.Hour), by("aoki", contract.RequestTermination{Reason: "フェアが中止になったため", WorkerAmount: 15_000})},
	},
	{
		shows: "修正中", client: "kawabe", worker: "tanaka",
		job: work("発表会プログラムの編集", "編集", 40_000, "ピアノ発表会のプログラム冊子です。"), pitch: "冊子の編集を多く手がけています。",
		acts: []act{funds("kawabe"), by("tanaka", contract.Deliver{Note: "初稿を納品します。", Files: []string{}}),
			by("kawabe", contract.RequestRevision{Reason: "出演順が1か所違っています。"})},
	},
	{
		shows: "検収待ち", client: "mori", worker: "sato",
		job: work("採用ページの原稿", "ライティング", 80_000, "採用サイトの原稿（5ページ）です。"), pitch: "採用広報の経験があります。",
		acts: []act{funds("mori"), by("sato", contract.Deliver{Note: "原稿5ページ分を納品します。", Files: []string{}})},
	},
	{
		shows: "業務中（マイルストーン2段階の1つ目）", client: "aoki", worker: "sato",
		job: work("多言語メニューの制作", "翻訳", 160_000, "メニューの4か国語版を作ります。"), pitch: "飲食店のメニュー翻訳が得意です。",
		terms: job.Conditions{Milestones: []job.Milestone{{Title: "英語・中国語版", Amount: 100_000, DueOn: "2027-01-31"}, {Title: "韓国語・フランス語版", Amount: 60_000, DueOn: "2027-03-31"}}},
		acts:  []act{funds("aoki"), says("sato", "本日から始めます。")},
	},
	{
		shows: "仮払い待ち", client: "kawabe", worker: "tanaka",
		job: work("教室紹介動画の字幕", "動画", 30_000, "3分ほどの動画に字幕を付けていただきます。"), pitch: "字幕制作の経験が5年あります。",
	},
}

var openJobs = []struct {
	by  string
	job job.Job
}{
	{"aoki", work("おせちの商品写真 30点の切り抜き", "デザイン", 30_000, "背景を白にする切り抜き作業です。")},
	{"mori", work("展示会パネルのコピー", "ライティング", 50_000, "A1パネル4枚分のコピーを考えていただきます。")},
	{"kawabe", work("発表会の集計表の作成", "事務", 12_000, "アンケート80枚分を表計算に入力していただきます。")},
}
