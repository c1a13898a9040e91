package words

import "strings"

// Signing up and in.
var (
	SignInTitle     = Text{"ログイン", "Sign in"}
	SignInNext      = Text{"続けるには、ログインしてください。", "Please sign in to go on."}
	SignInPasskey   = Text{"パスキーでログイン", "Sign in with a passkey"}
	SignInPasskeyD  = Text{"指紋・顔・画面ロックで、パスワードを使わずにログインできます。", "With your fingerprint, face or screen lock, without a password."}
	SignInOr        = Text{"メールアドレスとパスワードでログイン", "With address and password"}
	SignInSubmit    = Text{"ログインする", "Sign in"}
	SignInForgot    = Text{"パスワードを忘れた方はこちら", "I forgot my password"}
	SignInNew       = Text{"はじめての方は、会員登録をしてください。", "New here? Please sign up."}
	SignInFailed    = Text{"メールアドレスまたはパスワードが正しくありません。入力し直すか、パスワードを再設定してください。", "The address or the password is not right. Please try again, or set a new password."}
	SignInTooMany   = Text{"安全のため、ログインを一時的にお待ちいただいています。%d秒後に、もう一度お試しください。アカウントは停止されていません。", "For safety you are asked to wait. Please try again in %d seconds; your account is not locked."}
	SignInBusy      = Text{"ただいま混み合っています。数秒待ってから、もう一度お試しください。", "Too many people are signing in. Please try again in a few seconds."}
	SignInUnconfirm = Text{"メールアドレスの確認が済んでいません。お送りしたメールのリンクを開いてください。", "Your address is not confirmed yet. Please open the link in the mail that we sent."}
	SignedOut       = Text{"ログアウトしました。", "You are signed out."}
	PasskeyRefused  = Text{"パスキーを確認できませんでした。もう一度お試しください。", "The passkey could not be checked. Please try again."}
	FieldEmail      = Text{"メールアドレスを「aoki@example.jp」のような形で入力してください。", "Please enter an address such as aoki@example.jp."}
	FieldPassword   = Text{"10文字以上で、推測されにくいパスワードを入力してください。メールアドレスやよくある言葉は使えません。", "Please choose at least 10 characters that are hard to guess; neither your address nor a common word."}

	LabelEmail       = Text{"メールアドレス", "E-mail address"}
	LabelPassword    = Text{"パスワード", "Password"}
	LabelNewPassword = Text{"新しいパスワード", "New password"}
	LabelOldPassword = Text{"現在のパスワード", "Present password"}
	PasswordHint     = Text{"10文字以上。短い文を組み合わせると、覚えやすく安全です。", "At least 10 characters; a short sentence is easy to remember and safe."}
	LabelName        = Text{"表示名", "Name"}
	NameHint         = Text{"契約の相手と公開プロフィールに表示されます。", "Your partners and your public page show it."}

	SignUpTitle    = Text{"会員登録", "Sign up"}
	SignUpIntro    = Text{"登録は無料です。依頼する方も働く方も、同じアカウントでご利用いただけます。", "It is free. One account serves clients and workers alike."}
	SignUpSubmit   = Text{"確認メールを送る", "Send the confirmation"}
	SignUpHave     = Text{"登録済みの方はログインしてください。", "Already signed up? Please sign in."}
	SentTitle      = Text{"メールをご確認ください", "Please look at your mail"}
	SentConfirm    = Text{"確認メールをお送りしました。24時間以内に、メールのリンクを開いて登録を完了してください。", "We sent you a mail. Please open its link within 24 hours."}
	SentReset      = Text{"ご登録のメールアドレスの場合、再設定のメールをお送りしました。1時間以内に、メールのリンクを開いてください。", "If the address is known to us, we sent a mail. Please open its link within one hour."}
	SentNothing    = Text{"届かない場合は、迷惑メールのフォルダーと、入力したメールアドレスをご確認ください。", "If nothing arrives, look into the spam folder and check the address."}
	SentAgain      = Text{"もう一度送る", "Send it again"}
	SentSandbox    = Text{"お試し環境のメールは、こちらで読めます。", "In the sandbox the mail is here."}
	ConfirmTitle   = Text{"メールアドレスの確認", "Confirm your address"}
	ConfirmIntro   = Text{"ボタンを押すと、メールアドレスの確認が完了します。", "Press the button to confirm your address."}
	ConfirmSubmit  = Text{"確認を完了する", "Confirm"}
	Confirmed      = Text{"メールアドレスを確認しました。ログインしてください。", "Your address is confirmed. Please sign in."}
	ForgotTitle    = Text{"パスワードの再設定", "Set a new password"}
	ForgotIntro    = Text{"ご登録のメールアドレスを入力してください。再設定のリンクをお送りします。", "Enter your address; we send a link."}
	ForgotSubmit   = Text{"再設定のメールを送る", "Send the link"}
	ResetSubmit    = Text{"新しいパスワードにする", "Set the password"}
	ResetNote      = Text{"再設定すると、すべての端末からログアウトし、登録済みのパスキーは使えなくなります。", "This signs all devices out and removes your passkeys."}
	ResetDone      = Text{"パスワードを再設定しました。新しいパスワードでログインしてください。パスキーをお使いになる場合は、ログイン後に設定からもう一度ご登録ください。", "Your password is set. Please sign in with it. If you use passkeys, add them again in the settings."}
	LinkOldTitle   = Text{"このリンクは使えません", "This link does not work"}
	LinkOldConfirm = Text{"リンクの期限が切れたか、すでに使われています。すでに確認が済んでいる場合は、そのままログインできます。", "The link is too old or was used. If you confirmed your address before, just sign in."}
	LinkOldReset   = Text{"リンクの期限が切れたか、すでに使われています。もう一度、再設定のメールをお送りください。", "The link is too old or was used. Please ask for another one."}
)

