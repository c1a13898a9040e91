package words

// Files in threads and deliveries.
var (
	FilesLabel   = Text{"ファイルを添付", "Attach files"}
	FilesHint    = Text{"1つ100MBまで、20個まで。文書・画像・音声・動画・圧縮ファイルを送れます。", "Up to 100 MB each, 20 files: documents, pictures, sound, video, archives."}
	FilesUnsent  = Text{"アップロード済みのファイル（送信するものを選んでください）", "Uploaded files (choose which to send)"}
	FilesTooMany = Text{"ファイルは%d個まで送れます。", "At most %d files can be sent."}
	FileRefused  = Text{"「%s」は添付できませんでした。%s", "“%s” was not attached. %s"}
	FileTooLarge = Text{"100MBを超えています。分けるか、保存先のリンクを書いてください。", "It is larger than 100 MB: split it, or write where it can be found."}
	FileUnusable = Text{"空のファイル、対応していない種類のファイル、名前と中身が一致しないファイルは送れません。対応していない種類は、ZIPにまとめてください。", "Files that are empty, of a sort that is not taken, or not what their name says cannot be sent; put other sorts into a ZIP archive."}
	FilesAtRisk  = Text{"仮払いがまだ完了していません。いま送ったファイルの対価は保護されず、取り戻すこともできません。仮払いの完了を待つことをおすすめします。", "The escrow is not funded: what you send now is not protected and cannot be taken back. We advise to wait for the funding."}
	FilesConfirm = Text{"保護されないことを理解したうえで送信します", "I understand, and send the files all the same"}
)
