# stage: develop
# does: ignores TERM and says nothing
# ends: failure-blocked
# because: reported nothing for
# limit: inactivity
# nothing-lives: sleep 4712
trap '' TERM
(trap '' TERM; while :; do sleep 4712; done) &
while :; do sleep 4712; done
