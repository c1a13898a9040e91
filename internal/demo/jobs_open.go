package demo

// open are the jobs that still look for somebody.
var open = []posting{
	{key: "osechi", by: "aoki", posted: d(2, "10:20"), category: "動画・写真", budget: 30_000, due: 18, title: "おせちの商品写真 30点の切り抜き", text: "背景を白にする切り抜き作業です。器の影は残してください。",
		bids: []bid{{who: "ishii", yen: 27_000, text: "食品の切り抜きに慣れています。影を残した見本を先にお見せします。", talk: []string{"金箔の部分も、きれいに抜けますか？"}}}},
	{key: "panel", by: "mori", posted: d(3, "11:40"), category: "ライティング", budget: 50_000, due: 21, title: "展示会パネルのコピー", text: "A1パネル4枚分のコピーを考えていただきます。技術の言葉を、はじめての方にも伝わる言葉にしてください。",
		bids: []bid{{who: "matsumoto", text: "科学館の展示文を書いています。"}, {who: "sato", yen: 55_000, text: "製造業の取材を続けています。1枚につき3案お出しします。", counter: 52_000}}},
	{key: "shukei", by: "kawabe", posted: d(4, "18:00"), category: "データ入力", budget: 12_000, due: 9, title: "発表会アンケート 80枚の集計", text: "アンケート80枚分を表計算に入力していただきます。自由記述は原文のままお願いします。",
		bids: []bid{{who: "okada", text: "2日で入力できます。"}, {who: "kanemoto", yen: 10_000, text: "手書きの文字の読み取りに慣れています。"}, {who: "nishimura", text: "入力のあと、項目ごとの集計もお付けします。"}}},
	{key: "goyomi", by: "hidamari", posted: d(1, "13:15"), category: "デザイン", budget: 85_000, due: 30, title: "バレンタイン用の包装紙のデザイン", text: "2月の催事で使う包装紙です。3色以内の印刷を予定しています。", bids: []bid{{who: "endo", text: "包装紙の制作経験があります。模様の継ぎ目が目立たない図案にします。"}}},
	{key: "kyaku", by: "shiokaze", posted: d(5, "16:00"), category: "Web制作", budget: 280_000, due: 60, title: "旅館の予約ページの作り直し", text: "スマートフォンから予約しにくいという声が多く、予約までの画面を見直したいです。いまの予約の仕組みはそのまま使います。",
		bids: []bid{{who: "suzuki", text: "宿泊施設の予約ページを2件作り直しました。どちらもスマートフォンからの予約が増えています。"}, {who: "ogawa", yen: 310_000, text: "いまのページの使われ方を調べてから、画面の案をお出しします。"}}},
	{key: "kenpin", by: "kitano", posted: d(6, "10:00"), category: "システム開発", budget: 450_000, due: 90, title: "検品記録のデータベース化", text: "紙の検品記録（年間約8,000枚）を、型番と製造番号で探せるようにしたいです。Go言語またはPythonを希望します。",
		bids: []bid{{who: "ogawa", text: "Goでの業務システムを6年開発しています。まず1か月分で試作します。"}, {who: "nakamura", yen: 420_000, text: "検索の画面まで含めてお引き受けします。"}}},
	{key: "eigo", by: "asunaro", posted: d(3, "19:30"), category: "ライティング", budget: 60_000, due: 30, title: "小学生向け英語プリント 40枚", text: "1枚5分で終わる英語のプリントです。絵の指示も書いてください。", bids: []bid{{who: "kanemoto", text: "小学校の外国語活動の補助をしています。"}}},
	{key: "mado", by: "tsubame", posted: d(1, "08:40"), category: "事務・サポート", budget: 72_000, due: 40, title: "問い合わせメールの返信（1か月）", text: "平日1日20件ほどの問い合わせに、用意した文例をもとに返信していただきます。判断に迷うものは担当者に回してください。", bids: []bid{{who: "okada", text: "通販の窓口を4年担当していました。"}}},
	{key: "ninchi", by: "koharu", posted: d(2, "12:20"), category: "マーケティング", budget: 65_000, due: 30, title: "地図サービスの医院情報の整備", text: "診療時間や写真、よくある質問を整えていただきます。口コミへの返信の下書きも含みます。"},
	{key: "tento", by: "yamabiko", posted: d(4, "14:10"), category: "動画・写真", budget: 90_000, due: 25, title: "テントの設営を説明する動画", text: "撮影済みの映像（約1時間）を3分に編集していただきます。手順の番号と字幕を入れてください。", bids: []bid{{who: "fujii", text: "手順を説明する動画を多く編集しています。"}, {who: "ishii", yen: 82_000, text: "キャンプが趣味で、設営の流れがわかります。"}}},
	{key: "kinrin", by: "nagisa", posted: d(2, "10:45"), category: "ライティング", budget: 40_000, due: 20, title: "町の紹介記事 8本（各800字）", text: "物件のページに載せる、駅ごとの町の紹介記事です。公園と買い物の情報を中心にお願いします。", bids: []bid{{who: "kobayashi", text: "町歩きの記事を書いています。実際に歩いて書きます。"}}},
	{key: "nouka", by: "kusunoki", posted: d(1, "07:10"), category: "Web制作", budget: 120_000, due: 45, title: "直売所の営業案内ページ", text: "1ページの小さなサイトです。その日の野菜を、電話から更新できるようにしてください。", bids: []bid{{who: "suzuki", text: "農家さんのページを3件制作しました。写真を撮って送るだけで更新できる形にします。"}}},
	{key: "genko", by: "hoshino", posted: d(3, "21:30"), category: "ライティング", budget: 36_000, due: 15, title: "対談の文字起こしと整文 2本", text: "1本60分の対談を、読みやすい文章に整えていただきます。", bids: []bid{{who: "matsumoto", yen: 38_000, text: "整文は話し手の言葉を残す方針でお引き受けしています。"}}},
	{key: "yuki", by: "shirakaba", posted: d(2, "09:15"), category: "デザイン", budget: 55_000, due: 20, title: "雪まつりのポスター（B2）", text: "写真を使わず、絵だけのポスターを希望します。印刷は町で行います。", bids: []bid{{who: "hamasaki", text: "雪国の風景を描いています。"}, {who: "endo", yen: 50_000, text: "昨年、近くの町のポスターを担当しました。"}}},
	{key: "kanban", by: "mori", posted: h(5), category: "デザイン", budget: 48_000, due: 14, title: "会社の看板の文字組み", text: "ビルの入口の看板です。社名のロゴと、事業の3行を組んでいただきます。"},
	{key: "sns2", by: "hidamari", posted: h(3), category: "マーケティング", budget: 110_000, due: 50, title: "公式SNSの運用（1か月・試用）", text: "週3本の投稿と、コメントへの返信の案をお願いします。よければ翌月以降も続けます。"},
	{key: "tegami", by: "kawabe", posted: d(1, "11:00"), category: "翻訳", budget: 15_000, due: 7, title: "海外の先生へのお礼の手紙の英訳", text: "留学でお世話になったピアノの先生への手紙です。あらたまりすぎない英語にしてください。", bids: []bid{{who: "tanaka", text: "お気持ちが伝わる手紙にします。"}}},
	{key: "kaikei", by: "tsubame", posted: d(5, "09:00"), category: "事務・サポート", budget: 54_000, due: 20, title: "燃料カードの明細の突き合わせ", text: "3か月分の燃料カードの明細と、運転日報を突き合わせていただきます。", bids: []bid{{who: "okada", text: "経費の突き合わせを毎月担当しています。"}}},
	{key: "hp2", by: "koharu", posted: d(4, "12:50"), category: "Web制作", budget: 200_000, due: 60, title: "医院サイトの読みやすさの改善", text: "文字が小さいというご意見をいただきました。高齢の方にも読みやすい形に直してください。", bids: []bid{{who: "suzuki", text: "公共施設のサイトの改善を担当したことがあります。色の差や文字の大きさも測ってご報告します。"}}},
	{key: "kago", by: "yamabiko", posted: h(6), category: "システム開発", budget: 75_000, due: 25, title: "在庫表から商品ページを作る仕組み", text: "表計算の在庫表から、商品ページの下書きを作る仕組みです。週に1回、30点ほど追加します。"},
	{key: "madori", by: "nagisa", posted: d(6, "15:30"), category: "デザイン", budget: 66_000, due: 12, title: "間取り図の清書 22点", text: "手描きの間取り図を、同じ書式に清書していただきます。", bids: []bid{{who: "miyake", text: "建築の図面を描いています。1日5点のペースです。"}}},
	{key: "en", by: "emily", posted: d(3, "14:00"), category: "翻訳", budget: 95_000, due: 30, title: "Japanese subtitles for a craft documentary", text: "A 40-minute documentary about lacquerware in Noto, spoken in English. I need Japanese subtitles that a general audience enjoys reading.\nThe transcript is ready; two rounds of revision are planned.",
		bids: []bid{{who: "tanaka", text: "I subtitle documentaries for museums and have visited two lacquer studios. Happy to send a sample of the first three minutes."}}},
	{key: "en2", by: "emily", posted: d(1, "10:00"), category: "事務・サポート", budget: 33_000, due: 16, title: "Phone calls to workshops in Ishikawa", text: "Please call about ten craft workshops, ask whether they receive visitors in spring, and write the answers in a table. Japanese on the phone, notes in simple English."},
}

// postings are all jobs of the sample.
func postings() []posting { return append(append([]posting{}, contracted...), open...) }
