package words

// Files in threads and deliveries.
var (
	FilesLabel     = Text{"ファイルを添付", "Attach files"}
	FilesHint      = Text{"1つ100MBまで、20個まで。文書・画像・音声・動画・圧縮ファイルを送れます。", "Up to 100 MB each, 20 files: documents, pictures, sound, video, archives."}
	FilesUnsent    = Text{"アップロード済みで、まだ送信していないファイル（%d件）", "Uploaded and not sent yet (%d)"}
	FilesChoose    = Text{"送信するファイルにチェックを入れてください。", "Tick the files to send."}
	FilesTooMany   = Text{"ファイルは%d個まで送れます。", "At most %d files can be sent."}
	FileRefused    = Text{"「%s」は添付できませんでした。%s", "“%s” was not attached. %s"}
	FileTooLarge   = Text{"100MBを超えています。分けるか、保存先のリンクを書いてください。", "It is larger than 100 MB: split it, or write where it can be found."}
	FileSort       = Text{"この種類のファイルは送れません。ZIPにまとめてください。", "Files of this sort are not taken; put it into a ZIP archive."}
	FileEmpty      = Text{"ファイルが空です。", "It is empty."}
	FileDisguised  = Text{"名前の末尾（拡張子）と中身が一致しません。", "Its content is not what the end of its name says."}
	FileKept       = Text{"「%s」は届いています。ほかのファイルに替えるときだけ、もう一度選んでください。", "“%s” has arrived. Choose another only to replace it."}
	UploadCut      = Text{"ファイルの送信が途中で止まりました。届いたファイルは下に残っています。残りをもう一度選んで、送信してください。", "The upload stopped midway. What arrived is kept below; choose the rest again and send."}
	UploadsTooMany = Text{"短い時間に多くのファイルを受け取ったため、残りのファイルは受け取れませんでした。しばらく待ってから、もう一度お試しください。", "Too many files came in a short time, so the rest was not taken. Please wait a while and try again."}
	FilesAtRisk    = Text{"仮払いがまだ完了していません。いま送ったファイルの対価は保護されず、取り戻すこともできません。仮払いの完了を待つことをおすすめします。", "The escrow is not funded: what you send now is not protected and cannot be taken back. We advise to wait for the funding."}
	FilesConfirm   = Text{"保護されないことを理解したうえで送信します", "I understand, and send the files all the same"}
)
