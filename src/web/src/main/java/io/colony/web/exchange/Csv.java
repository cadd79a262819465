package io.colony.web.exchange;

import io.colony.engine.audit.SpreadsheetText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Tables as RFC 4180 writes them, in UTF-8 with the mark by which spreadsheets know it. A cell that a spreadsheet would
 * take for a formula gets an apostrophe in front: texts come from strangers.
 */
public final class Csv {
    private Csv() {}

    /** @param row the cells of a row, as many as there are columns */
    public static <T> byte[] of(List<String> columns, Collection<T> rows, Function<T, List<?>> row) {
        StringBuilder text = new StringBuilder("\uFEFF");
        append(text, columns);
        rows.forEach(each -> append(text, row.apply(each)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        text.append("\r\n");
    }

    private static String cell(Object value) {
        String safe = value instanceof String text ? SpreadsheetText.of(text) : value.toString();
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                || safe.strip().length() != safe.length();
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
