package demo

import (
	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
)

// stories tell how the contracted jobs went, the oldest first.
var stories = append(append([]story{}, histories...), chronicle...)

var chronicle = []story{
	{job: "gasshi", worker: "sato", formed: d(144, "10:00"), ends: contract.Completed, shows: "完了（クライアントが検収）", beats: []beat{
		pays(d(144, "10:30")), clientSays(d(144, "10:40"), "よろしくお願いいたします。商品20点は本日、冷蔵便で発送いたしました。生菓子は明後日までにお召し上がりください。"),
		workerSays(d(142, "14:00"), "商品が届きました。どれもおいしくいただきました。まず3点書いてお送りします。"),
		workerSays(d(139, "18:00"), "「栗の渋皮羊羹」「黒糖まんじゅう」「柚子きんとん」の3点です。お店の言葉づかいと合っているか、ご覧ください。"),
		clientSays(d(137, "10:00"), "主人が「うちの菓子をよく見てくれている」と申しておりました。この調子でお願いいたします。1つだけ、「ほろほろ」は別の商品で使っておりますので、お避けくださいませ。"),
		delivers(d(130, "16:00"), "20点すべて納品します。甘さの感じ方が分かれそうなものには、代わりの言い回しも添えました。", "商品説明文20点.docx"), accepts(d(129, "11:00")),
		clientSays(d(129, "11:05"), "すべて確認いたしました。またお願いしたい仕事がございますので、あらためてご連絡いたします。")}},
	{job: "annai", worker: "tanaka", formed: d(121, "10:00"), ends: contract.Completed, shows: "完了（みなし検収：クライアントが期限まで無言）", beats: []beat{
		pays(d(121, "15:00")), workerSays(d(121, "17:00"), "用語集を拝見しました。3点だけ表記を確認させてください。「施工」はconstructionとinstallationのどちらになさいますか。"),
		clientSays(d(120, "10:15"), "当社は仮設が中心ですので、installationでお願いします。ほかの2点はご提案どおりで結構です。"),
		delivers(d(112, "18:00"), "英訳を納品します。用語集の更新版も付けました。", "会社案内_英訳.docx", "用語集.xlsx"), workerSays(d(109, "10:00"), "ご確認いただけましたでしょうか。印刷の前でしたら、細かい直しもお受けできます。"),
		clientSays(d(103, "09:00"), "展示会の準備で検収のご連絡ができず、失礼しました。とてもよい訳で、そのまま入稿しました。")}},
	{job: "baum", worker: "sato", formed: d(111, "14:00"), ends: contract.Completed, beats: []beat{
		pays(d(110, "09:30")), clientSays(d(108, "16:00"), "本日の取材ではありがとうございました。試作の段階の写真は、社外に出せませんのでご注意ください。"),
		delivers(d(101, "12:00"), "3本納品します。1本目は味、2本目は製法、3本目は贈り方の記事です。", "記事1.docx", "記事2.docx", "記事3.docx"),
		revises(d(100, "10:00"), "2本目の製法の説明が、社外に出せない内容を含んでいました。該当の段落を差し替えてください。"),
		delivers(d(99, "17:00"), "差し替えました。ほかの2本も同じ点を見直しています。", "記事2_修正.docx"), accepts(d(98, "09:40"))}},
	{job: "yado", worker: "lin", formed: d(97, "09:00"), ends: contract.Completed, beats: []beat{
		pays(d(97, "13:00")), workerSays(d(95, "10:00"), "「掛け湯」は、台湾の方には知られていない習慣です。文章のほかに、短い手順を3つに分けて書いてもよろしいでしょうか。"),
		clientSays(d(95, "20:40"), "ぜひお願いいたします。大浴場の入口にも掲示させていただきます。"),
		delivers(d(90, "15:00"), "繁体字訳を納品します。温泉の入り方には、図の説明も付けました。", "宿泊案内_繁体字.docx"),
		clientSays(d(89, "08:30"), "とてもわかりやすいです。フロントでも好評でした。"), accepts(d(89, "08:35"))}},
	{job: "torisetsu", worker: "tanaka", formed: d(94, "11:00"), ends: contract.Completed,
		terms: job.Conditions{Criteria: []string{"安全に関する警告文が規格の書式に沿っている", "用語集の訳語と一致している"}, Milestones: []job.Milestone{{Title: "前半（安全・設置）", Amount: 120_000, DueOn: "-78"}, {Title: "後半（操作・保守）", Amount: 120_000, DueOn: "-60"}}},
		beats: []beat{client(d(94, "11:10"), contract.SignNDA{}), worker(d(94, "12:30"), contract.SignNDA{}), pays(d(94, "14:00")),
			workerSays(d(88, "16:00"), "図12の引き出し線が、本文の部品名と1つずれているようです。9番は「心押台」で合っていますか。"), clientSays(d(87, "09:10"), "図が誤り。9番が心押台、10番が送りねじ。図は当方で直す。指摘に感謝します。"),
			delivers(d(80, "16:00"), "前半を納品します。警告文は38か所、種別の一覧を別に付けました。", "前半_英訳.docx", "警告文一覧.xlsx"), accepts(d(78, "10:00")),
			pays(d(77, "09:00")), delivers(d(62, "18:00"), "後半を納品します。全体の用語をそろえました。", "後半_英訳.docx"), accepts(d(60, "13:00"))}},
	{job: "juku", worker: "endo", formed: d(85, "19:00"), ends: contract.Completed, beats: []beat{
		pays(d(85, "19:20")), clientSays(d(84, "14:00"), "料金の表は、兄弟で通う場合の割引がいちばん目立つようにしてください。"),
		delivers(d(81, "12:00"), "初稿です。写真の位置を2案ご用意しました。", "チラシ案A.pdf", "チラシ案B.pdf"), clientSays(d(79, "17:50"), "B案にします。保護者の方に見せたら、全員がBでした（笑）。"), accepts(d(79, "18:00"))}},
	{job: "denpyo", worker: "nakamura", formed: d(73, "09:00"), ends: contract.Completed, beats: []beat{
		pays(d(72, "08:40")), workerSays(d(69, "13:00"), "営業所の名前の書き方が5通りありました（「北」「北営」「北営業所」など）。同じものとして数える表を付けますので、増えたら行を足してください。"),
		delivers(d(63, "17:00"), "マクロと説明書を納品します。300件の集計が4秒で終わります。", "集計.xlsm", "説明書.pdf"), accepts(d(61, "09:10"))}},
	{job: "shika", worker: "kobayashi", formed: d(64, "13:00"), ends: contract.Completed, beats: []beat{
		pays(d(63, "12:30")), clientSays(d(62, "12:40"), "院長より「フッ素は濃度の数字も書いてほしい」とのことです。"), workerSays(d(62, "17:00"), "承知しました。学会の資料の数字を、出典とあわせて載せます。"),
		delivers(d(52, "10:00"), "5本納品します。院長先生にご確認いただきたい箇所に印を付けました。", "ブログ記事5本.docx")}},
	{job: "shashin", worker: "ishii", formed: d(54, "15:00"), ends: contract.Completed, beats: []beat{
		pays(d(54, "15:10")), workerSays(d(52, "19:00"), "最初の3点です。布の色見本と並べて撮った写真も付けました。"), clientSays(d(51, "11:30"), "オリーブ色がぴったりです！ このまま進めてください。"),
		delivers(d(47, "20:00"), "60点納品します。ファイル名は商品番号に付け替えてあります。", "補正済み.zip"), accepts(d(46, "10:00"))}},
	{job: "haisha", worker: "yamada", formed: d(52, "10:00"), ends: contract.Terminated, shows: "途中終了（運営の判断で一部を支払い）", beats: []beat{
		pays(d(52, "10:20")), delivers(d(48, "18:00"), "改修版を納品します。北・中央・港の3営業所の帳票で、30便まで収まることを確かめました。", "haisha.zip"),
		client(d(47, "09:00"), contract.OpenDispute{Reason: "営業所によっては、いまも2行はみ出します。"}),
		workerSays(d(46, "09:00"), "ご指定のあった3営業所では直っています。ほかの営業所の帳票は、ご依頼の範囲に含まれていません。"),
		clientSays(d(45, "08:40"), "範囲を分けたつもりはありません。5営業所とも同じ画面を使っています。"),
		desk(d(42, "15:00"), "unei", contract.ResolveDispute{WorkerAmount: 40_000, Reason: "ご依頼の文に「はみ出す行を直す」とあり、営業所は限定されていません。一方で、5営業所のうち3営業所分の作業は完了し、調査の結果も引き渡されています。これらをもとに、4万円の支払いと判断しました。"})}},
	{job: "naiken", worker: "fujii", formed: d(50, "11:00"), ends: contract.Completed, beats: []beat{
		pays(d(49, "10:00")), workerSays(d(45, "15:00"), "2件目の映像に、隣のお宅の表札が映っています。ぼかしますか、別の場面にしますか。"), clientSays(d(44, "10:30"), "別の場面でお願いします。ご配慮ありがとうございます。仕上がりの日も教えてください。"),
		client(d(41, "09:00"), contract.RequestNudge{Note: "仕上がりの日のお返事がありません。"}), workerSays(d(41, "11:00"), "お返事が抜けていました、すみません。{-38}の夕方にお送りします。"),
		delivers(d(38, "16:00"), "4本納品します。縦長と横長、合わせて8ファイルです。", "物件動画4本.zip"), accepts(d(36, "14:00"))}},
	{job: "piano", worker: "takahashi", formed: d(43, "16:00"), ends: contract.Terminated, shows: "途中終了（ワーカーが無言：全額返金）", beats: []beat{
		pays(d(43, "16:10")), clientSays(d(43, "16:20"), "はじめてのホームページで、楽しみにしています。どうぞよろしくお願いいたします。"),
		clientSays(d(38, "10:00"), "進み具合はいかがですか？ 発表会の写真もお送りできます。"), clientSays(d(35, "10:00"), "お忙しいところすみません。ご連絡をお待ちしています。"),
		client(d(31, "11:00"), contract.RequestNudge{Note: "2回お送りしましたが、一度もお返事がありません。"}), desk(d(31, "13:00"), "unei", contract.ApproveNudge{}),
		client(d(22, "09:00"), contract.RequestTermination{Reason: "お返事がなく、発表会に間に合わないため、終了をお願いします。"})}},
	{job: "noen", worker: "takahashi", formed: d(44, "08:00"), ends: contract.Completed, beats: []beat{
		pays(d(44, "08:30")), delivers(d(36, "12:00"), "3案をお送りします。1は木を主役に、2は坂道を主役に、3は「く」の字の形です。", "ロゴ3案.pdf"),
		revises(d(35, "07:30"), "2つ目の案で進めたいです。坂道をもう少しなだらかにしてください。うちの坂は、そこまできつくないです（笑）。"), delivers(d(30, "18:00"), "坂道の角度を2段階で直しました。1色の版も入れています。", "ロゴ修正.pdf"),
		clientSays(d(28, "06:55"), "ゆるいほうにします。さっそく箱屋さんに渡しました。"), accepts(d(28, "07:00"))}},
	{job: "kanji", worker: "tanaka", formed: d(38, "10:00"), ends: contract.Terminated, shows: "途中終了（合意：一部を支払い）", beats: []beat{
		pays(d(38, "10:30")), workerSays(d(36, "18:00"), "12ページ目まで訳しました。「こなし」「練り切り」の違いは、訳注で2行の説明を付けています。"),
		client(d(35, "10:00"), contract.RequestTermination{Reason: "店の改装に合わせて、冊子の内容を大きく変えることになりました。半分の12ページまでお進めいただいておりますので、4万5千円をお支払いして、ここまでとさせていただけますでしょうか。", WorkerAmount: 45_000}),
		workerSays(d(35, "13:50"), "ご事情、承知しました。12ページ分の訳文と訳注をお渡しします。新しい冊子ができましたら、またお声がけください。"),
		worker(d(35, "14:00"), contract.AgreeTermination{})}},
	{job: "tenji", worker: "miyake", formed: d(37, "13:00"), ends: contract.Terminated, shows: "途中終了（解決案に合意）", beats: []beat{
		pays(d(36, "10:00")), delivers(d(29, "15:00"), "2方向の完成予想図です。", "正面.png", "右前.png"),
		client(d(28, "10:00"), contract.OpenDispute{Reason: "天井の高さが図面と違います。直すと展示会に間に合いません。"}),
		workerSays(d(27, "10:40"), "手描きの図面の「2.7」を「2.1」と読んでおりました。確認しなかったのはこちらの落ち度です。家具と照明の配置はそのままお使いいただけますので、7万円ではいかがでしょうか。"),
		worker(d(27, "11:00"), contract.OfferSettlement{WorkerAmount: 70_000}), clientSays(d(26, "09:20"), "ご説明ありがとうございます。数字の読みにくさは、こちらにも責任があります。その金額で結構です。"), client(d(26, "09:30"), contract.AcceptOffer{})}},
	{job: "kanko", worker: "sato", formed: d(35, "10:00"), ends: contract.Completed, beats: []beat{
		pays(d(35, "11:00")), clientSays(d(30, "09:00"), "宿は1泊、駅前に手配しました。熊よけの鈴は、案内所でお貸しします。"), workerSays(d(26, "21:00"), "10コースのうち7コースを歩きました。雨のコースは明日回ります。"),
		workerSays(d(25, "19:30"), "「水車の小径」は、途中の橋が通行止めでした。迂回路を歩いて、12分長くかかりました。"), clientSays(d(24, "09:10"), "橋の工事は春まで続く見込みです。迂回路で書いていただけると助かります。"),
		delivers(d(16, "18:00"), "10コース分を納品します。所要時間は実際に歩いて測りました。", "コース紹介文.docx"), accepts(d(14, "10:00"))}},
	{job: "shanai", worker: "sato", formed: d(31, "10:00"), ends: contract.Cancelled, shows: "取消（仮払いの前にクライアントが取り消し）", beats: []beat{
		clientSays(d(29, "09:45"), "取材する予定の社員が、長期の出張に出ることになりました。申し訳ありませんが、一度取り消させてください。"),
		client(d(29, "10:00"), contract.Cancel{Reason: "取材の日程が合わなくなったため"}), workerSays(d(29, "12:10"), "承知しました。また機会がありましたら、よろしくお願いします。")}},
	{job: "kessan", worker: "okada", formed: d(29, "21:00"), ends: contract.Completed, beats: []beat{
		pays(d(29, "21:10")), workerSays(d(25, "20:00"), "200枚目まで終わりました。同じ日に同じ金額の領収書が2組あります。二重でしょうか。"), clientSays(d(24, "22:30"), "片方は控えでした。1枚ずつ消してください。助かります。"),
		delivers(d(22, "20:00"), "400枚の入力を終えました。科目に迷った11枚は別の表にまとめています。", "領収書一覧.xlsx"), accepts(d(21, "22:00"))}},
	{job: "monshin", worker: "okada", formed: d(18, "13:00"), ends: contract.Cancelled, shows: "取消（仮払いの期限切れ）", beats: []beat{
		workerSays(d(14, "13:00"), "仮払いが済みましたら、すぐに始められます。質問の順番の案は、もう頭の中にあります。"),
		clientSays(d(10, "12:30"), "期限が過ぎてしまいました。カード会社の確認に時間がかかっておりました。申し訳ございません。来月、あらためて募集いたします。")}},

	{job: "annaiban", worker: "hamasaki", formed: d(38, "16:00"), ends: contract.AwaitingEscrow, shows: "2段階目の仮払い待ち（1段階目は検収済み）",
		terms: job.Conditions{Milestones: []job.Milestone{{Title: "館内案内図", Amount: 80_000, DueOn: "-8"}, {Title: "案内板 12枚", Amount: 60_000, DueOn: "20"}}},
		beats: []beat{pays(d(38, "16:30")), workerSays(d(31, "19:00"), "館内を歩いた動画を拝見しました。3つ目の曲がり角に、実物と同じ椿の絵を目印として入れたいです。"),
			clientSays(d(31, "21:10"), "女将が、たいそう喜んでおりました。椿は先代が植えたものでございます。ぜひお願いいたします。"),
			delivers(d(8, "15:00"), "館内案内図を納品します。", "館内案内図.pdf"), clientSays(d(3, "09:00"), "手描きの温かさが、とてもよく出ています。"), accepts(d(3, "09:10")),
			workerSays(d(2, "18:00"), "ありがとうございます。案内板は、2段階目の仮払いが済みましたら、すぐに下描きに入ります。")}},
	{job: "yoyaku", worker: "suzuki", formed: d(22, "10:00"), ends: contract.Disputed, shows: "運営が調整中（解決案あり）",
		terms: job.Conditions{Criteria: []string{"生徒が自分で予約を取り消せる", "スマートフォンで表示が崩れない（発売から5年以内の機種）"}, RevisionRounds: number(1)},
		beats: []beat{pays(d(22, "11:00")), clientSays(d(22, "11:20"), "お支払いができました。よろしくお願いいたします。表は、いつもの場所に入れておきました。"),
			workerSays(d(20, "17:00"), "表を拝見しました。振替の「×」印は、先生が手で付けていらっしゃるものですね。これも自動で付くようにします。"), clientSays(d(19, "09:30"), "まあ、あれがいちばん大変でしたので、とても助かります。"),
			delivers(d(12, "18:00"), "改修版を納品します。試験用の予約を3件入れてあります。", "改修内容.pdf"),
			revises(d(11, "10:00"), "iPhoneで取り消しの画面が開きません。", 0), delivers(d(9, "18:00"), "iPhoneでも開くように直しました。4つの機種で確かめた画面を付けています。", "改修内容_2.pdf"),
			client(d(5, "10:00"), contract.OpenDispute{Reason: "父の携帯電話では、まだ取り消しができません。生徒さんの中にも、同じ機種をお使いのご家庭が2軒あります。"}),
			workerSays(d(5, "15:00"), "お使いの機種を教えていただけますか？ お約束した「発売から5年以内の機種」に入るかどうかを確認します。"),
			clientSays(d(5, "18:40"), "父に聞きましたら、8年前に買ったものだそうです。同じ機種の生徒さんが2軒ありまして、そのご家庭にも使っていただきたいのです。"),
			workerSays(d(4, "15:40"), "お気持ちはよくわかります。8年前の機種ではこの画面の仕組みが動きませんので、そのご家庭はメールで取り消せる形をご用意するのがよいと思います。その分を差し引いた18万円をご提案します。"),
			worker(d(4, "16:00"), contract.OfferSettlement{WorkerAmount: 180_000})}},
	{job: "kakou", worker: "ogawa", formed: d(27, "13:00"), ends: contract.InProgress, shows: "ワーカーと連絡がとれない（催促の期限が過ぎた）", beats: []beat{
		client(d(27, "13:20"), contract.SignNDA{}), worker(d(27, "14:00"), contract.SignNDA{}), pays(d(26, "10:00")),
		workerSays(d(24, "18:00"), "画面の案をお送りします。手袋のまま押せるように、ボタンは一辺25ミリにしました。"), clientSays(d(23, "09:00"), "この形でお願いします。"),
		clientSays(d(18, "09:00"), "進捗を知らせてください。"), clientSays(d(15, "08:50"), "先週の連絡への返事がまだない。試作の時期だけでも教えてほしい。"),
		client(d(14, "10:00"), contract.RequestNudge{Note: "10日近く返事がない。2回送信した。"}), desk(d(14, "14:00"), "unei", contract.ApproveNudge{})}},
	{job: "keiyaku", worker: "tanaka", formed: d(24, "10:00"), ends: contract.Delivered, shows: "クライアントと連絡がとれない（催促への返信待ち）",
		terms: job.Conditions{InspectionDays: number(14)},
		beats: []beat{pays(d(24, "10:30")), workerSays(d(20, "11:00"), "第8条の「原状回復」は、国のガイドラインの英語版に合わせて訳しますね。差し支えがあればお知らせください。"),
			delivers(d(9, "17:00"), "14ページ分の参考訳を納品します。冒頭に、正文は日本語である旨を入れました。", "賃貸借契約書_参考訳.docx"), workerSays(d(7, "10:00"), "納品物はお受け取りいただけましたでしょうか。"),
			workerSays(d(5, "09:30"), "入居者の方へのご説明の日が近いと伺っていました。お急ぎでしたら、要点だけの1枚もすぐにお作りできます。"),
			worker(d(3, "11:00"), contract.RequestNudge{Note: "納品後、2回メッセージをお送りしましたが、ご連絡がありません。"}), desk(d(3, "15:00"), "unei", contract.ApproveNudge{})}},
	{job: "senden", worker: "nishimura", formed: d(25, "11:00"), ends: contract.InProgress, shows: "業務中（催促に返事があった）", beats: []beat{
		pays(d(25, "11:30")), workerSays(d(21, "14:00"), "20本の題の一覧です。週の前半は「自分へ」、後半は「誰かへ」にしています。"), clientSays(d(20, "10:00"), "全体の流れ、わかりやすいです。7番と16番が似ているので、16番は工場の話に替えてください。"),
		clientSays(d(16, "10:00"), "撮影の指示書は、いつごろになりそうですか？"), client(d(12, "10:30"), contract.RequestNudge{Note: "撮影の日が近づいています。"}), desk(d(12, "16:00"), "unei", contract.ApproveNudge{}),
		workerSays(d(11, "09:00"), "ご連絡が遅くなり申し訳ありません。体調を崩しておりました。明日お送りします。"), clientSays(d(11, "09:30"), "どうぞご無理なさらないでください。撮影は1日ずらせますので、お待ちしています。"), workerSays(d(10, "15:00"), "指示書の前半10本です。お待たせしました。小物は、どれも会議室にあるもので足りるはずです。")}},
	{job: "kyozai", worker: "matsumoto", formed: d(23, "20:00"), ends: contract.InProgress, shows: "業務中（途中終了のリクエストを拒否した）", beats: []beat{
		pays(d(23, "20:20")), workerSays(d(16, "21:00"), "「光と音」の10問をお送りします。計算の問題は2問にとどめました。"),
		client(d(9, "19:00"), contract.RequestTermination{Reason: "教材の予算を見直すことになりました。2万円をお支払いして、ここまでとさせてください。", WorkerAmount: 20_000}),
		worker(d(8, "10:00"), contract.DeclineTermination{Reason: "すでに150問のうち90問を書き終えています。2万円は、ここまでの作業に見合いません。残りも予定どおり納品できます。"}),
		clientSays(d(8, "22:10"), "90問まで進んでいるとは存じませんでした。失礼しました。このまま最後までお願いします。"), workerSays(d(7, "09:00"), "ありがとうございます。これからは、10問ごとにお送りするようにしますね。")}},
	{job: "unsou", worker: "nakamura", formed: d(20, "09:00"), ends: contract.Revising, shows: "修正中（2回目）", beats: []beat{
		pays(d(20, "09:30")), delivers(d(12, "17:00"), "集計を追加しました。基準を超えた日は、行ごと薄い赤になります。", "集計_改修.xlsm"), revises(d(11, "08:30"), "休息の時間が拘束時間に含まれています。"),
		delivers(d(8, "18:00"), "休息を除いて計算するように直しました。", "集計_改修2.xlsm"), revises(d(5, "09:00"), "日をまたぐ勤務の合計が合いません。22時から翌6時までの勤務で、8時間のはずが16時間になります。"),
		workerSays(d(4, "12:00"), "例をありがとうございます。深夜0時の区切りの問題でした。{1}までに直します。"), clientSays(d(4, "13:10"), "助かります。月末の締めに使うので、その日でお願いします。")}},
	{job: "denshi", worker: "suzuki", formed: d(19, "14:00"), ends: contract.InProgress, shows: "契約終了同意待ち（ワーカーからのリクエスト）", beats: []beat{
		pays(d(19, "14:20")), workerSays(d(8, "18:00"), "通販システムの側の制限で、重さと地域を組み合わせた区分けができないことがわかりました。"), clientSays(d(7, "10:40"), "えっ、そうなんですか。システム会社には聞いてみました？"),
		workerSays(d(6, "15:00"), "はい、問い合わせの返事も「できない」でした。重さだけの3段階でしたら、今日からでも設定できます。"), clientSays(d(5, "11:20"), "うーん、沖縄便がいちばん困っているので、3人で相談します。"),
		worker(d(2, "10:00"), contract.RequestTermination{Reason: "システムの制限により、ご希望の形にはできません。調査と、重さによる3段階の設定まで終えましたので、4万円で終了とさせていただけないでしょうか。", WorkerAmount: 40_000})}},
	{job: "saiyo", worker: "sato", formed: d(17, "14:00"), ends: contract.Delivered, shows: "検収待ち", beats: []beat{
		pays(d(17, "14:30")), workerSays(d(15, "10:00"), "取材の質問案です。「入社して最初に困ったこと」を3名とも伺いたいです。"), clientSays(d(15, "13:30"), "いい質問ですね。設計の村上はよく話しますので、時間を区切ってください。"),
		clientSays(d(11, "17:00"), "取材、おつかれさまでした。3名とも楽しかったようです。"), workerSays(d(10, "09:30"), "こちらこそありがとうございました。村上さんのお話は、2ページ分ありました。"),
		delivers(d(2, "18:00"), "原稿5ページ分を納品します。社員の方の言い回しは、ご本人に確認済みです。", "採用ページ原稿.docx")}},
	{job: "ocha", worker: "takahashi", formed: d(16, "12:00"), ends: contract.InProgress, shows: "連絡催促申請中（運営の審査待ち）", beats: []beat{
		pays(d(16, "12:20")), workerSays(d(15, "18:00"), "まず言葉から3つの方向を考えてみます。「朝の水」「透明」「ひと呼吸」あたりが入口になりそうです。"), clientSays(d(14, "10:10"), "「ひと呼吸」がいいですね。先方もその言葉を気に入っています。"),
		clientSays(d(6, "10:00"), "ラフ案はいつごろになりますか？"), clientSays(d(3, "16:30"), "先方への中間報告が{2}にあります。途中のものでもかまいませんので、ご連絡ください。"),
		client(h(4), contract.RequestNudge{Note: "1週間近くお返事がありません。先方への中間報告が迫っています。"})}},
	{job: "podcast", worker: "fujii", formed: d(15, "22:30"), ends: contract.InProgress, beats: []beat{
		pays(d(15, "22:40")), clientSays(d(9, "21:00"), "1回目、できてますか？"), client(d(5, "22:00"), contract.RequestNudge{Note: "4日待っています。"}),
		desk(d(4, "11:00"), "unei", contract.DenyNudge{Code: "other", Reason: "納期までまだ2週間あり、契約では途中の提出をお約束していません。もう一度、ご都合を尋ねるメッセージをお送りください。"}),
		clientSays(d(4, "21:00"), "せっかちですみません。1回目の仕上がりの目安だけ教えてください。"), workerSays(d(3, "13:00"), "お待たせしてすみません。{3}に1回目をお送りします。12分あたりの咳は、笑い声と重なっていたので残しました。")}},
	{job: "happyo", worker: "tanaka", formed: d(14, "18:00"), ends: contract.Revising, shows: "修正中", beats: []beat{
		pays(d(14, "18:10")), workerSays(d(11, "20:00"), "「ショパン」と「F.ショパン」、「子犬のワルツ」と「小犬のワルツ」が混ざっています。「F.ショパン」「小犬のワルツ」にそろえますね。"), clientSays(d(10, "11:00"), "はい、お願いします。細かいところまで見てくださって、ありがとうございます。"),
		delivers(d(5, "20:00"), "初稿を納品します。", "プログラム初稿.pdf"), revises(d(4, "19:00"), "出演順が1か所違っています。8番と9番が逆です。あと、最後のページに会場の地図を入れていただけますか。"), workerSays(d(4, "20:30"), "失礼しました。順番はすぐに直します。地図は、駐車場の入口も入れたものにしますね。")}},
	{job: "yasai", worker: "kanemoto", formed: d(13, "08:00"), ends: contract.Delivered, shows: "検収待ち（期限が近い）", beats: []beat{
		pays(d(13, "08:30")), workerSays(d(10, "13:00"), "300枚まで終わりました。「いつもの」とだけ書かれたはがきが9枚あります。"), clientSays(d(9, "05:10"), "ああ、毎年の方々です。お名前を教えてもらえれば、こちらで埋めます。"),
		delivers(d(6, "16:00"), "600枚の入力を終えました。読めなかった4枚は画像の番号を控えています。画像は、検収が済みましたら消してお知らせします。", "注文一覧.xlsx")}},
	{job: "kensin", worker: "endo", formed: d(11, "13:00"), ends: contract.InProgress, beats: []beat{
		pays(d(11, "13:15")), workerSays(d(9, "17:00"), "こども用の絵柄を3案お見せします。かば、わに、ふくろうです。"), clientSays(d(8, "12:40"), "わにがかわいいです。スタッフにも人気でした。歯の本数は、20本でお願いします（院長のこだわりです）。"), workerSays(d(8, "16:00"), "20本、承知しました。数えられるように、歯は大きめに描きます。"),
		client(d(6, "12:30"), contract.RequestTermination{Reason: "はがきをやめて、メールのご案内に替える話が出ております。", WorkerAmount: 20_000}),
		clientSays(d(5, "12:20"), "院長と話し、はがきも続けることになりました。リクエストは取り下げます。お騒がせいたしました。"), client(d(5, "12:25"), contract.WithdrawTermination{}),
		workerSays(d(5, "15:00"), "よかったです。わにの清書は、{3}にお送りします。")}},
	{job: "koyo", worker: "takahashi", formed: d(8, "10:00"), ends: contract.InProgress, shows: "契約終了同意待ち（クライアントからのリクエスト）", beats: []beat{
		pays(d(8, "10:20")), clientSays(d(8, "10:30"), "写真と文章をお送りいたしました。どうぞよろしくお願いいたします。"),
		client(d(3, "10:00"), contract.RequestTermination{Reason: "庭の紅葉が先日の風で散ってしまい、フェアを取りやめることになりました。お始めいただいた分として1万5千円をお支払いし、終了とさせてくださいませ。", WorkerAmount: 15_000})}},
	{job: "fukei", worker: "lin", formed: d(7, "10:00"), ends: contract.AwaitingEscrow, shows: "仮払い待ち（期限が近い）", beats: []beat{
		workerSays(d(6, "10:00"), "仮払いが済みましたら、掲示物の写真から始めます。雪道の掲示は、写真の明るいものをお願いできますか。"), clientSays(d(5, "16:00"), "役場の経理の手続きに数日かかっています。申し訳ありません。写真は撮り直しておきます。")}},
	{job: "menu", worker: "sato", formed: d(6, "11:00"), ends: contract.InProgress, shows: "業務中（マイルストーン2段階の1つ目）",
		terms: job.Conditions{Criteria: []string{"42品すべてにアレルギー8品目の表示がある", "菓子の名前はローマ字と説明の両方がある"}, Milestones: []job.Milestone{{Title: "英語・中国語版", Amount: 100_000, DueOn: "30"}, {Title: "韓国語・フランス語版", Amount: 60_000, DueOn: "60"}}},
		beats: []beat{pays(d(6, "11:20")), workerSays(d(5, "09:30"), "仮払いの確認ができました。メニューの写真と、材料のわかるものをお送りいただけますか。"), clientSays(d(5, "10:00"), "メニューの写真とレシピをお送りしました。「葛切り」と「蕨餅」は、海外のお客様によく間違えられます。違いがわかるようにお願いいたします。"), workerSays(d(4, "09:00"), "本日から始めます。葛切りと蕨餅は、原料と食感の両方を書き分けます。")}},
	{job: "jimaku", worker: "tanaka", formed: d(3, "20:00"), ends: contract.AwaitingEscrow, shows: "仮払い待ち", beats: []beat{
		clientSays(d(3, "20:10"), "よろしくお願いいたします。仮払いは、明日か明後日に手続きしますね。"), workerSays(d(3, "21:00"), "ありがとうございます。お急ぎにならなくて大丈夫です。動画は、仮払いのあとにお送りください。")}},
}

// An aside is what somebody does beside any contract.
type aside struct {
	at  moment
	who string
	yen int64 // withdrawn
}

// Their transfers are all still to come: twelve days ago is the earliest that
// can be so on every day of a month.
var asides = []aside{
	{d(12, "21:00"), "sato", 330_000},
	{d(6, "18:00"), "liam", 50_000},
	{d(1, "20:00"), "tanaka", 280_000},
}

// identified are those whose identity the staff has checked (本人確認).
var identified = []string{"tanaka", "kanemoto", "okada"}

// readings are when people look through what has come for them; what came
// later, they have not seen.
var readings = []moment{d(120, "07:30"), d(60, "07:30"), d(28, "07:30"), d(4, "07:30")}

// vanished are those who stopped looking: the days ago.
var vanished = map[string]int{"ogawa": 24, "nagisa": 24, "takahashi": 15}
