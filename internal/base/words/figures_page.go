package words

// The operator's service figures, for everyone (運営の対応状況, R13.3).
var (
	FiguresTitle   = Text{"運営の対応状況", "How the operator serves"}
	FiguresIntro   = Text{"連絡催促や調整などの申請に、運営がどれだけの時間で対応したかを、記録からそのまま集計しています。", "How long the operator took to decide what was asked of it, added up from the records as they are."}
	FiguresPeriod  = Text{"%s〜%s に判断したもの", "What was decided from %s to %s"}
	FiguresCount   = Text{"判断した件数", "Decided"}
	FiguresMedian  = Text{"判断までの時間（中央値）", "Time to decide (median)"}
	FiguresOnTime  = Text{"期限までに判断した割合", "Decided on time"}
	FiguresAuto    = Text{"期限切れで自動承認した割合", "Approved by itself"}
	FiguresOf      = Text{"%d件中%d件", "%[2]d of %[1]d"}
	FiguresNone    = Text{"この期間に運営が判断したものは、まだありません。", "Nothing was decided in this period yet."}
	FiguresKinds   = Text{"種類ごと", "By kind"}
	FiguresMonths  = Text{"月ごと", "By month"}
	FiguresKind    = Text{"種類", "Kind"}
	FiguresMonth   = Text{"月", "Month"}
	FiguresChart   = Text{"月ごとの判断件数と、期限までに判断した件数", "Decisions by month, and those made on time"}
	FiguresChartD  = Text{"%s〜%s の%dか月間に %d件を判断し、うち %d件は期限までの判断でした。いちばん多かったのは %s の %d件です。", "From %s to %s (%d months) %d decisions were made, %d of them on time. The most were made in %s: %d."}
	FiguresOnTimeK = Text{"期限まで", "on time"}
	FiguresLateK   = Text{"期限後・自動承認", "late, or by itself"}
	FiguresTable   = Text{"表で見る", "As a table"}
	FiguresHow     = Text{"集計のしかた", "How they are counted"}
	FiguresHows    = []Text{
		{"判断までの時間は、申請を受けてから判断するまでの実際の時間です。土日や夜間も含みます。", "The time is that from the request to the decision, nights and weekends included."},
		{"期限は、種類ごとに決めた営業日の終わりです。期限までに判断できなかった連絡催促の申請と、タスクの異議申立ては、申請した方に有利になるように自動で承認されます。", "Each kind is due at the end of a number of business days. A nudge and a task's appeal that are not decided by then are granted by themselves, in favour of who asked."},
		{"当事者どうしで解決したもの、取り下げられたもの、相手の返信で終わったものは含みません。", "What the two sides settled, took back, or ended by an answer is not counted."},
	}
	FiguresHours   = Text{"%d時間%d分", "%d h %d min"}
	FiguresDays    = Text{"%d日%d時間", "%d d %d h"}
	FiguresMinutes = Text{"%d分", "%d min"}
)
