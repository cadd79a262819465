# stage: develop
# does: hands in a result, then reports an error
# ends: failure-blocked
# because: It reported an error
echo hello > hello.txt
submit "Added it." hello.txt
say '{"type":"error","class":"content","message":"the tests do not pass"}'
