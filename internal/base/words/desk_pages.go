package words

// The operator's desk (運営デスク, R13.3).
var (
	DeskTitle   = Text{"運営デスク", "The operator's desk"}
	DeskQueue   = Text{"受付", "Queue"}
	DeskPayouts = Text{"出金", "Payouts"}
	DeskMail    = Text{"届かないメール", "Mail that does not arrive"}
	DeskTrail   = Text{"操作の記録", "Audit trail"}
	DeskStaff   = Text{"担当者", "Staff"}
	DeskNone    = Text{"確認を待っているものはありません。", "Nothing waits."}
	DeskWaiting = Text{"%d件が確認を待っています。", "%d wait."}

	DeskKind      = Text{"種類", "Kind"}
	DeskSubject   = Text{"件名", "What"}
	DeskService   = Text{"期限", "Due"}
	DeskInHand    = Text{"担当", "In hand"}
	DeskNobody    = Text{"—", "—"}
	DeskLeft      = Text{"あと%d営業日", "%d business days left"}
	DeskToday     = Text{"本日まで", "Due today"}
	DeskLate      = Text{"期限超過", "Late"}
	DeskAll       = Text{"すべて", "All"}
	DeskPickAll   = Text{"すべて選ぶ", "Choose all"}
	DeskPick      = Text{"%s を選ぶ", "Choose %s"}
	DeskBulk      = Text{"選んだ連絡催促をまとめて確認する", "Look at the chosen nudges together"}
	DeskBulkTitle = Text{"まとめて承認する内容の確認", "Approve these together"}
	DeskBulkIntro = Text{"次の連絡催促申請を承認すると、それぞれの相手にメールとサイト内のお知らせで連絡を促します。", "Each of these nudges, once approved, urges the other side by mail and on the site."}
	DeskBulkDo    = Text{"%d件を承認する", "Approve all %d"}
	DeskBulkDone  = Text{"まとめて承認しました。", "They are approved."}
	DeskKeys      = Text{"キーボード：j / k で上下、Enter で開く、a 承認する、d 承認しない、c 担当する、u 一覧へ戻る、? この説明", "Keyboard: j / k up and down, Enter opens, a approves, d denies, c takes in hand, u back to the queue, ? this help"}

	DeskClaim   = Text{"担当する", "Take in hand"}
	DeskGive    = Text{"担当を外れる", "Give back"}
	DeskMine    = Text{"あなたが担当しています。", "You have it in hand."}
	DeskTaken   = Text{"%s さんが担当しています。", "%s has it in hand."}
	DeskClaimed = Text{"担当になりました。", "It is in your hand."}
	DeskGiven   = Text{"担当を外れました。", "It is given back."}
	DeskBack    = Text{"一覧へ戻る", "Back to the queue"}
	DeskNext    = Text{"次へ", "Next"}

	DeskUntil       = Text{"期限 %s", "Due %s"}
	DeskReason      = Text{"ご本人に伝える内容", "What they read"}
	DeskBoth        = Text{"報告した方が読みます。注意・非公開のときは、報告された方も読みます。報告した方のことは書かないでください。", "The reporter reads it; on a warning or a removal the person reported does too. Say nothing of who reported."}
	DeskApprove     = Text{"承認する", "Approve"}
	DeskDeny        = Text{"承認しない", "Deny"}
	DeskOutcome     = Text{"結果", "Outcome"}
	DeskOutcomePick = Text{"結果をお選びください。", "Please choose an outcome."}
	DeskDecide      = Text{"この内容で決定する", "Decide"}
	DeskWhyNot      = Text{"お二人が読みます。承認しないときは、かならずお書きください。", "Both sides read it. It is required to deny."}
	DeskDone        = Text{"決定しました。", "It is decided."}
	DeskOwn         = Text{"ご自身に関わるものは、別の担当者が決めます。", "Another operator decides what concerns you."}
	DeskRole        = Text{"この種類の判断は、別の役割の担当者が行います。", "Another role of the staff decides this."}
	DeskBy          = Text{"報告した方", "Reported by"}
	DeskOf          = Text{"報告された方", "Reported"}
	DeskCopy        = Text{"報告した方から受け取った、メッセージの写し", "The message's text, handed over by the reporter"}

	DeskStays = Text{"コンペとタスクは、応募や作業をした方の報酬をお預かりしているため、非公開にできません。募集は、それぞれの決まりどおりに終わります。", "A contest or a task holds the pay of those who took part, so it cannot be removed: it ends by its own rules."}

	DeskApplicant  = Text{"申請した方", "Applicant"}
	DeskOtherSide  = Text{"相手の方", "Other side"}
	DeskLastSeen   = Text{"最後の行動", "Last act here"}
	DeskReported   = Text{"報告の内容", "What was reported"}
	DeskState      = Text{"契約の状態", "Contract"}
	DeskMoney      = Text{"お預かり中の金額", "In escrow"}
	DeskFormed     = Text{"契約日", "Formed"}
	DeskNudgeNote  = Text{"運営へのメモ", "Note to the operator"}
	DeskUnanswered = Text{"返事のないメッセージ（本文は表示されません）", "Messages without an answer (their text is closed)"}
	DeskNoMessage  = Text{"ありません。", "None."}
	DeskEarlier    = Text{"これまでの連絡催促", "Earlier nudges"}
	DeskHistory    = Text{"これまでの経過", "What happened"}
	DeskDenyWhy    = Text{"承認しない理由", "Why it is denied"}
	DeskCanned     = Text{"定型文", "Canned text"}
	DeskDenyHint   = Text{"申請した方だけが読みます。相手の方には伝わりません。", "The applicant alone reads it; the other side hears nothing."}
	DeskNudgeDo    = Text{"承認して連絡を促す", "Approve: urge them"}
	DeskNudgeNo    = Text{"承認しない", "Deny"}

	DeskWhy        = Text{"申立ての理由", "Why it was opened"}
	DeskCriteria   = Text{"検収基準", "Criteria"}
	DeskOffer      = Text{"解決案", "Offer to settle"}
	DeskNoOffer    = Text{"ありません。", "None."}
	DeskSplit      = Text{"ワーカーに支払う金額", "To the worker"}
	DeskSplitHint  = Text{"0円から %s まで（手数料を引く前）。残りはクライアントに戻ります。", "From ¥0 to %s, before the fee. The rest goes back to the client."}
	DeskSplitWhy   = Text{"決定の理由", "Reasons"}
	DeskSplitWhyH  = Text{"お二人が読みます。", "Both sides read it."}
	DeskSplitDo    = Text{"この金額で決定する", "Decide this split"}
	DeskSecond     = Text{"%s を超えるため、もう一人（経理の担当者）の確認が必要です。", "Above %s a second person, of the finance staff, must confirm."}
	DeskProposed   = Text{"%s さんが %s を提案しています。同じ金額で決定すると確定します。", "%s proposed %s. Deciding the same amount makes it final."}
	DeskDelivered  = Text{"まだ納品されていません。", "Nothing was delivered."}
	DeskFilesShut  = Text{"ファイルの中身は、理由を記録してメッセージを開くと確認できます。", "The files open once the messages are opened, with a reason."}
	DeskFilesRole  = Text{"ファイルの中身は、メッセージを開ける役割の担当者が確認できます。", "The files open to those of the staff who may open the messages."}
	DeskRejected   = Text{"非承認の理由（クライアント）", "Why it was rejected"}
	DeskAppealText = Text{"異議の内容（ワーカー）", "The worker's appeal"}
	DeskAnswer     = Text{"回答の内容", "What was answered"}
	DeskUphold     = Text{"非承認のままとする", "The rejection stands"}
	DeskOverturn   = Text{"承認に変更して支払う", "Approve and pay"}
	DeskFinding    = Text{"判断の理由", "Why"}

	DeskBounces    = Text{"%s さん宛てのメール %d件", "%[2]d mails to %[1]s"}
	DeskBounceTo   = Text{"届いていない方", "Whom it does not reach"}
	DeskAddress    = Text{"メールアドレス", "Address"}
	DeskVisited    = Text{"サイトの最終利用", "Last seen on the site"}
	DeskAtRisk     = Text{"この方に関わる期限", "What comes for them"}
	DeskBounceNote = Text{"行った対応", "What you did about it"}
	DeskBounceHint = Text{"例：電話でお知らせし、アドレスの変更をお願いした。記録に残ります。", "For example: told them by telephone, asked them to change the address. It goes on the record."}
	DeskBounceDo   = Text{"対応済みにする", "It is seen to"}
	DeskDueSince   = Text{"本来の期限", "Was due"}
	DeskDueOf      = Text{"対象の番号", "Of"}
	DeskFaultWhat  = Text{"期限を過ぎた処理が、不具合のため完了していません。処理は自動でくり返され、不具合が直ると、本来の期限の時刻で行われます。システムの担当者に、対象の番号とこの画面の内容をお伝えください。解消すると、この一覧から消えます。", "What was due could not be done because of a fault. It is tried again by itself, and once the fault is mended it happens as of its own instant. Tell whoever looks after the system the number and what this page says. The row goes when it is done."}
	DeskFaultSays  = Text{"不具合の内容（管理の担当者だけに表示）", "The fault (shown to admins alone)"}
	DeskFiles      = Text{"回答のファイル", "Files of the answer"}
	DeskRecord     = Text{"実績", "Record"}

	DeskMessages  = Text{"メッセージの内容を確認する", "Open the messages"}
	DeskMessagesI = Text{"必要なときだけ、理由を書いて開いてください。お二人にお知らせが届き、記録に残ります。", "Only where it is needed, and with a reason: both sides are told, and it is on the record."}
	DeskMessagesW = Text{"確認する理由", "Why"}
	DeskMessagesD = Text{"理由を記録して開く", "Record the reason and open"}
	DeskMessagesS = Text{"開いたメッセージを見る（24時間以内）", "See the messages that you opened (24 hours)"}
	DeskMessagesT = Text{"メッセージ：%s", "Messages: %s"}

	PayoutsPayee    = Text{"受け取る方", "Payee"}
	PayoutsWaiting  = Text{"申請中の出金", "Payouts that wait"}
	PayoutsNone     = Text{"申請中の出金はありません。", "No payout waits."}
	PayoutsPayOn    = Text{"振込指定日", "Day of the transfer"}
	PayoutsPayHint  = Text{"銀行の営業日で、明日以降の日を選んでください。", "A day on which banks are open, after today."}
	PayoutsMake     = Text{"選んだ出金で振込データを作る", "Make a batch of those chosen"}
	PayoutsMade     = Text{"振込データを作りました。", "The batch is made."}
	PayoutsNoBank   = Text{"振込先口座が登録されていません", "No bank account is registered"}
	PayoutsHeld     = Text{"口座の変更後のため %s まで振り込めません", "The account was changed: nothing is paid before %s"}
	PayoutsOwn      = Text{"ご自身の出金は、別の担当者が扱います", "Your own: another operator handles it"}
	PayoutsAmount   = Text{"金額", "Amount"}
	PayoutsBatches  = Text{"振込データ", "Batches"}
	PayoutsBatch    = Text{"%s 振込・%d件・%s", "%s, %d payouts, %s"}
	PayoutsBatchOf  = Text{"振込データ %s", "Batch for %s"}
	PayoutsBatchNo  = Text{"振込データはまだありません。", "There is no batch yet."}
	PayoutsApprove  = Text{"承認する", "Approve"}
	PayoutsWithdraw = Text{"取り下げる", "Withdraw"}
	PayoutsSecond   = Text{"合計が %s を超えるため、作成した人とは別の経理担当者の承認が必要です。", "The total is above %s: somebody else of the finance staff has to approve it."}
	PayoutsApproved = Text{"承認しました。", "It is approved."}
	PayoutsGivenUp  = Text{"取り下げました。出金は申請中に戻りました。", "It is withdrawn; its payouts wait again."}
	PayoutsZengin   = Text{"全銀ファイル（総合振込）をダウンロード", "Download the bank file (Zengin)"}
	PayoutsCSV      = Text{"CSVをダウンロード", "Download as CSV"}
	PayoutsFileNote = Text{"ファイルには口座番号と名義が含まれます。ダウンロードは記録に残ります。", "The file holds numbers and holders. Taking it is on the record."}
	PayoutsResult   = Text{"銀行の結果を記録する", "Record what the bank says"}
	PayoutsResultI  = Text{"返却（組戻し・振込不能）になった出金にチェックを入れ、理由を書いてください。残りは振込済みになります。", "Tick what the bank sent back, with its reason. All others are booked as transferred."}
	PayoutsReturn   = Text{"返却", "Sent back"}
	PayoutsReason   = Text{"銀行の回答", "What the bank says"}
	PayoutsTick     = Text{"返却されたときは「返却」にチェックを入れてください。振込済みのときは「銀行の回答」を消してください。", "Tick it if it was sent back; if it was transferred, clear what the bank says."}
	PayoutsSettle   = Text{"この結果を記録する", "Record this"}
	PayoutsSettled  = Text{"結果を記録しました。", "It is recorded."}
	PayoutsNoted    = Text{"振込済み（返却の記録には、別の経理担当者の確認が必要です）", "Transferred (that it came back, somebody else of the finance staff has to say too)"}
	PayoutsUpload   = Text{"結果のファイル（CSV）を読み込む", "Read the results from a file (CSV)"}
	PayoutsUploadH  = Text{"上の「CSVをダウンロード」の表に、result（振込済み・返却）と reason（銀行の回答）を書き入れたものを選びます。result が空の行は、まだ結果がないものとして読みとばします。", "The table that is downloaded above, with result (paid or returned) and reason (what the bank says) filled in. Rows without a result are passed over."}
	PayoutsUploadD  = Text{"ファイルの結果を記録する", "Record what the file says"}
	PayoutsBadCSV   = Text{"%d行目を読み取れません：%s", "Line %d cannot be read: %s"}
	PayoutsNoSender = Text{"振込元の口座と委託者コードが設定されていません。--payout-sender を設定すると、全銀ファイルを作れます。CSVはいまでもダウンロードできます。", "The sender's account and code are not set: give --payout-sender for the bank file. The CSV is there already."}
	PayoutsCannot   = Text{"この振込データからは全銀ファイルを作れません：%s", "No bank file can be made of this batch: %s"}

	TrailIntro  = Text{"運営の判断・閲覧・ログインの記録です。1行ごとに前の行のハッシュを含み、書き換えや削除は検査で見つかります（%d行）。", "What the staff decided, looked at, and who signed in. Each line carries the hash of the one before: changes and removals are found (%d lines)."}
	TrailWhen   = Text{"日時", "When"}
	TrailWho    = Text{"担当者", "Who"}
	TrailAct    = Text{"操作", "Act"}
	TrailOn     = Text{"対象", "On"}
	TrailData   = Text{"内容", "Details"}
	TrailHouse  = Text{"サーバー管理者", "Who runs the machine"}
	TrailOlder  = Text{"さらに前の記録", "Older lines"}
	TrailAll    = Text{"すべての記録を見る", "All lines"}
	TrailNone   = Text{"記録はまだありません。", "There is no line yet."}
	StaffIntro  = Text{"役割を変えると、その人はすべての端末からログアウトされます。自分の役割は変えられません。", "Whoever's roles change is signed out everywhere. Nobody changes their own."}
	StaffAdd    = Text{"担当者を加える", "Add somebody"}
	StaffEmail  = Text{"登録済みのメールアドレス", "The address of their account"}
	StaffRoles  = Text{"役割", "Roles"}
	StaffSave   = Text{"役割を変更する", "Change the roles"}
	StaffSaved  = Text{"役割を変更しました。", "The roles are changed."}
	StaffFactor = Text{"二要素認証 設定済み", "Second factor set"}
	StaffNone   = Text{"二要素認証 未設定", "No second factor yet"}
	StaffNobody = Text{"このメールアドレスでログインする人はいません。", "Nobody signs in with this address."}
	MailIntro   = Text{"メールサーバーに拒否されたか、3日間届けられなかったお知らせです。サイト内のお知らせには残っています。", "Refused for good, or not accepted within three days. On the site they are still there."}
	MailNone    = Text{"届かなかったメールはありません。", "All mail has arrived."}
)

