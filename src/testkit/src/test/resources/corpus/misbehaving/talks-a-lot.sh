# stage: develop
# does: prints 30,000 lines of progress before its result
# ends: done
# because: Merged as
echo hi > hello.txt
i=0
while [ $i -lt 30000 ]; do echo "step $i"; i=$((i+1)); done
submit "Greeted." hello.txt
