# stage: develop
# does: works well, but the command of a gate does not exist (exit code 127)
# config: no-such-command
# ends: human-review-ready
# because: its command was not found (exit code 127)
echo hello > hello.txt
submit "Greeted." hello.txt