// CaseKinds names the kinds of cases on the desk.
var CaseKinds = map[string]Text{
	"nudges":           {"連絡催促", "Nudge"},
	"disputes":         {"調整", "Dispute"},
	"appeals":          {"異議申立て", "Appeal"},
	"reports":          {"違反報告", "Report"},
	"outside-contacts": {"サービス外連絡", "Contact outside"},
	"payouts":          {"出金", "Payouts"},
	"batches":          {"振込データの承認", "Batch to approve"},
	"mail":             {"届かないメール", "Mail that does not arrive"},
	"overdue":          {"止まっている期限", "Deadline held up by a fault"},
}

// Acts says in words what stands on the audit trail.
var Acts = map[string]Text{
	"sign_in":               {"ログイン", "Signed in"},
	"second_factor":         {"二要素認証", "Second factor"},
	"roles":                 {"役割の変更", "Changed roles"},
	"sessions.end":          {"ログアウトさせる", "Ended sessions"},
	"api_key.make":          {"APIキーの作成", "Made an API key"},
	"api_key.revoke":        {"APIキーの失効", "Revoked an API key"},
	"policy/publish":        {"数値の設定の公開", "Published numbers"},
	"house/change":          {"サイトの表示の変更", "Changed the house's face"},
	"house.release":         {"隔離の解除", "Ended the quarantine"},
	"messages.open":         {"メッセージの閲覧", "Opened messages"},
	"answer.open":           {"異議のある作業の閲覧", "Opened an appealed answer"},
	"mail.handled":          {"届かないメールへの対応", "Saw to mail that does not arrive"},
	"identity":              {"本人確認", "Checked an identity"},
	"nudge/approve":         {"連絡催促の承認", "Approved a nudge"},
	"nudge/deny":            {"連絡催促を承認しない決定", "Denied a nudge"},
	"dispute/resolve":       {"調整の決定", "Decided a dispute"},
	"outside/approve":       {"サービス外連絡の承認", "Approved contact outside"},
	"outside/deny":          {"サービス外連絡を承認しない決定", "Denied contact outside"},
	"appeal/uphold":         {"異議を認めない決定", "Upheld a rejection"},
	"appeal/overturn":       {"異議を認める決定", "Overturned a rejection"},
	"report/decide":         {"違反報告の決定", "Decided a report"},
	"receipt/confirm":       {"入金の確認", "Confirmed a receipt"},
	"receipt/give_up":       {"入金待ちの取り消し", "Gave up waiting for money"},
	"payout_batch.make":     {"振込データの作成", "Made a batch"},
	"payout_batch.approve":  {"振込データの承認", "Approved a batch"},
	"payout_batch.withdraw": {"振込データの取り下げ", "Withdrew a batch"},
	"payout_batch.file":     {"振込ファイルの受け取り", "Took a bank file"},
	"payout_batch.settle":   {"銀行の結果の記録", "Recorded the bank's results"},
}

