# stage: develop
# does: claims a file outside the repository
# ends: failure-blocked
# because: which is no path inside the repository
echo hello > hello.txt
submit "Added it." ../../../../../../etc/hostname
