package tally;

import java.util.ArrayList;
import java.util.List;

/** Rows of text as aligned columns. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row and answers the table. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** One line per row; columns are parted by two blanks, and no line ends with one. */
    public String render() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(pad(row.get(column), width(column))).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String pad(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
