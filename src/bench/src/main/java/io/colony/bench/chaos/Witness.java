package io.colony.bench.chaos;

import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.ClaimedTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes down by a connection of its own when a simulated stage begins and ends, before the engine hears of the result:
 * two runs of one issue whose results both counted must not have been under way at one time.
 */
final class Witness {
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final SqlClient sql;
    private final String node;

    Witness(SqlClient sql, String node) {
        this.sql = sql;
        this.node = node;
    }

    /** How often this stage of this issue has begun before. */
    int visits(ClaimedTask claim) {
        return Math.toIntExact(until(() -> sql.number(
                "select count(*) from witness.runs where issue_id = ? and stage = ?",
                claim.issue().id(),
                claim.task().executor())));
    }

    void began(ClaimedTask claim, Manner manner) {
        until(() -> sql.update(
                "insert into witness.runs (run_id, task_id, issue_id, stage, epoch, node, manner)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict (run_id) do nothing",
                claim.runId(),
                claim.task().id(),
                claim.issue().id(),
                claim.task().executor(),
                claim.task().epoch(),
                node,
                manner.slug()));
    }

    void ended(ClaimedTask claim, String ending) {
        until(() -> sql.update(
                "update witness.runs set ended_at = clock_timestamp(), ending = ? where run_id = ? and ended_at is null",
                ending,
                claim.runId()));
    }

    void fault(String kind) {
        until(() -> sql.update("insert into witness.faults (kind) values (?)", kind));
    }

    /** Whether no more faults are wanted. */
    boolean calm() {
        return until(() -> sql.rows("select calm from witness.control"))
                .getFirst()
                .getFirst()
                .equals("t");
    }

    /** The task's epoch as it is in the store now; empty while the store does not answer. */
    Optional<Long> epoch(long taskId) {
        try {
            List<List<String>> rows = sql.rows("select epoch from tasks where id = ?", taskId);
            return rows.stream().findFirst().map(row -> Long.parseLong(row.getFirst()));
        } catch (SqlClient.CutOff away) {
            return Optional.empty();
        }
    }

    /** A witness waits for the store: what it did not write down nobody saw. */
    private static <T> T until(java.util.function.Supplier<T> act) {
        while (true) {
            try {
                return act.get();
            } catch (SqlClient.CutOff away) {
                Pause.of(AGAIN);
            }
        }
    }

    /** Lets the given time pass, less where the run is stopped. */
    static void work(StopSignal stop, Duration length) {
        java.util.concurrent.CountDownLatch stopped = new java.util.concurrent.CountDownLatch(1);
        stop.onStop(stopped::countDown);
        Pause.await(stopped, length);
    }
}
