package api

import "encoding/json"

// examples are the bodies that the documentation offers to try.
var examples = map[string]string{
	"/v1/sandbox/accounts":                        `{"name":"青木商店","email":"aoki@example.jp","operator":false}`,
	"/v1/sandbox/clock/advance":                   `{"by":"168h"}`,
	"/v1/sandbox/gateway":                         `{"next":"delay"}`,
	"/v1/jobs":                                    `{"format":"project","title":"会社案内の英訳","description":"8ページ。原稿はWordでお渡しします。","category":"翻訳","budget_amount":100000,"due_on":"2027-03-31"}`,
	"/v1/jobs/{id}/proposals":                     `{"amount":100000,"due_on":"2027-03-31","message":"お任せください"}`,
	"/v1/proposals/{id}/accept":                   `{"terms":{"criteria":["訳し漏れがない","用語集に従っている"],"inspection_days":7,"revision_rounds":2}}`,
	"/v1/proposals/{id}/counter":                  `{"amount":90000,"message":"こちらの金額でいかがでしょうか"}`,
	"/v1/proposals/{id}/messages":                 `{"body":"用語集はありますか？"}`,
	"/v1/contracts/{id}/messages":                 `{"body":"ご連絡いただけますか？"}`,
	"/v1/contracts/{id}/cancel":                   `{"reason":"都合がつかなくなりました"}`,
	"/v1/contracts/{id}/deliver":                  `{"note":"納品します。ご確認ください。","files":["https://example.jp/translation.docx"]}`,
	"/v1/contracts/{id}/request-revision":         `{"reason":"3ページに訳し漏れがあります","failed_criteria":[]}`,
	"/v1/contracts/{id}/termination":              `{"reason":"連絡がとれないため","worker_amount":0}`,
	"/v1/contracts/{id}/termination/decline":      `{"reason":"続けたいと考えています"}`,
	"/v1/contracts/{id}/nudge":                    `{"note":"3日間お返事がありません"}`,
	"/v1/contracts/{id}/dispute":                  `{"reason":"仕様と異なります"}`,
	"/v1/contracts/{id}/dispute/offer":            `{"worker_amount":500}`,
	"/v1/contracts/{id}/preview":                  `{"command":"termination","worker_amount":0}`,
	"/v1/contracts/{id}/ratings":                  `{"skill":5,"quality":4,"schedule":5,"communication":5,"partnership":4,"comment":"丁寧に進めていただきました。"}`,
	"/v1/ratings/{id}/reply":                      `{"text":"ありがとうございました。またお願いいたします。"}`,
	"/v1/contests/{id}/entries":                   `{"text":"三案をお送りします。","links":["https://example.jp/logo.png"]}`,
	"/v1/contests/{id}/award":                     `{"prize":1,"entry":1}`,
	"/v1/contests/{id}/entries/{entry}/favourite": `{"favourite":true}`,
	"/v1/tasks/{id}/answers/preview":              `{"decision":"approve","answers":["ans_0000000000000000000000"]}`,
	"/v1/tasks/{id}/answers/approve":              `{"answers":["ans_0000000000000000000000"]}`,
	"/v1/tasks/{id}/answers/reject":               `{"answers":["ans_0000000000000000000000"],"reason":"設問に答えていないため"}`,
	"/v1/answers/{id}/submit":                     `{"values":{"q1":"静かで過ごしやすいです。","q2":4,"q4":["甘い","苦い"]}}`,
	"/v1/answers/{id}/reject":                     `{"reason":"設問に答えていないため"}`,
	"/v1/answers/{id}/appeal":                     `{"text":"すべての設問に答えています。"}`,
	"/v1/operator/appeals/{id}/uphold":            `{"reason":"回答が設問と合っていないため"}`,
	"/v1/operator/appeals/{id}/overturn":          `{"reason":"設問どおりに回答しているため"}`,
	"/v1/operator/people/{id}/identity":           `{"checked":true}`,
	"/v1/payouts":                                 `{"amount":10}`,
	"/v1/operator/payout-batches":                 `{"payout_ids":["pay_0000000000000000000000"],"pay_on":"2026-12-15"}`,
	"/v1/operator/payout-batches/{id}/settle":     `{"paid":["pay_0000000000000000000000"]}`,
	"/v1/operator/policies":                       `{"version":2,"starts_on":"2027-04-01","numbers":{"escrow_days":5,"fee_rate_1":1750}}`,
	"/v1/operator/nudges/{id}/deny":               `{"code":"recent_contact","reason":"連絡がとれています"}`,
	"/v1/operator/disputes/{id}/resolve":          `{"worker_amount":500,"reason":"半分ほど完成しているため"}`,
	"/v1/contracts/{id}/change":                   `{"amount":150000,"due_on":"2027-04-30","reason":"ページが増えたため"}`,
	"/v1/contracts/{id}/change/decline":           `{"reason":"作業量は変わらないため"}`,
	"/v1/contracts/{id}/bonus":                    `{"amount":10000,"message":"とても助かりました。ありがとうございました。"}`,
	"/v1/reports":                                 `{"subject_id":"acc_…","kind":"work_before_escrow","text":"仮払いの前に作業を始めるよう求められました"}`,
	"/v1/contracts/{id}/outside-contact":          `{"means":"ビデオ通話（週1回）","reason":"画面を見ながら決めたいことが多いため"}`,
	"/v1/contracts/{id}/outside-contact/decline":  `{"reason":"メッセージで足りると考えます"}`,
	"/v1/operator/outside-contacts/{id}/approve":  `{"reason":"打ち合わせに限り承認します"}`,
	"/v1/operator/outside-contacts/{id}/deny":     `{"reason":"メッセージで足りる内容と判断しました"}`,
	"/v1/operator/reports/{id}/decide":            `{"outcome":"warned","reason":"仮払いの前に作業を求めることはできません"}`,
}

// example is the body to try on a route; most need none.
func example(path string) any {
	if body, ok := examples[path]; ok {
		return json.RawMessage(body)
	}
	return json.RawMessage(`{}`)
}
