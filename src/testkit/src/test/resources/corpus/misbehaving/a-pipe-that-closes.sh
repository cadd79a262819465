# stage: develop
# does: closes its output and goes on
# ends: failure-blocked
# because: gave no result
exec >&- 2>&-
echo hello > hello.txt
