# does: adds a file of 200 KB
n=1
while [ $n -le 5000 ]; do echo "line $n of a long table of things"; n=$((n + 1)); done > table.txt
submit "Added a table." table.txt
