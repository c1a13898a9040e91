package words

// The pages about contests (コンペ).
var (
	JobContest = Text{"コンペ", "Contest"}

	FormatChoose      = Text{"依頼の形式", "How the work is done"}
	FormatProjectSays = Text{"プロジェクト：応募の中から相手を選んで契約します。", "Project: choose among proposals and agree with somebody."}
	FormatContestSays = Text{"コンペ：賞金を先に仮払いし、集まった提案から受賞者を選びます。", "Contest: put prizes into escrow first, then choose among the entries."}

	ContestPostIntro   = Text{"賞金・締め切り・提案の見せ方を決めてください。賞金の仮払いが完了すると公開されます。", "Decide on the prizes, the deadline and who sees the entries. The contest is published once the prizes are in escrow."}
	ContestPrize       = Text{"賞金（%d位）", "Prize %d"}
	ContestPrizeMore   = Text{"2位以下の賞金も設ける", "Offer further prizes"}
	ContestPrizeHint   = Text{"受賞1件ごとに1つの契約になります。使わない順位は空欄のままにしてください。", "Each prize becomes a contract of its own. Leave what you do not need empty."}
	ContestPrizeOrder  = Text{"上の順位の賞金以下にしてください。", "It cannot be more than the prize above it."}
	ContestUntil       = Text{"提案の締め切り", "Entries until"}
	ContestUntilHint   = Text{"この日の24:00まで。60日以内の日をお選びください。", "Until 24:00 of this day, within 60 days."}
	ContestGuaranteed  = Text{"保証する提案の件数", "Entries guaranteed"}
	ContestGuaranteedH = Text{"提案がこの件数に届かない場合、賞金は全額返金されます。", "With fewer entries the prizes go back to you in full."}
	ContestShown       = Text{"提案を見られる人", "Who sees the entries"}
	ContestShownClient = Text{"クライアントだけが見られる", "the client alone"}
	ContestShownAll    = Text{"だれでも見られる", "everybody"}
	ContestCriteria    = Text{"納品物の検収基準", "Acceptance criteria of the final files"}
	ContestCriteriaH   = Text{"1行に1つ、20行まで。受賞者の納品を検収するときの基準になります。", "One a line, 20 at most. The final files are inspected by them."}
	ContestInspection  = Text{"検収期間（日）", "Days to inspect"}
	ContestRevisions   = Text{"修正の回数", "Revision rounds"}
	ContestCost        = Text{"賞金の合計 %s を仮払いとしてお預かりし、仮払いが完了するとコンペが公開されます。受賞者の納品を検収したときに支払われます。システム利用料は受賞者の賞金から差し引かれ、クライアントの負担はありません。", "The prizes, %s in all, go into escrow, which publishes the contest. They are paid when you accept the winners' final files. The fee is taken from the prizes; you are not charged for it."}
	ContestCostBack    = Text{"提案が保証した件数に届かない場合は、全額お戻しします。受賞者が選ばれないまま期限を過ぎた場合は、提案した方々に等分して支払います。", "With fewer entries than guaranteed all of it comes back. If no winner is chosen in time, it is split equally among those who entered."}
	ContestToFund      = Text{"仮払いに進む", "Go on to the escrow"}
	ContestDrafted     = Text{"内容を保存しました。仮払いが完了すると公開されます。", "Saved. The contest is published once it is funded."}

	ContestFund        = Text{"賞金を仮払いする", "Fund the prizes"}
	ContestFundTitle   = Text{"最終確認", "Final confirmation"}
	ContestFundIntro   = Text{"次の内容で仮払いします。仮払いが完了すると、コンペがすぐに公開されます。", "This is what you pay into escrow. The contest is published at once."}
	ContestFundNow     = Text{"この内容で仮払いする", "Pay this into escrow"}
	ContestFundAmount  = Text{"お支払い額", "You pay"}
	ContestFundFor     = Text{"内容", "For"}
	ContestFundForIs   = Text{"賞金 %d件", "%d prizes"}
	ContestFundWhen    = Text{"支払いの時期", "Paid out"}
	ContestFundWhenIs  = Text{"受賞者の納品を検収したとき", "when you accept the winner's final files"}
	ContestFundBack    = Text{"返金", "Comes back"}
	ContestFundBackIs  = Text{"提案が%d件に届かないときは、%s に全額", "all of it on %[2]s if there are fewer than %[1]d entries"}
	ContestFundElse    = Text{"選ばないとき", "If you do not choose"}
	ContestFundElseIs  = Text{"締め切りの{contest_split_days}日後に、提案した方々へ等分", "split equally among the entries {contest_split_days} days after the deadline"}
	ContestFundDone    = Text{"仮払いが完了し、コンペを公開しました。", "The prizes are in escrow and the contest is public."}
	ContestFundPending = Text{"お支払いの確認中です。確認できしだい、コンペを公開します。", "The payment is being confirmed. The contest is published as soon as it is."}
	ContestCancel      = Text{"コンペを取り消す", "Cancel the contest"}
	ContestCancelIntro = Text{"公開前のコンペを取り消します。費用はかかりません。", "The contest is taken back before anybody has seen it. It costs nothing."}
	ContestCancelDone  = Text{"コンペを取り消しました。", "The contest was cancelled."}
	ContestClose       = Text{"早めに締め切る", "Close early"}
	ContestCloseIntro  = Text{"締め切りを %s に早めます。作業中の方が提案できるよう、すぐには締め切られません。一度早めると、元には戻せません。", "Entries will end on %s: not at once, so that those at work can still enter. This cannot be taken back."}
	ContestCloseNow    = Text{"この日時に早める", "Close then"}
	ContestCloseDone   = Text{"締め切りを早めました。提案した方々にお知らせしました。", "Entries end earlier now; those who entered have been told."}
	ContestCloseNot    = Text{"いまは締め切りを早められません。提案が1件以上あり、保証した件数に届いているときに早められます。", "You cannot close early now: there must be at least one entry, and as many as you guaranteed."}

	ContestEnter       = Text{"提案する", "Enter"}
	ContestEnterIntro  = Text{"文章・ファイル・リンクで提案できます。提案には番号と時刻、内容のハッシュ値が付き、あとから確かめられます。", "Enter with a text, files or links. Every entry gets a number, a time and a hash of what was entered, to be checked later."}
	ContestEnterText   = Text{"提案の内容", "Your entry"}
	ContestEnterLinks  = Text{"リンク", "Links"}
	ContestEnterLinksH = Text{"1行に1つ", "One a line"}
	ContestEnterEmpty  = Text{"文章・ファイル・リンクのどれかを入れてください。", "Put in a text, a file or a link."}
	ContestEnterFee    = Text{"受賞した場合、賞金からシステム利用料（%s）を差し引いた金額を受け取れます。", "If you win, you get the prize less the fee (%s)."}
	ContestEntered     = Text{"提案しました。クライアントにお知らせしました。", "You have entered; the client has been told."}
	ContestEnterSignIn = Text{"提案するには、ログインしてください。", "Sign in to enter."}

	ContestEntries      = Text{"提案", "Entries"}
	ContestEntriesOf    = Text{"提案%d件", "%d entries"}
	ContestNoEntries    = Text{"提案はまだありません。", "No entries yet."}
	ContestEntry        = Text{"提案 %d", "Entry %d"}
	ContestEntryBy      = Text{"%s さん", "by %s"}
	ContestEntryMine    = Text{"あなたの提案", "yours"}
	ContestEntryHidden  = Text{"内容はクライアントだけが見られます。", "Only the client sees what was entered."}
	ContestEntryHash    = Text{"ハッシュ値（SHA-256）", "Hash (SHA-256)"}
	ContestEntryProof   = Text{"提出の記録", "Proof of the entry"}
	ContestEntryDoc     = Text{"ハッシュ値のもとの文書", "The document that was hashed"}
	ContestEntryTalk    = Text{"メッセージを送る", "Write a message"}
	ContestEntryWon     = Text{"受賞", "Won"}
	ContestEntryGone    = Text{"取り下げ", "Withdrawn"}
	ContestFavourite    = Text{"お気に入り", "Favourite"}
	ContestFavourOn     = Text{"お気に入りに追加", "Add to favourites"}
	ContestFavourOff    = Text{"お気に入りから外す", "Remove from favourites"}
	ContestFavoured     = Text{"お気に入りを変更しました。", "Your favourites are changed."}
	ContestOnlyFavour   = Text{"お気に入りだけを見る", "Show favourites only"}
	ContestAllEntries   = Text{"すべての提案を見る", "Show all entries"}
	ContestMoreEntries  = Text{"次の提案を見る", "More entries"}
	ContestWithdraw     = Text{"提案を取り下げる", "Withdraw this entry"}
	ContestWithdrawIs   = Text{"提案 %d を取り下げます。選考や賞金の分配の対象から外れ、元には戻せません。提出の記録は残ります。", "Entry %d takes no part in the choice or a split any more. This cannot be taken back; the proof of the entry stays."}
	ContestWithdrawn    = Text{"提案を取り下げました。", "The entry is withdrawn."}
	ContestAward        = Text{"この提案を選ぶ", "Choose this entry"}
	ContestAwardTitle   = Text{"提案 %d を選ぶ", "Choose entry %d"}
	ContestAwardIntro   = Text{"受賞が決まると、契約がすぐに成立します。賞金はすでに仮払い済みなので、お支払いはありません。受賞者が納品用のファイルを納品し、検収が完了すると賞金が支払われます。", "The contract is formed at once. The prize is in escrow already, so there is nothing to pay. The winner delivers the final files, and the prize is paid when you accept them."}
	ContestAwardPrize   = Text{"賞金", "Prize"}
	ContestAwardGets    = Text{"受賞者の受取額", "The winner gets"}
	ContestAwardFee     = Text{"うちシステム利用料・消費税", "Fee and its tax"}
	ContestAwardDue     = Text{"納品の期限", "Final files due"}
	ContestAwardNow     = Text{"受賞者に決める", "Give the prize"}
	ContestAwarded      = Text{"受賞者が決まりました。契約が成立し、受賞者にお知らせしました。", "The prize is awarded and the contract formed; the winner has been told."}
	ContestPrizes       = Text{"賞金", "Prizes"}
	ContestPrizeIs      = Text{"%d位 %s", "Prize %d: %s"}
	ContestPrizeHeld    = Text{"仮払い済み", "in escrow"}
	ContestPrizePending = Text{"仮払い前", "not funded yet"}
	ContestPrizeAwarded = Text{"提案 %d が受賞", "won by entry %d"}
	ContestPrizeShared  = Text{"提案した方々に分配", "split among the entries"}
	ContestPrizeBack    = Text{"返金済み", "returned"}
	ContestToContract   = Text{"契約を見る", "See the contract"}
	ContestTotal        = Text{"賞金の合計", "Prizes in all"}
	ContestChooseBy     = Text{"選考の期限", "To be chosen by"}

	ContestAwaiting = Text{"仮払い待ち", "Awaiting escrow"}
	ContestOpen     = Text{"提案募集中", "Open for entries"}
	ContestChoosing = Text{"選考中", "Being chosen"}
	ContestDone     = Text{"受賞者決定", "Winners chosen"}
	ContestShared   = Text{"賞金を分配", "Prizes split"}
	ContestRefunded = Text{"不成立", "Did not come about"}
	ContestGone     = Text{"取消", "Cancelled"}

	ContestCardFund      = Text{"賞金 %s の仮払いをお願いします。仮払いが完了すると公開されます。%s までに仮払いがない場合、コンペは自動的に取り消されます。", "Please put the prizes of %s into escrow; the contest is then published. If you do not by %s, it is cancelled automatically."}
	ContestCardPaying    = Text{"お支払いを確認しています。%s までに確認できない場合、コンペは自動的に取り消されます。", "Your payment is being confirmed. If it is not by %s, the contest is cancelled automatically."}
	ContestCardOpen      = Text{"提案を募集しています（現在 %d件）。%s に締め切り、そのあと受賞者を選びます。", "Entries are coming in (%d so far). They end on %s; then you choose."}
	ContestCardFew       = Text{"保証した %d件 に届かないまま締め切りになった場合、賞金は全額返金されます。", "If there are fewer than the %d guaranteed by then, the prizes go back in full."}
	ContestCardEnter     = Text{"提案を募集しています（現在 %d件）。%s まで提案できます。", "Entries are taken until %[2]s (%[1]d so far)."}
	ContestCardChoose    = Text{"受賞者を選んでください。期限は %s です。", "Please choose the winners by %s."}
	ContestCardElse      = Text{"%s までに選ばれない場合、残りの賞金 %s は、選ばれていない提案（%d件）に等分して自動的に支払われます。", "What is not awarded by %s, %s now, is split equally among the entries that have won nothing (%d)."}
	ContestCardWait      = Text{"クライアントの選考中です。期限は %s です。", "The client is choosing, by %s."}
	ContestCardDone      = Text{"受賞者が決まりました。賞金は、受賞者の納品を検収したあとに支払われます。", "The winners are chosen. The prizes are paid when the final files are accepted."}
	ContestCardShared    = Text{"期限までに受賞者が選ばれなかったため、賞金は提案した方々に等分して支払われました。", "The winners were not chosen in time, so the prizes were split equally among those who entered."}
	ContestCardRefunded  = Text{"選べる提案がなかったため、賞金は全額クライアントに返金されました。", "There was nothing to choose, so the prizes went back to the client in full."}
	ContestCardCancelled = Text{"このコンペは、公開前に取り消されました。", "This contest was cancelled before it was published."}
	ContestProtected     = Text{"賞金は全額、仮払い済みです。受賞者が選ばれない場合も、提案した方々に等分して支払われます。", "All prizes are in escrow. If nobody is chosen, they are split equally among those who entered."}
	ContestAwardShare    = Text{"賞金を渡したコンペ", "Contests awarded"}
	ContestAwardShareOf  = Text{"%d件中%d件", "%[2]d of %[1]d"}

	ProposalEntered = Text{"コンペに提案中", "Entered"}
	EntryOf         = Text{"%s さんの提案", "Entry by %s"}
	EntryMine       = Text{"あなたの提案", "Your entry"}
	EntryToContest  = Text{"コンペのページへ", "To the contest"}
)
