package io.colony.engine.retrospective;

import java.util.List;

/** One thing that can be learnt. Pure: the same facts give the same lessons. */
interface LessonRule {
    /** Its name in the store and in documents; never reused for something else. */
    String name();

    /** What the facts teach by this rule, most important first; empty where it does not apply. */
    List<Lesson> learn(RetrospectiveFacts facts);

    /** All rules, most important first. */
    static List<LessonRule> all() {
        return List.of(
                new FalseEvidence(),
                new RejectedAttempt(),
                new RedGate(),
                new PersonAsked(),
                new ReviewFinding(),
                new NoDocument(),
                new StalledAgent(),
                new CeilingReached(),
                new NeededOperator(),
                new MetConflict(),
                new UnclearIssue(),
                new GateOnBase(),
                new FlakyGate(),
                new GateCouldNotRun());
    }
}
