# stage: develop
# does: states a cost, and then a lower one
# ends: done
# because: Merged as
# cost: 1.50
usage 3 1.50
usage 4 0.01
echo hello > hello.txt
submit "Greeted." hello.txt
