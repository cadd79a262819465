package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which issues wait for which. Every method takes part in the given transaction. */
public interface Dependencies {
    /** Dependencies kept in Postgres. */
    static Dependencies postgres(InstantSource clock) {
        return new PostgresDependencies(clock);
    }

    /**
     * Records that an issue waits for another one.
     *
     * @param issueId the one that waits; for {@link Kind#CHILD} the epic
     * @param dependsOn the one that it waits for; for {@link Kind#CHILD} the child
     * @param source where it is said, such as {@code body} or {@code forge}
     */
    Added add(Transaction transaction, long issueId, long dependsOn, Kind kind, String source);

    /** What the issue still waits for among its {@link Kind#BLOCKS}: not done, and not waived. */
    List<Dependency> unmet(Transaction transaction, long issueId);

    /** What waits for the issue, of both kinds; {@link Dependency#issue} is the one that waits. */
    List<Dependency> dependents(Transaction transaction, long issueId);

    /** The children of an epic. */
    List<Dependency> children(Transaction transaction, long epicId);

    /**
     * Lets the issue go on without what it waits for and will not get, in somebody's name.
     *
     * @return what it goes on without
     */
    List<IssueKey> waive(Transaction transaction, long issueId, String waivedBy, Lost lost);

    /** What the issue waits for and will not get. */
    List<IssueKey> lost(Transaction transaction, long issueId, Lost lost);

    /**
     * What will not come: whatever was cancelled, and children that nobody helped for long.
     *
     * @param stuck states in which a child needs an operator
     * @param since a child that has been in such a state since then counts
     */
    record Lost(Set<IssueState> stuck, Instant since) {
        /** Whatever was cancelled. */
        public static final Lost CANCELLED = new Lost(Set.of(), Instant.EPOCH);

        public Lost {
            stuck = Set.copyOf(stuck);
        }
    }

    /** Why an issue waits for another. */
    enum Kind {
        /** It is built on the other. */
        BLOCKS,
        /** It is an epic, and the other is a part of it. */
        CHILD
    }

    /**
     * One edge, seen from one of its ends.
     *
     * @param issue the issue at the other end
     * @param state the state of that issue
     * @param waivedBy who let the waiting issue go on without it
     */
    record Dependency(
            long issueId, IssueKey issue, IssueState state, Kind kind, String source, Optional<String> waivedBy) {}

    /** What became of {@link #add}. */
    sealed interface Added {
        /** It is recorded now. */
        record Recorded() implements Added {}

        /** It had been recorded. */
        record Known() implements Added {}

        /**
         * It would close a circle; nothing was recorded.
         *
         * @param cycle the issues of the circle, beginning and ending with the one that was to wait
         */
        record Cycle(List<IssueKey> cycle) implements Added {
            public Cycle {
                cycle = List.copyOf(cycle);
            }

            /** For people. */
            public String reason() {
                return "this would close a circle: "
                        + String.join(
                                " waits for ",
                                cycle.stream().map(IssueKey::toString).toList()) + ".";
            }
        }
    }
}
