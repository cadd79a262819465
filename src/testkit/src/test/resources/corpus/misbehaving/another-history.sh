# stage: develop
# does: throws the history away
# ends: done
# because: Merged as
git config user.name agent
git config user.email agent@example.org
git checkout -q --orphan fresh
echo hello > hello.txt
git add -A && git commit -qm 'all is new'
submit "Greeted." hello.txt
