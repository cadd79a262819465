# stage: develop
# does: exits 0 with nothing done
# ends: failure-blocked
# because: no file differs
submit "Added it." list.txt
