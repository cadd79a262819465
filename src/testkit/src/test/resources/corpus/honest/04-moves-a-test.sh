# does: moves a test to another directory
mkdir -p test/list
git mv test/list_test.py test/list/list_test.py
submit "Moved the test." test/list/list_test.py
