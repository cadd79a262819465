package io.colony.web.home;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.ChangeTopic;
import io.colony.engine.status.Overview;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.StatusQueries;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.language.Words;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.live.Interest;

/** What is going on: figures, and the issues behind them. */
public final class HomePage {
    private final StatusQueries status;
    private final PageContext context;
    private final Show show;
    private final Words words;
    private final Query query;

    public HomePage(StatusQueries status, PageContext context, Query query) {
        this.status = status;
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
        this.query = query;
    }

    public Page render() {
        return new Frame(context)
                .live(
                        words.say("Home"),
                        Interest.in(ChangeTopic.ISSUES, ChangeTopic.QUEUE, ChangeTopic.COST, ChangeTopic.WORKERS),
                        Html.all(
                                tag("h1", id("title"), cls("unseen"), show.say("Home")),
                                figures(status.overview()),
                                new IssueList(status, context, query).render()));
    }

    private Html figures(Overview overview) {
        return tag(
                "section",
                id("figures"),
                attribute("aria-label", words.say("Figures")),
                tag(
                        "ul",
                        cls("tiles"),
                        group(StateGroup.IN_FLIGHT, "In flight", overview.inFlight()),
                        group(StateGroup.AWAITING_PERSON, "Awaiting a person", overview.awaitingPerson()),
                        group(StateGroup.BLOCKED, "Blocked", overview.blocked()),
                        group(StateGroup.DONE, "Done", overview.done()),
                        group(StateGroup.CANCELLED, "Cancelled", overview.cancelled()),
                        tile(
                                "cost",
                                "Cost today (UTC)",
                                show.cents(overview.costToday()),
                                show.say("{0} reserved", show.cents(overview.reservedToday()))),
                        tile(
                                "workers",
                                "Workers",
                                Html.text(words.number(overview.workersLive())),
                                Html.text(
                                        words.count(overview.tasksRunning(), "{0} task running", "{0} tasks running"))),
                        tile(
                                "workers",
                                "Queue",
                                Html.text(words.number(overview.queueDepth())),
                                deadLetters(overview.deadLetters()))));
    }

    private Html deadLetters(long number) {
        String text = words.count(number, "{0} dead letter", "{0} dead letters");
        return number == 0 ? Html.text(text) : show.mark("bad", "!", text);
    }

    private Html group(StateGroup group, String label, long count) {
        boolean shown = query.group().filter(group::equals).isPresent();
        String note = words.count(count, "issue", "issues");
        return tag(
                "li",
                cls("tile is-" + Query.name(group)),
                tag(
                        "a",
                        href(context.root() + (shown ? "" : "?show=" + Query.name(group))),
                        shown ? attribute("aria-current", "true") : attribute("data-group", Query.name(group)),
                        tag("span", cls("label"), show.say(label)),
                        tag("span", cls("value"), words.number(count)),
                        tag("span", cls("note"), shown ? words.say("show all") : note)));
    }

    private Html tile(String address, String label, Html value, Html note) {
        return tag(
                "li",
                cls("tile"),
                tag(
                        "a",
                        href(context.root() + address),
                        tag("span", cls("label"), show.say(label)),
                        tag("span", cls("value"), value),
                        tag("span", cls("note"), note)));
    }
}
