package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.ForgeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.github.GHCommitState;

/** Statuses and check runs of a commit, which are one to whoever waits for them. */
final class Checks {
    private static final int LONGEST = 140;

    private final Accounts accounts;

    Checks(Accounts accounts) {
        this.accounts = accounts;
    }

    private record Told(CommitStatus status, Instant at) {}

    /** By context, the newest of each. */
    List<CommitStatus> list(String slug, String sha) {
        Map<String, Told> byContext = new LinkedHashMap<>();
        Api api = accounts.ops(slug).read();
        String commit = ApiUrl.repository(slug) + "/commits/" + ApiUrl.segment(sha);
        api.list(commit + "/status", "statuses")
                .forEach(status -> add(
                        byContext,
                        status(sha, status),
                        Json.time(status, "updated_at").orElse(Instant.EPOCH)));
        api.list(commit + "/check-runs?filter=latest", "check_runs")
                .forEach(run -> add(
                        byContext,
                        run(sha, run),
                        Json.time(run, "completed_at")
                                .or(() -> Json.time(run, "started_at"))
                                .orElse(Instant.EPOCH)));
        return byContext.values().stream().map(Told::status).toList();
    }

    private static void add(Map<String, Told> byContext, CommitStatus status, Instant at) {
        byContext.merge(
                status.context(),
                new Told(status, at),
                (known, told) -> told.at().isBefore(known.at()) ? known : told);
    }

    private static CommitStatus status(String sha, JsonNode status) {
        CheckState state = switch (Json.text(status, "state")) {
            case "success" -> CheckState.SUCCESS;
            case "failure" -> CheckState.FAILURE;
            case "error" -> CheckState.ERROR;
            default -> CheckState.PENDING;
        };
        return new CommitStatus(sha, Json.text(status, "context"), state, Json.text(status, "description"));
    }

    private static CommitStatus run(String sha, JsonNode run) {
        String conclusion = Json.text(run, "conclusion");
        CheckState state = Json.text(run, "status").equals("completed") ? concluded(conclusion) : CheckState.PENDING;
        String title = Json.text(run.path("output"), "title");
        return new CommitStatus(sha, Json.text(run, "name"), state, cut(title.isEmpty() ? conclusion : title));
    }

    /** A run that came to no verdict (cancelled, stale, waits for a person) has not passed. */
    static CheckState concluded(String conclusion) {
        return switch (conclusion) {
            case "success", "neutral", "skipped" -> CheckState.SUCCESS;
            case "failure", "timed_out" -> CheckState.FAILURE;
            default -> CheckState.ERROR;
        };
    }

    void set(String slug, CommitStatus status) {
        Hub hub = accounts.ops(slug).actHub();
        GHCommitState state = switch (status.state()) {
            case PENDING -> GHCommitState.PENDING;
            case SUCCESS -> GHCommitState.SUCCESS;
            case FAILURE -> GHCommitState.FAILURE;
            case ERROR -> GHCommitState.ERROR;
        };
        if (!status.sha().matches("[0-9a-f]{40}")) {
            throw ForgeException.permanent("'" + Refusal.printable(status.sha()) + "' is no commit to set the status '"
                    + status.context() + "' on in " + slug + ".");
        }
        Hub.run(
                "set the status '" + status.context() + "' of " + status.sha() + " in " + slug,
                () -> hub.handle(slug)
                        .createCommitStatus(status.sha(), state, null, cut(status.description()), status.context()));
    }

    private static String cut(String description) {
        if (description.codePointCount(0, description.length()) <= LONGEST) {
            return description;
        }
        return description.substring(0, description.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
