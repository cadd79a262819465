package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a reader of a {@link ChangeFeed} has come. Rows may commit out of the order of their ids, so that it is more than
 * a number: up to the floor of each table everything is settled, above it the ids that were told are kept. Immutable.
 */
public final class ChangeMark {
    private final Map<String, Long> floors;
    private final Map<String, Set<Long>> told;
    private final Map<String, Standing> standing;
    private final Step next;
    private final Optional<Step> doubt;

    ChangeMark(
            Map<String, Long> floors,
            Map<String, Set<Long>> told,
            Map<String, Standing> standing,
            Step next,
            Optional<Step> doubt) {
        this.floors = Map.copyOf(floors);
        this.told = Map.copyOf(told);
        this.standing = Map.copyOf(standing);
        this.next = next;
        this.doubt = doubt;
    }

    Map<String, Long> floors() {
        return floors;
    }

    Map<String, Set<Long>> told() {
        return told;
    }

    Map<String, Standing> standing() {
        return standing;
    }

    /** What the floors become as soon as whatever ran at that time has ended. */
    Step next() {
        return next;
    }

    /** Present where rows were passed over: once what ran at that time has ended, all may have changed. */
    Optional<Step> doubt() {
        return doubt;
    }

    /** A row that says how things are rather than what happened. */
    record Standing(String value, Optional<IssueKey> issue) {}

    /**
     * A moment of the store.
     *
     * @param newest ids by table
     * @param ends transactions from this one on began later
     * @param nanos by this process' clock
     */
    record Step(Map<String, Long> newest, long ends, long nanos) {
        Step {
            newest = Map.copyOf(newest);
        }
    }
}
