package words

import "fmt"

// Ratings (評価): on the contract's page, the form, a person's page.
var (
	RatingTitle  = Text{"評価", "Ratings"}
	RatingOpen   = Text{"%s まで、%sさんを評価できます。評価は任意です。", "You can rate %[2]s until %[1]s. It is up to you."}
	RatingWaits  = Text{"評価を送信しました。%sさんの評価がそろうか、%s になると、お互いの評価が公開されます。", "Your rating was sent. Both ratings are shown once %s has rated too, or at %s."}
	RatingShown  = Text{"評価を公開しています。", "The ratings are public."}
	RatingNobody = Text{"評価の期間は %s に終わりました。評価はありませんでした。", "The time for ratings ended at %s. There are none."}
	RatingDo     = Text{"評価する", "Rate"}
	RatingByYou  = Text{"あなたからの評価", "By you"}
	RatingBy     = Text{"%sさんからの評価", "By %s"}
	RatingHidden = Text{"まだ公開されていません", "not shown yet"}
	RatingNoText = Text{"コメントはありません。", "No comment."}
	RatingReply  = Text{"%sさんからの返信", "Reply by %s"}
	RatingReplyD = Text{"返信する", "Reply"}

	RateTitle    = Text{"%sさんを評価する", "Rate %s"}
	RateOf       = Text{"「%s」でのお仕事について、5つの項目を1から5で評価してください。", "About \"%s\": please rate five things from 1 to 5."}
	RateBlind    = Text{"評価は、お二人の評価がそろったとき、または %s に公開されます。それまでは、%sさんにもほかの方にも見えません。", "Your rating is shown once both of you have rated, or at %s. Until then neither %s nor anybody else sees it."}
	RateForGood  = Text{"送信した評価は、変更も取り消しもできません。公開されると、どなたでも見ることができます。", "Once sent it cannot be changed or taken back. When it is shown, everybody can read it."}
	RateComment  = Text{"コメント", "Comment"}
	RateCommentH = Text{"2,000文字まで。個人情報や連絡先、お仕事の秘密は書かないでください。", "Up to 2,000 characters. Please give no personal data, contacts or secrets of the work."}
	RateSubmit   = Text{"この内容で評価を送信する", "Send this rating"}
	RateDone     = Text{"評価を送信しました。", "Your rating was sent."}
	RateChoose   = Text{"1から5のうち、1つをお選びください。", "Please choose one, from 1 to 5."}
	RateNotYet   = Text{"契約が完了または途中終了すると、評価できます。", "You can rate once the contract is completed or ended midway."}
	RateNever    = Text{"仮払いの前に取り消された契約は、評価の対象になりません。", "A contract that was cancelled is not rated."}
	RateDid      = Text{"この契約の評価は送信済みです。評価を変更することはできません。", "You have rated this contract. A rating cannot be changed."}
	RateOver     = Text{"評価の期間は %s に終わりました。", "The time for ratings ended at %s."}

	ReplyTitle  = Text{"評価に返信する", "Reply to a rating"}
	ReplyIntro  = Text{"返信は1回だけできます。%s まで受け付けます。評価と一緒に公開され、変更も取り消しもできません。", "You can reply once, until %s. The reply is shown with the rating and cannot be changed or taken back."}
	ReplyText   = Text{"返信", "Reply"}
	ReplyHint   = Text{"2,000文字まで。どなたでも読むことができます。", "Up to 2,000 characters. Everybody can read it."}
	ReplySubmit = Text{"この内容で返信する", "Send this reply"}
	ReplyDone   = Text{"返信しました。", "Your reply was sent."}
	ReplyDid    = Text{"この評価には返信済みです。", "You have replied to this rating."}
	ReplyOver   = Text{"返信の期間は %s に終わりました。", "The time for a reply ended at %s."}

	StarsOf      = Text{"%s（%d件の評価）", "%s (%d ratings)"}
	StarsOfOne   = Text{"%s（1件の評価）", "%s (1 rating)"}
	StarsMax     = Text{"%d.%d／5", "%d.%d of 5"}
	StarsNone    = Text{"評価はまだありません", "no ratings yet"}
	StarsNote    = Text{"平均は、実際に寄せられた評価だけから計算しています（小数第2位以下は切り捨て）。評価がなかった契約は含みません。", "Averages are of ratings that were given, rounded down. Contracts without a rating do not count."}
	StarsEmpty   = Text{"公開されている評価はまだありません。", "No ratings are shown yet."}
	StarsWorker  = Text{"ワーカーとしての評価", "Rated as a worker"}
	StarsClient  = Text{"クライアントとしての評価", "Rated as a client"}
	StarsOlder   = Text{"以前の評価を見る", "Older ratings"}
	StarsNewer   = Text{"最新の評価に戻る", "Back to the newest"}
	StarsEach    = Text{"寄せられた評価", "What was said"}
	StarsBy      = Text{"%sさん（%s）", "%s (%s)"}
	StarsDetails = Text{"項目ごとの評価", "Item by item"}
)

