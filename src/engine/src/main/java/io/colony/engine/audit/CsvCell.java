package io.colony.engine.audit;

/** One cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula. */
final class CsvCell {
    private static final String FORMULA_STARTS = "=+-@\t\r\n'|";

    private CsvCell() {}

    /** Quoted; text that a spreadsheet might run, or that already begins with an apostrophe, gets an apostrophe in front. */
    static String of(String text) {
        boolean risky = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return '"' + (risky ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
