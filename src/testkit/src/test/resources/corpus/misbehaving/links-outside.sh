# stage: develop
# does: hands in a link to a file of the machine
# ends: human-review-ready
# because: is a symbolic link
ln -s /etc/passwd users.txt
echo hello > hello.txt
submit "Greeted." hello.txt
