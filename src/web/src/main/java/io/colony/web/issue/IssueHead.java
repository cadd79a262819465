package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.GateEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssueFacts;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.Why;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import io.colony.web.layout.StateChip;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one glance takes in: where an issue is and why, what failed, what it cost, and the ways to its code. */
final class IssueHead {
    private final IssueDetail detail;
    private final IssueSummary summary;
    private final Optional<Usd> ceiling;
    private final Show show;
    private final HostLinks links;

    IssueHead(IssueDetail detail, Optional<Usd> ceiling, Show show) {
        this.detail = detail;
        this.summary = detail.summary();
        this.ceiling = ceiling;
        this.show = show;
        this.links = new HostLinks(detail.host().address(), show);
    }

    Html title() {
        return tag(
                "section",
                id("head"),
                cls("head"),
                tag(
                        "p",
                        cls("key"),
                        summary.key().toString(),
                        " ",
                        links.issue(summary.key().number())),
                tag("h1", summary.title()),
                tag(
                        "p",
                        cls("standing"),
                        show.state(summary.state()),
                        tag("span", show.say("since {0}", show.time(summary.since()))),
                        detail.facts().generation() > 1
                                ? tag(
                                        "span",
                                        show.say(
                                                "generation {0}", detail.facts().generation()))
                                : ""));
    }

    Html glance() {
        return tag("div", id("glance"), cls("glance"), why(detail.why()), money(), facts());
    }

    private Html why(Why why) {
        return tag(
                "section",
                id("why"),
                cls("why " + StateChip.colour(summary.state())),
                tag("h2", show.say("Why it is here")),
                tag("p", cls("sentence"), show.english(why.sentence())),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact("Waits for", show.english(why.waitsFor())),
                        show.fact("Since", show.time(why.since())),
                        show.fact("Who can move it", list(why.whoCanMove())),
                        show.fact("What failed last", failures())),
                why.tried().isEmpty()
                        ? ""
                        : tag(
                                "details",
                                id("tried"),
                                cls("fold"),
                                tag(
                                        "summary",
                                        show.say(
                                                "All that was tried ({0})",
                                                why.tried().size())),
                                list(why.tried())));
    }

    /** The last run that did not go well, and the gates that did not pass at the newest commit that gates saw. */
    private Html failures() {
        List<Html> failures = new ArrayList<>();
        detail.runs().stream()
                .filter(IssueHead::setback)
                .reduce((first, second) -> second)
                .ifPresent(run -> failures.add(run(run)));
        if (!detail.gates().isEmpty()) {
            String head = detail.gates().getLast().headSha();
            detail.gates().stream()
                    .filter(gate ->
                            gate.headSha().equals(head) && !gate.result().equals("pass"))
                    .forEach(gate -> failures.add(gate(gate)));
        }
        return failures.isEmpty()
                ? show.mark("good", "✓", show.words().say("nothing went wrong so far"))
                : tag("ul", cls("failures"), Html.each(failures, failure -> tag("li", failure)));
    }

    private static boolean setback(RunEntry run) {
        return run.endKind()
                .filter(end -> end.equals("failed") || end.equals("lost"))
                .isPresent();
    }

    private Html run(RunEntry run) {
        return Html.all(
                tag(
                        "a",
                        href(show.address(summary.key()) + "/runs/" + run.id()),
                        show.say("{0}, attempt {1}", run.stage(), run.attempt())),
                " ",
                show.mark("bad", "!", run.failureClass().orElse(run.endKind().orElse("failed"))),
                run.reason().map(show::english).orElse(Html.EMPTY));
    }

    private Html gate(GateEntry gate) {
        return Html.all(
                tag("a", href("#gate-" + gate.id()), show.say("Gate {0}", gate.gate())),
                " ",
                GatesView.result(gate.result(), show),
                show.english(gate.summary()));
    }

    private Html list(List<String> lines) {
        return tag("ul", Html.each(lines, line -> tag("li", show.english(line))));
    }

    private Html money() {
        Usd reserved = detail.facts().reserved();
        return tag(
                "section",
                id("money"),
                cls("money"),
                tag("h2", show.say("What it cost")),
                tag("p", cls("amount"), show.money(summary.cost())),
                ceiling.map(most -> meter(most, reserved)).orElse(Html.EMPTY),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact("Reserved by runs under way", show.money(reserved)),
                        show.fact("Ceiling", ceiling.map(show::money).orElseGet(() -> show.say("none known"))),
                        show.fact("Attempts", Html.all(summary.attempts())),
                        show.fact("Rework rounds", Html.all(detail.facts().reworkRounds()))),
                tag("p", cls("more"), tag("a", href("#cost"), show.say("Cost of each step"))));
    }

    private Html meter(Usd most, Usd reserved) {
        int spent = share(summary.cost(), most);
        int held = Math.min(100 - spent, share(reserved, most));
        String words = reserved.compareTo(Usd.ZERO) > 0
                ? show.words().say("{0} % of the ceiling spent, {1} % reserved", spent, held)
                : show.words().say("{0} % of the ceiling spent", spent);
        return Html.all(
                tag(
                        "svg",
                        cls("meter" + (spent >= 80 ? " high" : "")),
                        attribute("viewBox", "0 0 100 6"),
                        attribute("preserveAspectRatio", "none"),
                        attribute("role", "img"),
                        attribute("aria-label", words),
                        bar("track", 0, 100),
                        bar("spent", 0, spent),
                        bar("held", spent, held)),
                tag("p", cls("share"), words));
    }

    private static Html bar(String kind, int from, int length) {
        return tag("path", cls(kind), attribute("d", "M" + from + " 0h" + length + "v6h" + -length + "z"));
    }

    /** In whole per cent; a ceiling of nothing is used up. */
    private static int share(Usd part, Usd whole) {
        if (whole.amount().signum() <= 0) {
            return 100;
        }
        return part.amount()
                .movePointRight(2)
                .divide(whole.amount(), 0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(100))
                .intValue();
    }

    private Html facts() {
        IssueFacts facts = detail.facts();
        return tag(
                "section",
                id("facts"),
                cls("code-facts"),
                tag("h2", show.say("Code and origin")),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact(
                                "Pull request",
                                summary.pullRequest().map(links::pullRequest).orElseGet(show::none)),
                        show.fact("Branch", facts.branch().map(links::branch).orElseGet(show::none)),
                        show.fact("Head", links.commit(facts.headSha())),
                        show.fact(
                                "Base", Html.all(links.branch(facts.baseBranch()), " ", links.commit(facts.baseSha()))),
                        show.fact("Merged as", links.commit(summary.mergeSha())),
                        show.fact("After its merge", fate()),
                        show.fact("Author", links.person(facts.author())),
                        show.fact("Filed", show.time(facts.createdAt())),
                        facts.hiddenText() ? show.fact("Text", show.say("has parts that readers do not see")) : "",
                        show.fact("Workflow", Html.text(facts.workflow()))));
    }

    /** Of the newest merge. */
    private Html fate() {
        return detail.merges().isEmpty()
                ? show.none()
                : MergeView.fate(detail.merges().getLast(), show);
    }
}
