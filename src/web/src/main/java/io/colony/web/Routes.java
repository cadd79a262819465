package io.colony.web;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StatusQueries;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which address leads where. */
final class Routes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int TRANSCRIPT_LINES = 1000;

    private final StatusQueries status;
    private final Assets assets = new Assets();

    Routes(StatusQueries status) {
        this.status = status;
    }

    Answer answer(String path, String root, Query query) {
        List<String> steps = List.of(path.substring(1).split("/", -1));
        return switch (steps.getFirst()) {
            case "" -> home(steps, root, query);
            case "assets" -> asset(steps);
            case "health" -> health(steps);
            case "issues" -> page(steps, root, query);
            case "api" -> new ApiRoutes(status, query).answer(steps);
            default -> throw unknown();
        };
    }

    private Answer home(List<String> steps, String root, Query query) {
        if (steps.size() > 1) {
            throw unknown();
        }
        return Answer.page(200, new HomePage(status, root, query).render());
    }

    private Answer asset(List<String> steps) {
        if (steps.size() != 2) {
            throw unknown();
        }
        return assets.find(steps.get(1)).orElseThrow(Routes::unknown);
    }

    private Answer health(List<String> steps) {
        if (steps.equals(List.of("health", "live"))) {
            return Answer.json(200, JsonText.bytes(Map.of("status", "live")));
        }
        if (steps.equals(List.of("health", "ready"))) {
            status.ping();
            return Answer.json(200, JsonText.bytes(Map.of("status", "ready")));
        }
        throw unknown();
    }

    private Answer page(List<String> steps, String root, Query query) {
        if (steps.size() == 4) {
            return Answer.page(200, new IssueView(detail(status, key(steps, 1)), root).render());
        }
        if (steps.size() == 6) {
            IssueKey key = key(steps, 1);
            long id = number(steps.get(5));
            return switch (steps.get(4)) {
                case "runs" -> run(key, id, root, query);
                case "gates" ->
                    Answer.text(
                            200,
                            VisibleText.of(status.gateLog(key, id)
                                    .orElseThrow(() -> missing("No gate result " + id + " of issue " + key))));
                default -> throw unknown();
            };
        }
        throw unknown();
    }

    private Answer run(IssueKey key, long runId, String root, Query query) {
        RunEntry run = status.run(key, runId).orElseThrow(() -> missing("No run " + runId + " of issue " + key));
        int after = (int) query.number("after", -1, -1, Integer.MAX_VALUE);
        return Answer.page(
                200,
                new RunView(key, run, status.transcript(runId, after, TRANSCRIPT_LINES), root, TRANSCRIPT_LINES)
                        .render());
    }

    static IssueDetail detail(StatusQueries status, IssueKey key) {
        return status.issue(key).orElseThrow(() -> missing("Issue " + key + " is not known here"));
    }

    static IssueKey key(List<String> steps, int from) {
        String owner = steps.get(from);
        String name = steps.get(from + 1);
        if (!NAME.matcher(owner).matches() || !NAME.matcher(name).matches()) {
            throw unknown();
        }
        return new IssueKey(owner + "/" + name, number(steps.get(from + 2)));
    }

    static long number(String step) {
        if (!NUMBER.matcher(step).matches()) {
            throw unknown();
        }
        return Long.parseLong(step);
    }

    static RequestProblem unknown() {
        return missing("There is nothing at this address");
    }

    static RequestProblem missing(String what) {
        return new RequestProblem(Problem.notFound(what));
    }
}
