package io.colony.runner.demo;

import io.colony.runner.demo.Recipe.Behaviour;
import io.colony.runner.demo.Recipe.Criterion;
import io.colony.runner.demo.Recipe.Edit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The five issues of the demo, in the order they are filed. */
public final class Recipes {
    private static final String END_OF_CLASS = "}\n";
    private static final String FIRST_CHANGE = "- `Table` draws aligned columns.\n";

    private Recipes() {}

    /** All of them. The first two are filed one after the other, so that two workers have them on the same base. */
    public static List<Recipe> all() {
        return List.of(initials(), parsedSizes(), accounting(), compactSpans(), numbersToTheRight());
    }

    /** The recipe for an issue of that title. */
    public static Optional<Recipe> forTitle(String title) {
        return all().stream().filter(recipe -> recipe.title().equals(title)).findFirst();
    }

    private static Recipe initials() {
        return new Recipe(
                "straight",
                "Words: initials of a name",
                """
                We show people as a circle with their initials. `Words.initials("Ada King Lovelace")` should answer
                `AKL`. Blanks at the ends or doubled blanks must not matter.

                Please add tests, and a line in CHANGELOG.md.
                """,
                Behaviour.STRAIGHT,
                List.of(
                        "Add Words.initials",
                        "Test names with one part, several parts and stray blanks",
                        "Note it in CHANGELOG.md"),
                List.of(
                        criterion(
                                "Words.initials answers the first letters in upper case",
                                "src/tally/Words.java",
                                "String initials\\(",
                                "Words has no method initials."),
                        criterion(
                                "A test covers stray blanks",
                                "test/tally/WordsTest.java",
                                "initials\\(\" ",
                                "No test has a name with stray blanks."),
                        criterion(
                                "The change log names the method",
                                "CHANGELOG.md",
                                "Words\\.initials",
                                "CHANGELOG.md does not name Words.initials.")),
                initialsEdits());
    }

    private static List<Edit> initialsEdits() {
        return List.of(
                insert("added Words.initials", "src/tally/Words.java", END_OF_CLASS, """

                                    /** Such as {@code AKL} for {@code Ada King Lovelace}. */
                                    public static String initials(String name) {
                                        StringBuilder letters = new StringBuilder();
                                        for (String part : name.strip().split("\\\\s+")) {
                                            letters.append(part.isEmpty() ? "" : part.substring(0, part.offsetByCodePoints(0, 1)));
                                        }
                                        return letters.toString().toUpperCase(java.util.Locale.ROOT);
                                    }
                                """),
                insert(
                        "tested names with one part, several parts and stray blanks",
                        "test/tally/WordsTest.java",
                        END_OF_CLASS,
                        """

                                    static void takesTheFirstLetterOfEachPartOfAName() {
                                        Expect.equal(Words.initials("Ada King Lovelace"), "AKL");
                                        Expect.equal(Words.initials("plato"), "P");
                                        Expect.equal(Words.initials("  Grace   Hopper "), "GH");
                                        Expect.equal(Words.initials(" "), "");
                                    }
                                """),
                insert(
                        "noted Words.initials in the change log",
                        "CHANGELOG.md",
                        FIRST_CHANGE,
                        "- `Words.initials` for the initials of a name.\n"));
    }

    private static Recipe parsedSizes() {
        return new Recipe(
                "conflict",
                "ByteSize: read sizes back",
                """
                Settings hold sizes such as `1.5 MiB`. We need the way back from text to bytes: `ByteSize.parse`.
                What is no size has to be refused with a message that repeats the text.

                Please add tests, and a line in CHANGELOG.md.
                """,
                Behaviour.STRAIGHT,
                List.of(
                        "Add ByteSize.parse",
                        "Test that it reads what format writes, and what it refuses",
                        "Note it in CHANGELOG.md"),
                List.of(
                        criterion(
                                "ByteSize.parse answers the number of bytes",
                                "src/tally/ByteSize.java",
                                "long parse\\(",
                                "ByteSize has no method parse."),
                        criterion(
                                "A test covers text that is no size",
                                "test/tally/ByteSizeTest.java",
                                "Expect\\.refused\\(\\(\\) -> ByteSize\\.parse",
                                "No test has a text that is no size."),
                        criterion(
                                "The change log names the method",
                                "CHANGELOG.md",
                                "ByteSize\\.parse",
                                "CHANGELOG.md does not name ByteSize.parse.")),
                parsedSizesEdits());
    }

