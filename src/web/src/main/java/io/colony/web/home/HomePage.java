package io.colony.web.home;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.Overview;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.WorkerEntry;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Optional;

/** What is going on: figures, issues, queue, workers. */
public final class HomePage {
    private final StatusQueries status;
    private final PageContext context;
    private final Show show;
    private final String root;
    private final Query query;

    public HomePage(StatusQueries status, PageContext context, Query query) {
        this.status = status;
        this.context = context;
        this.show = new Show(context);
        this.root = context.root();
        this.query = query;
    }

    public Html render() {
        return new Frame(context)
                .live(
                        context.words().say("Home"),
                        Html.all(
                                tag("h1", cls("unseen"), show.say("Home")),
                                figures(status.overview()),
                                issues(),
                                queue(),
                                workers()));
    }

    private Html figures(Overview overview) {
        return tag(
                "section",
                id("figures"),
                attribute("aria-label", "Figures"),
                tag(
                        "ul",
                        cls("tiles"),
                        group(StateGroup.IN_FLIGHT, "In flight", overview.inFlight()),
                        group(StateGroup.BLOCKED, "Blocked", overview.blocked()),
                        group(StateGroup.AWAITING_PERSON, "Awaiting a person", overview.awaitingPerson()),
                        group(StateGroup.DONE, "Done", overview.done()),
                        group(StateGroup.CANCELLED, "Cancelled", overview.cancelled()),
                        tile(
                                "Cost today (UTC)",
                                show.cents(overview.costToday()),
                                Html.all(show.cents(overview.reservedToday()), " reserved")),
                        tile(
                                "Workers",
                                Long.toString(overview.workersLive()),
                                count(overview.tasksRunning(), "task") + " running"),
                        tile(
                                "Queue",
                                Long.toString(overview.queueDepth()),
                                overview.deadLetters()
                                        + (overview.deadLetters() == 1 ? " dead letter" : " dead letters"))));
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private Html group(StateGroup group, String label, long count) {
        boolean shown = query.group().filter(group::equals).isPresent();
        return tag(
                "li",
                cls("tile is-" + Query.name(group)),
                tag(
                        "a",
                        href(shown ? root : root + "?show=" + Query.name(group)),
                        shown ? attribute("aria-current", "true") : attribute("data-group", Query.name(group)),
                        tag("span", cls("label"), label),
                        tag("span", cls("value"), count),
                        tag("span", cls("note"), shown ? "show all" : count == 1 ? "issue" : "issues")));
    }

    private Html tile(String label, Object value, Object note) {
        return tag(
                "li",
                cls("tile"),
                tag("span", cls("label"), label),
                tag("span", cls("value"), value),
                tag("span", cls("note"), note));
    }

    private Html issues() {
        IssuePage page = status.issues(query.filter(), query.page());
        return tag(
                "section",
                id("issues"),
                tag("h2", show.say("Issues")),
                show.table(
                        "Issues",
                        List.of("Issue", "State", "Since", "Path", "#Attempts", "#Cost", "Result"),
                        page.issues(),
                        this::row,
                        noIssues()),
                page.next().map(this::older).orElse(Html.EMPTY));
    }

    private Html noIssues() {
        boolean everything = query.filter().states().isEmpty()
                && query.filter().repository().isEmpty()
                && query.page().before().isEmpty();
        return everything
                ? Html.all(
                        "No issue yet. File one with ",
                        tag("code", "bin/colony issue add --repo OWNER/NAME --title TITLE --body FILE"),
                        ", or try the sample with ",
                        tag("code", "bin/colony demo"),
                        ".")
                : Html.all("No issue is like that. ", tag("a", href(root), "Show all issues"), ".");
    }

    private Html row(IssueSummary issue) {
        return tag(
                "tr",
                show.issueHeading(issue.key(), issue.title()),
                show.cell(show.state(issue.state())),
                show.cell(show.time(issue.since())),
                show.cell(show.path(issue.path())),
                show.number(issue.attempts()),
                show.number(show.money(issue.cost())),
                show.cell(result(issue)));
    }

    private Html result(IssueSummary issue) {
        Optional<Html> merged = issue.mergeSha().map(sha -> Html.all("commit ", show.sha(sha)));
        Optional<Html> request = issue.pullRequest().map(number -> Html.text("PR #" + number));
        return merged.or(() -> request).orElseGet(show::none);
    }

    private Html older(long before) {
        String group = query.group().map(shown -> "&show=" + Query.name(shown)).orElse("");
        return tag("p", tag("a", href(root + "?before=" + before + group), "Older issues"));
    }

    private Html queue() {
        return tag(
                "section",
                id("queue"),
                tag("h2", show.say("Queue")),
                show.table(
                        "Queue",
                        List.of("Issue", "Stage", "State", "#Attempt", "Worker", "Due", "Waits for"),
                        status.tasks(),
                        this::task,
                        show.say("The queue is empty: no issue waits for a worker.")));
    }

    private Html task(TaskEntry task) {
        Html state = switch (task.state()) {
            case "claimed" -> show.mark("good", "▶", "running");
            case "dead" -> show.mark("bad", "!", "dead letter");
            default -> show.mark("plain", "…", "queued");
        };
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.issue(task.issue())),
                show.cell(task.executor()),
                show.cell(state),
                show.number(task.attempt()),
                show.cell(show.text(task.worker())),
                show.cell(task.state().equals("queued") ? show.time(task.runAfter()) : show.none()),
                show.cell(show.text(task.closedReason().or(task::waitsFor))));
    }

    private Html workers() {
        return tag(
                "section",
                id("workers"),
                tag("h2", show.say("Workers")),
                show.table(
                        "Workers",
                        List.of("Worker", "State", "Host", "Runs", "Busy with", "Last seen"),
                        status.workers(),
                        this::worker,
                        Html.all(
                                "No worker has been seen today. Start some with ", tag("code", "bin/colony up"), ".")));
    }

    private Html worker(WorkerEntry worker) {
        Html state = worker.live()
                ? show.mark("good", "●", "live")
                : worker.stoppedAt().isPresent() ? show.mark("plain", "○", "stopped") : show.mark("bad", "!", "silent");
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), worker.name()),
                show.cell(state),
                show.cell(worker.host() + ", process " + worker.pid()),
                show.cell(String.join(", ", worker.lanes())),
                show.cell(worker.busyWith().isEmpty() ? show.none() : Html.each(worker.busyWith(), this::busy)),
                show.cell(show.time(worker.seenAt())));
    }

    private Html busy(IssueKey key) {
        return Html.all(show.issue(key), " ");
    }
}