// The trust card: facts and the average, where somebody decides (R12.3).
var (
	TrustNew        = Text{"取引の実績はまだありません", "No contracts yet"}
	TrustRunning    = Text{"終わった取引はまだありません（進行中%d件）", "No contract has ended yet (%d running)"}
	TrustRate       = Text{"完了率", "Completed"}
	TrustRateOf     = Text{"%[1]d%%（%[2]d件中%[3]d件）", "%[1]d%% (%[3]d of %[2]d)"}
	TrustFunded     = Text{"仮払い率", "Funded"}
	TrustFundedOf   = Text{"%d%%", "%d%%"}
	TrustInspects   = Text{"検収の回答（中央値）", "Time to inspect (median)"}
	TrustDays       = Text{"%d.%d日", "%d.%d days"}
	TrustHours      = Text{"約%d時間", "about %d hours"}
	TrustDeemed     = Text{"みなし検収", "Accepted by the clock"}
	TrustNudged     = Text{"催促への返答", "Answered when urged"}
	TrustNudgedOf   = Text{"%[1]d件中%[2]d件", "%[2]d of %[1]d"}
	TrustNeverEarly = Text{"仮払い前に作業を求めたことがありません", "Has never been found to ask for work before escrow"}
	TrustWasEarly   = Text{"仮払い前の作業依頼で、運営から注意を受けたことがあります（%d件）", "Was warned by the operator for asking for work before escrow (%d times)"}
	TrustStars      = Text{"評価", "Ratings"}
	TrustMore       = Text{"%sさんの実績と評価を見る", "See the record and ratings of %s"}
	TrustGoodToSee  = Text{"迷ったときは、実績と評価をご確認のうえ、お断りしても差し支えありません。", "If something feels wrong, look at the record and ratings. You are free to decline."}
)

// Tenths writes an average in tenths as people read it.
func Tenths(lang Language, tenths int) string {
	return StarsMax.In(lang, tenths/10, tenths%10)
}

// RatingItem names one of the five items, by its name for programs.
func RatingItem(lang Language, item string) string { return ratingItems[item].In(lang) }

var ratingItems = map[string]Text{
	"skill":         {"スキル", "Skill"},
	"quality":       {"クオリティ", "Quality"},
	"schedule":      {"スケジュール", "Schedule"},
	"communication": {"コミュニケーション", "Communication"},
	"partnership":   {"パートナーシップ", "Partnership"},
}

// RatingHint says what an item looks at, for who is rated as a worker or as a
// client.
func RatingHint(lang Language, item, as string) string { return ratingHints[as][item].In(lang) }

var ratingHints = map[string]map[string]Text{
	"worker": {
		"skill":         {"依頼に必要な知識や技術がありましたか。", "Did they have the knowledge and skills that the work needs?"},
		"quality":       {"納品されたものの出来ばえはいかがでしたか。", "How good was what they delivered?"},
		"schedule":      {"納期や約束の時間は守られましたか。", "Did they keep to the dates agreed on?"},
		"communication": {"連絡は早く、分かりやすかったですか。", "Were they quick to answer and easy to understand?"},
		"partnership":   {"誠実に、協力して進められましたか。", "Were they sincere and cooperative?"},
	},
	"client": {
		"skill":         {"依頼の内容や指示は的確でしたか。", "Were the brief and the instructions to the point?"},
		"quality":       {"渡された資料や検収は丁寧でしたか。", "Were the materials and the inspection careful?"},
		"schedule":      {"仮払い・確認・検収は早く行われましたか。", "Did they fund, check and inspect in good time?"},
		"communication": {"連絡は早く、分かりやすかったですか。", "Were they quick to answer and easy to understand?"},
		"partnership":   {"誠実に、協力して進められましたか。", "Were they sincere and cooperative?"},
	},
}

// Score says what a number from 1 to 5 means, with the number.
func Score(lang Language, score int) string {
	if score < 1 || score > len(scoreWords) {
		return fmt.Sprint(score)
	}
	return fmt.Sprintf("%d %s", score, scoreWords[score-1].In(lang))
}

var scoreWords = [5]Text{
	{"不満", "poor"}, {"やや不満", "not so good"}, {"ふつう", "all right"}, {"良い", "good"}, {"とても良い", "very good"},
}