    private static List<Edit> parsedSizesEdits() {
        return List.of(
                insert("added ByteSize.parse", "src/tally/ByteSize.java", END_OF_CLASS, """

                                    /** The number of bytes of a text such as {@code 1.5 MiB}. */
                                    public static long parse(String text) {
                                        String[] parts = text.strip().split(" +");
                                        for (int unit = 0; parts.length == 2 && unit < UNITS.length; unit++) {
                                            if (UNITS[unit].equals(parts[1]) && parts[0].matches("[0-9]{1,9}(\\\\.[0-9]+)?")) {
                                                return Math.round(Double.parseDouble(parts[0]) * (1L << (10 * unit)));
                                            }
                                        }
                                        throw new IllegalArgumentException("'" + text + "' is no size; write one such as 1.5 MiB");
                                    }
                                """),
                insert(
                        "tested what ByteSize.parse reads and refuses",
                        "test/tally/ByteSizeTest.java",
                        END_OF_CLASS,
                        """

                                    static void readsWhatItWrites() {
                                        for (long bytes : new long[] {0, 1023, 1024, 1536 * 1024, 3L << 40}) {
                                            Expect.equal(ByteSize.parse(ByteSize.format(bytes)), bytes);
                                        }
                                    }

                                    static void refusesWhatIsNoSize() {
                                        Expect.refused(() -> ByteSize.parse("1.5"), "'1.5' is no size");
                                        Expect.refused(() -> ByteSize.parse("-1 KiB"), "'-1 KiB' is no size");
                                        Expect.refused(() -> ByteSize.parse("1 KB"), "'1 KB' is no size");
                                    }
                                """),
                insert(
                        "noted ByteSize.parse in the change log",
                        "CHANGELOG.md",
                        FIRST_CHANGE,
                        "- `ByteSize.parse` reads sizes back.\n"));
    }

    private static Recipe accounting() {
        return new Recipe(
                "rework",
                "Money: accounting style",
                """
                Our statements show negative amounts in parentheses and without a sign: `(12.00 EUR)`.
                Please add `Money.accounting(amount, currency)`; positive amounts look as before.
                """,
                Behaviour.INCOMPLETE_FIRST,
                List.of("Add Money.accounting on top of Money.format", "Test positive, negative and zero amounts"),
                List.of(
                        criterion(
                                "Negative amounts stand in parentheses and without a sign",
                                "src/tally/Money.java",
                                "amount\\.(abs|negate)\\(\\)",
                                "accounting() keeps the minus sign inside the parentheses."),
                        criterion(
                                "Tests cover a positive amount",
                                "test/tally/MoneyTest.java",
                                "accounting\\(new BigDecimal\\(\"[0-9]",
                                "No test has a positive amount."),
                        criterion(
                                "Tests cover a negative amount",
                                "test/tally/MoneyTest.java",
                                "accounting\\(new BigDecimal\\(\"-",
                                "No test has a negative amount.")),
                accountingEdits());
    }

    private static List<Edit> accountingEdits() {
        return List.of(
                insert("added Money.accounting", "src/tally/Money.java", END_OF_CLASS, """

                                    /** Such as {@code (12.00 EUR)} for an amount below zero. */
                                    public static String accounting(BigDecimal amount, String currency) {
                                        return amount.signum() < 0 ? "(" + format(amount, currency) + ")" : format(amount, currency);
                                    }
                                """),
                insert("tested positive amounts in accounting style", "test/tally/MoneyTest.java", END_OF_CLASS, """

                                    static void leavesPositiveAmountsAsTheyAreInAccountingStyle() {
                                        Expect.equal(Money.accounting(new BigDecimal("12"), "EUR"), "12.00 EUR");
                                        Expect.equal(Money.accounting(BigDecimal.ZERO, "EUR"), "0.00 EUR");
                                    }
                                """),
                new Edit(
                        "took the sign out of the parentheses",
                        "src/tally/Money.java",
                        "\"(\" + format(amount, currency) + \")\"",
                        "\"(\" + format(amount.abs(), currency) + \")\"",
                        true,
                        true),
                new Edit(
                        "tested negative amounts in accounting style",
                        "test/tally/MoneyTest.java",
                        END_OF_CLASS,
                        """

                                    static void putsNegativeAmountsInParenthesesInAccountingStyle() {
                                        Expect.equal(Money.accounting(new BigDecimal("-12"), "EUR"), "(12.00 EUR)");
                                        Expect.equal(Money.accounting(new BigDecimal("-1234.5"), "USD"), "(1,234.50 USD)");
                                    }
                                """,
                        false,
                        true));
    }

