# stage: develop
# does: says nothing for ever
# ends: failure-blocked
# because: reported nothing for
# limit: inactivity
sleep 1000
