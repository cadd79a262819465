# stage: review
# does: asks for changes, and takes that back
# ends: failure-blocked
# because: no file differs
result '{"verdict":"CHANGES_REQUESTED","summary":"Wrong.","findings":[{"severity":"major","message":"Wrong."}],"criteria":[]}'
result '{"verdict":"APPROVE","summary":"Fine.","findings":[],"criteria":[]}'
