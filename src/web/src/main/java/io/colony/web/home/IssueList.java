package io.colony.web.home;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.IssueFilter;
import io.colony.engine.status.IssueOrder;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.StatusQueries;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Filters;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues, a page at a time, as narrowed down and ordered by the page's address. */
final class IssueList {
    private final StatusQueries status;
    private final PageContext context;
    private final Show show;
    private final Query query;
    private final IssueFilter filter;

    IssueList(StatusQueries status, PageContext context, Query query) {
        this.status = status;
        this.context = context;
        this.show = new Show(context);
        this.query = query;
        this.filter = query.filter();
    }

    Html render() {
        IssuePage page = status.issues(filter, query.page());
        return Html.all(
                tag("section", id("filter"), tag("h2", show.say("Issues")), filters()),
                tag(
                        "section",
                        id("issues"),
                        attribute("aria-label", context.words().say("Issues")),
                        show.page("Issues", heads(), page.issues(), this::row, noIssues()),
                        pager(page)));
    }

    private Html filters() {
        Filters filters = new Filters(context);
        return filters.form(
                "",
                query.text("order").map(order -> Map.of("order", order)).orElse(Map.of()),
                List.of(
                        filters.text("text", "Title or number", filter.text()),
                        filters.text("repository", "Repository", filter.repository()),
                        filters.choice(
                                "show",
                                "State",
                                Optional.of("Any"),
                                Arrays.stream(StateGroup.values())
                                        .map(Query::name)
                                        .toList(),
                                name -> context.words().say(name),
                                query.text("show")),
                        filters.text("author", "Author", filter.author())));
    }

    private List<Html> heads() {
        return List.of(
                order("Issue", IssueOrder.By.CREATED, false),
                show.heading("State"),
                order("Since", IssueOrder.By.SINCE, false),
                show.heading("Path"),
                order("Attempts", IssueOrder.By.ATTEMPTS, true),
                order("Cost", IssueOrder.By.COST, true),
                show.heading("Result"));
    }

    /** A column's head that leads to the list in its order, or in the other direction. */
    private Html order(String name, IssueOrder.By by, boolean number) {
        IssueOrder now = filter.order();
        boolean here = now.by() == by;
        IssueOrder next = new IssueOrder(by, here && !now.ascending());
        return tag(
                "th",
                attribute("scope", "col"),
                number ? cls("num") : cls("ordered"),
                attribute("aria-sort", here ? now.ascending() ? "ascending" : "descending" : "none"),
                tag("a", href(address(Map.of("order", next.slug()))), show.say(name)));
    }

    /** This list with something said otherwise; from its first page on. */
    private String address(Map<String, String> changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : List.of("text", "repository", "show", "author", "order")) {
            query.text(name).ifPresent(value -> parameters.put(name, value));
        }
        parameters.putAll(changes);
        return context.root() + Query.written(parameters);
    }

    private Html row(IssueSummary issue) {
        return tag(
                "tr",
                show.issueHeading(issue.key(), issue.title()),
                show.cell(show.state(issue.state())),
                show.cell(show.time(issue.since())),
                show.cell(show.path(issue.path())),
                show.number(issue.attempts()),
                show.number(show.money(issue.cost())),
                show.cell(result(issue)));
    }

    private Html result(IssueSummary issue) {
        Optional<Html> merged = issue.mergeSha().map(sha -> show.say("commit {0}", show.sha(sha)));
        Optional<Html> request = issue.pullRequest().map(number -> Html.text("PR #" + number));
        return merged.or(() -> request).orElseGet(show::none);
    }

    private Html pager(IssuePage page) {
        if (page.issues().isEmpty()) {
            return Html.EMPTY;
        }
        boolean later = query.text("after").isPresent() || query.text("before").isPresent();
        return tag(
                "p",
                cls("pager"),
                later ? tag("a", href(address(Map.of())), show.say("First page")) : Html.EMPTY,
                page.cursor()
                        .map(cursor -> tag("a", href(address(Map.of("after", cursor))), show.say("Next page")))
                        .orElse(Html.EMPTY),
                tag("a", href(csv()), show.say("As CSV")));
    }

    private String csv() {
        return context.root() + "issues.csv"
                + address(Map.of()).substring(context.root().length());
    }

    private Html noIssues() {
        boolean everything = filter.states().isEmpty()
                && filter.repository().isEmpty()
                && filter.text().isEmpty()
                && filter.author().isEmpty()
                && query.page().before().isEmpty();
        return everything
                ? context.surroundings().hints().firstIssue().in(show)
                : Html.all(
                        show.say("No issue is like that."),
                        " ",
                        tag("a", href(context.root()), show.say("Show all issues")));
    }
}
