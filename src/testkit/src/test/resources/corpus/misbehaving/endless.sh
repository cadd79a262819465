# stage: develop
# does: talks for ever
# ends: failure-blocked
# because: ran longer than
# limit: wall-clock
while :; do say '{"type":"text","text":"still thinking"}'; sleep 0.1; done
