package io.colony.engine.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What holds an issue up that its own row and task do not say.
 *
 * @param breakers open ones that the issue stands behind
 * @param liveWorkers workers of any kind that were seen lately
 * @param liveForTask those of them that run the executor of the open task
 * @param leader who leads the Sentinel; empty while nobody does
 * @param findings what the Sentinel says of the issue and its repository at present
 * @param givenUp why the newest task is a dead letter
 * @param circle dependencies that lead from the issue back to itself, by key, the issue first and last
 * @param stopped whether somebody has stopped dispatch
 */
record WhySurroundings(
        List<OpenBreaker> breakers,
        long liveWorkers,
        long liveForTask,
        Optional<String> leader,
        List<OpenFinding> findings,
        Optional<String> givenUp,
        List<String> circle,
        Optional<Stopped> stopped) {
    /** Nothing out of the ordinary. */
    static final WhySurroundings QUIET = new WhySurroundings(
            List.of(),
            1,
            1,
            Optional.of("colony-1/sentinel (1)"),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    /**
     * A breaker that is open.
     *
     * @param until when one probe is let through; empty for an issue's stage, which waits for a person
     */
    record OpenBreaker(
            String scope,
            String key,
            int failures,
            int openings,
            Instant since,
            Optional<Instant> until,
            boolean probing,
            String reason) {}

    /** Who stopped dispatch, since when, and why. */
    record Stopped(String by, Instant since, String reason) {}

    /** What a detector says. */
    record OpenFinding(String detector, String subject, String reason) {}

    Optional<OpenBreaker> breaker(String scope) {
        return breakers.stream()
                .filter(breaker -> breaker.scope().equals(scope))
                .findFirst();
    }

    /** What a detector says, without the full stop. */
    Optional<String> finding(String detector) {
        return findings.stream()
                .filter(finding -> finding.detector().equals(detector))
                .map(finding -> finding.reason().strip())
                .map(reason -> reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason)
                .findFirst();
    }
}
