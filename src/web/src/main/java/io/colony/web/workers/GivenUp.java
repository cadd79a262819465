package io.colony.web.workers;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.command.IssueOffer;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.DeadLetterPage;
import io.colony.engine.status.TaskEntry;
import io.colony.web.access.Role;
import io.colony.web.act.Buttons;
import io.colony.web.act.Commands;
import io.colony.web.act.Replays;
import io.colony.web.html.Html;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tasks that were given up, newest first, a page at a time. */
final class GivenUp {
    private final DeadLetterPage page;
    private final Replays replays;
    private final Show show;

    GivenUp(DeadLetterPage page, Commands commands, PageContext context) {
        this.page = page;
        this.show = new Show(context);
        Map<IssueKey, IssueOffer> offers = new Buttons(commands, context).shown(Role.OPERATE)
                ? commands.possible(page.tasks().stream().map(TaskEntry::issue).collect(Collectors.toSet()))
                : Map.of();
        this.replays = new Replays(page.tasks(), offers, commands, context);
    }

    Html render() {
        return tag(
                "section",
                id("dead-letters"),
                tag("h2", show.say("Dead letters")),
                show.table(
                        "Dead letters",
                        List.of("Issue", "Act", "Stage", "#Attempt", "Given up because"),
                        page.tasks(),
                        this::letter,
                        show.say("No task was given up.")),
                page.next()
                        .map(next -> tag(
                                "p",
                                cls("pager"),
                                tag(
                                        "a",
                                        href(show.root() + "workers?before=" + next + "#dead-letters"),
                                        show.say("Next page"))))
                        .orElse(Html.EMPTY));
    }

    private Html letter(TaskEntry letter) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.issue(letter.issue())),
                tag("td", cls("acts"), replays.of(letter)),
                show.cell(letter.executor()),
                show.number(letter.attempt()),
                tag("td", cls("prose"), letter.closedReason().map(show::english).orElseGet(show::none)));
    }
}
