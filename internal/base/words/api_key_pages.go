package words

// The pages about API keys (APIキー).
var (
	APIKeys      = Text{"APIキー", "API keys"}
	APIKeysIntro = Text{"APIキーを使うと、お客様のプログラムから、仕事の依頼・応募・契約・納品などの操作ができます。キーを持つ人は、お客様と同じ操作ができます。パスワードと同じように、ほかの人に知られないように保管してください。", "With an API key a program of yours does what you may do here: jobs, proposals, contracts, deliveries. Whoever holds the key acts as you. Keep it as you keep your password."}
	APIKeysDocs  = Text{"APIの使い方を読む", "Read how the API is used"}
	APIKeysGood  = Text{"使えるキー", "Keys that work"}
	APIKeysNone  = Text{"使えるAPIキーはありません。", "There is no API key that works."}
	APIKeyNew    = Text{"新しいキーを作る", "Make a new key"}
	APIKeysFull  = Text{"APIキーは、同時に%d個まで作れます。新しく作るには、使っていないキーを失効させてください。", "An account has at most %d API keys at a time. To make another one, revoke one that is not needed any more."}
	APIKeyMade   = Text{"作成：%s", "made %s"}
	APIKeyUsed   = Text{"最後の利用：%s", "last used %s"}
	APIKeyUnused = Text{"まだ使われていません", "not used yet"}
	APIKeyEnds   = Text{"期限：%s", "ends %s"}
	APIKeySoon   = Text{"まもなく期限切れ", "ends soon"}
	APIKeyTouch  = Text{"最後の利用は、1時間に1回まで記録します。", "The last use is noted once an hour at most."}
	APIKeysPast  = Text{"使えなくなったキー", "Keys that work no more"}
	APIKeysPastD = Text{"期限が切れたキーと失効させたキーを、30日間表示します。", "Keys that have ended or were revoked stay here for 30 days."}
	APIKeyEnded  = Text{"%s に終了", "ended %s"}
	APIKeysEnds  = Text{"パスワードを変更しても、キーはそのまま使えます。メールのリンクでパスワードを再設定すると、すべてのキーが失効します。", "A changed password leaves the keys as they are. A password set anew by a link in a mail revokes them all."}

	APIKeyName     = Text{"キーの名前", "Name of the key"}
	APIKeyNameHint = Text{"何に使うキーか、あとで分かる名前を付けてください。例：在庫システム連携", "What it is for, so that you will know it again. Such as: link to the stock system"}
	APIKeyTerm     = Text{"有効期間", "Good for"}
	APIKeyDays     = Text{"%d日間（%s まで）", "%d days (until %s)"}
	APIKeyStaff    = Text{"運営の担当者のキーでは、担当者の役割に応じて運営のAPIも利用できます。作成は、運営の記録に残ります。", "A key of the staff also opens the operator's API, as far as your roles go. That it was made is on the operator's record."}
	APIKeyProof    = Text{"パスワードが設定されていないため、パスキーでもう一度ログインしてから5分以内に作成してください。", "You have no password: sign in with your passkey once more and make the key within five minutes."}
	APIKeyMake     = Text{"キーを作る", "Make the key"}

	APIKeyOnceTitle = Text{"APIキーを作成しました", "The API key is made"}
	APIKeyOnce      = Text{"このキーは、今だけ表示しています。この画面を閉じると、もう表示できません。今すぐ、安全な場所に保存してください。", "The key is shown this once, and never again. Put it in a safe place now."}
	APIKeySecret    = Text{"「%s」のキー", "The key \"%s\""}
	APIKeyTry       = Text{"使い方の例", "Try it"}
	APIKeyTryD      = Text{"ご自身の契約の一覧を取得します。", "This lists your contracts."}
	APIKeyKept      = Text{"保存しました", "I have kept it"}
	APIKeyAgain     = Text{"このキーはすでに作成しています。キーは一度だけ表示しました。控えていない場合は、失効させて、新しいキーを作ってください。", "This key was made already, and was shown once. If you did not keep it, revoke it and make another one."}

	APIKeyRevoke   = Text{"%s を失効させる", "Revoke %s"}
	APIKeyRevokeT  = Text{"APIキーを失効させる", "Revoke an API key"}
	APIKeyRevokeD  = Text{"失効させると、このキーを使うプログラムは、すぐに利用できなくなります。元に戻すことはできません。", "Programs that use this key are let in no more, from this moment on. It cannot be undone."}
	APIKeyRevokeDo = Text{"このキーを失効させる", "Revoke this key"}
	APIKeyRevoked  = Text{"APIキーを失効させました。", "The API key is revoked."}
	APIKeyStart    = Text{"先頭の文字", "Begins with"}
	APIKeyMadeF    = Text{"作成", "Made"}
	APIKeyUsedF    = Text{"最後の利用", "Last used"}
	APIKeyEndsF    = Text{"期限", "Ends"}
)
