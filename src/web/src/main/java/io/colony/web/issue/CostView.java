package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.CostEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.math.RoundingMode;
import java.util.List;

/** What each step cost, in the order of runs, down to a total that is the issue's to the micro-dollar. */
final class CostView {
    private static final int NEWEST = 100;

    private final List<CostEntry> costs;
    private final Usd total;
    private final String address;
    private final Show show;

    CostView(IssueDetail detail, Show show) {
        this.costs = detail.costs();
        this.total = detail.summary().cost();
        this.address = show.address(detail.summary().key());
        this.show = show;
    }

    Html render() {
        return tag("section", id("cost"), tag("h2", show.say("Cost of each step")), steps());
    }

    private Html steps() {
        if (costs.isEmpty() && total.compareTo(Usd.ZERO) == 0) {
            return tag("p", cls("empty"), show.say("Nothing was booked yet."));
        }
        List<CostEntry> shown = costs.size() > NEWEST ? costs.subList(costs.size() - NEWEST, costs.size()) : costs;
        Usd most = shown.stream().map(CostEntry::cost).reduce(Usd.ZERO, Usd::max);
        Usd sum = shown.stream().map(CostEntry::cost).reduce(Usd.ZERO, Usd::plus);
        Usd before = total.minus(sum);
        return tag(
                "div",
                cls("scroll"),
                attribute("role", "region"),
                attribute("tabindex", "0"),
                attribute("aria-label", show.words().say("Cost of each step")),
                tag(
                        "table",
                        tag("caption", cls("unseen"), show.say("Cost of each step")),
                        tag("thead", headings()),
                        tag(
                                "tbody",
                                before.compareTo(Usd.ZERO) == 0 ? "" : earlier(before),
                                Html.each(shown, entry -> step(entry, most))),
                        tag(
                                "tfoot",
                                tag(
                                        "tr",
                                        tag(
                                                "th",
                                                attribute("scope", "row"),
                                                attribute("colspan", "4"),
                                                show.say("Total")),
                                        show.number(show.money(total)),
                                        show.cell("")))));
    }

    private Html headings() {
        return tag(
                "tr",
                Html.each(
                        List.of("Stage", "Role", "#Attempt", "#Run", "#Cost", "Share of the dearest step"),
                        name -> name.startsWith("#")
                                ? tag("th", attribute("scope", "col"), cls("num"), show.say(name.substring(1)))
                                : tag("th", attribute("scope", "col"), show.say(name))));
    }

    /** What the list leaves out, so that its lines come to the total. */
    private Html earlier(Usd before) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), attribute("colspan", "4"), show.say("Earlier steps")),
                show.number(show.money(before)),
                show.cell(""));
    }

    private Html step(CostEntry entry, Usd most) {
        int share = most.amount().signum() <= 0
                ? 0
                : Math.max(
                        0,
                        entry.cost()
                                .amount()
                                .movePointRight(2)
                                .divide(most.amount(), 0, RoundingMode.HALF_UP)
                                .intValue());
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), entry.stage()),
                show.cell(entry.role()),
                show.number(entry.attempt()),
                show.number(tag("a", href(address + "/runs/" + entry.runId()), Long.toString(entry.runId()))),
                show.number(Html.all(entry.estimated() ? RunsView.estimate(show) : "", show.money(entry.cost()))),
                tag(
                        "td",
                        cls("bar"),
                        tag(
                                "svg",
                                cls("meter wide"),
                                attribute("viewBox", "0 0 100 6"),
                                attribute("preserveAspectRatio", "none"),
                                attribute("aria-hidden", "true"),
                                tag("path", cls("spent"), attribute("d", "M0 0h" + share + "v6h-" + share + "z")))));
    }
}
