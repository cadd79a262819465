# stage: develop
# does: hands in a result and exits with 1
# ends: failure-blocked
# because: exited with code 1
echo hello > hello.txt
submit "Added it." hello.txt
exit 1
