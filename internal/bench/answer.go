package bench

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"

	"azukari/internal/domain/contract"
	"azukari/internal/domain/job"
	"azukari/internal/engine/gateway"
	"azukari/internal/engine/transact"
)

// answerBytes is how large an answer is that the API keeps for a key.
const answerBytes = 1500

var theGateway = contract.Actor{System: contract.Gateway}

// What people say in the rows; as long as such texts are.
var (
	someJob = job.Job{
		Format: job.Project, Title: "通販サイトの商品説明文 20点", Category: "ライティング", BudgetAmount: 100_000, DueOn: "2027-03-31",
		Description: "和菓子20点の説明文を、1点200字程度で書いていただきます。写真と原材料の一覧はこちらで用意します。初稿は2週間後、修正は1回までを予定しています。",
	}
	someOffer = job.Offer{
		Amount: 100_000, DueOn: "2027-03-31",
		Message: "食品の説明文を3年ほど書いています。和菓子は老舗2店の通販を担当しました。ご希望の字数と納期で承ります。",
	}
	someDelivery = contract.Deliver{Note: "20点すべて納品します。ご確認をお願いいたします。", Files: []string{}}
	someMessage  = contract.Say{Body: "お世話になっております。5点目の説明文について、原材料の表記を一覧に合わせるか、店頭の表示に合わせるか、ご希望をお聞かせください。"}
)

// once is a fresh idempotency key, whose answer is rendered and kept.
func once() *transact.Once {
	return &transact.Once{Key: hashOf(rand.Text()), Fingerprint: hashOf(rand.Text()), Answer: rendered}
}

// rendered is a result as JSON, filled up with blanks to the size of the API's.
func rendered(result any, err error) (status int, body []byte, keep bool) {
	if err != nil {
		return 0, nil, false
	}
	if a, ok := result.(transact.Agreement); ok {
		result = a.Contract // the API answers without the terms' text
	}
	if body, err = json.Marshal(result); err != nil {
		return 0, nil, false
	}
	if missing := answerBytes - len(body); missing > 0 {
		body = append(body, bytes.Repeat([]byte{' '}, missing)...)
	}
	return 200, body, true
}

// paysAtOnce is a payment provider that never makes anybody wait.
type paysAtOnce struct{}

// Charge takes the money.
func (paysAtOnce) Charge(context.Context, gateway.Order) (gateway.Answer, error) {
	return gateway.Answer{State: gateway.Paid}, nil
}
