package io.colony.web.cost;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.CostPage;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.CostPart;
import io.colony.engine.status.Delivery;
import io.colony.web.act.Commands;
import io.colony.web.act.LastAnswer;
import io.colony.web.act.OperatorForms;
import io.colony.web.exchange.Days;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.language.Words;
import io.colony.web.layout.Filters;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was spent, and what it brought. */
public final class CostsPage {
    private final CostPages costs;
    private final Delivery delivery;
    private final PageContext context;
    private final Show show;
    private final Words words;
    private final Days days;
    private final Query query;
    private final OperatorForms forms;

    public CostsPage(CostPages costs, Delivery delivery, Commands commands, PageContext context, Query query) {
        this.query = query;
        this.forms = new OperatorForms(commands, context);
        this.costs = costs;
        this.delivery = delivery;
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
        this.days = Days.of(query, costs.today());
    }

    public Page render() {
        CostPage page = costs.costs(days.repository(), days.from(), days.to());
        return new Frame(context)
                .live(
                        words.say("Cost"),
                        Html.all(
                                LastAnswer.shown(query, show),
                                head(page),
                                chart(
                                        new Chart("by-day", "bar", "3", true),
                                        "Cost per day",
                                        "Day",
                                        everyDay(page.days()),
                                        "day"),
                                chart(
                                        new Chart("by-role", "across", "3", true),
                                        "Cost by role",
                                        "Role",
                                        page.roles(),
                                        "role"),
                                chart(
                                        new Chart("by-repository", "across", "3", true),
                                        "Cost by repository",
                                        "Repository",
                                        page.repositories(),
                                        "repository"),
                                chart(
                                        new Chart("by-model", "across", "3", true),
                                        "Cost by model",
                                        "Model",
                                        page.models(),
                                        "model"),
                                chart(
                                        new Chart("by-stage", "across", "3", true),
                                        "Cost by stage",
                                        "Stage",
                                        page.stages(),
                                        "stage"),
                                new DeliveryView(
                                                delivery.figures(days.repository(), days.from(), days.to()),
                                                show,
                                                context.root() + "delivery.csv" + Query.written(days.parameters()))
                                        .render(),
                                new CeilingsView(costs.ceilings(days.repository()), forms, show).render()));
    }

    /** Those on which nothing was spent as well, so that the picture's days are evenly apart. */
    private List<CostPart> everyDay(List<CostPart> spent) {
        Map<String, CostPart> byDay = spent.stream().collect(Collectors.toMap(CostPart::name, Function.identity()));
        return spent.isEmpty()
                ? List.of()
                : days.from()
                        .datesUntil(days.to())
                        .map(LocalDate::toString)
                        .map(day -> byDay.getOrDefault(day, new CostPart(day, 0, 0, 0, Usd.ZERO, Usd.ZERO)))
                        .toList();
    }

    private Html head(CostPage page) {
        Filters filters = new Filters(context);
        return tag(
                "section",
                id("head"),
                tag("h1", show.say("Cost")),
                filters.form(
                        "cost",
                        Map.of(),
                        List.of(
                                filters.text("repository", "Repository", days.repository()),
                                filters.day("from", "From", days.from().toString()),
                                filters.day("to", "To", days.last().toString()))),
                tag("ul", cls("tiles"), tiles(page)));
    }

    private Html tiles(CostPage page) {
        CostPage.Outlook outlook = page.outlook();
        Html ahead = outlook.expected()
                .map(expected -> Html.all(
                        show.say("{0} expected at its end", show.cents(expected)),
                        ", ",
                        outlook.low().map(show::cents).orElse(Html.EMPTY),
                        " – ",
                        outlook.high().map(show::cents).orElse(Html.EMPTY)))
                .orElseGet(() -> show.say("too few days for an outlook"));
        return Html.all(
                tile("Spent in these days", show.cents(page.total().cost()), estimated(page.total())),
                tile(
                        "Merged changes",
                        Html.text(words.number(page.merged())),
                        page.eachMerged()
                                .map(usd -> show.say("{0} each", show.cents(usd)))
                                .orElse(Html.EMPTY)),
                tile("This month (UTC)", show.cents(outlook.monthSoFar()), ahead));
    }

    private Html estimated(CostPart total) {
        return total.estimated().amount().signum() == 0
                ? Html.EMPTY
                : show.say("{0} of it estimated", show.cents(total.estimated()));
    }

    private Html tile(String label, Html value, Html note) {
        return tag(
                "li",
                cls("tile"),
                tag("span", cls("label"), show.say(label)),
                tag("span", cls("value"), value),
                tag("span", cls("note"), note));
    }

    private Html chart(Chart chart, String title, String column, List<CostPart> parts, String by) {
        Html table = show.table(
                title,
                List.of(column, "#Runs", "#Tokens in / out", "#Cost", "#Estimated"),
                parts,
                this::row,
                show.say("Nothing was spent in these days."));
        Map<String, String> parameters = new LinkedHashMap<>(days.parameters());
        parameters.put("by", by);
        Html csv = tag(
                "p",
                cls("pager"),
                tag("a", href(context.root() + "cost.csv" + Query.written(parameters)), show.say("As CSV")));
        return parts.isEmpty()
                ? tag("section", id(chart.name()), tag("h2", show.say(title)), table)
                : chart.of(title, Html.all(table, csv), show);
    }

    private Html row(CostPart part) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), part.name().isEmpty() ? words.say("not stated") : part.name()),
                show.number(words.number(part.runs())),
                show.number(words.number(part.inputTokens()) + " / " + words.number(part.outputTokens())),
                value(part.cost().amount().toPlainString(), show.money(part.cost())),
                value(part.estimated().amount().toPlainString(), show.money(part.estimated())));
    }

    private static Html value(String exact, Html shown) {
        return tag("td", cls("num"), attribute("data-sort", exact), shown);
    }
}
