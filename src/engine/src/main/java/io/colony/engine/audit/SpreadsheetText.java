package io.colony.engine.audit;

import java.util.regex.Pattern;

/** Text for a cell of a CSV file that a spreadsheet opens: whatever anybody wrote stays text. */
public final class SpreadsheetText {
    private static final Pattern INVISIBLE = Pattern.compile("^[\\s\\p{Z}\\p{C}]+");
    private static final String FORMULA = "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20";

    private SpreadsheetText() {}

    /** What a spreadsheet would take for a formula is preceded by an apostrophe, and so stays text. */
    public static String of(String value) {
        return startsLikeAFormula(value) ? "'" + value : value;
    }

    /** Also behind blanks, invisible characters and full-width forms, which some programs skip or fold. */
    private static boolean startsLikeAFormula(String value) {
        String shown = INVISIBLE.matcher(value).replaceFirst("");
        boolean led = !value.isEmpty() && "\t\r\n".indexOf(value.charAt(0)) >= 0;
        return led || (!shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0);
    }
}
