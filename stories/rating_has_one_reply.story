# One right of reply, by the rated side, once it sees the rating (R12.1)
formed amount=100000
client fund
worker deliver
client accept
client rate
worker reply refused not_found
worker rate
worker reply text="" refused validation_failed
worker reply text=2001x refused validation_failed
worker reply text="またお願いします"
visible client reply="またお願いします"
worker reply text="もう一言" refused already_replied
visible client reply="またお願いします"
client reply
visible worker reply="こちらこそ、ありがとうございました"
