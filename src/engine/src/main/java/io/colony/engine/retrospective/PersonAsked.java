package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.PersonAct;
import io.colony.engine.workflow.Outcomes;
import java.util.List;
import java.util.stream.Stream;

/** What persons wanted otherwise, and gave up for. */
final class PersonAsked implements LessonRule {
    @Override
    public String name() {
        return "person-asked";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Stream.of(
                        lesson(facts, Outcomes.REQUEST_CHANGES, "A person asked for changes after the review."),
                        lesson(facts, Outcomes.REIMPLEMENT, "A person had the implementation started over."),
                        lesson(facts, Outcomes.CANCEL, "A person ended the work without merging."))
                .flatMap(List::stream)
                .toList();
    }

    private List<Lesson> lesson(RetrospectiveFacts facts, String action, String advice) {
        List<PersonAct> acts = facts.people().stream()
                .filter(act -> act.action().equals(action))
                .toList();
        return acts.isEmpty()
                ? List.of()
                : List.of(new Lesson(name(), advice, Quote.of(acts.getLast().reason()), acts.size()));
    }
}
