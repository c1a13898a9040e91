package words

// The pages about the second factor (二要素認証).
var (
	TwoFactor        = Text{"二要素認証", "Two-factor sign-in"}
	TwoFactorIntro   = Text{"パスワードに加えて、スマートフォンの認証アプリが表示する6桁のコードでログインします。パスワードが漏れても、ほかの人はログインできません。", "Besides your password you sign in with six digits that an authenticator app on your phone shows. Nobody gets in by your password alone."}
	TwoFactorStaff   = Text{"運営のデスクを使うには、二要素認証の設定が必要です。", "The operator's desk needs two-factor sign-in."}
	TwoFactorOff     = Text{"設定されていません。", "It is off."}
	TwoFactorOn      = Text{"設定されています。リカバリーコードの残り：%d個", "It is on. Recovery codes left: %d"}
	TwoFactorSetUp   = Text{"二要素認証を設定する", "Set it up"}
	TwoFactorAnew    = Text{"認証アプリを登録し直す", "Register another app"}
	TwoFactorStepApp = Text{"認証アプリ（Google Authenticator、Microsoft Authenticator など）で、このQRコードを読み取ってください。", "Scan this code with an authenticator app (Google Authenticator, Microsoft Authenticator or another)."}
	TwoFactorQR      = Text{"認証アプリで読み取るQRコード", "QR code for the authenticator app"}
	TwoFactorByHand  = Text{"読み取れないときは、このキーを入力してください。", "If you cannot scan it, type this key."}
	TwoFactorOpen    = Text{"この端末の認証アプリで開く", "Open in the app on this device"}
	TwoFactorCode    = Text{"アプリに表示された6桁のコード", "The six digits that the app shows"}
	TwoFactorConfirm = Text{"コードを確認して設定する", "Check the code and switch it on"}
	TwoFactorWrong   = Text{"コードが正しくないか、すでに使われています。次のコードが表示されるのを待って、入力してください。", "This code is not right or was used already. Wait for the next one and type it."}
	TwoFactorRemove  = Text{"二要素認証を解除する", "Switch it off"}
	TwoFactorRemoved = Text{"二要素認証を解除しました。", "Two-factor sign-in is off."}

	RecoveryTitle = Text{"リカバリーコードを控えてください", "Write the recovery codes down"}
	RecoveryIntro = Text{"スマートフォンをなくしたときは、このコードでログインできます。1つのコードは1回だけ使えます。この画面を閉じると、もう表示できません。印刷するか、安全な場所に書き留めてください。", "If you lose your phone, these codes let you in, each of them once. They are never shown again: print them, or keep them in a safe place."}
	RecoveryDone  = Text{"控えました", "I have written them down"}

	ProveTitle = Text{"確認コードの入力", "Enter your code"}
	ProveIntro = Text{"認証アプリに表示されている6桁のコードを入力してください。", "Type the six digits that your authenticator app shows."}
	ProveCode  = Text{"確認コード", "Code"}
	ProveHint  = Text{"認証アプリが使えないときは、リカバリーコードを入力してください。", "Without the app, type a recovery code."}
	ProveDo    = Text{"ログインする", "Sign in"}
)
