package words

// The pages about tasks (タスク).
var (
	JobTask        = Text{"タスク", "Task"}
	FormatTaskSays = Text{"タスク：アンケートや分類などの短い作業を、多くの方に1件いくらで依頼します。", "Task: have many people answer a short form, paid by the answer."}

	TaskPostIntro   = Text{"単価と件数、設問を決めてください。単価 × 件数の仮払いが完了すると公開されます。", "Decide on the unit price, the number of answers and the questions. The task is published once unit price × count is in escrow."}
	TaskUnit        = Text{"単価（1件）", "Unit price"}
	TaskUnitHint    = Text{"ワーカーは、この金額からシステム利用料（{task_fee_rate}）とその消費税を差し引いた額を受け取ります。", "The worker gets this less the fee ({task_fee_rate}) and its tax."}
	TaskCount       = Text{"件数", "Answers"}
	TaskMinutes     = Text{"作業時間の上限（分）", "Time for one answer (minutes)"}
	TaskMinutesHint = Text{"10〜4,320分（72時間）。過ぎると枠が空き、ほかの方が作業できます。", "10 to 4,320 (72 hours). After it the slot is free for others."}
	TaskEach        = Text{"1人が作業できる回数", "Answers per person"}
	TaskUntil       = Text{"募集の締め切り", "Answers until"}
	TaskUntilHint   = Text{"この日の24:00まで。60日以内の日をお選びください。", "Until 24:00 of this day, within 60 days."}
	TaskWho         = Text{"作業できる人", "Who may work"}
	TaskIdentified  = Text{"本人確認済みの方だけ", "Only people whose identity is checked"}
	TaskRate        = Text{"承認率の下限（%）", "Least approval rate (%)"}
	TaskRateHint    = Text{"空欄なら制限しません。まだ実績のない方は作業できます。", "Leave empty for none. People without a record may work."}
	TaskQuestions   = Text{"設問", "Questions"}
	TaskQuestion    = Text{"設問 %d", "Question %d"}
	TaskKind        = Text{"回答の形式", "Kind of answer"}
	TaskLabel       = Text{"質問文", "What you ask"}
	TaskHelp        = Text{"補足の説明", "Explanation"}
	TaskMust        = Text{"必ず回答してもらう", "Must be answered"}
	TaskOptions     = Text{"選択肢", "Options"}
	TaskOptionsHint = Text{"1行に1つ。選択式のときだけ入れてください。", "One a line; for choices only."}
	TaskLeast       = Text{"数値の下限", "Least number"}
	TaskMost        = Text{"数値の上限", "Greatest number"}
	TaskMore        = Text{"くわしい設定", "More"}
	TaskAdd         = Text{"設問を追加する", "Add a question"}
	TaskRemove      = Text{"設問 %d を削除する", "Remove question %d"}
	TaskCost        = Text{"単価 %s × %d件 = %s を仮払いとしてお預かりし、仮払いが完了するとタスクが公開されます。承認した分だけが支払われ、使わなかった分は残高にお戻しします。", "%[1]s × %[2]d = %[3]s goes into escrow, which publishes the task. What you approve is paid; what is not needed comes back."}
	TaskCostCap     = Text{"非承認にできるのは、提出された作業の{task_rejection_percent}%（最低3件）までです。締め切りの{task_review_days}日後までに選ばれなかった作業は、自動的に承認されます。", "At most {task_rejection_percent}% of the answers (and at least 3) may be rejected. What you have not decided {task_review_days} days after the deadline is approved automatically."}
	TaskToFund      = Text{"仮払いに進む", "Go on to the escrow"}
	TaskDrafted     = Text{"内容を保存しました。仮払いが完了すると公開されます。", "Saved. The task is published once it is funded."}

	TaskKindText    = Text{"自由記述", "Text"}
	TaskKindNumber  = Text{"数値", "Number"}
	TaskKindChoice  = Text{"選択（1つ）", "One choice"}
	TaskKindChoices = Text{"選択（複数）", "Several choices"}
	TaskKindURL     = Text{"URL", "URL"}
	TaskKindFile    = Text{"ファイル", "File"}

	TaskAwaiting  = Text{"仮払い待ち", "Awaiting escrow"}
	TaskOpen      = Text{"作業者募集中", "Open"}
	TaskReviewing = Text{"確認中", "Being reviewed"}
	TaskAppeals   = Text{"異議申立て期間", "Open to appeals"}
	TaskCompleted = Text{"終了", "Over"}
	TaskCancelled = Text{"取消", "Cancelled"}

	TaskFund        = Text{"仮払いする", "Put into escrow"}
	TaskFundTitle   = Text{"最終確認", "Final confirmation"}
	TaskFundIntro   = Text{"次の内容で仮払いします。仮払いが完了すると、タスクがすぐに公開されます。", "This is what you pay into escrow. The task is published at once."}
	TaskFundNow     = Text{"この内容で仮払いする", "Pay this into escrow"}
	TaskFundFor     = Text{"単価 × 件数", "Unit price × answers"}
	TaskFundForIs   = Text{"%s × %d件", "%s × %d"}
	TaskFundWhenIs  = Text{"作業を承認したとき、1件ずつ", "answer by answer, when you approve"}
	TaskFundBackIs  = Text{"承認しなかった分と、集まらなかった分", "what you did not approve, and what did not come"}
	TaskFundDone    = Text{"仮払いが完了し、タスクを公開しました。", "The money is in escrow and the task is public."}
	TaskFundPending = Text{"お支払いの確認中です。確認できしだい、タスクを公開します。", "The payment is being confirmed. The task is published as soon as it is."}
	TaskCancel      = Text{"タスクを取り消す", "Cancel the task"}
	TaskCancelIntro = Text{"公開前のタスクを取り消します。費用はかかりません。", "The task is taken back before anybody has seen it. It costs nothing."}
	TaskCancelDone  = Text{"タスクを取り消しました。", "The task was cancelled."}
	TaskClose       = Text{"募集を終了する", "Take no more answers"}
	TaskCloseIntro  = Text{"新しい作業の受け付けをいますぐ終えます。作業中の%d件は、それぞれの時間まで提出できます。提出された作業は、%s までに承認または非承認をお選びください。", "No more slots are given out. The %d at work may still be handed in. Decide on what was handed in by %s."}
	TaskCloseDone   = Text{"募集を終了しました。", "The task takes no more answers."}

	TaskCardFund      = Text{"%s の仮払いをお願いします。仮払いが完了すると公開されます。%s までに仮払いがない場合、タスクは自動的に取り消されます。", "Please put %s into escrow; the task is then published. If you do not by %s, it is cancelled automatically."}
	TaskCardPaying    = Text{"お支払いを確認しています。%s までに確認できない場合、タスクは自動的に取り消されます。", "Your payment is being confirmed. If it is not by %s, the task is cancelled automatically."}
	TaskCardOpen      = Text{"作業者を募集しています（残り %d件）。締め切りは %s です。", "Answers are coming in (%d to go), until %s."}
	TaskCardWaiting   = Text{"確認していただく作業が %d件あります。", "%d answers wait for you."}
	TaskCardDeem      = Text{"%s までに選ばれなかった作業は自動的に承認され、支払われます。", "What you have not decided by %s is approved and paid automatically."}
	TaskCardStart     = Text{"1件 %s（受取額 %s）。始めると、%s のあいだ枠を確保します。", "%s an answer (you get %s). A slot is yours for %s."}
	TaskCardLeft      = Text{"残り %d件。締め切りは %s です。", "%d to go, until %s."}
	TaskCardFull      = Text{"いまはすべての枠が埋まっています。枠が返却されると、また始められます。", "All slots are taken now. When one is given back you can begin."}
	TaskCardNotYou    = Text{"このタスクは、条件に合う方だけが作業できます（本人確認・承認率）。", "This task is for people who meet its requirements (identity checked, approval rate)."}
	TaskCardHeld      = Text{"作業中です。%s までに提出してください。過ぎると枠が返却されますが、ほかの不利益はありません。", "You hold a slot. Hand in by %s; after that the slot is given back, and nothing else is lost."}
	TaskCardMine      = Text{"あなたの作業：%s", "Your answer: %s"}
	TaskCardReviewed  = Text{"クライアントの確認中です。%s までに選ばれなかった作業は、自動的に承認されます。", "The client is looking at the answers. What is not decided by %s is approved automatically."}
	TaskCardSettling  = Text{"作業中の方の提出を待っています。", "Slots that are held may still be handed in."}
	TaskCardAppeals   = Text{"すべての作業の確認が終わりました。非承認に対する異議の申立てを受け付けています。", "Everything is decided. Rejections may still be appealed."}
	TaskCardDone      = Text{"このタスクは終了しました。", "This task is over."}
	TaskCardCancelled = Text{"このタスクは、公開前に取り消されました。", "This task was cancelled before it was published."}
	TaskProtected     = Text{"報酬は全額、仮払い済みです。クライアントが確認しない場合も、締め切りの{task_review_days}日後に自動的に承認されます。", "All of the pay is in escrow. If the client does not look, answers are approved {task_review_days} days after the deadline."}

	TaskStart       = Text{"作業を始める", "Begin"}
	TaskGoOn        = Text{"作業を続ける", "Go on"}
	TaskSeeMine     = Text{"あなたの作業を見る", "See your answer"}
	TaskSignIn      = Text{"作業するには、ログインしてください。", "Sign in to work."}
	TaskReview      = Text{"作業を確認する", "Look at the answers"}
	TaskExport      = Text{"承認した作業をCSVで保存する", "Save the approved answers (CSV)"}
	TaskFree        = Text{"残り", "To go"}
	TaskTotal       = Text{"仮払いの合計", "In escrow in all"}
	TaskNet         = Text{"受取額（1件）", "You get"}
	TaskHours       = Text{"%d時間", "%d hours"}
	TaskInMinutes   = Text{"%d分", "%d minutes"}
	TaskTime        = Text{"作業時間の上限", "Time for one answer"}
	TaskTimes       = Text{"%d回", "%d"}
	TaskProgress    = Text{"進みぐあい", "Progress"}
	TaskProgressIs  = Text{"承認 %d件・確認待ち %d件・作業中 %d件・非承認 %d件", "%d approved, %d waiting, %d at work, %d rejected"}
	TaskAnyone      = Text{"だれでも", "anybody"}
	TaskWhoIs       = Text{"本人確認済み", "identity checked"}
	TaskWhoRate     = Text{"承認率 %d%% 以上", "approval rate of %d %% or more"}
	TaskPreviewForm = Text{"作業の内容", "The form"}
	TaskState       = Text{"残り%d件・確認待ち%d件", "%d to go, %d waiting"}
	TaskRejectLeft  = Text{"あと%d件まで非承認にできます。", "You may reject %d more."}

	TaskSubmit      = Text{"提出する", "Hand in"}
	TaskRelease     = Text{"枠を返す", "Give the slot back"}
	TaskReleased    = Text{"枠をお返しいただきました。", "The slot is given back."}
	TaskTaken       = Text{"枠を確保しました。", "The slot is yours."}
	TaskSubmitted   = Text{"提出しました。クライアントの確認をお待ちください。", "Handed in. The client looks at it next."}
	TaskLeftTime    = Text{"%s まで、この枠はあなたのものです。", "The slot is yours until %s."}
	TaskNoAnswer    = Text{"（回答なし）", "(no answer)"}
	TaskAnswerTitle = Text{"あなたの作業", "Your answer"}
	TaskMyAnswers   = Text{"タスクの作業", "My answers to tasks"}
	TaskNoAnswers   = Text{"作業はまだありません。", "No answers yet."}
	TaskChoiceNone  = Text{"選ばない", "none"}

	AnswerHeld      = Text{"作業中", "At work"}
	AnswerReleased  = Text{"枠を返却", "Given back"}
	AnswerSubmitted = Text{"確認待ち", "Waiting"}
	AnswerApproved  = Text{"承認", "Approved"}
	AnswerRejected  = Text{"非承認", "Rejected"}
	AnswerAppealed  = Text{"異議申立て中", "Appealed"}
	AnswerUpheld    = Text{"非承認（確定）", "Rejected for good"}

	WorkBy           = Text{"%s さんの作業", "By %s"}
	WorkReason       = Text{"非承認の理由", "Why it was rejected"}
	AnswerAppeal     = Text{"異議の内容", "The appeal"}
	AnswerFinding    = Text{"運営の判断", "What the operator found"}
	AnswerPaid       = Text{"報酬 %s が残高に入りました。", "%s is on your balance."}
	AnswerDeemed     = Text{"期限までに確認されなかったため、自動的に承認されました。", "It was not decided in time, so it was approved automatically."}
	AnswerMayAppeal  = Text{"納得できない場合は、%s まで運営に異議を申し立てられます。", "If you disagree you can appeal to the operator until %s."}
	AnswerInReview   = Text{"運営が %s までに判断します。判断がない場合は承認となります。", "The operator decides by %s; without a decision the answer is approved."}
	AnswerNotShown   = Text{"非承認にした作業の内容は、お渡しできません。", "What was rejected is not handed over."}
	AnswerAppealNow  = Text{"異議を申し立てる", "Appeal"}
	AnswerAppealText = Text{"納得できない理由", "Why you disagree"}
	AnswerAppealHint = Text{"設問のどこに、どう答えたかを書いてください。クライアントと運営が読みます。", "Say what you answered to which question. The client and the operator read it."}
	WorkAppealed     = Text{"異議を申し立てました。", "Your appeal was made."}
	AnswerAppealIs   = Text{"運営が回答とお互いの言い分を確認し、承認か非承認かを判断します。判断が出るまで、報酬はお預かりしたままです。", "The operator looks at the answer and at what both sides say, and decides. Until then the price stays in escrow."}

	And              = Text{"・", ", "}
	FieldAnswer      = Text{"この設問に合う答えを入れてください。", "Please give an answer that fits the question."}
	FieldOneRequired = Text{"必ず回答してもらう設問を、1つ以上にしてください。", "At least one question must be one that must be answered."}
	FieldOptions     = Text{"選択肢を2つ以上、重ならないように入れてください。", "Give at least two options, each once."}
	FieldWhole       = Text{"数字を入力してください。", "Please enter a whole number."}
	FieldAboveLeast  = Text{"下限以上の数にしてください。", "It cannot be below the least number."}

	ReviewTitle     = Text{"作業の確認", "Answers"}
	ReviewApprove   = Text{"選んだ作業を承認する", "Approve what is chosen"}
	ReviewReject    = Text{"選んだ作業を非承認にする", "Reject what is chosen"}
	ReviewAll       = Text{"このページの作業をすべて選ぶ", "Choose all on this page"}
	ReviewChoose    = Text{"%s さんの作業を選ぶ", "Choose the answer of %s"}
	ReviewNone      = Text{"作業を1件以上選んでください。", "Choose at least one answer."}
	ReviewMore      = Text{"次の作業を見る", "More answers"}
	ReviewConfirmA  = Text{"%d件を承認する", "Approve %d"}
	ReviewConfirmR  = Text{"%d件を非承認にする", "Reject %d"}
	ReviewCount     = Text{"対象", "Answers"}
	ReviewPays      = Text{"支払われる仮払い金", "Paid from escrow"}
	ReviewNet       = Text{"ワーカーの受取額の合計", "The workers get"}
	ReviewFee       = Text{"うちシステム利用料・消費税", "Fee and its tax"}
	ReviewReason    = Text{"非承認の理由", "Why"}
	ReviewReasonH   = Text{"どの設問が、どう足りないかを書いてください。ワーカーが読みます。", "Say which question lacks what. The worker reads it."}
	ReviewRejectIs  = Text{"非承認にした作業の内容は受け取れません。ワーカーは{task_appeal_days}日以内に運営へ異議を申し立てられ、そのあいだ仮払い金はお預かりしたままです。異議がなければ枠が空き、ほかの方が作業できます。", "What you reject is not handed over. The worker may appeal to the operator for {task_appeal_days} days, while its price stays in escrow; without an appeal the slot is free for others."}
	ReviewApproveIs = Text{"承認すると、報酬がすぐにワーカーの残高に入ります。取り消せません。", "Approved answers are paid at once. This cannot be taken back."}
	ReviewApproved  = Text{"作業を承認しました。", "The answers are approved."}
	ReviewRejected  = Text{"作業を非承認にしました。", "The answers are rejected."}
	ReviewAfterLeft = Text{"このあと非承認にできる件数", "You may reject after this"}
)
