package demo

import (
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
)

// past are the oldest jobs; all of them went well, and give the people a history.
var past = []posting{
	{key: "faq", by: "aoki", posted: d(321, "10:00"), category: "ライティング", budget: 60_000, due: -296,
		title: "通販サイトの「よくあるご質問」20項目", text: "日持ち、のし、配送、アレルギーのご質問など、20項目の答えを書いていただきます（1項目150字程度）。\n電話で実際にいただいたご質問の控えをお渡しします。",
		bids: []bid{{who: "sato", text: "食品の通販サイトで「よくあるご質問」を4件書きました。お電話の控えを拝見して、お客様の言葉のまま質問文を作ります。"}}},
	{key: "bukken", by: "nagisa", posted: d(304, "13:00"), category: "翻訳", budget: 96_000, due: -276,
		title: "外国人向け賃貸物件資料の英訳（8物件）", text: "物件概要（A4・1枚）8物件分の英訳です。敷金・礼金など、日本の習慣の短い説明も添えてください。",
		bids: []bid{{who: "tanaka", text: "賃貸物件の資料を年に30件ほど翻訳しています。礼金や保証会社の説明は、別紙1枚にまとめることをご提案します。"}, {who: "liam", yen: 88_000, text: "I rented in Japan for nine years and know which words confuse newcomers.", no: true}}},
	{key: "pamphlet", by: "shirakaba", posted: d(286, "09:20"), category: "ライティング", budget: 120_000, due: -256,
		title: "観光パンフレットの改訂原稿（16ページ）", text: "6年前のパンフレットを改訂します。無くなったお店の差し替えと、新しい足湯・木工体験の紹介（各400字）をお願いします。1日の現地取材を含みます。",
		bids: []bid{{who: "sato", text: "町歩きの記事を連載しています。差し替えは、載っている全店に電話で営業時間を確かめながら進めます。"}, {who: "kobayashi", yen: 98_000, text: "日帰りの取材でお引き受けできます。", no: true}}},
	{key: "kengaku", by: "hidamari", posted: d(240, "11:10"), category: "ライティング", budget: 70_000, due: -212,
		title: "工場見学ページの原稿", text: "小学生の社会科見学で使うページの原稿です（6場面、各300字）。漢字は4年生までに習うものにしてください。",
		bids: []bid{{who: "sato", text: "製造現場の取材と、子ども向けの記事の両方を書いています。「焼きむらを見つける機械」のところは図の指示もお付けします。"}}},
	{key: "hoshu", by: "kitano", posted: d(234, "10:00"), category: "翻訳", budget: 150_000, due: -204,
		title: "保守契約書と点検要領の英訳", text: "タイの代理店に渡す保守契約書（11ページ）と点検要領（9ページ）。旋盤の部位の訳語は、添付の一覧に合わせること。",
		bids: []bid{{who: "tanaka", text: "契約書は参考訳としてお作りし、法務のご確認が要る箇所に印を付けます。点検要領は、現場で読み上げても通じる短い文にします。"}}},
	{key: "report", by: "mori", posted: d(200, "15:00"), category: "ライティング", budget: 55_000, due: -176,
		title: "展示会のレポート記事 2本", text: "幕張で開かれる展示会を1日まわり、ブースのつくりについて2本（各1,800字）書いていただきます。交通費は別にお支払いします。",
		bids: []bid{{who: "sato", text: "展示会の取材は年に5回ほどしています。通路からの見え方と、人が立ち止まる位置を中心に書きます。"}}},
	{key: "museum", by: "emily", posted: d(152, "11:00"), category: "ライティング", budget: 70_000, due: -126,
		title: "Proofreading of a 60-page exhibition guide", text: "English text by three authors for a small craft museum; please make it sound like one voice. British spelling. About 14,000 words, delivered as a Word file with changes tracked.",
		bids: []bid{{who: "liam", text: "I have edited guides for two regional museums. I keep a style sheet as I go and hand it over with the text, so the next edition is easier."}}},
	{key: "tsuiseki", by: "tsubame", posted: d(168, "09:00"), category: "システム開発", budget: 380_000, due: -100,
		title: "荷物の配送状況を返すWeb APIの開発（Go）", text: "送り状の番号を送ると、いまどの営業所にあるかを返すAPIです。取引先3社の通販サイトから呼ばれます。\n・1日あたり約2万回の問い合わせ、応答は0.3秒以内\n・Goで作り、APIの説明書（OpenAPI）を付けてください\n・設計、実装、試験と引き渡しの3段階で進めます",
		bids: []bid{
			{who: "ogawa", text: "GoのWeb APIを6年開発しています。問い合わせは決まった時間に集中すると思いますので、1秒に50回を10分続ける試験まで行ってからお渡しします。",
				talk: []string{"取引先ごとに、呼べる回数の上限を付けられますか？", "はい。取引先ごとに鍵を分けて、上限も別々に決められる形にします。"}},
			{who: "nakamura", yen: 340_000, text: "Pythonでよろしければ、もう少し早くお作りできます。", no: true},
		}},
	{key: "tenshu", by: "aoki", posted: d(84, "10:30"), category: "ライティング", budget: 85_000, due: -60,
		title: "店主と職人のインタビュー記事 3本", text: "店主と、餡場・焼き場の職人2名へのインタビュー記事（各2,000字）です。通販サイトの「つくる人」のページに載せます。取材は店で半日、写真は当店で撮ります。",
		bids: []bid{{who: "sato", text: "商品説明文に続いて、ぜひ担当させてください。餡場は朝が早いと伺いましたので、5時から入らせていただけますか。",
			talk: []string{"5時でしたら、ちょうど小豆を炊き始めるころでございます。よろしくお願いいたします。", "ありがとうございます。お邪魔にならないように、はじめの1時間は見学だけにいたします。"}}}},
	{key: "plan", by: "shiokaze", posted: d(56, "17:00"), category: "ライティング", budget: 48_000, due: -36,
		title: "宿泊プランの紹介文 6本", text: "季節の宿泊プラン6つの紹介文（各500字）をお願いいたします。お料理の写真と献立表をお送りします。",
		bids: []bid{{who: "sato", text: "観光の記事を中心に書いています。献立の素材の産地まで入れて、6本の書き出しが似ないようにします。"}}},

	{key: "kensaku", by: "yamabiko", posted: d(37, "13:20"), category: "Web制作", budget: 240_000, due: 16,
		title: "商品検索画面の作り直し（React／TypeScript）", text: "約1,800点の商品を、重さ・季節・人数でしぼり込める画面にしたいです。\n・ReactとTypeScript、いまの通販システムのAPIを使います\n・電波の弱い山でも開けるように、最初に読み込む量は200KBまでに\n画面の設計と実装の2段階で進めます。",
		bids: []bid{
			{who: "suzuki", text: "しぼり込みの画面をReactで3件作りました。1,800点でしたら一覧は端末の側で持てますので、しぼり込みに通信が要らない形にできます。",
				talk: []string{"200KB、いけそうですか？", "商品の一覧を圧縮して90KBほど、画面が70KBほどの見込みです。画像は見えたところから読み込みます。"}},
			{who: "ogawa", yen: 260_000, text: "APIの側もあわせて見直すことをご提案します。", no: true},
		}},
	{key: "illust", by: "mori", posted: d(18, "10:40"), category: "デザイン", budget: 72_000, due: -3,
		title: "展示パネル用の工程イラスト 8点", text: "金属の部品ができるまでの8工程を、線画に1色を足したイラストにしていただきます。工場の写真（40点）をお渡しします。",
		bids: []bid{{who: "hamasaki", text: "案内図や手順の絵を描いています。最初に1工程分を仕上げて、線の太さと色の量をご確認いただきます。"}}},
	{key: "gaiyo", by: "mori", posted: d(5, "14:00"), category: "翻訳", budget: 66_000, due: 21,
		title: "会社案内（改訂版）の英訳の更新", text: "前回英訳していただいた会社案内のうち、4ページが変わりました（日本語で約2,200字）。用語集の更新もお願いします。\n印刷会社への入稿は{24}です。",
		bids: []bid{{who: "tanaka", text: "前回の訳と用語集が手元にありますので、変わった箇所だけでなく前後のつながりも見直します。{18}に初稿をお送りできます。"}}},
	{key: "catalog", by: "hidamari", posted: d(24, "11:30"), category: "ライティング", budget: 96_000, due: 5,
		title: "ギフトカタログの商品紹介文 24点", text: "焼き菓子の詰め合わせ24点の紹介文（各120字）と、見出し（15字以内）をお願いします。法人のお客様が贈り先を思い浮かべられる文章を希望します。",
		bids: []bid{{who: "sato", text: "バームクーヘンの記事ではお世話になりました。24点を「贈る相手」で5つに分けて書くことをご提案します。"}}},
}

