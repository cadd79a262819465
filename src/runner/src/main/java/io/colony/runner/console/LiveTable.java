package io.colony.runner.console;

import io.colony.runner.IssueView;
import io.colony.runner.TransitionView;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A table that is drawn over itself, with the last few transitions below. For terminals only. */
public final class LiveTable implements Progress {
    private static final int RECENT = 4;
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final int columns;
    private final Deque<String> recent = new ArrayDeque<>();
    private List<String> shown = List.of();

    /** @param columns of the terminal; longer lines would wrap and spoil the redrawing, so they are cut */
    public LiveTable(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void show(List<TransitionView> news, List<IssueView> issues) {
        news.forEach(each -> {
            recent.addLast(LineProgress.line(each));
            if (recent.size() > RECENT) {
                recent.removeFirst();
            }
        });
        List<String> lines = lines(issues);
        if (!lines.equals(shown)) {
            draw(lines);
        }
    }

    @Override
    public void end() {
        out.flush();
    }

    private List<String> lines(List<IssueView> issues) {
        TextTable table = new TextTable("ISSUE", "STATE", "#ATTEMPTS", "#COST", "TITLE");
        issues.forEach(issue -> table.row(
                issue.key(),
                issue.state(),
                Integer.toString(issue.attempts()),
                issue.costUsd().exact(),
                issue.title()));
        List<String> rows = table.lines();
        List<String> lines = new ArrayList<>();
        lines.add("\u001b[1m" + cut(rows.getFirst()) + RESET);
        for (int i = 0; i < issues.size(); i++) {
            lines.add(colour(issues.get(i)) + cut(rows.get(i + 1)) + RESET);
        }
        lines.add("");
        recent.forEach(line -> lines.add("\u001b[2m" + cut(line) + RESET));
        return lines;
    }

    /** The state stands in the row as well: colour only repeats it. */
    private static String colour(IssueView issue) {
        if (issue.merged()) {
            return "\u001b[32m";
        }
        return issue.settled() ? "\u001b[33m" : "";
    }

    private String cut(String line) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "\u2026";
    }

    private void draw(List<String> lines) {
        if (!shown.isEmpty()) {
            out.print("\u001b[" + shown.size() + "A");
        }
        lines.forEach(line -> out.print(CLEAR_LINE + line + "\n"));
        for (int i = lines.size(); i < shown.size(); i++) {
            out.print(CLEAR_LINE + "\n");
        }
        if (shown.size() > lines.size()) {
            out.print("\u001b[" + (shown.size() - lines.size()) + "A");
        }
        out.flush();
        shown = lines;
    }
}
