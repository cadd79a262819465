# stage: develop
# does: deletes a test
# ends: human-review-ready
# because: list_test.py
rm test/list_test.py
echo hello > hello.txt
submit "Added it." hello.txt
