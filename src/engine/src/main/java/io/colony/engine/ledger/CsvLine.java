package io.colony.engine.ledger;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV as RFC 4180 has them: CRLF, quotes where needed. Figures are written as they are. */
public final class CsvLine {
    private static final Pattern INVISIBLE = Pattern.compile("^[\\s\\p{Z}\\p{C}]+");
    private static final String FORMULA = "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvLine() {}

    /** A text cell; what a spreadsheet would take for a formula is preceded by an apostrophe, and so stays text. */
    public static String text(String value) {
        return startsLikeAFormula(value) ? "'" + value : value;
    }

    /** Also behind blanks, invisible characters and full-width forms, which some programs skip or fold. */
    private static boolean startsLikeAFormula(String value) {
        String shown = INVISIBLE.matcher(value).replaceFirst("");
        boolean led = !value.isEmpty() && "\t\r\n".indexOf(value.charAt(0)) >= 0;
        return led || (!shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0);
    }

    /** One line with its end. */
    public static String of(List<String> cells) {
        return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                && cell.strip().length() == cell.length();
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
