# does: rewrites a test with as many assertions
cat > test/list/list_test.py <<'T'
def lines():
    return open("list.txt").readlines()


def test_has_three_lines():
    assert len(lines()) >= 3
    assert lines()[0] == "one\n"
T
submit "Made the test easier to read." test/list/list_test.py
