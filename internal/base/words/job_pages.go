package words

// Categories are the kinds of work that a job may be; the Japanese name is what
// is kept.
var Categories = []Text{
	{"翻訳", "Translation"}, {"ライティング", "Writing"}, {"Web制作", "Web sites"}, {"システム開発", "Software"}, {"デザイン", "Design"},
	{"動画・写真", "Video and photo"}, {"データ入力", "Data entry"}, {"事務・サポート", "Office and support"}, {"マーケティング", "Marketing"}, {"その他", "Other"},
}

// Category names a kept category in a language; one that is not in the list
// stays as it is.
func Category(lang Language, kept string) string {
	for _, c := range Categories {
		if c.ja == kept {
			return c.In(lang)
		}
	}
	return kept
}

// The pages about jobs (仕事).
var (
	TabOpen          = Text{"募集中", "Open"}
	JobReceived      = Text{"応募%d件", "%d proposals"}
	WorkOver         = Text{"募集が終わった仕事", "Jobs that look for nobody any more"}
	WorkNoOpen       = Text{"募集中の仕事はありません。", "You have no open job."}
	JobsSearch       = Text{"キーワード", "Words"}
	JobsSearchHint   = Text{"例：翻訳、ロゴ、データ入力", "such as translation, logo, data entry"}
	JobsCategory     = Text{"カテゴリ", "Category"}
	JobsAny          = Text{"すべて", "all"}
	JobsMin          = Text{"予算の下限", "Budget from"}
	JobsMax          = Text{"予算の上限", "Budget to"}
	JobsFind         = Text{"検索する", "Search"}
	JobsNone         = Text{"条件に合う仕事は見つかりませんでした。言葉を短くするか、条件を減らしてお試しください。", "No job was found. Try a shorter word or fewer conditions."}
	JobsFound        = Text{"募集中の仕事", "Open jobs"}
	JobBudget        = Text{"予算", "Budget"}
	JobDueOn         = Text{"希望納期", "Wanted by"}
	JobDueOpen       = Text{"指定なし", "open"}
	JobPostedAt      = Text{"掲載日", "Posted"}
	JobFormat        = Text{"形式", "Format"}
	JobProject       = Text{"プロジェクト", "Project"}
	JobStateIs       = Text{"募集の状態", "State"}
	JobOpen          = Text{"募集中", "Open"}
	JobClosedState   = Text{"募集終了", "Closed"}
	JobProtected     = Text{"この仕事は、仮払いが完了してから業務が始まります。", "Work on this job starts once the escrow is funded."}
	JobApply         = Text{"応募する", "Propose"}
	JobApplyIntro    = Text{"金額・納期・メッセージを添えて応募します。あとから取り下げることもできます。", "Propose with an amount, a date and a message. You can withdraw it later."}
	JobApplyAmount   = Text{"提案する金額", "Your price"}
	JobApplyGet      = Text{"システム利用料（%s）を差し引いた受取額が、契約ページに表示されます。", "The contract page shows what remains after the fee (%s)."}
	JobApplyFees     = Text{"{fee_up_to_1}まで{fee_rate_1}、{fee_up_to_2}まで{fee_rate_2}、それを超える部分{fee_rate_3}、いずれも税別", "{fee_rate_1} up to {fee_up_to_1}, {fee_rate_2} up to {fee_up_to_2}, {fee_rate_3} above, plus tax"}
	JobApplyDue      = Text{"納品できる日", "You deliver on"}
	JobApplyMessage  = Text{"メッセージ", "Message"}
	JobApplyHint     = Text{"経験や進め方、質問などを書いてください。", "Your experience, how you would go about it, questions."}
	JobApplied       = Text{"この仕事には応募済みです。", "You have proposed on this job."}
	JobApplyDone     = Text{"応募しました。クライアントにお知らせしました。", "Your proposal was sent; the client has been told."}
	JobSignIn        = Text{"応募するには、ログインしてください。", "Sign in to propose."}
	JobClose         = Text{"募集を終了する", "Close the job"}
	JobCloseIntro    = Text{"募集を終了すると、新しい応募を受け付けません。届いている応募とは、引き続き契約できます。", "No new proposals are taken. You can still accept those that you have."}
	JobCloseDone     = Text{"募集を終了しました。", "The job was closed."}
	JobProposals     = Text{"届いた応募", "Proposals"}
	JobNoProposals   = Text{"まだ応募はありません。届くとお知らせします。", "No proposals yet; you will be told."}
	JobPostIntro     = Text{"まずは仕事の内容と予算を書いてください。契約するまで費用はかかりません。", "Say what is to be done and for how much. Nothing is charged before a contract."}
	JobTitle         = Text{"仕事のタイトル", "Title"}
	JobTitleHint     = Text{"例：会社案内（8ページ）の英訳", "such as: English translation of a company brochure (8 pages)"}
	JobDescription   = Text{"仕事の内容", "What is to be done"}
	JobDescriptionH  = Text{"目的、分量、納品の形式、お渡しできる資料などを書くと、よい応募が集まります。", "Purpose, amount, form of delivery, what you can provide."}
	JobBudgetHint    = Text{"あとから応募者と相談して決めることもできます。", "You can still agree on another amount."}
	JobPreview       = Text{"内容を確認する", "Look it over"}
	JobPreviewTitle  = Text{"この内容で公開します", "This is what will be published"}
	JobPreviewCost   = Text{"費用について", "What it costs"}
	JobPreviewCosts  = Text{"公開は無料です。契約した金額（予算 %s）を仮払いとしてお預かりし、検収が完了したときにワーカーへ支払います。システム利用料はワーカーの報酬から差し引かれ、クライアントの負担はありません。", "Publishing is free. The agreed amount (budget %s) is held in escrow and paid to the worker when you accept the work. The fee is taken from the worker's pay; you are not charged for it."}
	JobEdit          = Text{"修正する", "Change it"}
	JobPublish       = Text{"公開する", "Publish"}
	JobPublished     = Text{"仕事を公開しました。応募が届くとお知らせします。", "Your job is published; you will be told of proposals."}
	ProposalsNone    = Text{"応募した仕事はまだありません。", "You have not proposed yet."}
	ProposalOf       = Text{"%s さんの応募", "Proposal by %s"}
	ProposalMine     = Text{"あなたの応募", "Your proposal"}
	ProposalOpen     = Text{"回答待ち", "Awaiting the client"}
	ProposalCounter  = Text{"クライアントから提案あり", "Counter-offer made"}
	ProposalAccepted = Text{"契約済み", "Accepted"}
	ProposalDeclined = Text{"お断り", "Declined"}
	ProposalGone     = Text{"取り下げ", "Withdrawn"}
	OfferStanding    = Text{"いまの条件", "The offer that stands"}
	OfferByClient    = Text{"クライアントからの提案", "Offered by the client"}
	OfferByWorker    = Text{"ワーカーからの提案", "Offered by the worker"}
	OfferAmountOf    = Text{"金額", "Amount"}
	OfferDueOn       = Text{"納期", "Due on"}
	OfferMessage     = Text{"メッセージ", "Message"}
	OfferAccept      = Text{"この条件で契約する", "Accept this offer"}
	OfferDecline     = Text{"お断りする", "Decline"}
	OfferDeclineHint = Text{"理由はいりません。お断りしても、どちらの実績にも影響しません。", "No reason is needed and nobody's record is affected."}
	OfferWithdraw    = Text{"取り下げる", "Withdraw"}
	OfferCounter     = Text{"条件を変えて提案する", "Offer something else"}
	OfferCounterBy   = Text{"この条件で提案する", "Make this offer"}
	OfferCounterDone = Text{"条件を提案しました。", "Your offer was made."}
	OfferDeclined    = Text{"お断りしました。", "You declined."}
	OfferWithdrawn   = Text{"取り下げました。", "It was withdrawn."}
	OfferWait        = Text{"お相手の回答を待っています。", "The other side is to answer."}
	OfferOver        = Text{"この応募は終了しています。", "This proposal is over."}
	OfferToContract  = Text{"契約ページへ", "To the contract"}
	AcceptTermsIntro = Text{"契約の条件を決めます。成立したあとは変更できない形で保存され、お二人とも、いつでも確認できます。", "Set the terms. They are kept unchangeably, and both of you can read them at any time."}
	AcceptWorker     = Text{"クライアントの提案どおりの条件で契約します。仮払いが完了するまで、業務を開始しないでください。", "You accept the client's offer as it stands. Do not start before the escrow is funded."}
	AcceptCriteria   = Text{"検収基準", "Acceptance criteria"}
	AcceptCriteriaH  = Text{"1行に1つ、20個まで。検収のときに、この基準で判断します。", "One a line, up to 20. The work is judged by these."}
	AcceptInspection = Text{"検収期間（日）", "Inspection (days)"}
	AcceptInspectH   = Text{"納品のあと、この日数のうちに報告がないときは、自動的に検収完了となります（1〜30日）。", "Without a report within these days of a delivery the work is accepted by itself (1 to 30)."}
	AcceptRounds     = Text{"修正を依頼できる回数", "Revisions"}
	AcceptRoundsH    = Text{"0〜10回", "0 to 10"}
	AcceptMilestones = Text{"マイルストーン", "Milestones"}
	AcceptMilestoneH = Text{"段階に分けて支払うときは、1行に「名前, 金額, 納期（2026-12-01）」を書いてください。合計は契約金額と同じにします。空欄なら一括です。", "To pay in parts, one a line: name, amount, date (2026-12-01). They sum to the amount. Leave it empty for one payment."}
	AcceptMilestoneE = Text{"%d行目を「名前, 金額, 納期」の形で書いてください。", "Please write line %d as: name, amount, date."}
	AcceptSum        = Text{"マイルストーンの合計（%s）が契約金額（%s）と違います。", "The milestones sum to %s, the amount is %s."}
	AcceptManyLines  = Text{"%d行以内で入力してください。", "At most %d lines, please."}
	AcceptLineLong   = Text{"1行は%d文字以内で入力してください。", "At most %d characters a line, please."}
	AcceptForm       = Text{"この条件で契約する", "Form the contract"}
	FormedDone       = Text{"契約が成立しました。", "The contract is formed."}
	AcceptNext       = Text{"契約が成立すると、次は仮払いです。仮払いの期限は{escrow_days}日間で、それまでは費用なしで取り消せます。", "Next comes the escrow, within {escrow_days} days; until then either side may cancel at no cost."}
)
