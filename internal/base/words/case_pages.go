package words

// ReportKinds names what may be wrong with what is reported (違反報告).
var ReportKinds = map[string]Text{
	"work_before_escrow": {"仮払い前の作業依頼", "Asked to work before the escrow"},
	"off_platform":       {"サービス外への誘導", "Lured outside the platform"},
	"harassment":         {"ハラスメント", "Harassment"},
	"fraud":              {"詐欺・なりすまし", "Fraud or impersonation"},
	"copyright":          {"著作権の侵害", "Copyright"},
	"other":              {"その他", "Something else"},
}

// ReportStates names how a report stands.
var ReportStates = map[string]Text{
	"open":         {"確認中", "Being looked at"},
	"no_violation": {"違反は確認されませんでした", "No violation found"},
	"warned":       {"運営から注意しました", "A warning was given"},
	"removed":      {"非公開にしました", "Removed from view"},
}

// ReportSubjects names what sort of thing is reported.
var ReportSubjects = map[string]Text{
	"job":     {"仕事", "job"},
	"person":  {"会員", "person"},
	"message": {"メッセージ", "message about"},
}

// reportWords are said in notifications in place of the words of programs.
var reportWords = map[string]map[string]Text{"kind": ReportKinds, "outcome": ReportStates, "subject_type": ReportSubjects}

// What the pages of reports say.
var (
	DoReport       = Text{"違反報告する", "Report"}
	ReportIntro    = Text{"規約やルールに反すると思われることを、運営に知らせます。運営が内容を確認し、{report_days}営業日以内に結果をお知らせします。", "Tells the operator of something that breaks the rules. An operator looks at it and tells you the outcome within {report_days} business days."}
	ReportSecret   = Text{"誰が報告したかを、相手に知らせることはありません。", "The other person is never told who reported."}
	ReportWhat     = Text{"報告するもの", "What you report"}
	ReportConsent  = Text{"報告すると、このメッセージの写しを運営にお渡しします。ほかのメッセージを運営が読むことはありません。", "A copy of this message goes to the operator with your report. The operator reads no other message."}
	ReportKind     = Text{"どのような問題ですか", "What is wrong"}
	ReportText     = Text{"くわしい内容", "What happened"}
	ReportTextHint = Text{"いつ、何があったかを、2,000文字以内でお書きください。", "When, and what; at most 2,000 characters."}
	ReportSubmit   = Text{"この内容で報告する", "Send the report"}
	ReportDone     = Text{"報告を受け付けました。結果は、お知らせとこのページでご確認いただけます。", "Your report was received. You will hear of the outcome, and see it on this page."}
	ReportAlready  = Text{"これはすでに報告されています。運営の確認をお待ちください。", "You have reported this already; an operator is looking at it."}
	ReportOwn      = Text{"ご自身のものは報告できません。", "This is your own."}
	ReportPick     = Text{"問題の種類をお選びください。", "Please choose what is wrong."}

	MyReports      = Text{"わたしの報告", "My reports"}
	MyReportsNone  = Text{"報告はまだありません。仕事、会員、メッセージのそれぞれのページから「違反報告する」で報告できます。", "You have reported nothing yet. Jobs, people and messages can be reported from their own pages."}
	ReportNamed    = Text{"%s「%s」", "%s: %s"}
	ReportsOlder   = Text{"以前の報告を見る", "Older reports"}
	ReportedOn     = Text{"%s に報告", "Reported %s"}
	ReportDecideBy = Text{"%s までに結果をお知らせします", "You will hear by %s"}
	ReportLate     = Text{"結果のお知らせが遅れています。申し訳ありません。運営が順に確認しています。", "This takes longer than it should; we are sorry. An operator will look at it."}
	ReportDecided  = Text{"%s に確認しました", "Decided %s"}

	HiddenMessage = Text{"運営が非表示にしました", "Hidden by the operator"}
	HiddenForThem = Text{"運営が非表示にしました（お相手には表示されません）", "Hidden by the operator: the other side does not see it"}
	JobRemoved    = Text{"運営がこの募集を終了しました。新しい応募はできません。", "The operator has closed this job: it takes no more proposals."}
)

// OutsideStates names how a request to be in touch outside stands.
var OutsideStates = map[string]Text{
	"requested": {"お相手の同意待ち", "Waits for the other side"},
	"agreed":    {"運営の確認待ち", "Waits for the operator"},
	"approved":  {"承認", "Approved"},
	"denied":    {"承認されませんでした", "Not approved"},
	"declined":  {"見送り", "Declined"},
	"withdrawn": {"取り下げ", "Withdrawn"},
	"lapsed":    {"失効", "Lapsed"},
}

