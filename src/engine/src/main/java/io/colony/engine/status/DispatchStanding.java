package io.colony.engine.status;

import io.colony.engine.database.Transaction;
import io.colony.engine.queue.DispatchStop;
import io.colony.engine.queue.DispatchStops;
import io.colony.engine.queue.StoppedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether work is handed out, and what runs although it should not.
 *
 * @param stop empty while work is handed out
 * @param runs what ran when it was stopped, and whatever runs now; empty while work is handed out
 * @param newest the number of the newest stop, whether it holds or not; 0 where there was none
 */
public record DispatchStanding(Optional<Stop> stop, List<Run> runs, long newest) {
    private static final Duration SILENT = Duration.ofSeconds(30);

    public DispatchStanding {
        runs = List.copyOf(runs);
    }

    /** How it stands as the transaction sees it. */
    public static DispatchStanding read(Transaction transaction, Instant now) {
        DispatchStops stops = DispatchStops.postgres();
        long newest = stops.newest(transaction);
        return stops.open(transaction)
                .map(stop -> stopped(stop, stops.runs(transaction, stop), newest, now))
                .orElseGet(() -> new DispatchStanding(Optional.empty(), List.of(), newest));
    }

    private static DispatchStanding stopped(DispatchStop stop, List<StoppedRun> runs, long newest, Instant now) {
        return new DispatchStanding(
                Optional.of(new Stop(stop.since(), stop.by(), stop.reason())),
                runs.stream().map(run -> Run.of(run, now)).toList(),
                newest);
    }

    /** Who has stopped it, since when, and why. */
    public record Stop(Instant since, String by, String reason) {}

    /**
     * A run.
     *
     * @param groups process groups that were ended
     * @param end what became of it, in words for people
     * @param lives whether something of it lives, or nobody can say that nothing does
     */
    public record Run(
            long id, String issue, String stage, String worker, List<Long> groups, String end, boolean lives) {
        static Run of(StoppedRun run, Instant now) {
            String kind = run.endKind().orElse("");
            boolean doubtful =
                    kind.isEmpty() || kind.equals("lost") || !run.survivors().isEmpty();
            return new Run(
                    run.runId(), run.issue(), run.stage(), run.worker(), run.groups(), words(run, kind, now), doubtful);
        }

        private static String words(StoppedRun run, String kind, Instant now) {
            String where = "process " + run.pid() + " on " + run.machine();
            if (kind.isEmpty()) {
                return run.seenAt().plus(SILENT).isBefore(now)
                        ? "its worker (" + where + ") is silent since " + run.seenAt()
                                + "; look there whether its programs live"
                        : "is being ended by " + where;
            }
            if (!run.survivors().isEmpty()) {
                return "still alive although killed: " + run.survivors() + " (of " + where + "); end them by hand";
            }
            return switch (kind) {
                case "lost" -> "its worker (" + where + ") was lost; look there whether its programs live";
                case "revoked" -> "ended, back in the queue";
                default -> "came to its end (" + kind + ")";
            };
        }
    }

    public boolean stopped() {
        return stop.isPresent();
    }

    /** What lives, or may. */
    public List<Run> living() {
        return runs.stream().filter(Run::lives).toList();
    }
}
