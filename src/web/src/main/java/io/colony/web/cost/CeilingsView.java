package io.colony.web.cost;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.CostPages;
import io.colony.engine.status.DayCeiling;
import io.colony.web.act.OperatorForms;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;

/** What repositories have spent today, and where their ceilings are raised. */
final class CeilingsView {
    private final List<DayCeiling> ceilings;
    private final OperatorForms forms;
    private final Show show;

    CeilingsView(List<DayCeiling> ceilings, OperatorForms forms, Show show) {
        this.ceilings = ceilings;
        this.forms = forms;
        this.show = show;
    }

    Html render() {
        return tag(
                "section",
                id("ceilings"),
                tag("h2", show.say("Ceilings of repositories today")),
                forms.whyNot(),
                show.table(
                        "Ceilings of repositories today",
                        List.of("Repository", "Act", "#Spent today", "#Reserved", "#Raised to", "Until"),
                        ceilings,
                        this::row,
                        show.say("No repository is known here.")),
                ceilings.size() == CostPages.MOST_CEILINGS
                        ? tag(
                                "p",
                                cls("more"),
                                show.say(
                                        "Of the {0} that have spent most; name another one above.",
                                        CostPages.MOST_CEILINGS))
                        : "");
    }

    private Html row(DayCeiling ceiling) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), ceiling.repository()),
                tag("td", cls("acts"), forms.raise(ceiling)),
                show.number(show.money(ceiling.spent())),
                show.number(show.money(ceiling.reserved())),
                show.number(ceiling.raised().map(show::money).orElseGet(() -> show.say("as configured"))),
                show.cell(ceiling.until().map(show::time).orElseGet(show::none)));
    }
}
