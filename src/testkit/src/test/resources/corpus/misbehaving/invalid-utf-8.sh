# stage: develop
# does: prints invalid UTF-8, then works well
# ends: done
# because: Merged as
printf '{"type":"text","text":"\377\376\300"}\n\200\200\n'
echo hello > hello.txt
submit "Added hello.txt." hello.txt
