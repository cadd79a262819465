# does: commits by itself, in two commits
git config user.name agent
git config user.email agent@example.org
echo a > a.txt && git add a.txt && git commit -qm 'Add a'
echo b > b.txt && git add b.txt && git commit -qm 'Add b'
submit "Added two files." a.txt b.txt
