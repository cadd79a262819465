package io.colony.web.workers;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.LaneEntry;
import io.colony.engine.status.QueueFigures;
import io.colony.engine.status.QueueFigures.Backlog;
import io.colony.engine.status.QueueStatus;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.WorkerEntry;
import io.colony.web.act.Commands;
import io.colony.web.act.LastAnswer;
import io.colony.web.act.OperatorForms;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.language.Words;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Optional;

/** Who works, on what, and what waits for them. */
public final class WorkersPage {
    private final StatusQueries status;
    private final QueueStatus queue;
    private final Commands commands;
    private final OperatorForms forms;
    private final PageContext context;
    private final Query query;
    private final Show show;
    private final Words words;

    public WorkersPage(StatusQueries status, QueueStatus queue, Commands commands, PageContext context, Query query) {
        this.status = status;
        this.queue = queue;
        this.commands = commands;
        this.query = query;
        this.forms = new OperatorForms(commands, context);
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
    }

    public Page render() {
        QueueFigures figures = queue.figures();
        return new Frame(context)
                .live(
                        words.say("Workers and queue"),
                        Html.all(
                                LastAnswer.shown(query, show),
                                head(figures),
                                new Dispatch(queue.dispatch(), forms, show).render(),
                                workers(figures.workers()),
                                lanes(figures.lanes()),
                                tasks(),
                                new GivenUp(queue.deadLetters(query.page()), commands, context).render(),
                                new HeldUp(figures, forms, show).render()));
    }

    private Html head(QueueFigures figures) {
        return tag(
                "section",
                id("head"),
                tag("h1", show.say("Workers and queue")),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact(
                                "Sentinel",
                                figures.sentinel().map(Html::text).orElseGet(() -> show.say("nobody leads"))),
                        show.fact("To be told to code hosts", backlog(figures.outbox())),
                        show.fact("Webhooks to be worked on", backlog(figures.webhooks())),
                        show.fact("Dead letters", Html.text(words.number(figures.deadLetters())))),
                forms.whyNot());
    }

    private Html backlog(Backlog backlog) {
        Html since = backlog.oldest()
                .map(at -> Html.all(", ", show.say("the oldest since"), " ", show.time(at)))
                .orElse(Html.EMPTY);
        Html aside = backlog.givenUp() == 0
                ? Html.EMPTY
                : Html.all(", ", show.mark("bad", "!", words.say("{0} put aside", backlog.givenUp())));
        return Html.all(words.number(backlog.waiting()), since, aside);
    }

    private Html workers(List<WorkerEntry> workers) {
        return tag(
                "section",
                id("workers"),
                tag("h2", show.say("Workers")),
                show.table(
                        "Workers",
                        List.of("Worker", "State", "Host", "Runs", "Busy with", "Last seen"),
                        workers,
                        this::worker,
                        context.surroundings().hints().firstWorker().in(show)));
    }

    private Html worker(WorkerEntry worker) {
        Html state = worker.live()
                ? show.mark("good", "●", words.say("live"))
                : worker.stoppedAt().isPresent()
                        ? show.mark("plain", "○", words.say("stopped"))
                        : show.mark("bad", "!", words.say("silent"));
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), worker.name()),
                show.cell(state),
                show.cell(show.say("{0}, process {1}", worker.host(), Long.toString(worker.pid()))),
                show.cell(String.join(", ", worker.lanes())),
                show.cell(worker.busyWith().isEmpty() ? show.none() : Html.each(worker.busyWith(), this::busy)),
                show.cell(show.time(worker.seenAt())));
    }

    private Html busy(IssueKey key) {
        return Html.all(show.issue(key), " ");
    }

    private Html lanes(List<LaneEntry> lanes) {
        return tag(
                "section",
                id("lanes"),
                tag("h2", show.say("Queue by stage")),
                show.table(
                        "Queue by stage",
                        List.of("Stage", "Repository", "#Waiting", "#Running", "Oldest due"),
                        lanes,
                        this::lane,
                        show.say("The queue is empty: no issue waits for a worker.")));
    }

    private Html lane(LaneEntry lane) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), lane.executor()),
                show.cell(lane.repository()),
                show.number(words.number(lane.queued())),
                show.number(words.number(lane.running())),
                show.cell(lane.oldestDue().map(show::time).orElseGet(show::none)));
    }

    private Html tasks() {
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
            case "claimed" -> show.mark("good", "▶", words.say("running"));
            case "dead" -> show.mark("bad", "!", words.say("dead letter"));
            default -> show.mark("plain", "…", words.say("queued"));
        };
        Optional<String> waits = task.closedReason().or(task::waitsFor);
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.issue(task.issue())),
                show.cell(task.executor()),
                show.cell(state),
                show.number(task.attempt()),
                show.cell(show.text(task.worker())),
                show.cell(task.state().equals("queued") ? show.time(task.runAfter()) : show.none()),
                tag("td", cls("prose"), waits.map(show::english).orElseGet(show::none)));
    }
}
