package tally;

final class TableTest {
    private TableTest() {}

    static void alignsColumns() {
        String text = new Table().row("name", "kind").row("a.txt", "text").render();

        Expect.equal(text, "name   kind\na.txt  text\n");
    }
}
