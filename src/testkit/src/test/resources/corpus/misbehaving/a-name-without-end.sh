# stage: develop
# does: commits a file whose name has a million characters, longer than patterns can be compared with
# ends: failure-blocked
# because: name has 1000000 characters
b=$(echo x | git hash-object -w --stdin)
t=$( { printf '100644 blob %s\t' "$b"; head -c 1000000 /dev/zero | tr '\0' i; printf '\n'; } | git mktree)
s=$(printf '040000 tree %s\tsrc\n' "$t" | git mktree)
root=$( { git ls-tree HEAD; printf '040000 tree %s\tzz\n' "$s"; } | git mktree)
git update-ref HEAD "$(git commit-tree -p HEAD -m name "$root")"
echo hi > hello.txt
submit "Greeted." hello.txt