// What the page of outside contact says (サービス外連絡申請, R11.5).
var (
	DoOutside         = Text{"サービス外連絡申請", "Contact outside the platform"}
	OutsideIntro      = Text{"ビデオ通話や共同編集など、サービス外での連絡が必要なときに申請します。お相手が同意したあと、運営が{outside_review_days}営業日以内に確認します。", "Ask for it where the work needs a call or a shared document. The other side agrees first; then an operator decides within {outside_review_days} business days."}
	OutsideSilence    = Text{"お相手が{outside_reply_days}日以内にお返事をしないと、申請は失効します。お返事や運営の確認がないまま承認されることはありません。", "Without an answer in {outside_reply_days} days the request lapses. It is never approved by silence, neither the other side's nor the operator's."}
	OutsideRecord     = Text{"サービス外でのやりとりは、運営が確認できません。納期や金額などの大切な取り決めは、メッセージにも残してください。", "The operator cannot see what is said elsewhere: keep what matters, such as dates and amounts, in the messages here."}
	OutsidePay        = Text{"報酬のお支払いは、かならずサービス内でお願いします。サービス外で支払われた報酬は、仮払いで守られません。", "Payment stays on the platform, whatever is approved: the escrow does not protect what is paid elsewhere."}
	OutsideMeans      = Text{"連絡の手段", "By what"}
	OutsideMeansHint  = Text{"例：ビデオ通話（週1回の打ち合わせ）", "For example: a video call once a week"}
	OutsideReason     = Text{"理由", "Why"}
	OutsideReasonHint = Text{"メッセージだけでは難しい理由をお書きください。お相手と運営が読みます。", "Why the messages here are not enough. The other side and an operator read it."}
	OutsideSubmit     = Text{"サービス外連絡を申請する", "Ask for it"}
	OutsideAsked      = Text{"申請しました。お相手のお返事をお待ちください。", "You have asked. Please wait for the other side's answer."}
	OutsideAgree      = Text{"同意する", "Agree"}
	OutsideDecline    = Text{"お断りする", "Decline"}
	OutsideWhyNot     = Text{"お断りの理由", "Why you decline"}
	OutsideWithdraw   = Text{"申請を取り下げる", "Take the request back"}
	OutsideAgreed     = Text{"同意しました。運営の確認をお待ちください。", "You agreed. An operator decides now."}
	OutsideDeclined   = Text{"お断りしました。", "You declined."}
	OutsideWithdrawn  = Text{"申請を取り下げました。", "The request was taken back."}
	OutsideAnswerBy   = Text{"お返事の期限：%s（過ぎると失効します）", "To be answered by %s; it lapses afterwards"}
	OutsideDecideBy   = Text{"運営の確認の期限：%s", "An operator decides by %s"}
	OutsideLate       = Text{"運営の確認が遅れています。申し訳ありません。承認されるまで、サービス外での連絡はお控えください。", "The operator is late; we are sorry. Until it is approved, please stay in touch here."}
	OutsideDecline2   = Text{"お断りしても、不利になることはありません。", "Declining does you no harm."}
	OutsideYourTurn   = Text{"あなたのお返事待ち", "Waits for your answer"}
	OutsideByYou      = Text{"あなた", "You"}
	OutsideWho        = Text{"申請した方", "Asked by"}
	OutsideAnswer     = Text{"回答", "Answer"}
	OutsideEarlier    = Text{"これまでの申請", "Earlier requests"}
	OutsideOnContract = Text{"サービス外での連絡が承認されています。手段：%s。お支払いは、かならずサービス内でお願いします。", "Contact outside the platform is approved: %s. Payment stays on the platform."}
	OutsideAnswerIt   = Text{"お相手から、サービス外での連絡の申請が届いています。", "The other side asks to be in touch outside the platform."}
	OutsideSee        = Text{"申請の内容を見る", "See the request"}
	OutsideOver       = Text{"この契約は終了しているため、新しく申請することはできません。", "The contract has ended: nothing more can be asked."}
)

// DeskOutcomes names an operator's ways to decide a report.
var DeskOutcomes = map[string]Text{
	"no_violation": {"違反なし", "No violation"},
	"warned":       {"注意する", "Warn"},
	"removed":      {"非公開にする", "Remove"},
}
