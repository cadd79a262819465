# stage: develop
# does: commits a directory that some file systems take for .git
# ends: failure-blocked
# because: GIT~1
b=$(echo '[core]' | git hash-object -w --stdin)
s=$(printf '100644 blob %s\tconfig\n' "$b" | git mktree)
root=$( { git ls-tree HEAD; printf '040000 tree %s\t%s\n' "$s" 'GIT~1'; } | git mktree)
git update-ref HEAD "$(git commit-tree -p HEAD -m x "$root")"
echo hi > hello.txt
submit "Greeted." hello.txt
