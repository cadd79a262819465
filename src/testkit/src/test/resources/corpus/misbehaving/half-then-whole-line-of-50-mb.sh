# stage: develop
# does: prints a line of 50 MB, then works well
# ends: done
# because: Merged as
head -c 50000000 /dev/zero | tr '\0' x
echo
echo hello > hello.txt
submit "Added hello.txt." hello.txt
