# stage: develop
# does: adds a build of the code host in one commit and takes it out in the next
# ends: failure-blocked
# because: .github/workflows/x.yml is run by other machines as soon as it is pushed
mkdir -p .github/workflows
echo 'on: push' > .github/workflows/x.yml
git add -A
git commit -qm 'one'
git rm -qr .github
git commit -qm 'two'
echo hi > hello.txt
submit "Greeted." hello.txt
