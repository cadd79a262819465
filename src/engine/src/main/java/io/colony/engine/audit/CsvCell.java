package io.colony.engine.audit;

/** One cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula. */
final class CsvCell {
    private CsvCell() {}

    /** Quoted; what begins with an apostrophe already gets another one, so that one in front is always ours. */
    static String of(String text) {
        String shielded = text.startsWith("'") ? "'" + text : SpreadsheetText.of(text);
        return '"' + shielded.replace("\"", "\"\"") + '"';
    }
}
