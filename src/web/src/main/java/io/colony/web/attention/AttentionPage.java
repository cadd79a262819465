package io.colony.web.attention;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.Attention;
import io.colony.engine.status.PageRequest;
import io.colony.engine.status.Troubles;
import io.colony.engine.status.WaitingIssue;
import io.colony.engine.status.WaitingPage;
import io.colony.web.act.ActionForms;
import io.colony.web.act.Commands;
import io.colony.web.act.LastAnswer;
import io.colony.web.act.OperatorForms;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
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
    private final Commands commands;

    public AttentionPage(Attention attention, Commands commands, PageContext context, Query query) {
        this.attention = attention;
        this.commands = commands;
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
        this.query = query;
        this.repository = query.text("repository");
    }

    public Page render() {
        WaitingPage page = attention.waiting(repository, PageRequest.after(PER_PAGE, query.text("after")));
        Filters filters = new Filters(context);
        Html filter =
                filters.form("attention", Map.of(), List.of(filters.text("repository", "Repository", repository)));
        Troubles troubles = attention.troubles(repository);
        Offers offers = Offers.of(page, troubles, commands, context);
        return new Frame(context)
                .live(
                        words.say("Needs attention"),
                        Html.all(
                                LastAnswer.shown(query, show),
                                tag(
                                        "section",
                                        id("filter"),
                                        tag("h1", show.say("Needs attention")),
                                        filter,
                                        offers.whyNot()),
                                waiting(page, offers),
                                new TroublesView(troubles, offers, new OperatorForms(commands, context), show)
                                        .render()));
    }

    private Html waiting(WaitingPage page, Offers offers) {
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
                        : tag("ol", cls("waiting"), Html.each(page.issues(), waiting -> one(waiting, offers))),
                pager(page));
    }

    private Html one(WaitingIssue waiting, Offers offers) {
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
                        "div",
                        cls("doing"),
                        attribute("role", "group"),
                        attribute("aria-label", words.say("What can be done now") + ": " + issue.key()),
                        ActionForms.row(offers.of(issue.key()), issue.id(), context)));
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
