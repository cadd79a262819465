# does: commits a part and leaves the rest uncommitted
git config user.name agent
git config user.email agent@example.org
echo c > c.txt && git add c.txt && git commit -qm 'Add c'
echo d > d.txt
submit "Added two more." c.txt d.txt
