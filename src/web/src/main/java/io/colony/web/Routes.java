package io.colony.web;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.GateEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.StoreVitals;
import io.colony.web.access.Role;
import io.colony.web.access.WithheldLogs;
import io.colony.web.act.ActionForms;
import io.colony.web.act.Commands;
import io.colony.web.api.ApiRoutes;
import io.colony.web.assets.Assets;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.Reading;
import io.colony.web.html.Html;
import io.colony.web.html.VisibleText;
import io.colony.web.issue.GateLogView;
import io.colony.web.issue.IssueView;
import io.colony.web.issue.RunView;
import io.colony.web.issue.TranscriptView;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.metrics.ReadyAnswer;
import java.util.List;
import java.util.Map;

/** Which address leads where. */
final class Routes {
    private final StatusQueries status;
    private final StoreVitals vitals;
    private final Commands commands;
    private final Assets assets = new Assets();
    private final ApiRoutes api;
    private final PageRoutes pages;

    Routes(Reading reading, Commands commands) {
        this.commands = commands;
        this.status = reading.status();
        this.vitals = reading.vitals();
        this.api = new ApiRoutes(reading);
        this.pages = new PageRoutes(reading, commands);
    }

    /** The forms of the API's addresses. */
    List<AddressPattern> api() {
        return api.addresses();
    }

    /** Whether the same page is made for all who ask at the same moment. */
    static boolean isPage(String path) {
        return !path.startsWith("/assets/")
                && !path.startsWith("/health/")
                && !path.startsWith("/api/")
                && !path.endsWith(".csv");
    }

    /** Whether the answer is read from the store; readiness, which says how the store is, does not count. */
    static boolean needsStore(String path) {
        return !path.startsWith("/assets/") && !path.startsWith("/health/") && !path.equals("/configuration");
    }

    Answer answer(String path, PageContext context, Query query) {
        List<String> steps = List.of(path.substring(1).split("/", -1));
        return switch (steps.getFirst()) {
            case "assets" -> asset(steps);
            case "health" -> health(steps);
            case "issues" -> page(steps, context, query);
            case "api" -> api.answer(steps, context.visitor(), query);
            default ->
                steps.size() == 1
                        ? pages.answer(steps.getFirst(), context, query).orElseThrow(Addresses::unknown)
                        : unknown();
        };
    }

    private static Answer unknown() {
        throw Addresses.unknown();
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
            return ReadyAnswer.of(vitals);
        }
        throw Addresses.unknown();
    }

    private Answer page(List<String> steps, PageContext context, Query query) {
        if (steps.size() == 4) {
            IssueKey key = Addresses.key(steps, 1);
            IssueDetail detail = WithheldLogs.of(Addresses.detail(status, key), context.visitor());
            Html actions = ActionForms.page(commands.possible(key), commands, context, query);
            return Answer.page(200, new IssueView(detail, context, query).render(commands.ceiling(key), actions));
        }
        if (steps.size() == 6) {
            IssueKey key = Addresses.key(steps, 1);
            long id = Addresses.number(steps.get(5));
            return switch (steps.get(4)) {
                case "runs" -> run(key, id, context, query);
                case "gates" -> gate(key, id, context, query);
                default -> throw Addresses.unknown();
            };
        }
        throw Addresses.unknown();
    }

    private Answer run(IssueKey key, long runId, PageContext context, Query query) {
        RunEntry run =
                status.run(key, runId).orElseThrow(() -> Addresses.missing("No run " + runId + " of issue " + key));
        Show show = new Show(context);
        Html transcript = context.visitor().may(Role.TRANSCRIPT)
                ? new TranscriptView(key, run, status, query, show).render()
                : TranscriptView.withheld(show);
        return Answer.page(200, new RunView(key, run, status.artifacts(key, runId), context).render(transcript));
    }

    private Answer gate(IssueKey key, long gateId, PageContext context, Query query) {
        GateEntry gate = status.gate(key, gateId)
                .orElseThrow(() -> Addresses.missing("No gate result " + gateId + " of issue " + key));
        boolean allowed = context.visitor().may(Role.TRANSCRIPT);
        String log = allowed ? status.gateLog(key, gateId).orElse("") : "";
        return allowed && query.text("raw").isPresent()
                ? Answer.text(200, VisibleText.of(log))
                : Answer.page(200, new GateLogView(key, gate, context, query).render(log, allowed));
    }
}
