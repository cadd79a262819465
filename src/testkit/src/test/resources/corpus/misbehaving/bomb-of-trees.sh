# stage: develop
# does: commits a few objects that are 636,056 files
# ends: failure-blocked
# because: The change adds or alters more than 50000 files
n=86
b=$(echo x | git hash-object -w --stdin)
t=$(i=0; while [ $i -lt $n ]; do printf '100644 blob %s\tf%03d\n' "$b" $i; i=$((i+1)); done | git mktree)
for level in 1 2; do
  t=$(i=0; while [ $i -lt $n ]; do printf '040000 tree %s\td%03d\n' "$t" $i; i=$((i+1)); done | git mktree)
done
root=$( { git ls-tree HEAD; printf '040000 tree %s\tzz\n' "$t"; } | git mktree)
git update-ref HEAD "$(git commit-tree -p HEAD -m bomb "$root")"
echo hi > hello.txt
submit "Greeted." hello.txt
