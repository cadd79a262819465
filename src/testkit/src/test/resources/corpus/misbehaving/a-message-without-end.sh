# stage: develop
# does: commits with a message of 40 MB, which is 40 kB in a bundle
# ends: failure-blocked
# because: The messages of the commits have
message() { printf 'tree %s\nparent %s\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\n' "$(git rev-parse 'HEAD^{tree}')" "$(git rev-parse HEAD)"; head -c 40000000 /dev/zero | tr '\0' a; }
git update-ref HEAD "$(message | git hash-object -t commit -w --stdin)"
echo hi > hello.txt
submit "Greeted." hello.txt
