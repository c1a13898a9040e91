package warning

import (
	"fmt"
	"strings"
)

// composed are ordinary lines put together from parts that fit each other, for
// testdata/ordinary.txt; its first lines were written by hand. The parts are
// walked through with steps that share no factor, so that lines vary in all of
// them and none comes twice.
func composed(n int) []string {
	var all []string
	seen := map[string]bool{}
	for i := 0; len(all) < n; i++ {
		line := shapes[i%len(shapes)](i / len(shapes))
		if !seen[line] {
			seen[line] = true
			all = append(all, line)
		}
	}
	return all
}

func pick(from []string, i, step int) string { return from[i*step%len(from)] }

func parts(s string) []string { return strings.Split(strings.TrimSpace(s), "／") }

var (
	works = parts("商品説明文／会社案内の英訳／ロゴ案／トップページのデザイン／採用ページの原稿／紹介動画／バナー／予約フォーム／メニュー表／取材記事／プレスリリース／チラシの表面／年賀状の図案／アンケートの集計／議事録／アイコン一式／スライド資料／用語集／レシピ記事／ナレーション原稿／在庫管理の画面／操作マニュアル／パッケージの下絵／字幕データ／コラム第3回／観光案内の地図／社内報の特集／名刺のデザイン／商品写真の切り抜き／LINEスタンプの下描き／インスタ用の画像／メルマガの原稿／LPのコーディング")
	marks = parts("2ページ目の見出し／右下の余白／文字の大きさ／写真の明るさ／ボタンの色／表の並び順／一番上の段落／ロゴの位置／行間／背景の模様／図の説明／日付の書き方／会社名の表記／数字の単位／最後の一文／目次の番号／枠線の太さ／注釈の位置／英語の綴り／改行の場所／冒頭の3秒／字幕の色")
	wants = parts("もう少し大きくしてください／少し控えめにしていただけますか／前の案に戻してください／全体とそろえてください／見直していただけると助かります／このままで大丈夫です／もう1案見てみたいです／ほかの箇所と同じにしてください／確認していただけますか／直しておきました")
	days  = parts("今日中／明日の午前中／明日の夕方／水曜日／今週の金曜日／来週の月曜日／来週の半ば／今月末／12月3日／12月10日／12月18日／1月8日")
	does  = parts("お送りします／仕上げます／納品できる見込みです／一度お見せします／修正してお戻しします／終わらせる予定です／確認してお返事します")
	opens = parts("お世話になっております。／ありがとうございます。／承知しました。／ご確認ありがとうございます。／遅くなりすみません。／お疲れさまです。／ご連絡ありがとうございます。")
	asks  = parts("対象の読者は何歳くらいでしょうか／参考にしたいサイトはありますか／使ってはいけない色はありますか／文字数の上限を教えてください／元のデータはどの形式でしょうか／公開の予定日は決まっていますか／前回の資料も見たほうがよいでしょうか／優先する順番を教えてください／縦と横のどちらで作りましょうか／表記のルールはありますか／固有名詞の読みを教えてください／納品の形式はPDFでよろしいですか")
	units = parts("点／件／ページ")
	codes = parts("A-%04d／%04d-%03d／SKU%05d／No.%d／KX%03d-%02d／%d番")
	todos = parts("差し替えました／まだ届いていません／2行に分かれていました／金額が違うようです／写真がありません／翻訳が終わりました／色だけ直しました／重複しています")
	stage = parts("仮払いを確認しました。／仮払いありがとうございます。／契約の内容を確認しました。／検収ありがとうございました。／マイルストーンの1回目が終わりました。／条件変更に同意しました。／修正の依頼を受け取りました。／納品しました。")
	nexts = parts("次は%sに取りかかります。／続けて%sを進めます。／%sは予定どおりです。／%sの下書きを先にご覧ください。／%sについては明日まとめてお伝えします。／%sの資料がそろいました。")

	things = parts("the landing page／the product texts／the logo draft／the subtitles／the translation／the icon set／the spreadsheet／the onboarding screens／the press release／the product photos／the second chapter／the checkout page／the newsletter／the banner set／the manual")
	states = parts("is ready for a first look／needs one more day／looks great now／is almost done／has two open questions／is in the shared folder／follows the style guide／was updated this morning／should be a bit shorter／is finished on my side")
	closes = parts("Thank you!／Please let me know what you think.／Have a nice day.／I will continue tomorrow.／No rush at all.／Looking forward to your comments.")

	shapes = []func(int) string{
		func(i int) string {
			return pick(opens, i, 3) + pick(works, i, 7) + "は" + pick(days, i, 5) + "までに" + pick(does, i, 2) + "。"
		},
		func(i int) string {
			return pick(works, i, 5) + "の件ですが、" + pick(marks, i, 3) + "は" + pick(wants, i, 7) + "。"
		},
		func(i int) string { return pick(works, i, 4) + "について、" + pick(asks, i, 5) + "。" },
		func(i int) string {
			n, price := 3+i*7%58, 500+i*350%9_000
			return fmt.Sprintf("%sは全部で%d%s、1%sあたり%d円、合計%d円でお願いします。", pick(works, i, 8), n, pick(units, i, 1), pick(units, i, 1), price, n*price)
		},
		func(i int) string {
			code := pick(codes, i, 1)
			fill := []any{1000 + i*37%9000, 10 + i*13%90}
			return fmt.Sprintf("%s の%sは%s。", fmt.Sprintf(code, fill[:strings.Count(code, "%")]...), pick(marks, i, 5), pick(todos, i, 3))
		},
		func(i int) string { return pick(stage, i, 3) + fmt.Sprintf(pick(nexts, i, 5), pick(works, i, 10)) },
		func(i int) string {
			return fmt.Sprintf("2026-%02d-%02d %02d:%02d に%sの第%d版を保存しました。", 1+i%12, 1+i*11%28, i*5%24, i*7%60, pick(works, i, 2), 1+i%9)
		},
		func(i int) string {
			thing := pick(things, i, 4)
			return strings.ToUpper(thing[:1]) + thing[1:] + " " + pick(states, i, 3) + ". " + pick(closes, i, 5)
		},
	}
)
