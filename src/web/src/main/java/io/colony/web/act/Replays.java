package io.colony.web.act;

import static io.colony.web.html.Html.tag;

import io.colony.engine.command.IssueOffer;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.TaskEntry;
import io.colony.web.access.Role;
import io.colony.web.html.Html;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Buttons that have the issues of dead letters try again, for all letters of a page. */
public final class Replays {
    private final boolean shown;
    private final Set<Long> replayable;
    private final Map<IssueKey, IssueOffer> offers;
    private final PageContext context;
    private final Show show;

    /** @param offers what the letters' issues allow */
    public Replays(
            Collection<TaskEntry> letters, Map<IssueKey, IssueOffer> offers, Commands commands, PageContext context) {
        this.shown = new Buttons(commands, context).shown(Role.OPERATE);
        this.replayable =
                shown ? commands.replayable(letters.stream().map(TaskEntry::id).toList()) : Set.of();
        this.offers = offers;
        this.context = context;
        this.show = new Show(context);
    }

    /** The button of one of them, or why there is none. */
    public Html of(TaskEntry letter) {
        if (!shown) {
            return show.none();
        }
        IssueOffer offer = offers.get(letter.issue());
        if (offer == null || !replayable.contains(letter.id())) {
            return show.say("the issue has moved on");
        }
        ActionFold fold = new ActionFold(
                "replay-" + letter.id(),
                show.words().say("Replay"),
                letter.issue().toString(),
                false,
                context);
        return fold.to(
                "dead-letters/" + letter.id() + "/actions/replay",
                offer.moment(),
                tag("p", show.say("The issue tries again; earlier failures of the task do not count.")),
                fold.reason(false));
    }
}
