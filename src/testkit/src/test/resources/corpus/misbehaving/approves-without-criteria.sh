# stage: review
# does: approves without a word on any criterion
# ends: human-review-ready
# because: judges 0 of the plan's
result '{"verdict":"APPROVE","summary":"Fine.","findings":[],"criteria":[]}'
