package io.colony.engine.prompt;

import java.util.function.IntPredicate;

/**
 * At most how many cells the tables of a text have. A parser fills each row up to the width of its table, so that a few
 * kilobytes can make millions of cells.
 */
final class TableCells {
    /** Of the line below a table's head, which says how wide it is: its own, and those of quotes and lists that it is in. */
    private static final String OF_WIDTH = "|:- \t>*+.)0123456789";

    private TableCells() {}

    /** Whether it may be more: each line up to the next blank one may be a row of the widest table that begins among them. */
    static boolean mayBeMoreThan(int most, String text) {
        long cells = 0;
        long rows = 0;
        long widest = 0;
        for (int begins = 0; begins < text.length(); ) {
            int end = text.indexOf('\n', begins);
            String line = text.substring(begins, end < 0 ? text.length() : end);
            if (all(line, c -> c == ' ' || c == '\t')) {
                cells += rows * widest;
                rows = 0;
                widest = 0;
            } else {
                rows++;
                widest = Math.max(widest, width(line));
            }
            begins += line.length() + 1;
        }
        return cells + rows * widest > most;
    }

    /** Zero where it is no such line. */
    private static long width(String line) {
        long pipes = line.chars().filter(c -> c == '|').count();
        return pipes > 0 && line.indexOf('-') >= 0 && all(line, c -> OF_WIDTH.indexOf(c) >= 0) ? pipes + 1 : 0;
    }

    private static boolean all(String line, IntPredicate characters) {
        return line.chars().allMatch(characters);
    }
}
