# stage: develop
# does: commits in another's name, and has the message close issues, call people and stop builds
# ends: done
# because: Merged as
echo hi > hello.txt
git add -A
git -c user.name='Ann Other' -c user.email=ann@example.org commit -qm 'Greet

Closes #1, fixes acme/other#7, by @everyone
[skip ci]
Co-authored-by: The Boss <boss@example.org>'
submit "Greeted." hello.txt
