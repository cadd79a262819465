package io.colony.web.act;

import static io.colony.web.html.Html.tag;

import io.colony.engine.command.IssueOffer;
import io.colony.engine.status.BreakerEntry;
import io.colony.engine.status.CeilingAlarm;
import io.colony.engine.status.DayCeiling;
import io.colony.engine.status.DispatchStanding;
import io.colony.web.access.Role;
import io.colony.web.html.Html;
import io.colony.web.layout.Forms;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;

/** Buttons for what concerns more than one issue: nothing for a visitor who may not. */
public final class OperatorForms {
    private final Buttons buttons;
    private final PageContext context;
    private final Show show;

    public OperatorForms(Commands commands, PageContext context) {
        this.buttons = new Buttons(commands, context);
        this.context = context;
        this.show = new Show(context);
    }

    /** Whether there are any. */
    public boolean shown() {
        return buttons.shown(Role.OPERATE);
    }

    /** Why there are none; nothing where there are. */
    public Html whyNot() {
        return buttons.whyNot(Role.OPERATE);
    }

    /** The kill switch, or the way back from it. */
    public Html dispatch(DispatchStanding standing) {
        if (!shown()) {
            return Html.EMPTY;
        }
        String moment = "dispatch-" + standing.newest();
        if (standing.stopped()) {
            ActionFold fold = fold("resume", "Resume dispatch", "", false);
            return fold.to(
                    "dispatch/actions/resume",
                    moment,
                    tag("p", show.say("Work is handed out again, in every process on this store.")),
                    fold.reason(false));
        }
        ActionFold fold = fold("stop", "Stop dispatch", "", true);
        return fold.to(
                "dispatch/actions/stop",
                moment,
                tag(
                        "p",
                        show.say(
                                "No task is begun any more, in no process on this store. Every agent that runs is ended"
                                        + " with all that it started; its task goes back into the queue.")),
                fold.reason(true));
    }

    public Html reset(BreakerEntry breaker) {
        if (!shown()) {
            return show.none();
        }
        String moment =
                "breaker-" + breaker.openedAt().map(at -> at.toEpochMilli()).orElse(0L) + "-" + breaker.openings() + "-"
                        + breaker.failures();
        ActionFold fold =
                fold("reset-" + name(breaker.scope() + " " + breaker.key()), "Reset the breaker", breaker.key(), false);
        return fold.to(
                "breakers/actions/reset",
                moment,
                Forms.hidden(Sent.SCOPE, breaker.scope()),
                Forms.hidden(Sent.KEY, breaker.key()),
                tag("p", show.say("It is closed, and what it held may start at once.")),
                fold.reason(true));
    }

    /** @param offer what the issue allows, where the ceiling is an issue's */
    public Html raise(CeilingAlarm alarm, IssueOffer offer) {
        String moment = "alarm-" + alarm.at().toEpochMilli();
        return switch (alarm.scope()) {
            case "issue" -> raise("issues/" + alarm.subject().replace('#', '/'), alarm.subject(), offer.moment());
            case "repository" -> raise("repositories/" + alarm.subject(), alarm.subject(), moment);
            case "tenant" -> raise("tenants/" + alarm.subject(), "tenant " + alarm.subject(), moment);
            default -> show.none();
        };
    }

    public Html raise(DayCeiling ceiling) {
        String moment =
                "ceiling-until-" + ceiling.until().map(at -> at.toEpochMilli()).orElse(0L);
        return raise("repositories/" + ceiling.repository(), ceiling.repository(), moment);
    }

    private Html raise(String whose, String name, String moment) {
        if (!shown()) {
            return show.none();
        }
        ActionFold fold = fold("ceiling-" + name(name), "Raise the ceiling", name, false);
        return fold.to(
                whose + "/actions/" + Act.BUDGET,
                moment,
                tag(
                        "p",
                        show.say("The new ceiling in dollars; it holds for 48 hours, and is at most three times the"
                                + " configured one.")),
                fold.amount(),
                fold.reason(true));
    }

    private ActionFold fold(String name, String word, String about, boolean forGood) {
        return new ActionFold(name, show.words().say(word), about, forGood, context);
    }

    /** As a part of an element's name. */
    private static String name(String text) {
        return text.replaceAll("[^A-Za-z0-9]+", "-") + "-" + Integer.toHexString(text.hashCode());
    }
}
