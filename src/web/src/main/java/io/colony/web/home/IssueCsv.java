package io.colony.web.home;

import io.colony.engine.status.IssueFilter;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.PageRequest;
import io.colony.engine.status.StatusQueries;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Csv;
import io.colony.web.exchange.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of issues as a table to keep: what the page's filter lets through, in its order, up to {@value #MOST}. */
public final class IssueCsv {
    static final int MOST = 10_000;

    private final StatusQueries status;
    private final IssueFilter filter;

    public IssueCsv(StatusQueries status, Query query) {
        this.status = status;
        this.filter = query.filter();
    }

    public Answer answer() {
        List<IssueSummary> issues = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            IssuePage page = status.issues(filter, PageRequest.after(PageRequest.MOST, cursor));
            issues.addAll(page.issues());
            cursor = page.cursor();
        } while (cursor.isPresent() && issues.size() < MOST);
        return Answer.file(
                "text/csv; charset=utf-8",
                "issues.csv",
                Csv.of(
                        List.of(
                                "issue",
                                "title",
                                "state",
                                "since",
                                "attempts",
                                "cost_usd",
                                "pull_request",
                                "merge_sha"),
                        issues,
                        IssueCsv::row));
    }

    private static List<?> row(IssueSummary issue) {
        return List.of(
                issue.key().toString(),
                issue.title(),
                issue.state().slug(),
                issue.since(),
                issue.attempts(),
                issue.cost().amount().toPlainString(),
                issue.pullRequest().map(Object::toString).orElse(""),
                issue.mergeSha().orElse(""));
    }
}
