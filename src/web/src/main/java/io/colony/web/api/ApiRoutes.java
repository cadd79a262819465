package io.colony.web.api;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.StatusQueries;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.RequestProblem;
import java.util.List;

/** {@code /api/v1/...}: the same read models as JSON. */
public final class ApiRoutes {
    private static final int LINES = 1000;

    private final StatusQueries status;
    private final Query query;
    private final Visitor visitor;

    public ApiRoutes(StatusQueries status, Query query, Visitor visitor) {
        this.status = status;
        this.query = query;
        this.visitor = visitor;
    }

    public Answer answer(List<String> steps) {
        if (steps.size() < 3 || !steps.get(1).equals("v1")) {
            throw Addresses.unknown();
        }
        return steps.size() == 3 ? collection(steps.get(2)) : issue(steps);
    }

    private Answer collection(String name) {
        return switch (name) {
            case "overview" -> json(status.overview());
            case "issues" -> json(status.issues(query.filter(), query.page()));
            case "tasks" -> json(status.tasks());
            case "workers" -> json(status.workers());
            case "transitions" ->
                json(status.transitionsSince(
                        query.number("after", 0, 0, Long.MAX_VALUE), (int) query.number("limit", 100, 1, LINES)));
            default -> throw Addresses.unknown();
        };
    }

    private Answer issue(List<String> steps) {
        if (!steps.get(2).equals("issues") || steps.size() < 6) {
            throw Addresses.unknown();
        }
        IssueKey key = Addresses.key(steps, 3);
        List<String> rest = steps.subList(6, steps.size());
        if (rest.isEmpty()) {
            return json(Addresses.detail(status, key));
        }
        if (rest.equals(List.of("why"))) {
            return json(status.why(key).orElseThrow(() -> Addresses.missing("Issue " + key + " is not known here")));
        }
        if (rest.size() == 2 && rest.get(0).equals("runs")) {
            long run = Addresses.number(rest.get(1));
            return json(
                    status.run(key, run).orElseThrow(() -> Addresses.missing("No run " + run + " of issue " + key)));
        }
        if (rest.size() == 3 && rest.get(0).equals("runs") && rest.get(2).equals("transcript")) {
            return transcript(key, Addresses.number(rest.get(1)));
        }
        throw Addresses.unknown();
    }

    private Answer transcript(IssueKey key, long runId) {
        if (status.run(key, runId).isEmpty()) {
            throw Addresses.missing("No run " + runId + " of issue " + key);
        }
        if (!visitor.may(Role.TRANSCRIPT)) {
            throw new RequestProblem(new Problem(
                    403,
                    "You may not read transcripts",
                    "That takes the role 'transcript'; whoever runs this server gives it."));
        }
        int after = (int) query.number("after", -1, -1, Integer.MAX_VALUE);
        return json(status.transcript(runId, after, (int) query.number("limit", LINES, 1, LINES)));
    }

    private static Answer json(Object value) {
        return Answer.json(200, JsonText.bytes(value));
    }
}
