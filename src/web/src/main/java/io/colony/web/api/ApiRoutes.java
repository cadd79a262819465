package io.colony.web.api;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.Overview;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.TranscriptLine;
import io.colony.engine.status.TransitionEntry;
import io.colony.engine.status.Why;
import io.colony.engine.status.WorkerEntry;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.access.WithheldLogs;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Match;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.RequestProblem;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/...}: the same read models as the pages, as JSON. */
public final class ApiRoutes {
    private static final int LINES = 1000;

    private final StatusQueries status;
    private final List<Endpoint> endpoints;

    public ApiRoutes(StatusQueries status) {
        this.status = status;
        this.endpoints = List.of(
                Endpoint.one("overview", Overview.class, ask -> status.overview()),
                Endpoint.one("issues", IssuePage.class, ask -> status.issues(ask.query().filter(), ask.query().page()))
                        .taking("repository", "state", "show", "text", "author", "order", "limit", "before", "after"),
                Endpoint.one(
                        "issues/{owner}/{name}/{number}",
                        IssueDetail.class,
                        ask -> WithheldLogs.of(Addresses.detail(status, ask.match().issue()), ask.visitor())),
                Endpoint.one("issues/{owner}/{name}/{number}/why", Why.class, ask -> why(ask.match().issue())),
                Endpoint.many(
                                "issues/{owner}/{name}/{number}/runs/{run}/transcript",
                                TranscriptLine.class,
                                this::transcript)
                        .taking("after", "limit")
                        .onlyFor(Role.TRANSCRIPT),
                Endpoint.many("tasks", TaskEntry.class, ask -> status.tasks()),
                Endpoint.many("workers", WorkerEntry.class, ask -> status.workers()),
                Endpoint.many("transitions", TransitionEntry.class, this::transitions)
                        .taking("after", "limit"));
    }

    /** The forms of all addresses, for whoever describes them. */
    List<Endpoint> endpoints() {
        return endpoints;
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
