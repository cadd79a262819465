# stage: develop
# does: hands in what is red, where the gate itself mends the file before it fails
# config: "test ! -e hello.txt || grep -qx hello hello.txt || { echo hello > hello.txt; false; }"
# ends: human-review-ready
# because: Gates are red on the change: check
echo "helo $(date +%N)" > hello.txt
submit "Greeted." hello.txt
