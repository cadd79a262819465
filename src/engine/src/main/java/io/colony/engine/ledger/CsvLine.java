package io.colony.engine.ledger;

import io.colony.engine.audit.SpreadsheetText;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV as RFC 4180 has them: CRLF, quotes where needed. Figures are written as they are. */
public final class CsvLine {
    private CsvLine() {}

    /** A text cell, which a spreadsheet takes for no formula. */
    public static String text(String value) {
        return SpreadsheetText.of(value);
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
