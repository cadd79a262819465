package io.colony.web.attention;

import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.Attention;
import io.colony.engine.status.PageRequest;
import io.colony.engine.status.WaitingIssue;
import io.colony.engine.status.WaitingPage;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.language.Words;
import io.colony.web.layout.Filters;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.layout.StateChip;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What waits for people, those that have waited longest first, and what else is out of order. */
public final class AttentionPage {
    private static final int PER_PAGE = 25;

    private final Attention attention;
    private final PageContext context;
    private final Show show;
    private final Words words;
    private final Query query;
    private final Optional<String> repository;

    public AttentionPage(Attention attention, PageContext context, Query query) {
        this.attention = attention;
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
        this.query = query;
        this.repository = query.text("repository");
    }

    public Html render() {
        WaitingPage page = attention.waiting(repository, PageRequest.after(PER_PAGE, query.text("after")));
        Filters filters = new Filters(context);
        Html filter =
                filters.form("attention", Map.of(), List.of(filters.text("repository", "Repository", repository)));
        return new Frame(context)
                .live(
                        words.say("Needs attention"),
                        Html.all(
                                tag("section", id("filter"), tag("h1", show.say("Needs attention")), filter),
                                waiting(page),
                                new TroublesView(attention.troubles(repository), show).render()));
    }

    private Html waiting(WaitingPage page) {
        return tag(
                "section",
                id("waiting"),
                tag(
                        "h2",
                        show.say("Issues that wait for a person"),
                        " ",
                        tag("span", cls("count"), words.number(page.inAll()))),
                page.issues().isEmpty()
                        ? tag("p", cls("empty"), show.say("Nobody is waited for."))
                        : tag("ol", cls("waiting"), Html.each(page.issues(), this::one)),
                pager(page));
    }

    private Html one(WaitingIssue waiting) {
        var issue = waiting.summary();
        var why = waiting.why();
        return tag(
                "li",
                cls("why " + StateChip.colour(issue.state())),
                tag(
                        "p",
                        cls("over"),
                        show.issue(issue.key()),
                        " ",
                        show.state(issue.state()),
                        " ",
                        show.time(why.since())),
                tag("h3", tag("a", href(show.address(issue.key())), issue.title())),
                tag("p", cls("sentence"), show.english(why.sentence())),
                why.whoCanMove().isEmpty()
                        ? Html.EMPTY
                        : tag(
                                "details",
                                id("who-" + issue.id()),
                                tag("summary", show.say("Who can move it")),
                                tag("ul", Html.each(why.whoCanMove(), line -> tag("li", show.english(line))))),
                tag(
                        "p",
                        tag(
                                "a",
                                cls("button"),
                                href(show.address(issue.key()) + "#actions"),
                                show.say("What can be done now"),
                                tag("span", cls("unseen"), " " + issue.key()))));
    }

    private Html pager(WaitingPage page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        repository.ifPresent(name -> parameters.put("repository", name));
        Html first = query.text("after").isPresent()
                ? tag("a", href(context.root() + "attention" + Query.written(parameters)), show.say("First page"))
                : Html.EMPTY;
        Html next = page.cursor()
                .map(cursor -> {
                    parameters.put("after", cursor);
                    return tag(
                            "a", href(context.root() + "attention" + Query.written(parameters)), show.say("Next page"));
                })
                .orElse(Html.EMPTY);
        return first.isEmpty() && next.isEmpty() ? Html.EMPTY : tag("p", cls("pager"), first, next);
    }
}
