# stage: develop
# does: makes a repository of its own inside
# ends: done
# because: Merged as
git init -q vendor
echo x > vendor/x
echo hello > hello.txt
submit "Greeted." hello.txt
