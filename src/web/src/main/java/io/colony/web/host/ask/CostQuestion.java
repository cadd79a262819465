package io.colony.web.host.ask;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.CostPart;
import io.colony.web.access.Role;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was spent: on an issue, or in a repository from day to day. Answers {@code usd} and {@code estimatedUsd} as decimals,
 * {@code runs}, {@code inputTokens} and {@code outputTokens} as whole numbers.
 *
 * @param issue empty where it is about a repository as a whole
 * @param from the first UTC day; empty for the first of the last day's month
 * @param to the last UTC day; empty for today
 */
public record CostQuestion(
        String repository, Optional<IssueKey> issue, Optional<LocalDate> from, Optional<LocalDate> to)
        implements Question {
    /**
     * Reads what somebody wrote; what is left out is an empty text.
     *
     * @throws ColonyException which says what is wrong with it
     */
    public static CostQuestion parse(String issue, String repository, String from, String to) {
        if (repository.isEmpty() == issue.isEmpty() || (repository.isEmpty() && !(from + to).isEmpty())) {
            throw new ColonyException("Name either the issue or the repository; from and to are for repositories.");
        }
        if (repository.isEmpty()) {
            IssueKey key = IssueKey.parse(issue);
            return new CostQuestion(key.repository(), Optional.of(key), Optional.empty(), Optional.empty());
        }
        return new CostQuestion(RepositoryName.of(repository), Optional.empty(), day(from), day(to));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(text).filter(day -> !day.isEmpty()).map(LocalDate::parse);
        } catch (DateTimeParseException other) {
            throw new ColonyException("'" + text + "' is no day: it should read 2026-01-31.", other);
        }
    }

    @Override
    public Need need() {
        return new Need(Role.READ, repository, issue);
    }

    @Override
    public Answer look(Doors doors, Asker asker) {
        if (issue.isPresent()) {
            return doors.costs()
                    .issue(issue.get())
                    .map(part -> answer(issue.get().toString(), part))
                    .orElseGet(() -> Answer.unknown(issue.get()));
        }
        LocalDate last = to.orElse(doors.costs().today());
        LocalDate first = from.orElse(last.withDayOfMonth(1));
        return answer(
                repository,
                doors.costs()
                        .costs(Optional.of(repository), first, last.plusDays(1))
                        .total());
    }

    static Answer answer(String whose, CostPart part) {
        Map<String, Object> figures = new TreeMap<>(Map.of(
                "usd", part.cost().amount(),
                "estimatedUsd", part.estimated().amount(),
                "runs", part.runs(),
                "inputTokens", part.inputTokens(),
                "outputTokens", part.outputTokens()));
        return new Answer.Done(figures, whose + " has cost " + part.cost() + " in " + part.runs() + " runs.");
    }
}
