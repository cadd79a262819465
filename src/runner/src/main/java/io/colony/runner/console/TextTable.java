package io.colony.runner.console;

import io.colony.engine.log.VisibleLine;
import java.util.ArrayList;
import java.util.List;

/** Rows of text as aligned columns; those whose heading begins with # are aligned to the right. Control characters are shown as such: what agents and issues say is not trusted. */
public final class TextTable {
    private static final int LONGEST_CELL = 120;

    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... headings) {
        right = List.of(headings).stream()
                .map(heading -> heading.startsWith("#"))
                .toList();
        rows.add(List.of(headings).stream()
                .map(heading -> heading.startsWith("#") ? heading.substring(1) : heading)
                .toList());
    }

    /** Adds a row and answers the table. */
    public TextTable row(String... cells) {
        rows.add(List.of(cells).stream().map(VisibleLine::of).toList());
        return this;
    }

    /** One line per row. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String filling = " ".repeat(width(column) - cell.length());
                line.append(right.get(column) ? filling + cell : cell + filling).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** One line per row; where there is none, that sentence in place of headings over nothing. */
    public List<String> lines(String whenEmpty) {
        return rows.size() > 1 ? lines() : List.of(whenEmpty);
    }

    /** The beginning of a long text, for a cell; the whole of it stands elsewhere. */
    public static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_CELL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
