package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.CostReport.StageCost;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.CostPart;
import io.colony.engine.status.IssueDetail;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import io.jenkins.plugins.colony.work.IssueJobName;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private String issue = "";
    private String repository = "";
    private String from = "";
    private String to = "";

    @DataBoundConstructor
    public ColonyCostStep() {
        // All is optional by itself.
    }

    public String getIssue() {
        return issue;
    }

    @DataBoundSetter
    public void setIssue(@Nullable String issue) {
        this.issue = text(issue);
    }

    public String getRepository() {
        return repository;
    }

    @DataBoundSetter
    public void setRepository(@Nullable String repository) {
        this.repository = text(repository);
    }

    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(@Nullable String from) {
        this.from = text(from);
    }

    public String getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(@Nullable String to) {
        this.to = text(to);
    }

    @Override
    Need need() {
        if (issue.isEmpty() == repository.isEmpty() || (!issue.isEmpty() && !(from + to).isEmpty())) {
            throw new ColonyException(Messages.ColonyCostStep_either());
        }
        if (!issue.isEmpty()) {
            return Need.of(Role.READ, IssueKey.parse(issue));
        }
        if (!repository.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")) {
            throw new ColonyException(Messages.ColonyCostStep_repository(repository));
        }
        span(LocalDate.EPOCH);
        return new Need(Role.READ, IssueJobName.folder(repository));
    }

    /** A span of whole UTC days, the last included. */
    record Span(LocalDate from, LocalDate to) {}

    /** From the first day of the month to today, where nothing else is said. */
    Span span(LocalDate today) {
        LocalDate last = day(to).orElse(today);
        return new Span(day(from).orElse(last.withDayOfMonth(1)), last);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return given(text).map(LocalDate::parse);
        } catch (DateTimeParseException other) {
            throw new ColonyException(Messages.ColonyCostStep_day(text), other);
        }
    }

    @Override
    Answer look(OpenStore store, Asking asking) {
        if (issue.isEmpty()) {
            Span span = span(store.costs().today());
            CostPart total = store.costs()
                    .costs(Optional.of(repository), span.from(), span.to().plusDays(1))
                    .total();
            return answer(repository, figures(total));
        }
        Optional<IssueDetail> found = store.status().issue(IssueKey.parse(issue));
        return found.isEmpty()
                ? new Answer.Refused(Messages.ColonyStep_noIssue(issue))
                : answer(issue, figures(store.costs(found.get().summary().id())));
    }

    private static Answer answer(String whose, Map<String, Object> figures) {
        return new Answer.Done(
                figures, Messages.ColonyCostStep_spent(whose, String.valueOf(figures.get("usd")), figures.get("runs")));
    }

    static Map<String, Object> figures(CostPart part) {
        return figures(part.cost(), part.estimated(), part.runs(), part.inputTokens(), part.outputTokens());
    }

    static Map<String, Object> figures(List<StageCost> stages) {
        Tokens tokens = stages.stream().map(StageCost::tokens).reduce(Tokens.NONE, Tokens::plus);
        return figures(
                stages.stream().map(StageCost::usd).reduce(Usd.ZERO, Usd::plus),
                stages.stream().filter(StageCost::estimated).map(StageCost::usd).reduce(Usd.ZERO, Usd::plus),
                stages.stream().mapToLong(StageCost::runs).sum(),
                tokens.all() - tokens.output(),
                tokens.output());
    }

    private static Map<String, Object> figures(Usd usd, Usd estimated, long runs, long input, long output) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("usd", usd.amount());
        figures.put("estimatedUsd", estimated.amount());
        figures.put("runs", runs);
        figures.put("inputTokens", input);
        figures.put("outputTokens", output);
        return figures;
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyCost")
    public static final class Known extends Definition {
        @Override
        public String getFunctionName() {
            return "colonyCost";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyCostStep_displayName();
        }
    }
}