// MailOpen opens the link of a captured mail.
var MailOpen = Text{"メールのリンクを開く", "Open the link of this mail"}

// The settings.
var (
	SettingsProfile  = Text{"プロフィール", "Profile"}
	SettingsSecurity = Text{"ログインと安全", "Signing in"}
	SettingsNotices  = Text{"通知", "Notifications"}
	SettingsSave     = Text{"保存する", "Save"}
	SettingsSaved    = Text{"保存しました。", "Saved."}
	SettingsPublic   = Text{"公開プロフィールを見る", "See my public page"}
	LabelIntro       = Text{"自己紹介", "About you"}
	IntroHint        = Text{"経験や得意なことをお書きください。連絡先は書かないでください。", "Your experience and what you do well. Please give no contacts."}
	LabelLanguage    = Text{"表示とメールの言語", "Language of pages and mail"}

	EmailTitle      = Text{"メールアドレス", "E-mail address"}
	EmailNow        = Text{"現在のメールアドレス：%s", "Your address is %s"}
	EmailNew        = Text{"新しいメールアドレス", "New address"}
	EmailSubmit     = Text{"確認メールを送る", "Send the confirmation"}
	EmailSent       = Text{"新しいメールアドレスに確認メールをお送りしました。リンクを開くと、変更が完了します。", "We sent a mail to the new address. It is changed when you open its link."}
	PasswordTitle   = Text{"パスワードの変更", "Change your password"}
	PasswordFirst   = Text{"パスワードの設定", "Set a password"}
	PasswordNote    = Text{"変更すると、この端末以外からログアウトします。", "Other devices will be signed out."}
	PasswordSubmit  = Text{"パスワードを変更する", "Change the password"}
	PasswordDone    = Text{"パスワードを変更しました。ほかの端末はログアウトしました。", "Your password is changed; other devices are signed out."}
	PasswordWrong   = Text{"現在のパスワードが正しくありません。", "The present password is not right."}
	PasskeysTitle   = Text{"パスキー", "Passkeys"}
	PasskeysIntro   = Text{"パスキーを登録すると、指紋・顔・画面ロックでログインできます。パスワードより安全で、偽サイトでは使われません。", "A passkey lets you sign in with your fingerprint, face or screen lock. It is safer than a password and works on no false site."}
	PasskeysNone    = Text{"登録されているパスキーはありません。", "There is no passkey yet."}
	PasskeyName     = Text{"パスキーの名前", "Name of the passkey"}
	PasskeyNameHint = Text{"例：自分のスマートフォン", "Such as: my phone"}
	PasskeyAdd      = Text{"パスキーを登録する", "Add a passkey"}
	PasskeyAdded    = Text{"パスキーを登録しました。", "The passkey is added."}
	PasskeyProof    = Text{"パスキーの登録には、ご本人の確認が必要です。先にパスワードを設定してください。パスキーをお持ちの場合は、パスキーでもう一度ログインしてから5分以内に登録することもできます。", "Adding a passkey takes proof that it is you: set a password first, or sign in with a passkey that you have once more and add this one within five minutes."}
	PasskeyRemove   = Text{"%s を削除する", "Remove %s"}
	PasskeyRemoved  = Text{"パスキーを削除しました。", "The passkey is removed."}
	PasskeyMade     = Text{"%s に登録", "added on %s"}
	PasskeyUsed     = Text{"%s に使用", "last used on %s"}
	PasskeyNoScript = Text{"パスキーの登録には、JavaScriptとパスキーに対応したブラウザが必要です。", "Adding a passkey needs JavaScript and a browser that knows passkeys."}
	SessionsTitle   = Text{"ログイン中の端末", "Where you are signed in"}
	SessionHere     = Text{"この端末", "this device"}
	SessionSeen     = Text{"%s に利用", "used %s"}
	SessionBegan    = Text{"%s にログイン", "signed in %s"}
	SessionUnknown  = Text{"不明な端末", "an unknown device"}
	SessionOn       = Text{"%s（%s）", "%s on %s"}
	SessionEnd      = Text{"%s をログアウトさせる", "Sign %s out"}
	SessionEndAll   = Text{"ほかの端末をすべてログアウトさせる", "Sign all other devices out"}
	SessionEnded    = Text{"ログアウトさせました。", "Signed out."}

	NoticesIntro  = Text{"お知らせの受け取り方を、種類ごとに選べます。", "Choose for each kind how you are told."}
	NoticesMay    = Text{"選べるお知らせ", "Those you may choose"}
	NoticesMail   = Text{"メール", "Mail"}
	NoticesSite   = Text{"サイト内", "On the site"}
	NoticesKind   = Text{"種類", "Kind"}
	NoticesAll    = Text{"すべての種類を見る", "Show all kinds"}
	NoticesMust   = Text{"必ずお届けするお知らせ", "Those you always get"}
	NoticesMustD  = Text{"お金・期限・連絡催促・契約途中終了・アカウントの安全に関わるお知らせは、見落とすと不利益が生じるため、停止できません。", "Those about money, deadlines, nudges, terminations and the safety of your account cannot be switched off: missing one could harm you."}
	NoticesMailOf = Text{"%s：メールで受け取る", "%s: by mail"}
	NoticesSiteOf = Text{"%s：サイト内で受け取る", "%s: on the site"}
)

// NoticeName names a kind of notification: its subject, but for the title.
func NoticeName(lang Language, kind string) string {
	name := notices[lang][kind].subject
	for _, end := range []string{"：{title}", ": {title}"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}
