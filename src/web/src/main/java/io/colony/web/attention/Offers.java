package io.colony.web.attention;

import io.colony.engine.command.IssueOffer;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.CeilingAlarm;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.Troubles;
import io.colony.engine.status.WaitingPage;
import io.colony.web.access.Role;
import io.colony.web.act.ActionForms;
import io.colony.web.act.Buttons;
import io.colony.web.act.Commands;
import io.colony.web.act.Replays;
import io.colony.web.html.Html;
import io.colony.web.layout.PageContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the issues of one page allow, asked for together, and not at all for somebody who may do nothing. */
final class Offers {
    private final Map<IssueKey, IssueOffer> offers;
    private final Replays replays;
    private final Buttons buttons;

    private Offers(Map<IssueKey, IssueOffer> offers, Replays replays, Buttons buttons) {
        this.offers = offers;
        this.replays = replays;
        this.buttons = buttons;
    }

    static Offers of(WaitingPage page, Troubles troubles, Commands commands, PageContext context) {
        Buttons buttons = new Buttons(commands, context);
        Map<IssueKey, IssueOffer> offers = buttons.shown(Role.OPERATE) || buttons.shown(Role.APPROVE)
                ? commands.possible(keys(page, troubles))
                : Map.of();
        return new Offers(offers, new Replays(troubles.deadLetters(), offers, commands, context), buttons);
    }

    private static Set<IssueKey> keys(WaitingPage page, Troubles troubles) {
        Set<IssueKey> keys = new HashSet<>();
        page.issues().forEach(waiting -> keys.add(waiting.summary().key()));
        troubles.deadLetters().stream().map(TaskEntry::issue).forEach(keys::add);
        troubles.ceilings().stream().flatMap(Offers::issue).forEach(keys::add);
        return keys;
    }

    private static Stream<IssueKey> issue(CeilingAlarm alarm) {
        return alarm.scope().equals("issue") ? Stream.of(IssueKey.parse(alarm.subject())) : Stream.empty();
    }

    /** The button of a dead letter. */
    Html replay(TaskEntry letter) {
        return replays.of(letter);
    }

    IssueOffer of(IssueKey key) {
        return offers.getOrDefault(key, IssueOffer.none(key));
    }

    /** What the alarm's issue allows; nothing where it is no issue's. */
    IssueOffer of(CeilingAlarm alarm) {
        return issue(alarm).findFirst().map(this::of).orElseGet(() -> IssueOffer.none(new IssueKey("no/issue", 1)));
    }

    /** Why some buttons are missing. */
    Html whyNot() {
        Stream<Role> all = offers.isEmpty()
                ? Stream.of(Role.OPERATE, Role.APPROVE)
                : Stream.concat(Stream.of(Role.OPERATE), Stream.of(ActionForms.roles(offers.values())));
        return buttons.whyNot(all.distinct().toArray(Role[]::new));
    }
}
