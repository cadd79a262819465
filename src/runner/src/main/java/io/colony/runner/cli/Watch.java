package io.colony.runner.cli;

import io.colony.engine.database.DatabaseException;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.Operations.TransitionFollower;
import io.colony.runner.TransitionView;
import io.colony.runner.console.LineProgress;
import io.colony.runner.console.LiveTable;
import io.colony.runner.console.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Shows issues from now on, while they are worked on, until each of them is settled. */
final class Watch {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** Of a program that may be up for weeks. */
    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(1);

    private final Program program;
    private final Operations operations;
    private final Progress progress;
    private final TransitionFollower follower;
    private boolean away;

    /** @param out where progress goes; standard error where standard output carries JSON */
    Watch(Program program, Operations operations, PrintWriter out) {
        this.program = program;
        this.operations = operations;
        this.follower = operations.follow(true);
        this.progress = program.host().plainOutput() || out.equals(program.err())
                ? new LineProgress(out)
                : new LiveTable(
                        program.terminal(), program.host().terminalColumns().orElse(80));
    }

    /**
     * Waits until every issue of these is settled, or somebody ends the program.
     *
     * @return how they stand
     */
    List<IssueView> untilSettled(Set<String> keys) {
        while (true) {
            Optional<List<IssueView>> issues = patiently(() -> show(keys));
            if (issues.filter(all -> all.stream().allMatch(IssueView::settled)).isPresent()
                    || program.shutdown().await(INTERVAL)) {
                show(keys);
                progress.end();
                return issues(keys);
            }
        }
    }

    /** Shows what happens until somebody ends the program. */
    void untilAsked() {
        while (!program.shutdown().await(IDLE_INTERVAL)) {
            patiently(this::showNews);
        }
        progress.end();
    }

    private List<TransitionView> showNews() {
        List<TransitionView> news = follower.poll();
        if (!news.isEmpty()) {
            progress.show(news, operations.issues());
        }
        return news;
    }

    /** Work waits while the store is away and goes on by itself, and so does whoever looks at it: that is said once. */
    private <T> Optional<T> patiently(Supplier<T> look) {
        try {
            T seen = look.get();
            if (away) {
                program.err().println("colony: The store answers again.");
            }
            away = false;
            return Optional.of(seen);
        } catch (DatabaseException | StoreUnavailableException failure) {
            if (!away) {
                program.err().println("colony: " + failure.getMessage());
            }
            away = true;
            return Optional.empty();
        }
    }

    private List<IssueView> show(Set<String> keys) {
        List<TransitionView> news = follower.poll();
        List<IssueView> issues = issues(keys);
        progress.show(news.stream().filter(each -> keys.contains(each.issue())).toList(), issues);
        return issues;
    }

    private List<IssueView> issues(Set<String> keys) {
        return operations.issues().stream()
                .filter(issue -> keys.contains(issue.key()))
                .toList();
    }
}