// StaffRoleNames names the roles of the staff, with what they do.
var StaffRoleNames = map[string]Text{
	"support": {"対応（申請・報告・調整の判断）", "Support: requests, reports, disputes"},
	"finance": {"経理（入金の確認・出金・高額な決定の確認）", "Finance: money in and out, large decisions"},
	"admin":   {"管理（役割・設定・記録）", "Admin: roles, settings, the trail"},
}

// BatchStates names the states of a batch of payouts.
var BatchStates = map[string]Text{
	"proposed": {"承認待ち", "Awaits approval"}, "approved": {"承認済み", "Approved"}, "closed": {"完了", "Closed"}, "withdrawn": {"取り下げ", "Withdrawn"},
}

// A Canned is a text that the staff sends again and again; the names in braces
// are filled in.
type Canned struct {
	Code       string
	Name, Text Text
}

// DenyTexts are the usual reasons to deny a nudge.
var DenyTexts = []Canned{
	{"recent_contact", Text{"最近やりとりがある", "There was contact"}, Text{"「{title}」では、{last}にお相手の行動がありました。もうしばらくお待ちのうえ、{nudge_silence_hours}時間以上お返事がない場合は、もう一度お申し込みください。", "The other side acted on \"{title}\" on {last}. Please wait a little longer, and apply again if there is no answer for {nudge_silence_hours} hours."}},
	{"not_a_question", Text{"返事を求める内容ではない", "No answer was asked for"}, Text{"「{title}」で最後にお送りになったメッセージは、お返事を必要とする内容ではないようです。ご用件を具体的に書いて、もう一度メッセージをお送りください。", "Your last message on \"{title}\" does not seem to ask for an answer. Please write again and say what you need."}},
	{"agreed_wait", Text{"待つことに合意している", "Both agreed to wait"}, Text{"「{title}」では、お二人が待つことに合意されているようです。合意された日を過ぎてもお返事がない場合は、もう一度お申し込みください。", "Both of you seem to have agreed to wait on \"{title}\". Please apply again if there is no answer after the day you agreed on."}},
	{"other", Text{"そのほか", "Something else"}, Text{"", ""}},
}