// histories tell how the oldest jobs went, and some that show a busy month.
var histories = []story{
	{job: "faq", worker: "sato", formed: d(318, "10:00"), ends: contract.Completed, beats: []beat{
		pays(d(318, "15:00")), clientSays(d(317, "09:30"), "お電話の控えを3か月分お送りしました。字が読みにくいところは、遠慮なくお尋ねくださいませ。"),
		delivers(d(300, "17:00"), "20項目を納品します。「切れ端はありますか」というご質問が多かったので、1項目足して21項目になっています。", "よくあるご質問.docx"),
		clientSays(d(297, "10:00"), "切れ端のご質問、たしかに毎日のようにいただきます。足していただいて助かりました。"), accepts(d(296, "10:10"))}},
	{job: "bukken", worker: "tanaka", formed: d(300, "11:00"), ends: contract.Completed, beats: []beat{
		pays(d(300, "13:00")), delivers(d(279, "18:00"), "8物件分と、礼金・保証会社の説明の別紙を納品します。", "物件資料_英訳.zip"), accepts(d(276, "16:00"))}},
	{job: "pamphlet", worker: "sato", formed: d(282, "09:00"), ends: contract.Completed, beats: []beat{
		pays(d(282, "09:30")), workerSays(d(270, "18:00"), "掲載店41軒のうち、36軒に電話がつながりました。閉店が4軒、移転が1軒です。一覧をお送りします。"),
		clientSays(d(269, "09:00"), "こちらで把握していない閉店が2軒ありました。ありがとうございます。残り5軒は職員が見てまいります。"),
		delivers(d(260, "17:30"), "16ページ分の原稿を納品します。足湯は、夕方の光がきれいな時間も書きました。", "パンフレット改訂原稿.docx"), accepts(d(258, "11:00"))}},
	{job: "kengaku", worker: "sato", formed: d(236, "10:00"), ends: contract.Completed, beats: []beat{
		pays(d(236, "13:30")), delivers(d(218, "16:00"), "6場面の原稿です。漢字は学年別の表と照らし合わせました。", "工場見学原稿.docx"),
		revises(d(217, "10:00"), "4場面目の「攪拌」を、やさしい言い方にしてください。"), delivers(d(216, "11:00"), "「よくまぜる」に直し、ほかの場面の言い方もそろえました。", "工場見学原稿_2.docx"), accepts(d(214, "09:30"))}},
	{job: "hoshu", worker: "tanaka", formed: d(230, "10:00"), ends: contract.Completed, beats: []beat{
		client(d(230, "10:20"), contract.SignNDA{}), worker(d(230, "11:00"), contract.SignNDA{}), pays(d(229, "09:00")),
		delivers(d(208, "17:00"), "契約書と点検要領の英訳です。法務のご確認が要る箇所が6つあり、コメントを付けています。", "保守契約書_参考訳.docx", "点検要領_英訳.docx"), accepts(d(205, "14:00"))}},
	{job: "report", worker: "sato", formed: d(196, "15:00"), ends: contract.Completed, beats: []beat{
		pays(d(195, "10:00")), delivers(d(180, "20:00"), "2本納品します。2本目は、通路の角にある小さなブースだけを集めました。", "レポート1.docx", "レポート2.docx"),
		clientSays(d(178, "10:00"), "角のブースの着眼、社内でも評判でした。次の提案に使わせてもらいます。"), accepts(d(178, "10:05"))}},
	{job: "tsuiseki", worker: "ogawa", formed: d(164, "09:00"), ends: contract.Completed,
		terms: job.Conditions{Criteria: []string{"1秒に50回の問い合わせを10分続けて、応答が0.3秒以内である", "OpenAPIの説明書が実装と一致している"},
			Milestones: []job.Milestone{{Title: "設計", Amount: 80_000, DueOn: "-148"}, {Title: "実装", Amount: 200_000, DueOn: "-118"}, {Title: "試験と引き渡し", Amount: 100_000, DueOn: "-100"}}},
		beats: []beat{pays(d(164, "09:40")), delivers(d(150, "19:00"), "設計書とOpenAPIの案です。取引先ごとの上限は、管理の画面から変えられる形にしました。", "設計書.pdf", "openapi.yaml"), accepts(d(148, "10:00")),
			pays(d(147, "09:00")), clientSays(d(130, "08:50"), "2社目の取引先から、番号の頭に英字が付くと言われました。対応できますか？"), workerSays(d(130, "12:20"), "はい、設計の範囲で対応できます。追加の費用はいただきません。英字の桁数だけ教えてください。"),
			delivers(d(120, "18:30"), "実装一式です。営業所の端末からの取り込みも動いています。", "tsuiseki-1.0.0.tar.gz"), accepts(d(117, "09:20")),
			pays(d(116, "09:00")), delivers(d(103, "17:00"), "試験の結果と引き渡しの手順書です。1秒に50回を10分続けて、遅いものでも0.11秒でした。", "試験結果.pdf", "手順書.pdf"), accepts(d(100, "10:30"))}},
	{job: "museum", worker: "liam", formed: d(149, "10:00"), ends: contract.Completed, beats: []beat{
		pays(d(149, "12:00")), workerSays(d(141, "18:00"), "Half way through. One question: author two writes \"lacquer ware\", author three \"lacquerware\". I suggest one word throughout."),
		clientSays(d(140, "09:00"), "One word, please. And thank you for spotting the two different dates for the kiln on pages 12 and 47!"),
		delivers(d(131, "17:00"), "The edited text with changes tracked, a clean copy, and the style sheet.", "guide_tracked.docx", "guide_clean.docx", "style_sheet.pdf"), accepts(d(128, "11:00"))}},
	{job: "tenshu", worker: "sato", formed: d(80, "10:00"), ends: contract.Completed, beats: []beat{
		pays(d(80, "10:40")), workerSays(d(74, "15:00"), "取材ではありがとうございました。炊きたての餡の香りが、まだ服に残っています。"),
		clientSays(d(74, "17:30"), "こちらこそ、朝早くからありがとうございました。職人の吉田が、あんなに話すのを初めて見ました。"),
		delivers(d(65, "18:00"), "3本納品します。吉田さんの言葉は、なるべくそのまま残しました。ご本人にもお見せください。", "店主.docx", "餡場.docx", "焼き場.docx"), accepts(d(62, "14:00"))}},
	{job: "plan", worker: "sato", formed: d(53, "18:00"), ends: contract.Completed, beats: []beat{
		pays(d(53, "20:30")), delivers(d(41, "16:00"), "6本納品します。蟹のプランは、食べ方を知らない方にも伝わるように書きました。", "宿泊プラン6本.docx"),
		client(d(40, "20:50"), contract.RequestTermination{Reason: "料理長の交代で、献立がすべて変わるかもしれません。そうなりましたら、半額でここまでとさせていただきたく存じます。", WorkerAmount: 24_000}),
		workerSays(d(39, "10:00"), "ご事情はわかりました。6本とも書き終えておりますので、献立が決まるまで、お返事を待たせてください。"),
		clientSays(d(37, "20:50"), "献立は変わらないことになりました。お気をもませて申し訳ございません。文章は、どれもお料理が目に浮かぶようでございます。"), accepts(d(37, "21:00"))}},

	{job: "kensaku", worker: "suzuki", formed: d(34, "13:00"), ends: contract.InProgress, shows: "業務中（マイルストーン2段階の2つ目）",
		terms: job.Conditions{Criteria: []string{"最初に読み込む量が200KBまで", "重さ・季節・人数を組み合わせてしぼり込める"}, Milestones: []job.Milestone{{Title: "画面の設計", Amount: 70_000, DueOn: "-18"}, {Title: "実装", Amount: 170_000, DueOn: "16"}}},
		beats: []beat{pays(d(34, "13:30")), workerSays(d(29, "19:00"), "しぼり込みの順番を2案作りました。「人数」から始める案のほうが、押す回数が少なく済みます。"),
			clientSays(d(28, "10:10"), "人数からの案でお願いします。店でも「何人ですか？」から聞くので、しっくりきます。"),
			delivers(d(20, "18:00"), "画面の設計（12画面）と、動く見本です。", "画面設計.pdf", "見本のURL.txt"), clientSays(d(18, "11:00"), "見本をスタッフ3人で触りました。重さの目盛りが指で動かしやすくていいですね。"), accepts(d(18, "11:10")),
			pays(d(17, "14:00")), workerSays(d(5, "18:30"), "しぼり込みまで動きました。いま読み込む量は158KBです。来週、実機での確認をお願いします。"), clientSays(d(4, "10:00"), "早いですね！ 古いスマートフォンを3台用意しておきます。")}},
	{job: "illust", worker: "hamasaki", formed: d(16, "11:00"), ends: contract.Delivered, shows: "検収待ち（修正のあとの再納品）", beats: []beat{
		pays(d(16, "11:20")), workerSays(d(13, "20:00"), "1工程目「切断」です。線は0.7ミリ、色は青を1色にしました。"),
		clientSays(d(12, "09:50"), "線の太さはこのままで。色は先方のロゴに合わせて、少し緑に寄せてください。"), workerSays(d(12, "13:00"), "承知しました。色の見本を3つ並べた画像をお送りします。"),
		clientSays(d(11, "10:00"), "真ん中でお願いします。"), delivers(d(7, "19:00"), "8点すべて納品します。", "工程イラスト8点.zip"),
		revises(d(6, "10:30"), "6番目「検査」の手袋が片手だけになっています。両手にしてください。"),
		delivers(d(3, "15:00"), "両手に直しました。7番目も同じ方が写る場面ですので、手袋をそろえています。", "工程イラスト_6_7.zip")}},
	{job: "gaiyo", worker: "tanaka", formed: d(2, "15:00"), ends: contract.AwaitingEscrow, beats: []beat{
		clientSays(d(2, "15:10"), "今回もよろしくお願いします。仮払いは、今日か明日には済ませます。"), workerSays(d(2, "16:40"), "ありがとうございます。入金のお知らせが届き次第、取りかかります。差分のわかる原稿もいただけると助かります。"),
		clientSays(d(1, "09:20"), "変更箇所に色を付けた原稿を用意しています。あわせてお送りしますね。")}},
	{job: "catalog", worker: "sato", formed: d(21, "11:00"), ends: contract.Revising, shows: "修正中（1回目）",
		terms: job.Conditions{Criteria: []string{"紹介文は1点120字以内", "見出しは15字以内", "効能をうたう言い回しがない"}},
		beats: []beat{pays(d(21, "13:00")), workerSays(d(18, "17:00"), "24点を「取引先へ」「職場へ」「ご家庭へ」「お祝いに」「お礼に」の5つに分けてみました。"),
			clientSays(d(17, "10:20"), "わかりやすいです。「お礼に」と「お祝いに」は、のしの種類が違いますので、そのまま分けておいてください。"),
			delivers(d(6, "18:00"), "24点の紹介文と見出しを納品します。字数は一覧の右端に入れてあります。", "カタログ紹介文.xlsx"),
			revises(d(1, "11:00"), "3点（No.7、12、19）の見出しが15字を超えています。また、No.15の「体にうれしい」は効能と受け取られるおそれがあるため、別の言い方にしてください。", 1, 2)}},
}
