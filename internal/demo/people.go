package demo

// A member of the cast.
type member struct {
	key, name, role string
	main            bool // whose token the program prints
	intro           string
}

// cast lists the people and houses of the sample. All of them are invented.
var cast = []member{
	{"aoki", "青木商店", "発注者", true, "明治42年から続く和菓子店です。店頭と通販の文章や写真を、外部の方にお願いしています。お返事は営業時間内（9時〜18時、水曜定休）にいたします。"},
	{"mori", "森デザイン事務所", "発注者", true, "展示会と会社案内を専門にするデザイン事務所です。文章、翻訳、写真を外部の方と組んで制作しています。"},
	{"kawabe", "川辺 由美", "発注者", true, "自宅でピアノ教室を開いています。パソコンはあまり得意ではありませんので、やさしい言葉で教えていただけると助かります。"},
	{"hidamari", "株式会社ひだまり製菓", "発注者", false, ""},
	{"shiokaze", "旅館 潮風荘", "発注者", false, ""},
	{"kitano", "北野精機工業株式会社", "発注者", false, ""},
	{"asunaro", "あすなろ学習教室", "発注者", false, ""},
	{"tsubame", "つばめ便運送株式会社", "発注者", false, ""},
	{"koharu", "小春通り歯科医院", "発注者", false, ""},
	{"yamabiko", "合同会社やまびこ道具店", "発注者", false, ""},
	{"nagisa", "なぎさ台不動産株式会社", "発注者", false, ""},
	{"kusunoki", "くすのき坂農園", "発注者", false, ""},
	{"hoshino", "星野 洋介", "発注者", false, ""},
	{"shirakaba", "白樺町観光案内所", "発注者", false, ""},
	{"emily", "Emily Hart", "発注者", false, "Documentary editor in Kanazawa. I read Japanese well and write it slowly; English or Japanese, whichever you like."},

	{"sato", "佐藤 健", "受注者", true, "フリーライター。食品と観光を中心に、取材から執筆まで担当します。飲食店のメニュー翻訳は、各言語の翻訳者と組んでお引き受けしています。平日は当日中にお返事します。"},
	{"tanaka", "田中 美咲", "受注者", true, "英日・日英の翻訳者（実務12年）。機械、不動産、広報資料が専門です。字幕と冊子の編集もお引き受けします。"},
	{"takahashi", "髙橋 一郎", "受注者", true, "グラフィックデザイナー。和風のロゴとラベルを中心に制作しています。"},
	{"suzuki", "鈴木 彩香", "受注者", false, ""},
	{"endo", "遠藤 さくら", "受注者", false, "チラシ、はがき、包装紙のデザイナーです。"},
	{"hamasaki", "濵﨑 舞", "受注者", false, ""},
	{"lin", "林 佳怡", "受注者", false, "台湾出身の翻訳者です。簡体字・繁体字とも、観光と宿泊の案内を専門にしています。"},
	{"kanemoto", "金本 恵理", "受注者", false, ""},
	{"matsumoto", "松本 奈々", "受注者", false, ""},
	{"kobayashi", "小林 真由", "受注者", false, ""},
	{"nishimura", "西村 葵", "受注者", false, ""},
	{"ishii", "石井 翔", "受注者", false, ""},
	{"nakamura", "中村 拓也", "受注者", false, ""},
	{"miyake", "三宅 聡", "受注者", false, ""},
	{"yamada", "山田 浩二", "受注者", false, ""},
	{"fujii", "藤井 亮", "受注者", false, ""},
	{"ogawa", "小川 直樹", "受注者", false, "業務システムの開発者です（Go、PostgreSQL）。工場や倉庫のように、通信が切れる場所で使うものを多く作ってきました。"},
	{"okada", "岡田 千尋", "受注者", false, "経理の実務5年、通販の窓口4年。数字の突き合わせと、ていねいなメールの返信が得意です。"},

	{"unei", "運営 窓口", "運営", true, ""},
	{"unei2", "運営 責任者", "運営", true, ""},
}
