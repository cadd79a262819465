# does: adds a test
printf 'def test_first_line():\n    assert open("list.txt").readline() == "one\\n"\n' > test/first_test.py
submit "Added a test." test/first_test.py
