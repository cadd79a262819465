# stage: develop
# does: fills the disk with a file of 70 MB, and hands it in
# ends: failure-blocked
# because: Keep large and generated files out of it
head -c 70000000 /dev/urandom > big.bin
submit "Added data." big.bin
