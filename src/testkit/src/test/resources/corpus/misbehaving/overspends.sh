# stage: develop
# does: costs more than it may
# ends: failure-blocked
# because: and may cost $2
usage 3 1.50
usage 4 2.75
sleep 1000
