package io.colony.runner.console;

import io.colony.engine.log.VisibleLine;
import io.colony.runner.IssueView;
import io.colony.runner.TransitionView;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A line per transition: for pipes, files and terminals without redrawing. */
public final class LineProgress implements Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'");

    private final PrintWriter out;

    public LineProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(List<TransitionView> news, List<IssueView> issues) {
        news.forEach(each -> out.println(line(each)));
        out.flush();
    }

    @Override
    public void end() {
        out.flush();
    }

    static String line(TransitionView each) {
        String reason = each.reason().isBlank() ? "" : ": " + each.reason();
        return VisibleLine.of(time(each.at()) + " " + each.issue() + " " + each.from() + " -> " + each.to() + " ("
                + each.outcome() + ", " + each.actor() + ")" + reason);
    }

    private static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
