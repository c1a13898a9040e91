package words

// NDA is the platform's standard confidentiality agreement (秘密保持契約), of which
// each signature keeps the hash. A changed text is a new one: what was signed
// stays what it was.
const NDA = `秘密保持契約（標準書式 第1版）

第1条（秘密情報）　本契約において秘密情報とは、この業務のために、当事者の一方（開示者）が他方（受領者）に開示した、技術上、営業上その他の業務上の情報のうち、秘密である旨を示したもの、または性質上秘密として扱うべきものをいいます。ただし、次の情報を除きます。
(1) 開示を受けた時に、すでに公知であった情報
(2) 開示を受けた後に、受領者の責任によらず公知となった情報
(3) 開示を受ける前から、受領者が正当に保有していた情報
(4) 正当な権限を持つ第三者から、秘密保持の義務なく得た情報
(5) 秘密情報によらず、受領者が独自に開発した情報

第2条（秘密保持）　受領者は、秘密情報を秘密として管理し、開示者の書面（電子的な方法を含みます）による承諾なく、第三者に開示しません。ただし、法令または裁判所もしくは行政機関の命令により開示が求められた場合は、必要な範囲で開示できます。この場合、受領者は、可能な限り事前に開示者に知らせます。

第3条（目的外使用の禁止）　受領者は、秘密情報をこの業務のためにのみ使用し、必要な範囲を超えて複製しません。

第4条（返還と消去）　受領者は、業務が終了したとき、または開示者が求めたときは、秘密情報とその複製物を、開示者の指示に従って返還または消去します。

第5条（損害賠償）　受領者が本契約に違反し、開示者に損害を与えたときは、通常生ずべき損害を賠償します。

第6条（期間）　本契約は、両当事者が同意した時に成立し、業務の終了後3年間、効力を持ちます。

第7条（準拠法）　本契約は日本法に準拠します。
`

// The page of the agreement.
var (
	DoNDA        = Text{"秘密保持契約を締結する", "Sign a confidentiality agreement"}
	SeeNDA       = Text{"秘密保持契約を見る", "See the confidentiality agreement"}
	NDAIntro     = Text{"両当事者が同意すると、この標準書式の秘密保持契約が成立します。同意した日時と、書式のハッシュ値が記録されます。", "When both sides agree, this standard agreement is concluded. The instant and the hash of its text (in Japanese) are kept."}
	NDAYou       = Text{"あなた", "You"}
	NDASignedOn  = Text{"%s に同意", "agreed on %s"}
	NDANotYet    = Text{"まだ同意していません", "not yet"}
	NDAConcluded = Text{"秘密保持契約が成立しています。", "The confidentiality agreement is concluded."}
	NDAWaits     = Text{"お相手の同意を待っています。", "Waiting for the other side."}
	NDASubmit    = Text{"この内容に同意する", "I agree to this text"}
	NDADone      = Text{"秘密保持契約に同意しました。", "You have agreed."}
	NDAHash      = Text{"書式のハッシュ値（SHA-256）", "Hash of the text (SHA-256)"}
)
