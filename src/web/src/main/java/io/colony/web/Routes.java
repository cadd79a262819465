package io.colony.web;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StatusQueries;
import io.colony.web.api.ApiRoutes;
import io.colony.web.assets.Assets;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Query;
import io.colony.web.home.HomePage;
import io.colony.web.home.IssueCsv;
import io.colony.web.html.VisibleText;
import io.colony.web.issue.IssueView;
import io.colony.web.issue.RunView;
import io.colony.web.layout.PageContext;
import java.util.List;
import java.util.Map;

/** Which address leads where. */
final class Routes {
    private static final int TRANSCRIPT_LINES = 1000;

    private final StatusQueries status;
    private final Assets assets = new Assets();
    private final ApiRoutes api;

    Routes(Reading reading) {
        this.status = reading.status();
        this.api = new ApiRoutes(status);
    }

    /** Whether the same page is made for all who ask at the same moment. */
    static boolean isPage(String path) {
        return !path.startsWith("/assets/")
                && !path.startsWith("/health/")
                && !path.startsWith("/api/")
                && !path.endsWith(".csv");
    }

    Answer answer(String path, PageContext context, Query query) {
        List<String> steps = List.of(path.substring(1).split("/", -1));
        return switch (steps.getFirst()) {
            case "" -> home(steps, context, query);
            case "issues.csv" -> issues(steps, query);
            case "assets" -> asset(steps);
            case "health" -> health(steps);
            case "issues" -> page(steps, context, query);
            case "api" -> api.answer(steps, context.visitor(), query);
            default -> throw Addresses.unknown();
        };
    }

    private Answer home(List<String> steps, PageContext context, Query query) {
        if (steps.size() > 1) {
            throw Addresses.unknown();
        }
        return Answer.page(200, new HomePage(status, context, query).render());
    }

    private Answer issues(List<String> steps, Query query) {
        if (steps.size() > 1) {
            throw Addresses.unknown();
        }
        return new IssueCsv(status, query).answer();
    }

    private Answer asset(List<String> steps) {
        if (steps.size() != 2) {
            throw Addresses.unknown();
        }
        return assets.find(steps.get(1)).orElseThrow(Addresses::unknown);
    }

    private Answer health(List<String> steps) {
        if (steps.equals(List.of("health", "live"))) {
            return Answer.json(200, JsonText.bytes(Map.of("status", "live")));
        }
        if (steps.equals(List.of("health", "ready"))) {
            status.ping();
            return Answer.json(200, JsonText.bytes(Map.of("status", "ready")));
        }
        throw Addresses.unknown();
    }

    private Answer page(List<String> steps, PageContext context, Query query) {
        if (steps.size() == 4) {
            return Answer.page(200, new IssueView(Addresses.detail(status, Addresses.key(steps, 1)), context).render());
        }
        if (steps.size() == 6) {
            IssueKey key = Addresses.key(steps, 1);
            long id = Addresses.number(steps.get(5));
            return switch (steps.get(4)) {
                case "runs" -> run(key, id, context, query);
                case "gates" ->
                    Answer.text(
                            200,
                            VisibleText.of(status.gateLog(key, id)
                                    .orElseThrow(
                                            () -> Addresses.missing("No gate result " + id + " of issue " + key))));
                default -> throw Addresses.unknown();
            };
        }
        throw Addresses.unknown();
    }

    private Answer run(IssueKey key, long runId, PageContext context, Query query) {
        RunEntry run =
                status.run(key, runId).orElseThrow(() -> Addresses.missing("No run " + runId + " of issue " + key));
        int after = (int) query.number("after", -1, -1, Integer.MAX_VALUE);
        return Answer.page(
                200,
                new RunView(key, run, status.transcript(runId, after, TRANSCRIPT_LINES), context, TRANSCRIPT_LINES)
                        .render());
    }
}
