package io.colony.engine.retrospective;

import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the store knows of one generation of an issue, as far as a retrospective rests on it. Lists are in the order of
 * events.
 *
 * @param gates every result, also of gates that passed
 * @param people what persons did to the issue
 */
public record RetrospectiveFacts(
        Ending ending,
        List<Attempt> attempts,
        List<Finding> findings,
        List<Gate> gates,
        List<PersonAct> people,
        List<String> changedFiles) {

    /**
     * How it ended.
     *
     * @param endedAs the terminal state, or {@code reimplemented}
     */
    public record Ending(
            IssueKey issue,
            String title,
            int generation,
            String endedAs,
            String reason,
            Instant createdAt,
            Instant at) {}

    /**
     * A run.
     *
     * @param endKind as the store has it, such as completed, failed, revoked, lost
     * @param role as the ledger has it; the stage where nothing was booked
     * @param mismatches claims that the files did not bear out
     * @param conflicts paths in which it met conflicts
     * @param claimedFiles paths that its evidence names
     */
    public record Attempt(
            long runId,
            String stage,
            int number,
            String endKind,
            Optional<String> outcome,
            Optional<String> failureClass,
            String reason,
            String role,
            Usd cost,
            boolean estimated,
            List<Mismatch> mismatches,
            List<String> conflicts,
            List<String> claimedFiles) {

        /** In one word: its outcome, else why it failed, else how it ended. */
        public String result() {
            return outcome.or(() -> failureClass).orElse(endKind);
        }

        /** Whether its outcome is this one. */
        public boolean ended(String wanted) {
            return outcome.filter(wanted::equals).isPresent();
        }

        /** Whether it failed for this class of reason. */
        public boolean failed(String wanted) {
            return endKind.equals("failed")
                    && failureClass.filter(wanted::equals).isPresent();
        }

        /** Whether what it cost brought nothing that counted. */
        public boolean wasted() {
            return !endKind.equals("completed") || ended("rejected") || ended("unparseable");
        }
    }

    /** A claim that did not hold. */
    public record Mismatch(Problem problem, String sentence) {}

    /**
     * What a review asked for.
     *
     * @param severity {@code blocker}, {@code major}, {@code minor}, {@code note}; {@code criterion} for an acceptance
     *     criterion that was not met
     * @param file with its line, where one is known
     */
    public record Finding(String severity, Optional<String> file, String message) {
        private static final List<String> SEVERITIES = List.of("blocker", "major", "minor", "note");

        /** As a sentence of a stored verdict says it; empty for what a gate found, which stands among the gates. */
        static Optional<Finding> ofText(String sentence) {
            if (sentence.startsWith("Gate '")) {
                return Optional.empty();
            }
            String severity = SEVERITIES.stream()
                    .filter(word -> sentence.startsWith(word + " ") || sentence.startsWith(word + ":"))
                    .findFirst()
                    .orElse(sentence.startsWith("Criterion \"") ? "criterion" : "note");
            return Optional.of(new Finding(severity, Optional.empty(), sentence));
        }
    }

    /**
     * What a gate said of a commit.
     *
     * @param result {@code pass}, {@code fail}, {@code could-not-run}
     * @param baseline what it said of the base
     */
    public record Gate(String name, String result, Optional<String> baseline, boolean flaky, String summary) {
        boolean blamed() {
            return result.equals("fail") && baseline.filter("pass"::equals).isPresent();
        }
    }

    /** What a person did. */
    public record PersonAct(String person, String action, String reason, Instant at) {}
}
