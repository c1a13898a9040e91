package words

// Refusal says in a language why something was refused; a code without words of
// its own is told by its detail.
func Refusal(lang Language, code, detail string) string {
	if t, ok := refusals[code]; ok && lang == Japanese {
		return t
	}
	return detail
}

// refusals are what the codes of base/refusal say in Japanese; in English their
// details speak for themselves.
var refusals = map[string]string{
	"forbidden":                  "この操作は、あなたの権限では行えません。",
	"not_found":                  "見つかりませんでした。",
	"validation_failed":          "入力内容に誤りがあります。ご確認ください。",
	"idempotency_key_reused":     "この画面はすでに送信されています。ページを開き直してから、もう一度お試しください。",
	"request_in_progress":        "同じ操作を処理しています。しばらくお待ちください。",
	"state_conflict":             "状態が変わったため、この操作はできません。ページを開き直して、最新の状態をご確認ください。",
	"escrow_not_funded":          "仮払いがまだ完了していません。仮払いが完了するまで、業務を開始しないでください。クライアントにメッセージで仮払いをお願いできます。",
	"already_funded":             "仮払いはすでに完了しています。",
	"payment_failed":             "お支払いができませんでした。金額の引き落としはありません。お支払い方法を確認して、もう一度お試しください。",
	"revision_limit_reached":     "修正を依頼できる回数の上限に達しています。検収を完了するか、話し合いで解決するか、運営に調整を依頼してください。",
	"termination_open":           "契約途中終了リクエストへのお返事を待っているところです。",
	"no_termination_open":        "お返事を待っている契約途中終了リクエストはありません。",
	"change_open":                "条件変更の手続きがすでに進んでいます。終わってから、もう一度ご提案ください。",
	"no_change_open":             "お返事を待っている条件変更の提案はありません。",
	"amount_only_up":             "納品のあとは、契約金額を減らす変更はできません。",
	"payment_under_way":          "お支払いの処理が進んでいます。完了してから、もう一度お試しください。",
	"bonus_limit_reached":        "この契約で行える追加支払いの回数の上限に達しています。",
	"not_your_request":           "このリクエストには、お相手がお返事します。",
	"nudge_open":                 "連絡催促申請は受け付け済みです。",
	"nudge_too_early":            "お相手から連絡が途絶えて一定の時間が過ぎると、申請できます。",
	"message_first":              "まず、お相手に直接メッセージを送ってください。お返事がないときに申請できます。",
	"nudge_cooldown":             "前回の申請から日が浅いため、まだ申請できません。",
	"insufficient_balance":       "残高が足りません。",
	"format_closed":              "現在、この形式の新しい依頼は受け付けていません。ほかの形式をお選びください。",
	"bank_account_missing":       "振込に使える口座がない出金が含まれています。口座が登録されていないか、変更されたばかりです。",
	"already_rated":              "この契約の評価は、すでに受け付けています。",
	"already_replied":            "この評価への返信は、すでに受け付けています。返信は1回だけです。",
	"unauthenticated":            "この操作には、ログインが必要です。",
	"sign_in_failed":             "メールアドレスかパスワードが正しくありません。",
	"second_factor_failed":       "確認コードが正しくありません。",
	"email_unconfirmed":          "メールアドレスの確認がまだ完了していません。お送りしたメールのリンクを開いてください。",
	"link_expired":               "このリンクは、有効期限が切れているか、すでに使われています。",
	"weak_password":              "このパスワードは推測されやすいため、使えません。別のパスワードを入力してください。",
	"own_job":                    "自分が依頼した仕事には応募できません。",
	"job_closed":                 "この仕事の募集は終了しています。",
	"clock_backwards":            "時計を戻すことはできません。",
	"rate_limited":               "操作の回数が多すぎます。しばらく待ってから、もう一度お試しください。",
	"unfunded_files_unconfirmed": "仮払いが完了していないため、ファイルはまだ送信していません。内容をご確認のうえ、送信するかどうかを選んでください。",
	"no_slot_free":               "いまはすべての枠が埋まっています。枠が返却されることがあるので、しばらくしてからもう一度お試しください。",
	"already_answered":           "このタスクで作業できる回数の上限に達しています。",
	"rejection_cap":              "非承認にできる件数の上限に達しています。",
	"report_open":                "これはすでに報告されています。運営の確認をお待ちください。",
	"contact_open":               "サービス外連絡の申請は、すでに受け付けています。",
	"no_contact_open":            "お返事や確認を待っているサービス外連絡の申請はありません。最新の状態をご確認ください。",
	"last_way_in":                "最後のログイン方法は削除できません。先に、パスワードの設定か別のパスキーの登録をお願いします。",
	"too_many_keys":              "APIキーは、同時に10個まで作れます。使っていないキーを失効させてから、もう一度お試しください。",
	"email_taken":                "このメールアドレスは、ほかのアカウントで使われています。",
	"quarantined":                "このサイトは、バックアップから復元した確認用の状態です。運営が再開するまで、閲覧だけができます。操作は行われていません。",
	"payload_too_large":          "送信された内容が大きすぎます。",
}
