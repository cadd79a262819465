package io.colony.web.api;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.AuditChain;
import io.colony.engine.status.AuditPage;
import io.colony.engine.status.BoardColumn;
import io.colony.engine.status.CostPage;
import io.colony.engine.status.DayCeiling;
import io.colony.engine.status.DeadLetterPage;
import io.colony.engine.status.DeliveryFigures;
import io.colony.engine.status.DispatchStanding;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.Overview;
import io.colony.engine.status.QueueFigures;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.TranscriptLine;
import io.colony.engine.status.TransitionEntry;
import io.colony.engine.status.Troubles;
import io.colony.engine.status.WaitingPage;
import io.colony.engine.status.Why;
import io.colony.engine.status.WorkerEntry;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.access.WithheldLogs;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Days;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Match;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.Reading;
import io.colony.web.exchange.RequestProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/v1/...}: the same read models as the pages, as JSON. */
public final class ApiRoutes {
    private static final int LINES = 1000;

    private final StatusQueries status;
    private final List<Endpoint> endpoints;

    public ApiRoutes(Reading reading) {
        this.status = reading.status();
        this.endpoints =
                Stream.concat(issues().stream(), installation(reading).stream()).toList();
    }

    private List<Endpoint> issues() {
        return List.of(
                Endpoint.one("overview", Overview.class, ask -> status.overview()),
                Endpoint.one(
                                "issues",
                                IssuePage.class,
                                ask -> status.issues(
                                        ask.query().filter(), ask.query().page()))
                        .taking("repository", "state", "show", "text", "author", "order", "limit", "before", "after"),
                Endpoint.one(
                        "issues/{owner}/{name}/{number}",
                        IssueDetail.class,
                        ask -> WithheldLogs.of(
                                Addresses.detail(status, ask.match().issue()), ask.visitor())),
                Endpoint.one(
                        "issues/{owner}/{name}/{number}/why",
                        Why.class,
                        ask -> why(ask.match().issue())),
                Endpoint.many(
                                "issues/{owner}/{name}/{number}/runs/{run}/transcript",
                                TranscriptLine.class,
                                this::transcript)
                        .taking("after", "limit")
                        .onlyFor(Role.TRANSCRIPT),
                Endpoint.one("issues/{owner}/{name}/{number}/runs/{run}", RunEntry.class, this::run),
                Endpoint.many("transitions", TransitionEntry.class, this::transitions)
                        .taking("after", "limit"));
    }

    private static List<Endpoint> installation(Reading reading) {
        StatusQueries status = reading.status();
        return List.of(
                Endpoint.many(
                                "board",
                                BoardColumn.class,
                                ask -> reading.board().columns(ask.query().text("repository")))
                        .taking("repository"),
                Endpoint.one(
                                "attention/waiting",
                                WaitingPage.class,
                                ask -> reading.attention()
                                        .waiting(
                                                ask.query().text("repository"),
                                                ask.query().page()))
                        .taking("repository", "limit", "after"),
                Endpoint.one(
                                "attention/troubles",
                                Troubles.class,
                                ask -> reading.attention().troubles(ask.query().text("repository")))
                        .taking("repository"),
                Endpoint.one("queue", QueueFigures.class, ask -> reading.queue().figures()),
                Endpoint.one(
                        "dispatch",
                        DispatchStanding.class,
                        ask -> reading.queue().dispatch()),
                Endpoint.one(
                                "dead-letters",
                                DeadLetterPage.class,
                                ask -> reading.queue().deadLetters(ask.query().page()))
                        .taking("limit", "before"),
                Endpoint.one("costs", CostPage.class, ask -> costs(reading, ask.query()))
                        .taking("repository", "from", "to"),
                Endpoint.many(
                                "ceilings",
                                DayCeiling.class,
                                ask -> reading.costs().ceilings(ask.query().text("repository")))
                        .taking("repository"),
                Endpoint.one("delivery", DeliveryFigures.class, ask -> delivery(reading, ask.query()))
                        .taking("repository", "from", "to"),
                Endpoint.one(
                                "audit",
                                AuditPage.class,
                                ask -> reading.audit()
                                        .rows(ask.query().audit(), ask.query().page()))
                        .taking("subject", "actor", "action", "from", "to", "limit", "after"),
                Endpoint.many(
                        "audit/chains", AuditChain.class, ask -> reading.audit().chains()),
                Endpoint.one("configuration", EffectiveConfiguration.class, ask -> reading.configuration()),
                Endpoint.many("tasks", TaskEntry.class, ask -> status.tasks()),
                Endpoint.many("workers", WorkerEntry.class, ask -> status.workers()));
    }

    private static CostPage costs(Reading reading, Query query) {
        Days days = Days.of(query, reading.costs().today());
        return reading.costs().costs(days.repository(), days.from(), days.to());
    }

    private static DeliveryFigures delivery(Reading reading, Query query) {
        Days days = Days.of(query, reading.costs().today());
        return reading.delivery().figures(days.repository(), days.from(), days.to());
    }

    private RunEntry run(Endpoint.Ask ask) {
        IssueKey key = ask.match().issue();
        long run = ask.match().number("run");
        return status.run(key, run).orElseThrow(() -> Addresses.missing("No run " + run + " of issue " + key));
    }

    /** The forms of all addresses, for whoever describes them. */
    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The forms of all addresses. */
    public List<AddressPattern> addresses() {
        return endpoints.stream().map(Endpoint::address).toList();
    }

    public Answer answer(List<String> steps, Visitor visitor, Query query) {
        for (Endpoint endpoint : endpoints) {
            Optional<Match> match = endpoint.address().match(steps);
            if (match.isPresent()) {
                return answer(endpoint, match.get(), visitor, query);
            }
        }
        throw Addresses.unknown();
    }

    private static Answer answer(Endpoint endpoint, Match match, Visitor visitor, Query query) {
        if (!visitor.may(endpoint.role())) {
            throw new RequestProblem(Problem.forbidden(endpoint.role()));
        }
        query.allowOnly(endpoint.parameters());
        return Answer.json(200, JsonText.bytes(endpoint.reply().to(new Endpoint.Ask(match, query, visitor))));
    }

    private Why why(IssueKey key) {
        return status.why(key).orElseThrow(() -> Addresses.missing("Issue " + key + " is not known here"));
    }

    private List<TransitionEntry> transitions(Endpoint.Ask ask) {
        Query query = ask.query();
        return status.transitionsSince(
                query.number("after", 0, 0, Long.MAX_VALUE), (int) query.number("limit", 100, 1, LINES));
    }

    private List<TranscriptLine> transcript(Endpoint.Ask ask) {
        Query query = ask.query();
        IssueKey key = ask.match().issue();
        long run = ask.match().number("run");
        if (status.run(key, run).isEmpty()) {
            throw Addresses.missing("No run " + run + " of issue " + key);
        }
        int after = (int) query.number("after", -1, -1, Integer.MAX_VALUE);
        return status.transcript(run, after, (int) query.number("limit", LINES, 1, LINES));
    }
}
