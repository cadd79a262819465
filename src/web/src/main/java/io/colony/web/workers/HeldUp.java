package io.colony.web.workers;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.BreakerEntry;
import io.colony.engine.status.QueueFigures;
import io.colony.web.act.OperatorForms;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;

/** Breakers: what they count, and what they hold up. */
final class HeldUp {
    private final QueueFigures figures;
    private final OperatorForms forms;
    private final Show show;

    HeldUp(QueueFigures figures, OperatorForms forms, Show show) {
        this.figures = figures;
        this.forms = forms;
        this.show = show;
    }

    Html render() {
        return tag(
                "section",
                id("breakers"),
                tag("h2", show.say("Breakers")),
                show.table(
                        "Breakers",
                        List.of("Of", "Act", "State", "#Failures", "Next probe", "Reason"),
                        figures.breakers(),
                        this::breaker,
                        show.say("No breaker counts a failure.")));
    }

    private Html breaker(BreakerEntry breaker) {
        Html state = breaker.open()
                ? show.mark("bad", "!", show.words().say("open"))
                : show.mark("plain", "○", show.words().say("closed"));
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), breaker.key()),
                tag("td", cls("acts"), breaker.open() ? forms.reset(breaker) : show.none()),
                show.cell(state),
                show.number(breaker.failures()),
                show.cell(breaker.until().map(show::time).orElseGet(show::none)),
                tag("td", cls("prose"), show.english(breaker.reason())));
    }
}
