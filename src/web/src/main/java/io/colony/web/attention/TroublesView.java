package io.colony.web.attention;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.BreakerEntry;
import io.colony.engine.status.CeilingAlarm;
import io.colony.engine.status.FindingEntry;
import io.colony.engine.status.MoneyWait;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.Troubles;
import io.colony.web.act.OperatorForms;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;

/** What is out of order besides issues that wait: nothing at all where all is well. */
final class TroublesView {
    private final Troubles troubles;
    private final Offers offers;
    private final OperatorForms forms;
    private final Show show;

    TroublesView(Troubles troubles, Offers offers, OperatorForms forms, Show show) {
        this.troubles = troubles;
        this.offers = offers;
        this.forms = forms;
        this.show = show;
    }

    Html render() {
        Html all = Html.all(
                money(),
                ceilings(),
                deadLetters(),
                breakers(),
                findings("protection", troubles.protection()),
                findings("findings", troubles.findings()),
                webhooks());
        return all.isEmpty()
                ? tag(
                        "section",
                        id("troubles"),
                        tag("h2", show.say("What else is out of order")),
                        tag(
                                "p",
                                cls("empty"),
                                show.mark("good", "✓", show.words().say("Nothing."))))
                : all;
    }

    private Html section(String name, String title, Html table) {
        return tag("section", id(name), tag("h2", show.say(title)), table);
    }

    private Html money() {
        return troubles.waitingForMoney().isEmpty()
                ? Html.EMPTY
                : section(
                        "money",
                        "Issues that wait for money",
                        show.table(
                                "Issues that wait for money",
                                List.of("Issue", "Ceiling", "Needs a retry", "Reason", "Since"),
                                troubles.waitingForMoney(),
                                this::money,
                                Html.EMPTY));
    }

    private Html money(MoneyWait wait) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.issue(wait.issue())),
                show.cell(show.say(wait.scope())),
                show.cell(show.say(wait.stopped() ? "yes" : "no")),
                tag("td", cls("prose"), show.english(wait.reason())),
                show.cell(show.time(wait.since())));
    }

    private Html ceilings() {
        return troubles.ceilings().isEmpty()
                ? Html.EMPTY
                : section(
                        "ceilings",
                        "Ceilings that are near or reached",
                        show.table(
                                "Ceilings that are near or reached",
                                List.of("Whose", "Act", "Period", "Level", "#Ceiling", "#Spent", "#Reserved", "At"),
                                troubles.ceilings(),
                                this::ceiling,
                                Html.EMPTY));
    }

    private Html ceiling(CeilingAlarm alarm) {
        boolean reached = alarm.level().equals("reached");
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), alarm.subject()),
                tag("td", cls("acts"), forms.raise(alarm, offers.of(alarm))),
                show.cell(alarm.period()),
                show.cell(show.mark(
                        reached ? "bad" : "plain",
                        reached ? "!" : "~",
                        show.words().say(alarm.level()))),
                show.number(show.money(alarm.ceiling())),
                show.number(show.money(alarm.spent())),
                show.number(show.money(alarm.reserved())),
                show.cell(show.time(alarm.at())));
    }

    private Html deadLetters() {
        return troubles.deadLetters().isEmpty()
                ? Html.EMPTY
                : section(
                        "dead-letters",
                        "Dead letters",
                        show.table(
                                "Dead letters",
                                List.of("Issue", "Act", "Stage", "#Attempt", "Given up because"),
                                troubles.deadLetters(),
                                this::deadLetter,
                                Html.EMPTY));
    }

    private Html deadLetter(TaskEntry task) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.issue(task.issue())),
                tag("td", cls("acts"), offers.replay(task)),
                show.cell(task.executor()),
                show.number(task.attempt()),
                tag("td", cls("prose"), task.closedReason().map(show::english).orElseGet(show::none)));
    }

    private Html breakers() {
        return troubles.breakers().isEmpty()
                ? Html.EMPTY
                : section(
                        "breakers",
                        "Open breakers",
                        show.table(
                                "Open breakers",
                                List.of("Of", "Act", "#Failures", "Open since", "Next probe", "Reason"),
                                troubles.breakers(),
                                this::breaker,
                                Html.EMPTY));
    }

    private Html breaker(BreakerEntry breaker) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), breaker.key()),
                tag("td", cls("acts"), forms.reset(breaker)),
                show.number(breaker.failures()),
                show.cell(breaker.openedAt().map(show::time).orElseGet(show::none)),
                show.cell(breaker.until().map(show::time).orElseGet(() -> show.say("waits for a person"))),
                tag("td", cls("prose"), show.english(breaker.reason())));
    }

    private Html findings(String name, List<FindingEntry> findings) {
        String title =
                name.equals("protection") ? "Repositories whose protection has changed" : "What the Sentinel sees";
        return findings.isEmpty()
                ? Html.EMPTY
                : section(
                        name,
                        title,
                        show.table(
                                title,
                                List.of("About", "Detector", "What", "First seen", "#Times", "Last act"),
                                findings,
                                this::finding,
                                Html.EMPTY));
    }

    private Html finding(FindingEntry finding) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), finding.subject()),
                show.cell(finding.detector()),
                tag("td", cls("prose"), show.english(finding.reason())),
                show.cell(show.time(finding.firstSeen())),
                show.number(finding.timesSeen()),
                tag("td", cls("prose"), finding.lastAct().map(show::english).orElseGet(show::none)));
    }

    private Html webhooks() {
        long number = troubles.webhooksPutAside();
        return number == 0
                ? Html.EMPTY
                : section(
                        "webhooks",
                        "Webhooks",
                        tag(
                                "p",
                                show.mark(
                                        "bad",
                                        "!",
                                        show.words()
                                                .count(
                                                        number,
                                                        "{0} delivery was put aside after it failed again and again.",
                                                        "{0} deliveries were put aside after they failed again and again."))));
    }
}
