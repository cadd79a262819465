package io.colony.web.act;

import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.web.access.Role;
import io.colony.web.exchange.Problem;
import io.colony.web.html.Html;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.Arrays;
import java.util.List;

/** Which buttons a visitor is shown, and why there are none of the others. */
public final class Buttons {
    private final boolean given;
    private final PageContext context;
    private final Show show;

    public Buttons(Commands commands, PageContext context) {
        this.given = commands.given();
        this.context = context;
        this.show = new Show(context);
    }

    /** Whether the visitor may send commands of this kind here. */
    public boolean shown(Role role) {
        return given && context.visitor().may(role);
    }

    /** Why some are not shown; nothing where all are. */
    public Html whyNot(Role... needed) {
        if (!given) {
            return note(List.of(show.say(NoCommands.SHOWS_ONLY)));
        }
        List<Html> lacking = Arrays.stream(needed)
                .filter(role -> !context.visitor().may(role))
                .map(role -> show.say(Problem.forbidden(role).advice()))
                .toList();
        return lacking.isEmpty() ? Html.EMPTY : note(lacking);
    }

    private Html note(List<Html> sentences) {
        return tag(
                "p",
                id("no-buttons"),
                cls("more"),
                show.say("Not all buttons are shown."),
                Html.each(sentences, sentence -> Html.all(" ", sentence)));
    }
}
