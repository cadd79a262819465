# stage: develop
# does: hands in what the gates find red, again and again
# ends: human-review-ready
# because: Gates are red on the change
echo "broken $(date +%N)" > hello.txt
submit "Greeted." hello.txt
