# stage: review
# does: approves although it names a blocker
# ends: human-review-ready
# because: a finding of severity blocker
result '{"verdict":"APPROVE","summary":"Fine.","findings":[{"severity":"blocker","message":"It stores passwords in clear text."}],"criteria":[{"criterion":"It greets.","status":"met"}]}'
