# does: removes a file, and says so in another
git rm -q greeting.txt
echo 'The greeting is gone.' > notes.txt
submit "Removed the greeting." notes.txt
