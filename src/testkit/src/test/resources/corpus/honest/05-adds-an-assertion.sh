# does: makes a test stronger
printf '    assert open("list.txt").readline() == "one\\n"\n' >> test/list/list_test.py
submit "Checks the first line as well." test/list/list_test.py
