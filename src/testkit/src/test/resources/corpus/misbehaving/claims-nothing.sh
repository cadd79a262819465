# stage: develop
# does: submits without a claim
# ends: failure-blocked
# because: does not match schema 'development'
echo hello > hello.txt
result '{"outcome":"submitted","summary":"Trust me.","claims":[]}'
