# stage: develop
# does: claims a file that the change does not touch
# ends: failure-blocked
# because: which the change does not touch
echo hello > hello.txt
submit "Mended the list." list.txt
