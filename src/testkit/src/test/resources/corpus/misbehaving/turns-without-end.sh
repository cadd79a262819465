# stage: develop
# does: takes one turn after the other
# ends: failure-blocked
# because: took more than 200 turns
turn=1
while :; do turn=$((turn + 1)); usage $turn; done
