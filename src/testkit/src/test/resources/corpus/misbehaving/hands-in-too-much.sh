# stage: develop
# does: fills the disk with a file of 70 MB, and hands it in
# ends: failure-blocked
# because: the limit is 67108864
head -c 70000000 /dev/urandom > big.bin
submit "Added data." big.bin
