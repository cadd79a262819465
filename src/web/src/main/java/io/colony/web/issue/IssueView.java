package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssueSummary;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.live.Interest;
import java.util.List;
import java.util.Optional;

/** One issue: where it stands and why, the way it took, and what was found on it. */
public final class IssueView {
    /** The parts of the page that are a click away: anchor, name. */
    private static final List<Part> PARTS = List.of(
            new Part("path", "Path"),
            new Part("runs", "Runs"),
            new Part("gates", "Gates"),
            new Part("verdicts", "Verdicts"),
            new Part("evidence", "Evidence"),
            new Part("merge", "Merge"),
            new Part("cost", "Cost"),
            new Part("artifacts", "Artefacts"),
            new Part("timeline", "Timeline"));

    private final IssueDetail detail;
    private final PageContext context;
    private final Query query;
    private final Show show;

    private record Part(String anchor, String name) {}

    public IssueView(IssueDetail detail, PageContext context, Query query) {
        this.detail = detail;
        this.context = context;
        this.query = query;
        this.show = new Show(context);
    }

    /**
     * The page.
     *
     * @param ceiling that is in force for the issue
     * @param actions what can be asked for now
     */
    public Page render(Optional<Usd> ceiling, Html actions) {
        IssueSummary summary = detail.summary();
        IssueHead head = new IssueHead(detail, ceiling, show);
        HostLinks links = new HostLinks(detail.host().address(), show);
        return new Frame(context)
                .live(
                        summary.key() + " " + summary.title(),
                        Interest.in(summary.key()),
                        Html.all(
                                head.title(),
                                sections(),
                                head.glance(),
                                actions,
                                path(),
                                new DependenciesView(detail.dependencies(), show).render(),
                                new RetrospectiveView(detail.artifacts(), show).render(),
                                new RunsView(detail, query, show).render(),
                                new GatesView(detail, links, show).render(),
                                new VerdictsView(detail, links, show).render(),
                                new EvidenceView(detail, links, show).render(),
                                new MergeView(detail, links, show).render(),
                                new CostView(detail, show).render(),
                                new ArtifactsView(detail.artifacts(), show.address(summary.key()), show).render(),
                                new TimelineView(detail, query, show).render()));
    }

    private Html sections() {
        return tag(
                "nav",
                id("sections"),
                cls("sections"),
                attribute("aria-label", show.words().say("Parts of this page")),
                tag(
                        "ul",
                        Html.each(
                                PARTS, part -> tag("li", tag("a", href("#" + part.anchor()), show.say(part.name()))))));
    }

    private Html path() {
        return tag(
                "section",
                id("path"),
                tag("h2", show.say("Path")),
                new StageMap(detail, show).render(),
                tag("h3", show.say("Step by step")),
                detail.transitions().size() == IssueDetail.MOST
                        ? tag("p", cls("more"), show.say("Of the newest {0} changes of state.", IssueDetail.MOST))
                        : "",
                new StageStrip(detail.transitions(), show).render());
    }
}
