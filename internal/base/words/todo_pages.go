package words

// The やることリスト: what there is to do, and what happens by itself otherwise.
var (
	TodoTitle   = Text{"やることリスト", "To do"}
	StepsTitle  = Text{"はじめの一歩", "First steps"}
	StepsClient = Text{"仕事を依頼する方", "To have work done"}
	StepsWorker = Text{"仕事をする方", "To work"}
	StepsGuide  = Text{"流れをくわしく見る", "How it goes"}
	StepEmail   = Text{"メールアドレスを確認する", "Confirm your address"}
	StepIntro   = Text{"自己紹介を書く", "Say who you are"}
	StepPost    = Text{"仕事を依頼する", "Post a job"}
	StepChoose  = Text{"相手を選んで契約する", "Choose somebody"}
	StepFund    = Text{"仮払いをする（報酬を{house}に預けます）", "Fund the contract ({house} holds the pay)"}
	StepInspect = Text{"検収する（納品物を確かめて、支払いを完了します）", "Inspect the delivery, which pays the worker"}
	StepApply   = Text{"仕事に応募する・提案する・タスクに答える", "Apply, enter a contest, or answer a task"}
	StepAgree   = Text{"契約して、仮払いの完了を待つ", "Agree, and wait for the escrow"}
	StepDeliver = Text{"納品する", "Deliver"}
	StepEarn    = Text{"報酬を受け取る", "Get paid"}

	TodoUntil = Text{"期限：%s", "Until %s"}
	TodoWaits = Text{"%sさんが待っています", "%s is waiting"}
	TodoCount = Text{"%d件", "%d"}
	TodoLate  = Text{"期日を過ぎています", "The day has passed"}
)

// TodoActs are what there is to do, by the names of the acts.
var TodoActs = map[string]Text{
	"fund":                   {"仮払いをする", "Fund the contract"},
	"fund_difference":        {"変更の差額を仮払いする", "Fund the difference of the change"},
	"deliver":                {"納品する", "Deliver"},
	"revise":                 {"修正して、もう一度納品する", "Revise and deliver again"},
	"inspect":                {"納品物を検収する", "Inspect the delivery"},
	"answer_termination":     {"契約途中終了リクエストに回答する", "Answer the request to end the contract"},
	"answer_offer":           {"解決案に回答する", "Answer the proposed settlement"},
	"answer_nudge":           {"運営からの催促に返信する", "Answer: the operator has urged you"},
	"answer_change":          {"条件変更の提案に回答する", "Answer the proposed change"},
	"answer_outside_contact": {"サービス外連絡の申請に回答する", "Answer the request to be in touch outside"},
	"fund_contest":           {"コンペの賞金を仮払いする", "Fund the contest"},
	"choose_winners":         {"コンペの受賞者を選ぶ", "Choose the winners"},
	"fund_task":              {"タスクの仮払いをする", "Fund the task"},
	"review_answers":         {"タスクの作業を確認する", "Look at the answers"},
	"hand_in":                {"タスクの作業を提出する", "Hand in your answer"},
	"appeal":                 {"非承認の理由を確認する（異議の申立てができます）", "See why your answer was rejected (you may appeal)"},
	"answer_proposals":       {"応募に回答する", "Answer the proposals"},
	"answer_counter_offer":   {"条件の提示に回答する", "Answer the counter-offer"},
	"read_messages":          {"メッセージを読む", "Read the messages"},
	"rate":                   {"取引を評価する", "Rate the contract"},
}

// TodoOutcomes are what happens by itself at the deadline.
var TodoOutcomes = map[string]Text{
	"cancelled":  {"過ぎると、自動的に取り消されます。", "After it, it is cancelled automatically."},
	"accepted":   {"過ぎると、自動的に検収完了（みなし検収）となり、報酬が支払われます。", "After it, the work is accepted automatically and paid."},
	"terminated": {"過ぎると、リクエストどおりに契約が終了します。", "After it, the contract ends as requested."},
	"lapsed":     {"過ぎると、リクエストは失効し、契約はそのまま続きます。", "After it the request lapses and the contract goes on."},
	"disputed":   {"過ぎると、運営が調整に入ります。", "After it the operator mediates."},
	"decided":    {"過ぎると、運営が判断します。", "After it the operator decides."},
	"shared":     {"選ばれないままだと、賞金は提案した方々に等分されます。", "If nobody is chosen, the prizes are split among the entries."},
	"paid":       {"過ぎると、残りは自動的に承認され、支払われます。", "After it, what is left is approved and paid automatically."},
	"lost":       {"過ぎると、枠が返却されます（ほかの不利益はありません）。", "After it the slot is given back; nothing else is lost."},
	"stands":     {"過ぎると、非承認が確定します。", "After it the rejection stands."},
	"nothing":    {"過ぎると失効し、いまのまま続きます。", "After it, it lapses and all stays as it is."},
}
