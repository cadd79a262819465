package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.ColonyException;
import io.colony.engine.command.CommandName;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.CostPart;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import io.jenkins.plugins.colony.work.IssueJobName;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code colonyCost(issue:)} or {@code colonyCost(repository:, from:, to:)}: what was spent. Answers {@code usd}, {@code
 * estimatedUsd} as decimals, {@code runs}, {@code inputTokens}, {@code outputTokens} as whole numbers.
 */
public final class ColonyCostStep extends ColonyStep {
    private static final long serialVersionUID = 1L;

    @DataBoundSetter
    public @Nullable String issue = "";

    @DataBoundSetter
    public @Nullable String repository = "";

    @DataBoundSetter
    public @Nullable String from = "";

    @DataBoundSetter
    public @Nullable String to = "";

    @DataBoundConstructor
    public ColonyCostStep() {
        // Which of them are needed hangs on the others.
    }

    @Override
    Need need() {
        return need(text(issue), text(repository), text(from), text(to));
    }

    static Need need(String issue, String repository, String from, String to) {
        if (repository.isEmpty() == issue.isEmpty() || (repository.isEmpty() && !(from + to).isEmpty())) {
            throw new ColonyException(Messages.ColonyCostStep_either());
        }
        if (repository.isEmpty()) {
            return Need.of(Role.READ, IssueKey.parse(issue));
        }
        if (!repository.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")) {
            throw new ColonyException(Messages.ColonyCostStep_repository(repository));
        }
        day(from);
        day(to);
        return new Need(Role.READ, IssueJobName.ROOT + "/" + repository);
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return Optional.of(text(text)).filter(day -> !day.isEmpty()).map(LocalDate::parse);
        } catch (DateTimeParseException other) {
            throw new ColonyException(Messages.ColonyCostStep_day(text(text)), other);
        }
    }

    @Override
    Answer look(OpenStore store, String login, CommandName name) {
        if (text(repository).isEmpty()) {
            return store.costs()
                    .issue(IssueKey.parse(text(issue)))
                    .map(part -> answer(text(issue), part))
                    .orElseGet(() -> new Answer.Refused(Messages.ColonyStep_noIssue(text(issue))));
        }
        LocalDate last = day(to).orElse(store.costs().today());
        LocalDate first = day(from).orElse(last.withDayOfMonth(1));
        return answer(
                text(repository),
                store.costs()
                        .costs(Optional.of(text(repository)), first, last.plusDays(1))
                        .total());
    }

    static Answer answer(String whose, CostPart part) {
        Map<String, Object> figures = new TreeMap<>(Map.of(
                "usd", part.cost().amount(),
                "estimatedUsd", part.estimated().amount(),
                "runs", part.runs(),
                "inputTokens", part.inputTokens(),
                "outputTokens", part.outputTokens()));
        return new Answer.Done(
                figures, Messages.ColonyCostStep_spent(whose, part.cost().toString(), part.runs()));
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyCost")
    public static final class Known extends Definition {
        public Known() {
            super("colonyCost", Messages::ColonyCostStep_displayName);
        }
    }
}
