package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.id;
import static io.colony.web.Html.tag;

import io.colony.engine.status.DependencyEntry;
import io.colony.engine.status.IntentEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssueFacts;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.TransitionEntry;
import io.colony.engine.status.Why;
import java.util.List;

/** One issue: where it stands and why, the way it took, and what was found on it. */
final class IssueView {
    private final IssueDetail detail;
    private final IssueSummary summary;
    private final String root;

    IssueView(IssueDetail detail, String root) {
        this.detail = detail;
        this.summary = detail.summary();
        this.root = root;
    }

    Html render() {
        FindingsView findings = new FindingsView(detail, root);
        return Frame.page(
                root,
                summary.key() + " " + summary.title(),
                true,
                Html.all(
                        header(),
                        why(detail.why()),
                        path(),
                        new RetrospectiveView(detail.artifacts()).render(),
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
                tag("p", StateChip.of(summary.state()), " since ", Show.time(summary.since())),
                tag(
                        "dl",
                        cls("facts"),
                        fact("Cost", Show.money(summary.cost())),
                        fact("Reserved", Show.money(facts.reserved())),
                        fact("Attempts", Html.all(summary.attempts())),
                        fact("Rework rounds", Html.all(facts.reworkRounds())),
                        fact("Author", Html.text(facts.author())),
                        fact("Filed", Show.time(facts.createdAt())),
                        fact("Pull request", Show.text(summary.pullRequest().map(number -> "#" + number))),
                        fact(
                                "Branch",
                                facts.branch().map(name -> tag("code", name)).orElseGet(Show::none)),
                        fact("Head", Show.sha(facts.headSha())),
                        fact("Base", Html.all(tag("code", facts.baseBranch()), " ", Show.sha(facts.baseSha()))),
                        fact("Merged as", Show.sha(summary.mergeSha())),
                        fact("After its merge", fate()),
                        fact("Workflow", Html.text(facts.workflow()))));
    }

    /** Of the newest merge. */
    private Html fate() {
        return detail.merges().isEmpty()
                ? Show.none()
                : Html.text(detail.merges()
                        .getLast()
                        .outcome()
                        .map(outcome -> outcome.replace('-', ' '))
                        .orElse("watched"));
    }

    private static Html fact(String name, Html value) {
        return tag("div", tag("dt", name), tag("dd", value));
    }

    private Html why(Why why) {
        return tag(
                "section",
                id("why"),
                cls("why " + StateChip.colour(summary.state())),
                tag("h2", "Why it is here"),
                tag("p", cls("sentence"), why.sentence()),
                tag(
                        "dl",
                        cls("facts"),
                        fact("Waits for", Html.text(why.waitsFor())),
                        fact("Since", Show.time(why.since())),
                        fact("Who can move it", list(why.whoCanMove())),
                        fact(
                                "Tried",
                                why.tried().isEmpty() ? Html.text("nothing went wrong so far") : list(why.tried()))));
    }

    private static Html list(List<String> lines) {
        return tag("ul", Html.each(lines, line -> tag("li", line)));
    }

    private Html path() {
        return tag("section", id("path"), tag("h2", "Path"), new StageStrip(detail.transitions()).render());
    }

    private Html timeline() {
        return tag(
                "section",
                id("timeline"),
                tag("h2", "Timeline"),
                Show.table(
                        "Timeline, newest first",
                        List.of("#Version", "At (UTC)", "From", "To", "Outcome", "By", "Reason"),
                        detail.transitions().reversed(),
                        this::transition,
                        Html.text("Nothing happened yet.")));
    }

    private Html transition(TransitionEntry entry) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), cls("num"), entry.version()),
                Show.cell(Show.exact(entry.at())),
                Show.cell(entry.from().map(StateChip::of).orElseGet(Show::none)),
                Show.cell(StateChip.of(entry.to())),
                Show.cell(entry.outcome()),
                Show.cell(entry.actorKind() + " " + entry.actorName()),
                tag("td", cls("prose"), entry.reason()));
    }

    private Html dependencies() {
        if (detail.dependencies().isEmpty()) {
            return Html.EMPTY;
        }
        return tag(
                "section",
                id("dependencies"),
                tag("h2", "Depends on"),
                Show.table(
                        "Dependencies",
                        List.of("Issue", "State", "Kind", "Named by", "Waived by"),
                        detail.dependencies(),
                        this::dependency,
                        Html.EMPTY));
    }

    private Html dependency(DependencyEntry entry) {
        return tag(
                "tr",
                Show.issueHeading(root, entry.key(), entry.title()),
                Show.cell(StateChip.of(entry.state())),
                Show.cell(entry.kind().equals("child") ? "part of this epic" : "must be done first"),
                Show.cell(entry.source()),
                Show.cell(Show.text(entry.waivedBy())));
    }

    private Html intents() {
        if (detail.intents().isEmpty()) {
            return Html.EMPTY;
        }
        return tag(
                "section",
                id("intents"),
                tag("h2", "Acts on the code host"),
                Show.table(
                        "Acts on the code host",
                        List.of("Act", "State", "Reference", "From", "To", "Written down (UTC)", "Resolved (UTC)"),
                        detail.intents(),
                        IssueView::intent,
                        Html.EMPTY));
    }

    private static Html intent(IntentEntry entry) {
        Html state = switch (entry.state()) {
            case "done" -> Show.mark("good", "✓", "done");
            case "refused" -> Show.mark("bad", "!", "refused");
            default -> Show.mark("plain", "…", entry.state());
        };
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), entry.kind()),
                Show.cell(state),
                Show.cell(tag("code", entry.ref())),
                Show.cell(Show.sha(entry.oldSha())),
                Show.cell(Show.sha(entry.newSha())),
                Show.cell(Show.exact(entry.at())),
                Show.cell(Show.exact(entry.resolvedAt())));
    }
}