    private static Recipe compactSpans() {
        return new Recipe(
                "evidence",
                "Spans: a compact form",
                """
                In tables there is no room for `2 h 5 min`. Please add `Spans.compact`, which shows hours, minutes and
                seconds as `2:05:00`, and longer spans with the hours going on past 24.
                """,
                Behaviour.FALSE_EVIDENCE_FIRST,
                List.of("Add Spans.compact", "Test spans below a minute, below an hour and above a day"),
                List.of(
                        criterion(
                                "Spans.compact shows hours, minutes and seconds",
                                "src/tally/Spans.java",
                                "String compact\\(",
                                "Spans has no method compact."),
                        criterion(
                                "A test covers a span above a day",
                                "test/tally/SpansTest.java",
                                "compact\\(Duration\\.of(Days|Hours)",
                                "No test has a span above a day.")),
                compactSpansEdits());
    }

    private static List<Edit> compactSpansEdits() {
        return List.of(
                insert("added Spans.compact", "src/tally/Spans.java", END_OF_CLASS, """

                                    /** Such as {@code 2:05:00}: hours, minutes and seconds. */
                                    public static String compact(Duration duration) {
                                        return String.format(
                                                java.util.Locale.ROOT,
                                                "%d:%02d:%02d",
                                                duration.toHours(),
                                                duration.toMinutesPart(),
                                                duration.toSecondsPart());
                                    }
                                """),
                insert("tested short and long spans", "test/tally/SpansTest.java", END_OF_CLASS, """

                                    static void hasACompactForm() {
                                        Expect.equal(Spans.compact(Duration.ofSeconds(9)), "0:00:09");
                                        Expect.equal(Spans.compact(Duration.ofMinutes(125)), "2:05:00");
                                        Expect.equal(Spans.compact(Duration.ofHours(49)), "49:00:00");
                                    }
                                """));
    }

    private static Recipe numbersToTheRight() {
        return new Recipe(
                "hang",
                "Table: numbers to the right",
                """
                Columns of numbers are hard to read when they begin at the left. A cell that is a number should stand at
                the right end of its column; headings and all other cells stay where they are.
                """,
                Behaviour.HANGS_FIRST,
                List.of("Pad cells that are numbers at the left", "Test a column with numbers of different lengths"),
                List.of(
                        criterion(
                                "A cell that is a number stands at the right",
                                "src/tally/Table.java",
                                "matches\\(",
                                "Table does not tell numbers from other cells."),
                        criterion(
                                "A test covers numbers of different lengths",
                                "test/tally/TableTest.java",
                                "b    7",
                                "No test has numbers of different lengths.")),
                numbersToTheRightEdits());
    }

    private static List<Edit> numbersToTheRightEdits() {
        return List.of(
                new Edit(
                        "numbers are padded at the left",
                        "src/tally/Table.java",
                        "        return cell + \" \".repeat(width - cell.length());\n",
                        """
                                        String blanks = " ".repeat(width - cell.length());
                                        return cell.matches("-?[0-9]+([.,][0-9]+)*") ? blanks + cell : cell + blanks;
                                """,
                        true,
                        false),
                insert("tested numbers of different lengths", "test/tally/TableTest.java", END_OF_CLASS, """

                                    static void putsNumbersToTheRight() {
                                        String text = new Table().row("a", "120").row("b", "7").render();

                                        Expect.equal(text, "a  120\\nb    7\\n");
                                    }
                                """));
    }

    private static Criterion criterion(String text, String path, String evidence, String missing) {
        return new Criterion(text, path, Pattern.compile(evidence), missing);
    }

    private static Edit insert(String claim, String path, String before, String insertion) {
        return new Edit(claim, path, before, insertion, false, false);
    }
}
