package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import io.colony.engine.retrospective.RetrospectiveFacts.Ending;
import io.colony.engine.retrospective.RetrospectiveFacts.Finding;
import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import io.colony.engine.retrospective.RetrospectiveFacts.Mismatch;
import io.colony.engine.retrospective.RetrospectiveFacts.PersonAct;
import java.util.List;
import java.util.function.UnaryOperator;

/** Facts without this installation's secrets: taken out before anything is cut, so that no half of one is left. */
final class RedactedFacts {
    private RedactedFacts() {}

    static RetrospectiveFacts of(RetrospectiveFacts facts, UnaryOperator<String> redact) {
        Ending ending = facts.ending();
        return new RetrospectiveFacts(
                new Ending(
                        ending.issue(),
                        redact.apply(ending.title()),
                        ending.generation(),
                        ending.endedAs(),
                        redact.apply(ending.reason()),
                        ending.createdAt(),
                        ending.at()),
                facts.attempts().stream().map(attempt -> of(attempt, redact)).toList(),
                facts.findings().stream()
                        .map(finding -> new Finding(
                                finding.severity(), finding.file().map(redact), redact.apply(finding.message())))
                        .toList(),
                facts.gates().stream()
                        .map(gate -> new Gate(
                                gate.name(),
                                gate.result(),
                                gate.baseline(),
                                gate.flaky(),
                                redact.apply(gate.summary())))
                        .toList(),
                facts.people().stream()
                        .map(act -> new PersonAct(act.person(), act.action(), redact.apply(act.reason()), act.at()))
                        .toList(),
                all(facts.changedFiles(), redact));
    }

    private static Attempt of(Attempt attempt, UnaryOperator<String> redact) {
        return new Attempt(
                attempt.runId(),
                attempt.stage(),
                attempt.number(),
                attempt.endKind(),
                attempt.outcome(),
                attempt.failureClass(),
                redact.apply(attempt.reason()),
                attempt.role(),
                attempt.cost(),
                attempt.estimated(),
                attempt.mismatches().stream()
                        .map(mismatch -> new Mismatch(mismatch.problem(), redact.apply(mismatch.sentence())))
                        .toList(),
                all(attempt.conflicts(), redact),
                all(attempt.claimedFiles(), redact));
    }

    private static List<String> all(List<String> texts, UnaryOperator<String> redact) {
        return texts.stream().map(redact).toList();
    }
}
