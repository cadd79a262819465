# stage: develop
# does: prints bytes that are nothing
# ends: failure-blocked
# because: gave no result
head -c 300000 /dev/urandom
