package io.colony.engine.retrospective;

import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import io.colony.engine.retrospective.RetrospectiveFacts.Ending;
import io.colony.engine.retrospective.RetrospectiveFacts.Finding;
import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import io.colony.engine.retrospective.RetrospectiveFacts.Mismatch;
import io.colony.engine.retrospective.RetrospectiveFacts.PersonAct;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes facts for tests. */
final class Facts {
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private Facts() {}

    static RetrospectiveFacts of(List<Attempt> attempts, List<Finding> findings, List<Gate> gates) {
        return new RetrospectiveFacts(ending(), attempts, findings, gates, List.of(), List.of());
    }

    static RetrospectiveFacts attempts(Attempt... attempts) {
        return of(List.of(attempts), List.of(), List.of());
    }

    static RetrospectiveFacts gates(Gate... gates) {
        return of(List.of(), List.of(), List.of(gates));
    }

    static RetrospectiveFacts findings(Finding... findings) {
        return of(List.of(), List.of(findings), List.of());
    }

    static RetrospectiveFacts people(PersonAct... acts) {
        return new RetrospectiveFacts(ending(), List.of(), List.of(), List.of(), List.of(acts), List.of());
    }

    static Ending ending() {
        return new Ending(new IssueKey("acme/shop", 7), "A title", 1, "done", "merged", NOON, NOON);
    }

    static PersonAct act(String action, String reason) {
        return new PersonAct("olga", action, reason, NOON);
    }

    /** A run that ended with this outcome. */
    static Attempt ended(String outcome, String reason) {
        return attempt("completed", Optional.of(outcome), Optional.empty(), reason, List.of(), List.of());
    }

    static Attempt failed(String failureClass, String reason) {
        return attempt("failed", Optional.empty(), Optional.of(failureClass), reason, List.of(), List.of());
    }

    static Attempt lost() {
        return attempt("lost", Optional.empty(), Optional.of("transient"), "silent", List.of(), List.of());
    }

    static Attempt falseEvidence(Problem... problems) {
        List<Mismatch> mismatches = List.of(problems).stream()
                .map(problem -> new Mismatch(problem, "\"did it\" names a.txt: " + problem))
                .toList();
        return attempt("completed", Optional.of("rejected"), Optional.empty(), "mismatch", mismatches, List.of());
    }

    static Attempt conflict(String... paths) {
        return attempt("completed", Optional.of("merged"), Optional.empty(), "done", List.of(), List.of(paths));
    }

    static Gate gate(String result, Optional<String> baseline, boolean flaky) {
        return new Gate("tests", result, baseline, flaky, "3 failed");
    }

    private static Attempt attempt(
            String endKind,
            Optional<String> outcome,
            Optional<String> failureClass,
            String reason,
            List<Mismatch> mismatches,
            List<String> conflicts) {
        return new Attempt(
                1,
                "develop",
                1,
                endKind,
                outcome,
                failureClass,
                reason,
                "Builder",
                Usd.of("0.10"),
                false,
                mismatches,
                conflicts,
                List.of());
    }
}
