# does: adds fifty files
mkdir -p data
n=1
while [ $n -le 50 ]; do echo $n > data/$n.txt; n=$((n + 1)); done
submit "Added data." data/1.txt data/50.txt
