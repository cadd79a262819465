# stage: review
# does: approves although a criterion is not met
# ends: human-review-ready
# because: is not-met
result '{"verdict":"APPROVE","summary":"Fine.","findings":[],"criteria":[{"criterion":"It greets.","status":"not-met"}]}'
