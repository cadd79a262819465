package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.href;
import static io.colony.web.Html.id;
import static io.colony.web.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.Overview;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.WorkerEntry;
import java.util.List;
import java.util.Optional;

/** What is going on: figures, issues, queue, workers. */
final class HomePage {
    private final StatusQueries status;
    private final String root;
    private final Query query;

    HomePage(StatusQueries status, String root, Query query) {
        this.status = status;
        this.root = root;
        this.query = query;
    }

    Html render() {
        return Frame.page(
                root,
                "Home",
                true,
                Html.all(tag("h1", cls("unseen"), "Home"), figures(status.overview()), issues(), queue(), workers()));
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
                                Show.cents(overview.costToday()),
                                Html.all(Show.cents(overview.reservedToday()), " reserved")),
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

    private static Html tile(String label, Object value, Object note) {
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
                tag("h2", "Issues"),
                Show.table(
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
                Show.issueHeading(root, issue.key(), issue.title()),
                Show.cell(StateChip.of(issue.state())),
                Show.cell(Show.time(issue.since())),
                Show.cell(StateChip.path(issue.path())),
                Show.number(issue.attempts()),
                Show.number(Show.money(issue.cost())),
                Show.cell(result(issue)));
    }

    private static Html result(IssueSummary issue) {
        Optional<Html> merged = issue.mergeSha().map(sha -> Html.all("commit ", Show.sha(sha)));
        Optional<Html> request = issue.pullRequest().map(number -> Html.text("PR #" + number));
        return merged.or(() -> request).orElseGet(Show::none);
    }

    private Html older(long before) {
        String group = query.group().map(shown -> "&show=" + Query.name(shown)).orElse("");
        return tag("p", tag("a", href(root + "?before=" + before + group), "Older issues"));
    }

    private Html queue() {
        return tag(
                "section",
                id("queue"),
                tag("h2", "Queue"),
                Show.table(
                        "Queue",
                        List.of("Issue", "Stage", "State", "#Attempt", "Worker", "Due", "Waits for"),
                        status.tasks(),
                        this::task,
                        Html.text("The queue is empty: no issue waits for a worker.")));
    }

    private Html task(TaskEntry task) {
        Html state = switch (task.state()) {
            case "claimed" -> Show.mark("good", "▶", "running");
            case "dead" -> Show.mark("bad", "!", "dead letter");
            default -> Show.mark("plain", "…", "queued");
        };
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), Show.issue(root, task.issue())),
                Show.cell(task.executor()),
                Show.cell(state),
                Show.number(task.attempt()),
                Show.cell(Show.text(task.worker())),
                Show.cell(task.state().equals("queued") ? Show.time(task.runAfter()) : Show.none()),
                Show.cell(Show.text(task.closedReason().or(task::waitsFor))));
    }

    private Html workers() {
        return tag(
                "section",
                id("workers"),
                tag("h2", "Workers"),
                Show.table(
                        "Workers",
                        List.of("Worker", "State", "Host", "Runs", "Busy with", "Last seen"),
                        status.workers(),
                        this::worker,
                        Html.all(
                                "No worker has been seen today. Start some with ", tag("code", "bin/colony up"), ".")));
    }

    private Html worker(WorkerEntry worker) {
        Html state = worker.live()
                ? Show.mark("good", "●", "live")
                : worker.stoppedAt().isPresent() ? Show.mark("plain", "○", "stopped") : Show.mark("bad", "!", "silent");
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), worker.name()),
                Show.cell(state),
                Show.cell(worker.host() + ", process " + worker.pid()),
                Show.cell(String.join(", ", worker.lanes())),
                Show.cell(worker.busyWith().isEmpty() ? Show.none() : Html.each(worker.busyWith(), this::busy)),
                Show.cell(Show.time(worker.seenAt())));
    }

    private Html busy(IssueKey key) {
        return Html.all(Show.issue(root, key), " ");
    }
}
