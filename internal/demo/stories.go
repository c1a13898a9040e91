package demo

import (
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
)

// stories tell how the contracted jobs went, the oldest first.
var stories = []story{
	{job: "gasshi", worker: "sato", formed: d(144, "10:00"), ends: contract.Completed, shows: "完了（発注者が検収）", beats: []beat{
		pays(d(144, "10:30")), clientSays(d(144, "10:40"), "よろしくお願いいたします。商品は本日発送しました。"),
		workerSays(d(142, "14:00"), "商品が届きました。どれもおいしくいただきました。まず3点書いてお送りします。"),
		delivers(d(130, "16:00"), "20点すべて納品します。甘さの感じ方が分かれそうなものには、代わりの言い回しも添えました。", "商品説明文20点.docx"), accepts(d(129, "11:00"))}},
	{job: "annai", worker: "tanaka", formed: d(121, "10:00"), ends: contract.Completed, shows: "完了（みなし検収：発注者が期限まで無言）", beats: []beat{
		pays(d(121, "15:00")), workerSays(d(121, "17:00"), "用語集を拝見しました。3点だけ表記を確認させてください。"),
		delivers(d(112, "18:00"), "英訳を納品します。用語集の更新版も付けました。", "会社案内_英訳.docx", "用語集.xlsx"), workerSays(d(109, "10:00"), "ご確認いただけましたでしょうか。")}},
	{job: "baum", worker: "sato", formed: d(111, "14:00"), ends: contract.Completed, beats: []beat{
		pays(d(110, "09:30")), delivers(d(101, "12:00"), "3本納品します。", "記事1.docx", "記事2.docx", "記事3.docx"),
		revises(d(100, "10:00"), "2本目の製法の説明が、社外に出せない内容を含んでいました。該当の段落を差し替えてください。"),
		delivers(d(99, "17:00"), "差し替えました。ほかの2本も同じ点を見直しています。", "記事2_修正.docx"), accepts(d(98, "09:40"))}},
	{job: "yado", worker: "lin", formed: d(97, "09:00"), ends: contract.Completed, beats: []beat{
		pays(d(97, "13:00")), delivers(d(90, "15:00"), "繁体字訳を納品します。温泉の入り方には、図の説明も付けました。", "宿泊案内_繁体字.pdf"),
		clientSays(d(89, "08:30"), "とてもわかりやすいです。フロントでも好評でした。"), accepts(d(89, "08:35"))}},
	{job: "torisetsu", worker: "tanaka", formed: d(94, "11:00"), ends: contract.Completed,
		terms: job.Conditions{Criteria: []string{"安全に関する警告文が規格の書式に沿っている", "用語集の訳語と一致している"}, Milestones: []job.Milestone{{Title: "前半（安全・設置）", Amount: 120_000, DueOn: "-78"}, {Title: "後半（操作・保守）", Amount: 120_000, DueOn: "-60"}}},
		beats: []beat{pays(d(94, "14:00")), delivers(d(80, "16:00"), "前半を納品します。", "前半_英訳.docx"), accepts(d(78, "10:00")),
			pays(d(77, "09:00")), delivers(d(62, "18:00"), "後半を納品します。全体の用語をそろえました。", "後半_英訳.docx"), accepts(d(60, "13:00"))}},
	{job: "juku", worker: "endo", formed: d(85, "19:00"), ends: contract.Completed, beats: []beat{
		pays(d(85, "19:20")), delivers(d(81, "12:00"), "初稿です。写真の位置を2案ご用意しました。", "チラシ案A.pdf", "チラシ案B.pdf"), accepts(d(79, "18:00"))}},
	{job: "denpyo", worker: "nakamura", formed: d(73, "09:00"), ends: contract.Completed, beats: []beat{
		pays(d(72, "08:40")), delivers(d(63, "17:00"), "マクロと説明書を納品します。", "集計.xlsm", "説明書.pdf"), accepts(d(61, "09:10"))}},
	{job: "shika", worker: "kobayashi", formed: d(64, "13:00"), ends: contract.Completed, beats: []beat{
		pays(d(63, "12:30")), delivers(d(52, "10:00"), "5本納品します。院長先生にご確認いただきたい箇所に印を付けました。", "ブログ記事5本.docx")}},
	{job: "shashin", worker: "ishii", formed: d(54, "15:00"), ends: contract.Completed, beats: []beat{
		pays(d(54, "15:10")), delivers(d(47, "20:00"), "60点納品します。", "補正済み.zip"), accepts(d(46, "10:00"))}},
	{job: "haisha", worker: "yamada", formed: d(52, "10:00"), ends: contract.Terminated, shows: "途中終了（運営の判断で一部を支払い）", beats: []beat{
		pays(d(52, "10:20")), delivers(d(48, "18:00"), "改修版を納品します。", "haisha.zip"),
		client(d(47, "09:00"), contract.OpenDispute{Reason: "営業所によっては、いまも2行はみ出します。"}),
		workerSays(d(46, "09:00"), "ご指定のあった3営業所では直っています。ほかの営業所の帳票は、ご依頼の範囲に含まれていません。"),
		desk(d(42, "15:00"), "unei", contract.ResolveDispute{WorkerAmount: 40_000, Reason: "ご依頼の文に「はみ出す行を直す」とあり、営業所は限定されていません。一方で、3営業所分の作業は完了しています。完了した作業の割合をもとに、4万円の支払いと判断しました。"})}},
	{job: "naiken", worker: "fujii", formed: d(50, "11:00"), ends: contract.Completed, beats: []beat{
		pays(d(49, "10:00")), delivers(d(38, "16:00"), "4本納品します。", "物件動画4本.zip"), accepts(d(36, "14:00"))}},
	{job: "piano", worker: "takahashi", formed: d(43, "16:00"), ends: contract.Terminated, shows: "途中終了（受注者が無言：全額返金）", beats: []beat{
		pays(d(43, "16:10")), clientSays(d(38, "10:00"), "進み具合はいかがですか？ 発表会の写真もお送りできます。"), clientSays(d(35, "10:00"), "ご連絡をお待ちしています。"),
		client(d(31, "11:00"), contract.RequestNudge{Note: "2回お送りしましたが、一度もお返事がありません。"}), desk(d(31, "13:00"), "unei", contract.ApproveNudge{}),
		client(d(22, "09:00"), contract.RequestTermination{Reason: "お返事がなく、発表会に間に合わないため、終了をお願いします。"})}},
	{job: "noen", worker: "takahashi", formed: d(44, "08:00"), ends: contract.Completed, beats: []beat{
		pays(d(44, "08:30")), delivers(d(36, "12:00"), "3案をお送りします。", "ロゴ3案.pdf"),
		revises(d(35, "07:30"), "2つ目の案で進めたいです。坂道をもう少しなだらかにしてください。"), delivers(d(30, "18:00"), "坂道の角度を2段階で直しました。", "ロゴ修正.pdf"),
		accepts(d(28, "07:00"))}},
	{job: "kanji", worker: "tanaka", formed: d(38, "10:00"), ends: contract.Terminated, shows: "途中終了（合意：一部を支払い）", beats: []beat{
		pays(d(38, "10:30")), workerSays(d(36, "18:00"), "12ページ目まで訳しました。"),
		client(d(35, "10:00"), contract.RequestTermination{Reason: "冊子の内容を大きく変えることになりました。ここまでの分をお支払いして終了したいです。", WorkerAmount: 45_000}),
		worker(d(35, "14:00"), contract.AgreeTermination{})}},
	{job: "tenji", worker: "miyake", formed: d(37, "13:00"), ends: contract.Terminated, shows: "途中終了（和解案に合意）", beats: []beat{
		pays(d(36, "10:00")), delivers(d(29, "15:00"), "2方向の完成予想図です。", "正面.png", "右前.png"),
		client(d(28, "10:00"), contract.OpenDispute{Reason: "天井の高さが図面と違います。直すと展示会に間に合いません。"}),
		worker(d(27, "11:00"), contract.OfferSettlement{WorkerAmount: 70_000}), client(d(26, "09:30"), contract.AcceptOffer{})}},
	{job: "kanko", worker: "sato", formed: d(35, "10:00"), ends: contract.Completed, beats: []beat{
		pays(d(35, "11:00")), clientSays(d(30, "09:00"), "宿は1泊、駅前に手配しました。"), workerSays(d(26, "21:00"), "10コースのうち7コースを歩きました。雨のコースは明日回ります。"),
		delivers(d(16, "18:00"), "10コース分を納品します。所要時間は実際に歩いて測りました。", "コース紹介文.docx"), accepts(d(14, "10:00"))}},
	{job: "shanai", worker: "sato", formed: d(31, "10:00"), ends: contract.Cancelled, shows: "取消（仮払いの前に発注者が取り消し）", beats: []beat{
		client(d(29, "10:00"), contract.Cancel{Reason: "取材の日程が合わなくなったため"})}},
	{job: "kessan", worker: "okada", formed: d(29, "21:00"), ends: contract.Completed, beats: []beat{
		pays(d(29, "21:10")), delivers(d(22, "20:00"), "400枚の入力を終えました。科目に迷った11枚は別の表にまとめています。", "領収書一覧.xlsx"), accepts(d(21, "22:00"))}},
	{job: "monshin", worker: "okada", formed: d(18, "13:00"), ends: contract.Cancelled, shows: "取消（仮払いの期限切れ）", beats: []beat{
		workerSays(d(14, "13:00"), "仮払いが済みましたら、すぐに始められます。")}},

	{job: "annaiban", worker: "hamasaki", formed: d(38, "16:00"), ends: contract.AwaitingEscrow, shows: "2段階目の仮払い待ち（1段階目は検収済み）",
		terms: job.Conditions{Milestones: []job.Milestone{{Title: "館内案内図", Amount: 80_000, DueOn: "-8"}, {Title: "案内板 12枚", Amount: 60_000, DueOn: "20"}}},
		beats: []beat{pays(d(38, "16:30")), delivers(d(8, "15:00"), "館内案内図を納品します。", "館内案内図.pdf"), clientSays(d(3, "09:00"), "手描きの温かさが、とてもよく出ています。"), accepts(d(3, "09:10"))}},
	{job: "yoyaku", worker: "sato", formed: d(22, "10:00"), ends: contract.Disputed, shows: "運営が調整中（和解案あり）",
		terms: job.Conditions{Criteria: []string{"生徒が自分で予約を取り消せる", "スマートフォンで表示が崩れない"}, RevisionRounds: number(1)},
		beats: []beat{pays(d(22, "11:00")), delivers(d(12, "18:00"), "改修版を納品します。試験用の予約を3件入れてあります。", "改修内容.pdf"),
			revises(d(11, "10:00"), "iPhoneで取り消しの画面が開きません。", 0), delivers(d(9, "18:00"), "古い機種でも開くように直しました。", "改修内容_2.pdf"),
			client(d(5, "10:00"), contract.OpenDispute{Reason: "父の携帯電話では、まだ取り消しができません。"}),
			workerSays(d(5, "15:00"), "お使いの機種を教えていただけますか？ 動作を約束した範囲の機種かどうかを確認します。"), worker(d(4, "16:00"), contract.OfferSettlement{WorkerAmount: 180_000})}},
	{job: "kakou", worker: "ogawa", formed: d(27, "13:00"), ends: contract.InProgress, shows: "受注者と連絡がとれない（催促の期限が過ぎた）", beats: []beat{
		pays(d(26, "10:00")), workerSays(d(24, "18:00"), "画面の案をお送りします。"), clientSays(d(23, "09:00"), "この形でお願いします。"), clientSays(d(18, "09:00"), "進み具合を教えてください。"),
		client(d(14, "10:00"), contract.RequestNudge{Note: "10日近くお返事がありません。"}), desk(d(14, "14:00"), "unei", contract.ApproveNudge{})}},
	{job: "keiyaku", worker: "tanaka", formed: d(24, "10:00"), ends: contract.Delivered, shows: "発注者と連絡がとれない（催促への返信待ち）",
		terms: job.Conditions{InspectionDays: number(14)},
		beats: []beat{pays(d(24, "10:30")), delivers(d(9, "17:00"), "14ページ分の参考訳を納品します。", "賃貸借契約書_参考訳.docx"), workerSays(d(7, "10:00"), "納品物はお受け取りいただけましたでしょうか。"),
			worker(d(3, "11:00"), contract.RequestNudge{Note: "納品後、ご連絡がありません。"}), desk(d(3, "15:00"), "unei", contract.ApproveNudge{})}},
	{job: "senden", worker: "nishimura", formed: d(25, "11:00"), ends: contract.InProgress, shows: "業務中（催促に返事があった）", beats: []beat{
		pays(d(25, "11:30")), clientSays(d(16, "10:00"), "撮影の指示書は、いつごろになりそうですか？"), client(d(12, "10:30"), contract.RequestNudge{}), desk(d(12, "16:00"), "unei", contract.ApproveNudge{}),
		workerSays(d(11, "09:00"), "ご連絡が遅くなり申し訳ありません。体調を崩しておりました。明日お送りします。"), clientSays(d(11, "09:30"), "ご無理なさらないでください。お待ちしています。"), workerSays(d(10, "15:00"), "20本分の指示書の前半10本です。")}},
	{job: "kyozai", worker: "matsumoto", formed: d(23, "20:00"), ends: contract.InProgress, shows: "業務中（途中終了のリクエストを拒否した）", beats: []beat{
		pays(d(23, "20:20")), client(d(9, "19:00"), contract.RequestTermination{Reason: "予算を見直すことになったため", WorkerAmount: 20_000}),
		worker(d(8, "10:00"), contract.DeclineTermination{Reason: "すでに90問を書き終えています。残りも予定どおり納品できます。"}), clientSays(d(8, "19:00"), "わかりました。このままお願いします。")}},
	{job: "unsou", worker: "nakamura", formed: d(20, "09:00"), ends: contract.Revising, shows: "修正中（2回目）", beats: []beat{
		pays(d(20, "09:30")), delivers(d(12, "17:00"), "集計を追加しました。", "集計_改修.xlsm"), revises(d(11, "08:30"), "休息の時間が拘束時間に含まれています。"),
		delivers(d(8, "18:00"), "休息を除いて計算するように直しました。", "集計_改修2.xlsm"), revises(d(5, "09:00"), "日をまたぐ勤務の合計が合いません。例を添付します。"),
		workerSays(d(4, "12:00"), "例をありがとうございます。深夜0時の区切りの問題でした。明日までに直します。")}},
	{job: "denshi", worker: "suzuki", formed: d(19, "14:00"), ends: contract.InProgress, shows: "契約終了同意待ち（受注者からのリクエスト）", beats: []beat{
		pays(d(19, "14:20")), workerSays(d(8, "18:00"), "通販システムの側の制限で、ご希望の区分けができないことがわかりました。"),
		worker(d(2, "10:00"), contract.RequestTermination{Reason: "システムの制限により、ご希望の形にはできません。調査と、できる範囲の設定までの分をお願いしたいです。", WorkerAmount: 40_000})}},
	{job: "saiyo", worker: "sato", formed: d(17, "14:00"), ends: contract.Delivered, shows: "検収待ち", beats: []beat{
		pays(d(17, "14:30")), workerSays(d(15, "10:00"), "取材の質問案です。"), delivers(d(2, "18:00"), "原稿5ページ分を納品します。社員の方の言い回しは、ご本人に確認済みです。", "採用ページ原稿.docx")}},
	{job: "ocha", worker: "takahashi", formed: d(16, "12:00"), ends: contract.InProgress, shows: "連絡催促申請中（運営の審査待ち）", beats: []beat{
		pays(d(16, "12:20")), workerSays(d(15, "18:00"), "まず言葉から3つの方向を考えてみます。"), clientSays(d(6, "10:00"), "ラフ案はいつごろになりますか？"),
		client(h(4), contract.RequestNudge{Note: "1週間近くお返事がありません。"})}},
	{job: "podcast", worker: "fujii", formed: d(15, "22:30"), ends: contract.InProgress, beats: []beat{
		pays(d(15, "22:40")), clientSays(d(9, "21:00"), "1回目はできていますか？"), client(d(5, "22:00"), contract.RequestNudge{}),
		desk(d(4, "11:00"), "unei", contract.DenyNudge{Code: "other", Reason: "納期までまだ2週間以上あり、契約では途中の提出をお約束していません。もう一度、ご都合を尋ねるメッセージをお送りください。"}),
		clientSays(d(4, "21:00"), "1回目の仕上がりの目安を教えてください。"), workerSays(d(3, "13:00"), "27日に1回目をお送りします。お待たせしてすみません。")}},
	{job: "happyo", worker: "tanaka", formed: d(14, "18:00"), ends: contract.Revising, shows: "修正中", beats: []beat{
		pays(d(14, "18:10")), delivers(d(5, "20:00"), "初稿を納品します。", "プログラム初稿.pdf"), revises(d(4, "19:00"), "出演順が1か所違っています。8番と9番が逆です。"), workerSays(d(4, "20:30"), "失礼しました。すぐに直します。")}},
	{job: "yasai", worker: "kanemoto", formed: d(13, "08:00"), ends: contract.Delivered, shows: "検収待ち（期限が近い）", beats: []beat{
		pays(d(13, "08:30")), delivers(d(6, "16:00"), "600枚の入力を終えました。読めなかった4枚は画像の番号を控えています。", "注文一覧.xlsx")}},
	{job: "kensin", worker: "endo", formed: d(11, "13:00"), ends: contract.InProgress, beats: []beat{
		pays(d(11, "13:15")), workerSays(d(9, "17:00"), "こども用の絵柄を3案お見せします。"), clientSays(d(8, "12:40"), "2案目がかわいいです。スタッフにも人気でした。")}},
	{job: "koyo", worker: "takahashi", formed: d(8, "10:00"), ends: contract.InProgress, shows: "契約終了同意待ち（発注者からのリクエスト）", beats: []beat{
		pays(d(8, "10:20")), client(d(3, "10:00"), contract.RequestTermination{Reason: "台風の被害で、フェアが中止になったため", WorkerAmount: 15_000})}},
	{job: "fukei", worker: "lin", formed: d(7, "10:00"), ends: contract.AwaitingEscrow, shows: "仮払い待ち（期限が近い）", beats: []beat{
		workerSays(d(6, "10:00"), "仮払いが済みましたら、掲示物の写真から始めます。"), clientSays(d(5, "16:00"), "経理の手続きに数日かかっています。申し訳ありません。")}},
	{job: "menu", worker: "sato", formed: d(6, "11:00"), ends: contract.InProgress, shows: "業務中（マイルストーン2段階の1つ目）",
		terms: job.Conditions{Milestones: []job.Milestone{{Title: "英語・中国語版", Amount: 100_000, DueOn: "30"}, {Title: "韓国語・フランス語版", Amount: 60_000, DueOn: "60"}}},
		beats: []beat{pays(d(6, "11:20")), clientSays(d(5, "10:00"), "メニューの写真とレシピをお送りしました。"), workerSays(d(4, "09:00"), "本日から始めます。")}},
	{job: "jimaku", worker: "tanaka", formed: d(3, "20:00"), ends: contract.AwaitingEscrow, shows: "仮払い待ち", beats: []beat{
		clientSays(d(3, "20:10"), "よろしくお願いいたします。仮払いは週明けに手続きします。")}},
}

// An aside is what somebody does beside any contract.
type aside struct {
	at  moment
	who string
	yen int64 // withdrawn
}

var asides = []aside{
	{d(12, "21:00"), "sato", 60_000},
	{d(1, "20:00"), "tanaka", 45_000},
}
