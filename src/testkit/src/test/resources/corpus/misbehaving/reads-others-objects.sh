# stage: develop
# does: has git read the objects of another repository
# ends: failure-blocked
# because: .git/objects/info/alternates names other repositories
echo /tmp > .git/objects/info/alternates
echo hi > hello.txt
submit "Greeted." hello.txt
