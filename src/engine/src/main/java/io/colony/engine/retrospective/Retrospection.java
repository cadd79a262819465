package io.colony.engine.retrospective;

import io.colony.engine.ledger.Usd;
import io.colony.engine.retrospective.Retrospective.Cost;
import io.colony.engine.retrospective.Retrospective.Person;
import io.colony.engine.retrospective.Retrospective.Share;
import io.colony.engine.retrospective.Retrospective.Tried;
import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import io.colony.engine.retrospective.RetrospectiveFacts.Ending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** From facts to a retrospective. Pure, and bounded whatever the facts: each list keeps its newest or gravest items. */
public final class Retrospection {
    static final int MOST_ATTEMPTS = 30;
    static final int MOST_FILES = 100;
    static final int MOST_PEOPLE = 10;
    static final int MOST_LESSONS = 12;
    private static final int LONGEST_LOGIN = 60;

    private final List<LessonRule> rules;

    /** With every rule. */
    public Retrospection() {
        this(LessonRule.all());
    }

    Retrospection(List<LessonRule> rules) {
        this.rules = rules;
    }

    /** The retrospective that these facts make. */
    public Retrospective of(RetrospectiveFacts facts) {
        Ending ending = facts.ending();
        // Waiting for a check is no attempt.
        List<Attempt> attempts = facts.attempts().stream()
                .filter(attempt -> !attempt.ended("parked"))
                .toList();
        List<String> files = files(facts);
        return new Retrospective(
                ending.issue(),
                ending.generation(),
                ending.endedAs(),
                Quote.of(ending.reason()),
                ending.createdAt(),
                ending.at(),
                newest(attempts, MOST_ATTEMPTS).stream()
                        .map(Retrospection::tried)
                        .toList(),
                Math.max(0, attempts.size() - MOST_ATTEMPTS),
                cost(facts.attempts()),
                files.stream().limit(MOST_FILES).toList(),
                Math.max(0, files.size() - MOST_FILES),
                newest(facts.people(), MOST_PEOPLE).stream()
                        .map(act -> new Person(
                                Quote.of(act.person(), LONGEST_LOGIN).text(),
                                act.action(),
                                Quote.of(act.reason()),
                                act.at()))
                        .toList(),
                lessons(facts));
    }

    private List<Lesson> lessons(RetrospectiveFacts facts) {
        return rules.stream()
                .flatMap(rule -> rule.learn(facts).stream())
                .limit(MOST_LESSONS)
                .toList();
    }

    /** What the diff says; where nothing was pushed, what evidence and reviews spoke of. */
    private static List<String> files(RetrospectiveFacts facts) {
        return facts.changedFiles().isEmpty() ? claimedFiles(facts) : facts.changedFiles();
    }

    /** Paths that nobody has checked: said by agents, so only such as look like paths, and few. */
    static List<String> claimedFiles(RetrospectiveFacts facts) {
        return facts.attempts().stream()
                .flatMap(attempt -> attempt.claimedFiles().stream())
                .filter(PathMentions::isPath)
                .distinct()
                .limit(PathMentions.MOST)
                .toList();
    }

    private static Tried tried(Attempt attempt) {
        return new Tried(
                attempt.stage(),
                attempt.number(),
                attempt.result(),
                Quote.of(attempt.reason()),
                attempt.cost(),
                attempt.wasted());
    }

    private static Cost cost(List<Attempt> attempts) {
        Map<List<String>, List<Attempt>> byRole = attempts.stream()
                .collect(Collectors.groupingBy(
                        attempt -> List.of(attempt.stage(), attempt.role()), LinkedHashMap::new, Collectors.toList()));
        List<Share> shares = byRole.entrySet().stream()
                .map(entry -> new Share(
                        entry.getKey().getFirst(),
                        entry.getKey().getLast(),
                        entry.getValue().size(),
                        sum(entry.getValue(), attempt -> true),
                        sum(entry.getValue(), Attempt::wasted)))
                .toList();
        return new Cost(
                sum(attempts, attempt -> true),
                sum(attempts, Attempt::wasted),
                attempts.stream().anyMatch(Attempt::estimated),
                shares);
    }

    private static Usd sum(List<Attempt> attempts, Predicate<Attempt> counts) {
        return attempts.stream().filter(counts).map(Attempt::cost).reduce(Usd.ZERO, Usd::plus);
    }

    private static <T> List<T> newest(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
