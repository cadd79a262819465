package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.DependencyEntry;
import io.colony.engine.status.IntentEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssueFacts;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.TransitionEntry;
import io.colony.engine.status.Why;
import io.colony.web.html.Html;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.layout.StateChip;
import io.colony.web.live.Interest;
import java.util.List;

/** One issue: where it stands and why, the way it took, and what was found on it. */
public final class IssueView {
    private final IssueDetail detail;
    private final IssueSummary summary;
    private final PageContext context;
    private final Show show;

    public IssueView(IssueDetail detail, PageContext context) {
        this.detail = detail;
        this.summary = detail.summary();
        this.context = context;
        this.show = new Show(context);
    }

    public Html render() {
        FindingsView findings = new FindingsView(detail, show);
        return new Frame(context)
                .live(
                        summary.key() + " " + summary.title(),
                        Interest.in(summary.key()),
                        Html.all(
                                header(),
                                why(detail.why()),
                                path(),
                                new RetrospectiveView(detail.artifacts(), show).render(),
                                findings.runs(),
                                findings.gates(),
                                findings.verdicts(),
                                findings.evidence(),
                                dependencies(),
                                intents(),
                                findings.artifacts(),
                                timeline()));
    }

    private Html header() {
        IssueFacts facts = detail.facts();
        return tag(
                "section",
                id("head"),
                cls("head"),
                tag("p", cls("key"), summary.key().toString()),
                tag("h1", summary.title()),
                tag("p", show.state(summary.state()), show.say(" since "), show.time(summary.since())),
                tag(
                        "dl",
                        cls("facts"),
                        fact("Cost", show.money(summary.cost())),
                        fact("Reserved", show.money(facts.reserved())),
                        fact("Attempts", Html.all(summary.attempts())),
                        fact("Rework rounds", Html.all(facts.reworkRounds())),
                        fact("Author", Html.text(facts.author())),
                        fact("Filed", show.time(facts.createdAt())),
                        fact("Pull request", show.text(summary.pullRequest().map(number -> "#" + number))),
                        fact(
                                "Branch",
                                facts.branch().map(name -> tag("code", name)).orElseGet(show::none)),
                        fact("Head", show.sha(facts.headSha())),
                        fact("Base", Html.all(tag("code", facts.baseBranch()), " ", show.sha(facts.baseSha()))),
                        fact("Merged as", show.sha(summary.mergeSha())),
                        fact("After its merge", fate()),
                        fact("Workflow", Html.text(facts.workflow()))));
    }

    /** Of the newest merge. */
    private Html fate() {
        return detail.merges().isEmpty()
                ? show.none()
                : Html.text(detail.merges()
                        .getLast()
                        .outcome()
                        .map(outcome -> outcome.replace('-', ' '))
                        .orElse("watched"));
    }

    private Html fact(String name, Html value) {
        return tag("div", tag("dt", show.say(name)), tag("dd", value));
    }

    private Html why(Why why) {
        return tag(
                "section",
                id("why"),
                cls("why " + StateChip.colour(summary.state())),
                tag("h2", show.say("Why it is here")),
                tag("p", cls("sentence"), why.sentence()),
                tag(
                        "dl",
                        cls("facts"),
                        fact("Waits for", Html.text(why.waitsFor())),
                        fact("Since", show.time(why.since())),
                        fact("Who can move it", list(why.whoCanMove())),
                        fact(
                                "Tried",
                                why.tried().isEmpty() ? show.say("nothing went wrong so far") : list(why.tried()))));
    }

    private Html list(List<String> lines) {
        return tag("ul", Html.each(lines, line -> tag("li", line)));
    }

    private Html path() {
        return tag(
                "section",
                id("path"),
                tag("h2", show.say("Path")),
                new StageStrip(detail.transitions(), show).render());
    }

    private Html timeline() {
        return tag(
                "section",
                id("timeline"),
                tag("h2", show.say("Timeline")),
                show.table(
                        "Timeline, newest first",
                        List.of("#Version", "At (UTC)", "From", "To", "Outcome", "By", "Reason"),
                        detail.transitions().reversed(),
                        this::transition,
                        show.say("Nothing happened yet.")));
    }

    private Html transition(TransitionEntry entry) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), cls("num"), entry.version()),
                show.cell(show.exact(entry.at())),
                show.cell(entry.from().map(show::state).orElseGet(show::none)),
                show.cell(show.state(entry.to())),
                show.cell(entry.outcome()),
                show.cell(entry.actorKind() + " " + entry.actorName()),
                tag("td", cls("prose"), entry.reason()));
    }

    private Html dependencies() {
        if (detail.dependencies().isEmpty()) {
            return Html.EMPTY;
        }
        return tag(
                "section",
                id("dependencies"),
                tag("h2", show.say("Depends on")),
                show.table(
                        "Dependencies",
                        List.of("Issue", "State", "Kind", "Named by", "Waived by"),
                        detail.dependencies(),
                        this::dependency,
                        Html.EMPTY));
    }

    private Html dependency(DependencyEntry entry) {
        return tag(
                "tr",
                show.issueHeading(entry.key(), entry.title()),
                show.cell(show.state(entry.state())),
                show.cell(entry.kind().equals("child") ? "part of this epic" : "must be done first"),
                show.cell(entry.source()),
                show.cell(show.text(entry.waivedBy())));
    }

    private Html intents() {
        if (detail.intents().isEmpty()) {
            return Html.EMPTY;
        }
        return tag(
                "section",
                id("intents"),
                tag("h2", show.say("Acts on the code host")),
                show.table(
                        "Acts on the code host",
                        List.of("Act", "State", "Reference", "From", "To", "Written down (UTC)", "Resolved (UTC)"),
                        detail.intents(),
                        this::intent,
                        Html.EMPTY));
    }

    private Html intent(IntentEntry entry) {
        Html state = switch (entry.state()) {
            case "done" -> show.mark("good", "✓", "done");
            case "refused" -> show.mark("bad", "!", "refused");
            default -> show.mark("plain", "…", entry.state());
        };
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), entry.kind()),
                show.cell(state),
                show.cell(tag("code", entry.ref())),
                show.cell(show.sha(entry.oldSha())),
                show.cell(show.sha(entry.newSha())),
                show.cell(show.exact(entry.at())),
                show.cell(show.exact(entry.resolvedAt())));
    }
}
