package io.colony.engine.recovery.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Issues that go to and fro between review and development. */
public final class Oscillation implements Detector {
    private final SentinelQueries queries;
    private final int rounds;

    /** @param rounds how often an issue was sent back before that counts as going in circles */
    public Oscillation(SentinelQueries queries, int rounds) {
        this.queries = queries;
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "oscillation";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.reworked(rounds).stream()
                .<Finding>map(issue -> new Finding.Notice(
                        issue.key().toString(),
                        "Review has sent it back " + issue.reworkRounds() + " times and it is " + issue.state()
                                + " again; pause it, or say on the issue what is really asked for."))
                .toList();
    }
}
